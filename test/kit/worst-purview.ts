/** The worst that labels, DLP and audit could hold; cases of `worst-values.ts`. */
import { type DatasetName, WHOLE } from '../../src/evidence/datasets.js';
import { known, mapKnown } from '../../src/evidence/known.js';
import type { PolicyScope } from '../../src/evidence/purview.js';
import { NO_ACTIONS, ORIGIN } from './purview-rows.js';
import { addRows, allRows, mapRows, type Taken } from './taken-evidence.js';
import type { Worst } from './worst-sharepoint.js';

const OFF = known(false);
const ON = known(true);
const PILOT: PolicyScope = { includes: ['pilot@clinic.example'], excludes: [], adaptive: [] };
const origins = [ORIGIN];

/** Takes every row away. */
const none = (dataset: DatasetName, name: string): Worst => ({ name, adds: false, change: (t) => mapRows(t, dataset, () => []) });

const adding = (name: string, change: (taken: Taken) => Taken): Worst => ({ name, adds: true, change });

export const WORST_PURVIEW: { readonly [D in DatasetName]?: readonly Worst[] } = {
  labels: [
    {
      name: 'every label gives the whole staff the right to extract',
      adds: false,
      change: (t) =>
        mapRows(t, 'labels', (label) => ({
          ...label,
          encryption: known({
            kind: 'template' as const,
            rights: known([{ identity: 'AuthenticatedUsers', rights: ['VIEW', 'EXTRACT'] }]),
            isDoubleKey: OFF,
          }),
        })),
    },
    { name: 'no label is on', adds: false, change: (t) => mapRows(t, 'labels', (label) => ({ ...label, enabled: OFF })) },
    {
      name: 'no label encrypts',
      adds: false,
      change: (t) => {
        const agreed = mapRows(t, 'sensitivityLabels', (label) => ({ ...label, hasProtection: false }));
        return mapRows(agreed, 'labels', (label) => ({ ...label, encryption: known(null) }));
      },
    },
  ],
  labelPolicies: [
    none('labelPolicies', 'nothing is published'),
    { name: 'every policy is off', adds: false, change: (t) => mapRows(t, 'labelPolicies', (p) => ({ ...p, enabled: OFF })) },
    {
      name: 'nothing is default and nothing mandatory',
      adds: false,
      change: (t) =>
        mapRows(t, 'labelPolicies', (p) => ({
          ...p,
          settings: known({
            defaultLabelId: null,
            mandatory: false,
            siteAndGroupMandatory: false,
            requireDowngradeJustification: false,
          }),
        })),
    },
  ],
  dlpPolicies: [
    none('dlpPolicies', 'there is none'),
    {
      name: 'every policy is in simulation',
      adds: false,
      change: (t) =>
        mapRows(t, 'dlpPolicies', (p) => ({
          ...p,
          mode: known('TestWithoutNotifications' as const),
          isSimulation: true,
          changed: null,
        })),
    },
    {
      name: 'every policy is switched off',
      adds: false,
      change: (t) => mapRows(t, 'dlpPolicies', (p) => ({ ...p, enabled: OFF })),
    },
    {
      name: 'every policy is for a pilot group',
      adds: false,
      change: (t) =>
        mapRows(t, 'dlpPolicies', (p) => ({
          ...p,
          copilot: mapKnown(p.copilot, (scope) => (scope === null ? null : PILOT)),
          locations: { ...p.locations, exchange: known(PILOT), sharePoint: known(PILOT), oneDrive: known(PILOT) },
        })),
    },
  ],
  dlpRules: [
    none('dlpRules', 'no policy has a rule'),
    { name: 'every rule is off', adds: false, change: (t) => mapRows(t, 'dlpRules', (r) => ({ ...r, disabled: ON })) },
    {
      name: 'rules look for nothing that matters',
      adds: false,
      change: (t) =>
        mapRows(t, 'dlpRules', (r) => ({ ...r, conditions: known({ kind: 'other' as const, name: 'AccessScope' }) })),
    },
    {
      name: 'rules do nothing',
      adds: false,
      change: (t) => mapRows(t, 'dlpRules', (r) => ({ ...r, actions: known(NO_ACTIONS) })),
    },
  ],
  autoLabelPolicies: [
    none('autoLabelPolicies', 'there is none'),
    {
      name: 'every policy is in simulation',
      adds: false,
      change: (t) => mapRows(t, 'autoLabelPolicies', (p) => ({ ...p, mode: known('TestWithoutNotifications' as const) })),
    },
  ],
  retentionPolicies: [none('retentionPolicies', 'there is none')],
  auditRetentionPolicies: [none('auditRetentionPolicies', 'there is none')],
  riskPolicies: [
    none('riskPolicies', 'there is none'),
    {
      name: 'none of them looks at AI',
      adds: false,
      change: (t) => mapRows(t, 'riskPolicies', (p) => ({ ...p, watchesAi: OFF })),
    },
  ],
  auditConfiguration: [
    {
      name: 'the log is off',
      adds: false,
      change: (t) => mapRows(t, 'auditConfiguration', (c) => ({ ...c, unifiedAuditLogIngestionEnabled: OFF })),
    },
  ],
  exchangeOrganization: [
    {
      name: 'mailbox auditing is off',
      adds: false,
      change: (t) => mapRows(t, 'exchangeOrganization', (o) => ({ ...o, auditDisabled: ON })),
    },
  ],
  auditBypasses: [
    adding('somebody of the staff is not audited', (t) => {
      const somebody = allRows(t, 'users').find((u) => u.accountEnabled && u.userType === 'Member');
      return addRows(t, 'auditBypasses', WHOLE, [{ name: somebody?.displayName ?? 'x', userId: somebody?.id ?? null, origins }]);
    }),
  ],
  outboundSpamPolicies: [
    {
      name: 'mail may forward itself',
      adds: false,
      change: (t) => mapRows(t, 'outboundSpamPolicies', (p) => ({ ...p, autoForwardingMode: known('On' as const) })),
    },
    adding('another policy lets mail forward itself', (t) =>
      addRows(t, 'outboundSpamPolicies', WHOLE, [{ name: 'Worst', autoForwardingMode: known('On'), isDefault: false, origins }]),
    ),
  ],
  remoteDomains: [
    {
      name: 'mail may forward itself everywhere',
      adds: false,
      change: (t) => mapRows(t, 'remoteDomains', (d) => ({ ...d, domain: '*', autoForwardEnabled: ON })),
    },
  ],
  mailForwards: [
    adding('a mailbox and a rule send mail outside', (t) => {
      const forward = { enabled: ON, domains: ['elsewhere.example'], origins };
      const kinds = ['mailbox', 'transport-rule'] as const;
      return addRows(
        t,
        'mailForwards',
        WHOLE,
        kinds.map((kind) => ({ ...forward, kind, name: `Worst ${kind}` })),
      );
    }),
  ],
  organization: [
    {
      name: 'every domain that a label gives rights to is its own',
      adds: false,
      change: (t) => {
        const named = allRows(t, 'labels').flatMap(({ encryption }) =>
          encryption.known && encryption.value?.rights.known === true ? encryption.value.rights.value : [],
        );
        const domains = named.filter(({ identity }) => identity.includes('.') && !identity.includes('@'));
        const verified = domains.map(({ identity }) => ({ name: identity, isDefault: false, isInitial: false }));
        return mapRows(t, 'organization', (o) => ({ ...o, verifiedDomains: [...o.verifiedDomains, ...verified] }));
      },
    },
  ],
  copilotUsage: [
    {
      name: 'many use Copilot',
      adds: false,
      change: (t) => mapRows(t, 'copilotUsage', (u) => ({ ...u, people: 50, active: 50 })),
    },
  ],
  copilotAudit: [
    {
      name: 'the log holds nothing of Copilot',
      adds: false,
      change: (t) => mapRows(t, 'copilotAudit', (s) => ({ ...s, found: false, latest: null })),
    },
  ],
  superUsers: [
    {
      name: 'encryption has super users',
      adds: false,
      change: (t) => mapRows(t, 'superUsers', (s) => ({ ...s, featureEnabled: ON, users: known(['ada@clinic.example']) })),
    },
  ],
  powerPlatformPolicies: [
    none('powerPlatformPolicies', 'there is none'),
    adding('a policy lets an AI service do business', (t) =>
      addRows(t, 'powerPlatformPolicies', WHOLE, [
        {
          name: 'Worst',
          environments: 'all',
          business: known(['shared_anthropic']),
          blocked: known([]),
          defaultGroup: 'business',
          origins,
        },
      ]),
    ),
    {
      name: 'no policy is for the default environment',
      adds: false,
      change: (t) => mapRows(t, 'powerPlatformPolicies', (p) => ({ ...p, environments: { only: ['another'] } })),
    },
  ],
  powerPlatformEnvironments: [
    {
      name: 'the default environment is one that no policy names',
      adds: false,
      change: (t) => mapRows(t, 'powerPlatformEnvironments', (e) => ({ ...e, name: 'another' })),
    },
  ],
  groupSettings: [
    {
      name: 'labels of groups and sites are off',
      adds: false,
      change: (t) => mapRows(t, 'groupSettings', () => ({ enableMipLabels: false })),
    },
  ],
};
