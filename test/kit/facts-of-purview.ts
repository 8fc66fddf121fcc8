/** Facts about labels, DLP and audit, as the services keep them: each turns one rule of the tidy twin. */
import type { ComplianceObject, Generated } from '../../src/demo/index.js';
import { type Fact, unlabelledIntake } from './facts-of-settings.js';
import { daysAgo, found, members, PREMIUM, sku } from './tidy-tenant.js';

type Stored = ComplianceObject[];

const PATIENTS = 'U.S. HIPAA Enhanced';
const COPILOT_LABELS = 'Copilot leaves PHI alone';
const COPILOT_PROMPTS = 'No PHI in prompts';
const CARD = { name: 'Credit Card Number', id: '50842eb7-edc8-4019-85dd-5a5c1f2bb085' };

/** The objects of a cmdlet, whichever service has them; an empty list is put where there was none. */
function objectsOf({ tenant: { compliance: it } }: Generated, cmdlet: string): Stored {
  const service = [it.exchange, it.shell].find((one) => cmdlet in one) ?? it.compliance;
  service[cmdlet] ??= [];
  return service[cmdlet];
}

/** Properties of every object of a cmdlet, or of those with this beginning of a name, put in place of what was there. */
const set =
  (cmdlet: string, properties: ComplianceObject, name = '') =>
  (generated: Generated): void => {
    const objects = objectsOf(generated, cmdlet).filter((one) => String(one.Name ?? '').startsWith(name));
    for (const object of objects) Object.assign(object, properties);
    found(objects[0], `${cmdlet} ${name}`);
  };

const none =
  (...cmdlets: readonly string[]) =>
  (generated: Generated): void => {
    for (const cmdlet of cmdlets) objectsOf(generated, cmdlet).length = 0;
  };

const all =
  (...changes: readonly ((generated: Generated) => void)[]) =>
  (generated: Generated): void => {
    for (const change of changes) change(generated);
  };

/** A plan that the licence of the practice does not bring. */
const plan =
  (name: string, id: string) =>
  (generated: Generated): void => {
    const one = sku(generated, PREMIUM);
    const added = { servicePlanId: id, servicePlanName: name, appliesTo: 'User', provisioningStatus: 'Success' };
    one.servicePlans = [...(one.servicePlans ?? []), added];
  };

const person = (generated: Generated) => found(members(generated)[3], 'person');
const named = (address: string) => [{ DisplayName: address, Name: address, ImmutableIdentity: address, Type: 'User' }];

const WATCHED: readonly Fact[] = [
  {
    rule: 'AUD-001',
    expect: 'fail',
    change: set('Get-AdminAuditLogConfig', { UnifiedAuditLogIngestionEnabled: false, UnifiedAuditLogFirstOptInDate: null }),
  },
  { rule: 'AUD-002', expect: 'fail', change: none('Search-UnifiedAuditLog') },
  {
    rule: 'AUD-003',
    expect: 'warn',
    change: all(
      plan('M365_ADVANCED_AUDITING', '2f442157-a11c-46b9-ae5b-6e39ff4e5849'),
      none('Get-UnifiedAuditLogRetentionPolicy'),
    ),
  },
  {
    rule: 'AUD-004',
    expect: 'fail',
    change: (g) => {
      const { id } = person(g);
      const own = objectsOf(g, 'Get-MailboxAuditBypassAssociation').find((one) => one.ExternalDirectoryObjectId === id);
      Object.assign(found(own, 'mailbox'), { AuditBypassEnabled: true });
    },
  },
  { rule: 'AUD-005', expect: 'fail', change: none('Get-AppRetentionCompliancePolicy') },
  { rule: 'AUD-006', expect: 'warn', change: none('Get-RetentionCompliancePolicy', 'Get-RetentionComplianceRule') },
  {
    rule: 'AUD-007',
    expect: 'fail',
    change: all(
      plan('INSIDER_RISK_MANAGEMENT', '9d0c4ee5-e4a1-4625-ab39-d82b619b1a34'),
      ({ tenant }) => Object.assign(tenant.compliance, { refusals: {} }),
      none('Get-InsiderRiskPolicy', 'Get-SupervisoryReviewPolicyV2', 'Get-SupervisoryReviewRule', 'Get-FeatureConfiguration'),
    ),
  },
  { rule: 'AUD-008', expect: 'fail', change: set('Get-HostedOutboundSpamFilterPolicy', { AutoForwardingMode: 'On' }) },
  { rule: 'DLP-009', expect: 'fail', change: none('Get-DlpPolicy') },
  {
    rule: 'DLP-008',
    expect: 'fail',
    change: plan('MICROSOFTENDPOINTDLP', '64bfac92-2b17-4482-b5e5-a0304429de3e'),
    // No policy holds on devices, which the licence now brings.
    alsoSeenBy: ['DLP-003'],
  },
  { rule: 'LBL-009', expect: 'fail', change: plan('MIP_S_CLP2', 'efb0351d-3b08-4503-993d-383af8de41e3') },
  {
    rule: 'LBL-002',
    expect: 'fail',
    change: (g) => set('Get-LabelPolicy', { ExchangeLocation: named(person(g).userPrincipalName ?? '') })(g),
    alsoSeenBy: ['LBL-007'],
  },
  {
    rule: 'LBL-005',
    expect: 'fail',
    change: ({ tenant }) => Object.assign(tenant.sharePoint.properties, { EnableAIPIntegration: false }),
  },
];

const NARROWED: readonly Fact[] = [
  {
    rule: 'DLP-003',
    expect: 'fail',
    change: (g) => {
      const url = `https://${g.planted.organization}.example/sites/left-out`;
      set('Get-DlpCompliancePolicy', { SharePointLocationException: named(url) }, PATIENTS)(g);
    },
  },
  { rule: 'DLP-005', expect: 'warn', change: set('Get-DlpComplianceRule', { NotifyUser: [] }, PATIENTS) },
  {
    rule: 'DLP-004',
    expect: 'fail',
    change: set(
      'Get-DlpCompliancePolicy',
      { Mode: 'TestWithoutNotifications', IsSimulationPolicy: true, WhenChangedUTC: daysAgo(60) },
      COPILOT_LABELS,
    ),
    alsoSeenBy: ['DLP-006'],
  },
  {
    rule: 'DLP-007',
    expect: 'fail',
    change: set('Get-DlpCompliancePolicy', { Mode: 'Disable', Enabled: false }, COPILOT_PROMPTS),
  },
  {
    rule: 'LBL-004',
    expect: 'fail',
    change: (g) => {
      const label = found(
        objectsOf(g, 'Get-Label').find((one) => one.Name === 'Confidential PHI'),
        'label for PHI',
      );
      const rights = JSON.stringify([{ Identity: 'AuthenticatedUsers', Rights: 'VIEW,EXTRACT' }]);
      const Settings = Object.entries({ protectiontype: 'template', disabled: 'false', rightsdefinitions: rights });
      const action = { Type: 'encrypt', SubType: null, Settings: Settings.map(([Key, Value]) => ({ Key, Value })) };
      Object.assign(label, { LabelActions: [JSON.stringify(action)] });
    },
  },
  {
    rule: 'LBL-006',
    expect: 'fail',
    change: ({ tenant }) => {
      const values = [{ name: 'EnableMIPLabels', value: 'False' }];
      const templateId = '62375ab9-6b52-47ed-826b-58e47e0e304b';
      tenant.groupSettings = [{ id: tenant.id, displayName: 'Group.Unified', templateId, values }];
    },
  },
  {
    rule: 'LBL-007',
    expect: 'warn',
    change: (g) => {
      const policy = found(objectsOf(g, 'Get-LabelPolicy')[0], 'label policy');
      const blob = String(policy.PolicySettingsBlob).replace('<setting key="requiredowngradejustification" value="true" />', '');
      const lines = (policy.Settings as string[]).filter((line) => !line.startsWith('[requiredowngradejustification'));
      Object.assign(policy, { PolicySettingsBlob: blob, Settings: lines });
    },
  },
  {
    rule: 'LBL-010',
    expect: 'warn',
    change: all(set('Get-AipServiceSuperUserFeature', { Value: 'Enabled' }), (g) => {
      objectsOf(g, 'Get-AipServiceSuperUser').push({ Value: person(g).userPrincipalName });
    }),
  },
];

/** What rests on another fact of labels or DLP has a tenant of its own. */
const NO_LABELS: readonly Fact[] = [
  {
    rule: 'LBL-001',
    expect: 'fail',
    change: all(({ tenant }) => Object.assign(tenant, { labels: [] }), none('Get-Label', 'Get-LabelPolicy')),
    alsoSeenBy: ['SITE-007', 'DLP-006', ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `LBL-00${n}`), 'LBL-010'],
  },
];

const NO_POLICY: readonly Fact[] = [
  {
    rule: 'DLP-001',
    expect: 'fail',
    change: none('Get-DlpCompliancePolicy', 'Get-DlpComplianceRule'),
    alsoSeenBy: [2, 3, 4, 5, 6, 7].map((n) => `DLP-00${n}`),
  },
  {
    rule: 'LBL-003',
    expect: 'warn',
    change: all(
      ({ tenant }) => {
        for (const label of tenant.labels) label.hasProtection = false;
      },
      set('Get-Label', { LabelActions: [] }),
    ),
    alsoSeenBy: ['LBL-004'],
  },
];

const UNLABELLED: readonly Fact[] = [
  {
    rule: 'DLP-002',
    expect: 'fail',
    // Both policies that are on for mail and files, neither of which looks for PHI.
    objects: 2,
    change: all(
      set(
        'Get-DlpComplianceRule',
        { ContentContainsSensitiveInformation: [CARD], IsAdvancedRule: false, AdvancedRule: null },
        PATIENTS,
      ),
      none('Get-DlpSensitiveInformationType'),
    ),
    alsoSeenBy: ['DLP-003'],
  },
  {
    rule: 'DLP-006',
    expect: 'warn',
    change: (g) => {
      const who = { Type: 'Group', Identity: 'pilot@clinic.example' };
      const policy = objectsOf(g, 'Get-DlpCompliancePolicy').find((one) => one.Name === COPILOT_LABELS);
      const places = (JSON.parse(String(policy?.Locations)) as object[]).map((one) => ({ ...one, Inclusions: [who] }));
      set('Get-DlpCompliancePolicy', { Locations: JSON.stringify(places) }, COPILOT_LABELS)(g);
    },
  },
];

const FEW_LABELS: readonly Fact[] = [
  {
    rule: 'LBL-008',
    expect: 'fail',
    change: unlabelledIntake,
    alsoSeenBy: ['ITEM-010', 'DLP-006'],
  },
];

export const PURVIEW_SCANS: readonly (readonly Fact[])[] = [WATCHED, NARROWED, NO_LABELS, NO_POLICY, UNLABELLED, FEW_LABELS];
