/** Tenants as they are found, with their labels, audit log and mail: what the service returns, and what somebody who knows it would say. */
import { describe, it } from 'vitest';
import { appRetention, autoLabelPolicy, autoLabelRule, encrypts, general, label, labelPolicy, tenant } from './label-objects.js';
import { advanced, copilotPolicy, copilotRule, looksForLabel, PHI } from './objects.js';
import { expectSaid, type Json, type TenantCase } from './tenant.js';

const labels = (list: readonly Json[], policies: readonly Json[] = [labelPolicy()]) =>
  tenant({ 'Get-Label': list, 'Get-LabelPolicy': policies });
const labelRule = () => copilotRule({ Name: 'Labels', ...advanced(looksForLabel(PHI)) });
const spam = (...modes: readonly string[]) =>
  modes.map((AutoForwardingMode, n) => ({ Name: n === 0 ? 'Default' : `Custom ${n}`, IsDefault: n === 0, AutoForwardingMode }));
const mail = (policies: readonly Json[], domains: readonly Json[]) =>
  tenant({
    'Get-HostedOutboundSpamFilterPolicy': policies,
    'Get-RemoteDomain': domains,
    'Get-TransportRule': [],
    'Get-Mailbox': [],
  });

const TENANTS: readonly TenantCase[] = [
  [
    'labels as they should be',
    tenant(
      { 'Get-AutoSensitivityLabelPolicy': [autoLabelPolicy()], 'Get-AutoSensitivityLabelRule': [autoLabelRule()] },
      { evidence: { groupSettings: [{ enableMipLabels: true }] } },
    ),
    { 'LBL-001': 'pass', 'LBL-002': 'pass', 'LBL-003': 'pass', 'LBL-006': 'pass', 'LBL-007': 'pass', 'LBL-009': 'pass' },
  ],
  [
    'no label',
    tenant(
      {
        'Get-Label': [],
        'Get-LabelPolicy': [],
        'Get-DlpCompliancePolicy': [copilotPolicy()],
        'Get-DlpComplianceRule': [labelRule()],
      },
      { evidence: { sensitivityLabels: [] } },
    ),
    {
      'LBL-001': ['fail', 'none'],
      'LBL-002': ['not-applicable', 'noLabels'],
      'LBL-010': ['not-applicable', 'noLabels'],
      'DLP-006': ['fail', 'dead'],
    },
  ],
  [
    'a policy that lists labels as PowerShell names them',
    labels([label()], [labelPolicy({ Labels: ['phi'] })]),
    { 'LBL-002': 'pass' },
  ],
  [
    'a label policy that is off',
    labels([label()], [labelPolicy({ Enabled: false })]),
    { 'LBL-002': ['fail', 'none'], 'LBL-007': 'fail' },
  ],
  [
    'people who choose the rights',
    labels([label({ LabelActions: encrypts({ protectiontype: 'userdefined', rightsdefinitions: '' }) })]),
    { 'LBL-003': 'pass', 'LBL-004': ['not-applicable', 'author'] },
  ],
  [
    'all may look, nobody may extract',
    labels([
      label({
        LabelActions: encrypts({
          rightsdefinitions: '[{"Identity":"AuthenticatedUsers","Rights":"VIEW,VIEWRIGHTSDATA,OBJMODEL"}]',
        }),
      }),
    ]),
    { 'LBL-004': 'pass' },
  ],
  [
    'all may extract',
    labels([
      label({ LabelActions: encrypts({ rightsdefinitions: '[{"Identity":"AuthenticatedUsers","Rights":"VIEW,EXTRACT"}]' }) }),
    ]),
    { 'LBL-004': 'fail' },
  ],
  [
    'a label that takes encryption away',
    labels([label({ LabelActions: encrypts({ protectiontype: 'removeprotection', rightsdefinitions: '' }) })]),
    { 'LBL-003': ['warn', 'open'], 'LBL-004': ['not-applicable', 'noPhi'] },
  ],
  [
    'PHI in a heading alone',
    labels([label({ IsParent: true, LabelActions: [] }), general({ ParentId: PHI })]),
    { 'LBL-001': 'pass', 'LBL-003': ['fail', 'heading'] },
  ],
  [
    'automatic labels in simulation',
    tenant({
      'Get-AutoSensitivityLabelPolicy': [autoLabelPolicy({ Mode: 'TestWithoutNotifications' })],
      'Get-AutoSensitivityLabelRule': [autoLabelRule()],
    }),
    { 'LBL-009': ['warn', 'trial'] },
  ],
  [
    'prompts that are retained',
    tenant({
      'Get-RetentionCompliancePolicy': [],
      'Get-RetentionComplianceRule': [],
      'Get-AppRetentionCompliancePolicy': [appRetention()],
    }),
    { 'AUD-005': 'pass', 'AUD-006': 'warn' },
  ],
  [
    'an audit state out of Security & Compliance, whatever the manifest says',
    tenant({
      'Get-AdminAuditLogConfig': [
        { UnifiedAuditLogIngestionEnabled: false, Identity: 'FFO.extest.microsoft.com/x/Admin Audit Log Settings' },
      ],
    }),
    { 'AUD-001': 'not-assessed' },
  ],
  [
    'an audit log that never was on',
    tenant({
      'Get-AdminAuditLogConfig': [
        {
          UnifiedAuditLogIngestionEnabled: false,
          UnifiedAuditLogFirstOptInDate: null,
          OrganizationId: 'NAMPR05A001.PROD.OUTLOOK.COM/x',
        },
      ],
    }),
    { 'AUD-001': 'fail' },
  ],
  [
    "Microsoft's default for forwarding",
    mail(spam('Automatic'), [{ DomainName: '*', AutoForwardEnabled: true }]),
    { 'AUD-008': ['warn', 'ajar'] },
  ],
  [
    'forwarding let out by a policy of their own',
    mail(spam('Automatic', 'On'), [
      { DomainName: '*', AutoForwardEnabled: true },
      { DomainName: 'partner.example', AutoForwardEnabled: true },
    ]),
    { 'AUD-008': ['fail', 'open'] },
  ],
  [
    'a partner that alone may get forwarded mail',
    mail(spam('Automatic'), [
      { DomainName: '*', AutoForwardEnabled: false },
      { DomainName: 'partner.example', AutoForwardEnabled: true },
    ]),
    { 'AUD-008': ['pass', 'automatic'] },
  ],
  [
    'the settings of insider risk, which are no policy',
    tenant({
      'Get-InsiderRiskPolicy': [{ ...appRetention(), Name: 'IRM_Tenant_Setting_1', InsiderRiskScenario: 'TenantSetting' }],
      'Get-SupervisoryReviewPolicyV2': [],
      'Get-SupervisoryReviewRule': [],
      'Get-FeatureConfiguration': [],
    }),
    { 'AUD-007': ['fail', 'none'] },
  ],
];

describe('a tenant with', () => {
  it.each(TENANTS)('%s', (...given) => expectSaid(given));
});
