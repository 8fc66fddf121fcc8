/** Tenants as they are found, with their DLP: what the service returns for them, and what somebody who knows it would say. */
import { describe, expect, it } from 'vitest';
import { tenant } from './label-objects.js';
import {
  advanced,
  copilotPolicy,
  copilotRule,
  dlpPolicy,
  dlpRule,
  GENERAL,
  HIPAA_ENHANCED,
  looksForLabel,
  looksForTypes,
  ONE_CLICK,
  PHI,
  PHI_IMMUTABLE,
  PHI_TYPES,
  SSN_ONLY,
} from './objects.js';
import { expectSaid, findingsOf, type Json, type Said, type TenantCase } from './tenant.js';

const dlp = (policies: readonly Json[], rules: readonly Json[]) =>
  tenant({ 'Get-DlpCompliancePolicy': policies, 'Get-DlpComplianceRule': rules });

const labelRule = (over: Json = {}) => copilotRule({ Name: 'Labels', ...advanced(looksForLabel(PHI)), ...over });
const promptRule = (over: Json = {}) =>
  copilotRule({ Name: 'Prompts', ContentContainsSensitiveInformation: HIPAA_ENHANCED, ...over });
const phiRule = (over: Json = {}) =>
  dlpRule({
    Name: 'PHI',
    BlockAccess: true,
    BlockAccessScope: 'All',
    AccessScope: 'NotInOrganization',
    ContentContainsSensitiveInformation: HIPAA_ENHANCED,
    ...over,
  });
const tellsOnly = { BlockAccess: false, BlockAccessScope: null };
const simulated = { Mode: 'TestWithoutNotifications', IsSimulationPolicy: true };
const pilot = { Inclusions: [{ Type: 'Group', Identity: '7c2ff811-0000-4000-8000-000000000000', DisplayName: 'Pilot' }] };
const mailOnly = { SharePointLocation: [], OneDriveLocation: [], TeamsLocation: [] };
const forAiSites = {
  ...mailOnly,
  ExchangeLocation: [],
  EnforcementPlanes: ['Browser'],
  Locations: '[{"Workload":"Applications","Location":"ChatGPT","Inclusions":[{"Type":"Tenant","Identity":"All"}]}]',
};
const forPrompts = { RestrictAccess: [{ setting: 'UploadText', value: 'Block' }] };
const labelNamed = (Name: string) =>
  labelRule(
    advanced({
      ConditionName: 'ContentContainsSensitiveInformation',
      Value: [{ Groups: [{ Operator: 'Or', Labels: [{ Name }] }] }],
    }),
  );
const ENFORCED: Said = { rung: 'enforced for all' };

const TENANTS: readonly TenantCase[] = [
  [
    "the portal's one-click policy, in simulation",
    dlp([copilotPolicy({ Name: ONE_CLICK, ...simulated })], [promptRule()]),
    { 'DLP-001': ['fail', 'resting'], 'DLP-004': 'pass', 'DLP-006': ['fail', 'none'], 'DLP-007': ['fail', 'resting'] },
  ],
  [
    'the same, forgotten',
    dlp([copilotPolicy({ Name: ONE_CLICK, ...simulated, WhenChangedUTC: '2026-08-01T00:00:00Z' })], [promptRule()]),
    { 'DLP-004': 'fail' },
  ],
  [
    'the same, turned on',
    dlp([copilotPolicy({ Name: ONE_CLICK })], [promptRule()]),
    { 'DLP-001': 'pass', 'DLP-002': ['fail', 'none'], 'DLP-006': ['fail', 'none'], 'DLP-007': 'pass' },
  ],
  [
    'label and prompt rule for everybody',
    dlp([copilotPolicy()], [labelRule(), promptRule()]),
    { 'DLP-006': ENFORCED, 'DLP-007': 'pass' },
  ],
  [
    'Copilot by its id',
    dlp([copilotPolicy({}, { Location: '470f2276-e011-4e9d-a6ec-20768be3a4b0' })], [labelRule()]),
    { 'DLP-006': ENFORCED },
  ],
  [
    'the plane as a bare text',
    dlp([copilotPolicy({ EnforcementPlanes: 'CopilotExperiences' })], [labelRule()]),
    { 'DLP-006': ENFORCED },
  ],
  ['no plane at all', dlp([copilotPolicy({ EnforcementPlanes: null })], [labelRule()]), { 'DLP-006': ENFORCED }],
  [
    'a pilot group',
    dlp([copilotPolicy({}, pilot)], [labelRule(), promptRule()]),
    { 'DLP-006': ['warn', 'scoped'], 'DLP-007': ['warn', 'scoped'] },
  ],
  [
    'the plane without a place, in simulation',
    dlp([copilotPolicy({ ...simulated, Locations: '[]' })], [labelRule()]),
    { 'DLP-006': ['fail', 'resting'] },
  ],
  ['the plane without a place, on', dlp([copilotPolicy({ Locations: '[]' })], [labelRule()]), { 'DLP-006': 'not-assessed' }],
  [
    'a label rule that only records',
    dlp([copilotPolicy()], [labelRule({ RestrictAccess: null }), promptRule()]),
    { 'DLP-006': ['fail', 'resting'] },
  ],
  [
    'a label rule for mail from outside',
    dlp([copilotPolicy()], [labelRule(advanced(looksForLabel(PHI), { ConditionName: 'FromScope', Value: 'NotInOrganization' }))]),
    { 'DLP-006': ['warn', 'narrowed'] },
  ],
  [
    'a rule for all but the label',
    dlp([copilotPolicy()], [labelRule(advanced({ Operator: 'Not', SubConditions: [looksForLabel(PHI)] }))]),
    { 'DLP-006': ['fail', 'none'] },
  ],
  [
    'a rule for another label',
    dlp([copilotPolicy()], [labelRule(advanced(looksForLabel(GENERAL)))]),
    { 'DLP-006': ['fail', 'otherLabels'] },
  ],
  [
    'a rule for a label that was deleted',
    dlp([copilotPolicy()], [labelRule(advanced(looksForLabel('b7c1a1f0-0000-4000-8000-00000000dead')))]),
    { 'DLP-006': ['fail', 'dead'] },
  ],
  [
    'a rule that names the label by its immutable id',
    dlp([copilotPolicy()], [labelRule(advanced(looksForLabel(PHI_IMMUTABLE)))]),
    { 'DLP-006': ENFORCED },
  ],
  ['a rule that names the label as people do', dlp([copilotPolicy()], [labelNamed('Patient data')]), { 'DLP-006': ENFORCED }],
  ['a rule that names the label as PowerShell does', dlp([copilotPolicy()], [labelNamed('phi')]), { 'DLP-006': ENFORCED }],
  [
    'the action as a list of texts',
    dlp([copilotPolicy()], [labelRule({ RestrictAccess: ['{"setting":"ExcludeContentProcessing","value":"Block"}'] })]),
    { 'DLP-006': ENFORCED },
  ],
  [
    'the action as pairs',
    dlp(
      [copilotPolicy()],
      [
        labelRule({
          RestrictAccess: [
            [
              { _key: 'setting', _value: 'ExcludeContentProcessing' },
              { _key: 'value', _value: 'Block' },
            ],
          ],
        }),
      ],
    ),
    { 'DLP-006': ENFORCED },
  ],
  [
    'no word on access, which Copilot has no use for',
    dlp([copilotPolicy()], [labelRule({ BlockAccess: null })]),
    { 'DLP-006': ENFORCED },
  ],
  [
    'prompts kept out of web search alone',
    dlp([copilotPolicy()], [promptRule({ RestrictAccess: null, RestrictWebGrounding: true })]),
    { 'DLP-001': 'pass', 'DLP-007': ['fail', 'resting'] },
  ],
  [
    'a policy without a rule',
    dlp([copilotPolicy()], []),
    { 'DLP-001': ['fail', 'resting'], 'DLP-006': ['fail', 'none'], 'DLP-007': ['fail', 'none'] },
  ],
  [
    'rules that are all off',
    dlp([dlpPolicy()], [phiRule({ Disabled: true })]),
    { 'DLP-001': 'fail', 'DLP-002': 'fail', 'DLP-003': 'fail', 'DLP-005': ['fail', 'none'] },
  ],
  [
    'a policy that is off, whose rule says Enforce',
    dlp([dlpPolicy({ Mode: 'Disable', Enabled: false })], [phiRule()]),
    { 'DLP-001': 'fail' },
  ],
  [
    'the template HIPAA Enhanced',
    dlp([dlpPolicy()], [phiRule()]),
    { 'DLP-001': 'pass', 'DLP-002': 'pass', 'DLP-003': ['fail', 'open'], 'DLP-005': ['warn', 'weak'] },
  ],
  [
    'the same as an advanced rule',
    dlp([dlpPolicy()], [phiRule({ ContentContainsSensitiveInformation: null, ...advanced(looksForTypes(...PHI_TYPES)) })]),
    { 'DLP-002': 'pass' },
  ],
  [
    'social security numbers alone',
    dlp([dlpPolicy()], [phiRule({ ContentContainsSensitiveInformation: SSN_ONLY })]),
    { 'DLP-001': 'pass', 'DLP-002': ['fail', 'other'], 'DLP-003': 'fail' },
  ],
  [
    'PHI that is only told of, beside numbers that are blocked',
    dlp([dlpPolicy()], [phiRule(tellsOnly), phiRule({ Name: 'Numbers', ContentContainsSensitiveInformation: SSN_ONLY })]),
    { 'DLP-001': 'pass', 'DLP-002': ['fail', 'other'], 'DLP-003': 'fail' },
  ],
  [
    'mail with PHI that is encrypted',
    dlp([dlpPolicy(mailOnly)], [phiRule({ ...tellsOnly, EncryptRMSTemplate: 'Encrypt' })]),
    { 'DLP-001': 'pass', 'DLP-002': 'pass', 'DLP-005': 'warn' },
  ],
  [
    'prompts to other AI sites blocked in the browser',
    dlp([dlpPolicy(forAiSites)], [phiRule({ ...tellsOnly, ...forPrompts })]),
    { 'DLP-001': 'fail', 'DLP-008': 'pass' },
  ],
  [
    'no DLP',
    dlp([], []),
    { 'DLP-001': ['fail', 'none'], 'DLP-004': 'not-applicable', 'DLP-006': ['fail', 'none'], 'DLP-008': ['fail', 'none'] },
  ],
];

describe('a tenant with', () => {
  it.each(TENANTS)('%s', (...given) => expectSaid(given));

  it('names of groups in words, where the service wraps them in a text', async () => {
    const wrapped = {
      ExceptIfOneDriveSharedByMemberOf: ['{"PrimarySmtpAddress":"hr@clinic.example","Id":"7c2","DisplayName":"HR"}'],
    };
    const { 'DLP-003': found } = await findingsOf(dlp([dlpPolicy(wrapped)], [phiRule()]));
    const details = found?.objects.map(({ detail }) => JSON.stringify(detail)).join();
    expect(details).toContain('1 exclusion (hr@clinic.example)');
    expect(details).not.toContain('PrimarySmtpAddress');
  });
});
