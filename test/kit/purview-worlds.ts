/** Labels, DLP and audit of the two worlds of the contract: as they should be, and as bad as they can be. */
import { known } from '../../src/evidence/known.js';
import {
  aDlpPolicy,
  aDlpPolicyRow,
  aDlpRule,
  aDlpRuleRow,
  aLabelPolicyRow,
  aLabelRow,
  EVERYWHERE,
  NO_ACTIONS,
  NOWHERE,
  ORIGIN,
  PHI_LABEL,
} from './purview-rows.js';
import { daysAgo } from './rows.js';
import type { World } from './rule-cases.js';

const origins = [ORIGIN];
const everywhere = known(EVERYWHERE);
const nowhere = known(NOWHERE);

/** A policy for Copilot alone, with one rule of these parts. */
function copilotPolicy(id: string, rule: Parameters<typeof aDlpRuleRow>[0]) {
  const none = known(NOWHERE);
  const actions = known({ ...NO_ACTIONS, excludesFromCopilot: true, blocksWebSearch: true });
  return aDlpPolicyRow({
    policy: aDlpPolicy({
      id,
      name: id,
      locations: { exchange: none, sharePoint: none, oneDrive: none, teams: none, endpoint: none },
      copilot: known(EVERYWHERE),
      planes: known(['CopilotExperiences']),
    }),
    copilot: known(EVERYWHERE),
    rules: known([aDlpRuleRow({ rule: aDlpRule({ id: `${id}-rule`, policyId: id, actions }), ...rule })]),
  });
}

export const GOOD_PURVIEW: Pick<World, 'facts' | 'rows'> = {
  rows: {
    label: [aLabelRow()],
    labelPolicy: [aLabelPolicyRow()],
    dlpPolicy: [
      aDlpPolicyRow(),
      copilotPolicy('copilot-labels', {
        labels: known([PHI_LABEL]),
        labelsAlive: known(true),
        labelsPhi: known(true),
        labelFiles: 3600,
        types: known([]),
        looksForPhi: known(false),
      }),
      copilotPolicy('copilot-prompts', {}),
      aDlpPolicyRow({ policy: aDlpPolicy({ id: 'browser', name: 'Browser', planes: known(['Browser']) }) }),
    ],
  },
  facts: {
    autoLabelPolicies: [
      {
        id: 'auto-1',
        name: 'PHI',
        mode: known('Enable'),
        enabled: known(true),
        labelId: PHI_LABEL,
        exchange: everywhere,
        sharePoint: everywhere,
        oneDrive: everywhere,
        changed: daysAgo(100),
        conditions: known([]),
        origins,
      },
    ],
    retentionPolicies: [
      {
        id: 'r',
        name: 'All',
        enabled: known(true),
        coversCopilot: known(true),
        sharePoint: everywhere,
        oneDrive: everywhere,
        deletes: known(true),
        origins,
      },
    ],
    auditConfiguration: [{ unifiedAuditLogIngestionEnabled: known(true), origins }],
    auditRetentionPolicies: [{ name: 'Year', days: known(365), recordTypes: [], users: [], origins }],
    exchangeOrganization: [{ auditDisabled: known(false), origins }],
    auditBypasses: [],
    outboundSpamPolicies: [{ name: 'Default', autoForwardingMode: known('Off'), isDefault: true, origins }],
    remoteDomains: [{ domain: '*', autoForwardEnabled: known(false), origins }],
    mailForwards: [],
    riskPolicies: [
      { kind: 'insider-risk', name: 'Risky AI usage', enabled: known(true), watchesAi: known(true), origins },
      { kind: 'communication-compliance', name: 'Copilot', enabled: known(true), watchesAi: known(true), origins },
    ],
    copilotAudit: [{ recordType: 'CopilotInteraction', found: true, latest: daysAgo(1), origins }],
    superUsers: [{ featureEnabled: known(false), users: known([]), origins }],
    powerPlatformPolicies: [
      {
        name: 'All',
        environments: 'all',
        business: known(['shared_sharepointonline']),
        blocked: known(['shared_http']),
        defaultGroup: 'non-business',
        origins,
      },
    ],
    powerPlatformEnvironments: [{ name: 'Default-1', displayName: 'Clinic (default)', isDefault: true, origins }],
    copilotUsage: [{ refreshed: daysAgo(2), people: 20, active: 12 }],
    groupSettings: [{ enableMipLabels: true }],
  },
};

export const BAD_PURVIEW: Pick<World, 'facts' | 'rows'> = {
  rows: {
    label: [
      // Switched off, so that there is none to apply; the files that carry it keep the rights that it gives.
      aLabelRow({
        enabled: known(false),
        protects: known(true),
        extract: known({ to: 'everyone', identities: ['AuthenticatedUsers'] }),
        published: known(false),
        forContainers: known(false),
        files: 0,
      }),
    ],
    labelPolicy: [
      aLabelPolicyRow({
        enabled: known(false),
        settings: known({
          defaultLabelId: null,
          mandatory: false,
          siteAndGroupMandatory: false,
          requireDowngradeJustification: false,
        }),
        reaches: known([]),
      }),
    ],
    dlpPolicy: [
      aDlpPolicyRow({
        policy: aDlpPolicy({ mode: known('TestWithoutNotifications'), isSimulation: true, copilot: known(EVERYWHERE) }),
        rules: known([
          aDlpRuleRow({
            rule: aDlpRule({ actions: known(NO_ACTIONS) }),
            types: known(['Credit Card Number']),
            looksForPhi: known(false),
          }),
        ]),
        rung: known('simulation'),
        copilot: known(EVERYWHERE),
      }),
    ],
  },
  facts: {
    autoLabelPolicies: [],
    retentionPolicies: [
      {
        id: 'r',
        name: 'Mail',
        enabled: known(true),
        coversCopilot: known(false),
        sharePoint: nowhere,
        oneDrive: nowhere,
        deletes: known(false),
        origins,
      },
    ],
    auditConfiguration: [{ unifiedAuditLogIngestionEnabled: known(false), origins }],
    auditRetentionPolicies: [],
    exchangeOrganization: [{ auditDisabled: known(true), origins }],
    auditBypasses: [{ name: 'Ada', userId: 'person-1', origins }],
    outboundSpamPolicies: [{ name: 'Default', autoForwardingMode: known('On'), isDefault: true, origins }],
    remoteDomains: [{ domain: '*', autoForwardEnabled: known(true), origins }],
    mailForwards: [{ kind: 'mailbox', name: 'Ben', enabled: known(true), domains: ['gmail.com'], origins }],
    riskPolicies: [],
    copilotAudit: [{ recordType: 'CopilotInteraction', found: false, latest: null, origins }],
    superUsers: [{ featureEnabled: known(true), users: known(['ada@clinic.example']), origins }],
    powerPlatformPolicies: [],
    powerPlatformEnvironments: [{ name: 'Default-1', displayName: 'Clinic (default)', isDefault: true, origins }],
    copilotUsage: [{ refreshed: daysAgo(2), people: 20, active: 12 }],
    groupSettings: [{ enableMipLabels: false }],
  },
};
