/** Objects with every property that the service gives, as public captures of the year 2026 show them; a case changes what it is about. */
import type { Json } from './tenant.js';

export const PHI = 'b7c1a1f0-0000-4000-8000-000000000001';
export const PHI_IMMUTABLE = 'b7c1a1f0-0000-4000-8000-0000000000ff';
export const GENERAL = 'b7c1a1f0-0000-4000-8000-000000000002';
export const POLICY = '46f77b71-0000-4000-8000-000000000001';
const COPILOT_POLICY = '46f77b71-0000-4000-8000-000000000002';

export const LISTS = [
  'SharePointLocation',
  'SharePointLocationException',
  'OneDriveLocation',
  'OneDriveLocationException',
  'ExchangeLocation',
  'ExchangeOnPremisesLocation',
  'SharePointOnPremisesLocation',
  'TeamsLocation',
  'TeamsLocationException',
  'EndpointDlpLocation',
  'EndpointDlpLocationException',
  'ThirdPartyAppDlpLocation',
  'ThirdPartyAppDlpLocationException',
  'OnPremisesScannerDlpLocation',
  'PowerBIDlpLocation',
  'PowerBIDlpLocationException',
  'LocationInclusions',
  'LocationExclusions',
  'ExchangeSender',
  'ExchangeSenderException',
  'ExchangeSenderMemberOf',
  'ExchangeSenderMemberOfException',
  'OneDriveSharedBy',
  'ExceptIfOneDriveSharedBy',
  'OneDriveSharedByMemberOf',
  'ExceptIfOneDriveSharedByMemberOf',
  'ExchangeAdaptiveScopes',
  'ExchangeAdaptiveScopesException',
  'SharePointAdaptiveScopes',
  'SharePointAdaptiveScopesException',
  'OneDriveAdaptiveScopes',
  'OneDriveAdaptiveScopesException',
  'TeamsAdaptiveScopes',
  'TeamsAdaptiveScopesException',
  'EndpointDlpAdaptiveScopes',
  'EndpointDlpAdaptiveScopesException',
  'PolicyRBACScopes',
];

const FFO = 'FFO.extest.microsoft.com/Microsoft Exchange Hosted Organizations/clinic.onmicrosoft.com';

/** What every object of Security & Compliance carries. */
export const base = (name: string, id: string): Json => ({
  Identity: `${FFO}/Configuration/${name}`,
  Id: `${FFO}/Configuration/${name}`,
  IsValid: true,
  ExchangeVersion: '0.20 (15.0.0.0)',
  Name: name,
  'Name@odata.type': '#Edm.String',
  DistinguishedName: `CN=${name},CN=Configuration,DC=FFO,DC=extest,DC=microsoft,DC=com`,
  ObjectCategory: null,
  WhenChanged: '2026-11-10T00:00:00Z',
  WhenCreated: '2026-10-01T00:00:00Z',
  WhenChangedUTC: '2026-11-10T00:00:00Z',
  WhenCreatedUTC: '2026-10-01T00:00:00Z',
  ExchangeObjectId: id,
  OrganizationId: `${FFO} - ${FFO}/Configuration`,
  OrganizationalUnitRoot: FFO,
  Guid: id,
  ObjectState: 'Unchanged',
});

/** For mail, files and chats of everybody, on. */
export function dlpPolicy(over: Json = {}): Json {
  const name = typeof over.Name === 'string' ? over.Name : 'HIPAA';
  return {
    ...Object.fromEntries(LISTS.map((list) => [list, []])),
    Mode: 'Enable',
    DisplayName: name,
    Type: 'Dlp',
    ExchangeLocation: ['All'],
    SharePointLocation: ['All'],
    OneDriveLocation: ['All'],
    TeamsLocation: ['All'],
    Locations: '[]',
    EndpointDlpExtendedLocations: '',
    PolicyTemplateInfo: null,
    PolicyCategory: 'Unknown',
    IsSimulationPolicy: false,
    SimulationStatus: null,
    AutoEnableAfter: null,
    ExtendedProperties: null,
    EnforcementPlanes: null,
    LogicalWorkload: null,
    PolicyRulesMetaData: '{"WhenRulesChangedUtc":"2026-11-10T00:00:00Z"}',
    GlobalListType: 'None',
    PolicyConstraints: '{"AdministrativeUnit":[]}',
    Workload: 'Exchange, SharePoint, OneDriveForBusiness, Teams',
    Priority: 0,
    Comment: '',
    Enabled: true,
    DistributionStatus: 'Pending',
    DistributionResults: null,
    ...base(name, POLICY),
    ...over,
  };
}

const NOWHERE = { ExchangeLocation: [], SharePointLocation: [], OneDriveLocation: [], TeamsLocation: [] };

export const EVERYBODY = [{ Type: 'Tenant', Identity: 'All', DisplayName: 'All', Name: 'All' }];

/** For Copilot of everybody, on, as the portal writes it. */
export function copilotPolicy(over: Json = {}, place: Json = {}): Json {
  const locations = [
    {
      Workload: 'Applications',
      Location: 'Copilot.M365',
      LocationDisplayName: 'Microsoft 365 Copilot and Copilot Chat',
      LocationSource: 'PurviewConfig',
      LocationType: 'Group',
      Inclusions: EVERYBODY,
      Exclusions: null,
      ...place,
    },
  ];
  return dlpPolicy({
    ...base('Copilot', COPILOT_POLICY),
    ...NOWHERE,
    Locations: JSON.stringify(locations),
    EnforcementPlanes: ['CopilotExperiences'],
    Workload: 'Applications',
    ...over,
  });
}

export const ONE_CLICK = 'Default DLP policy - Protect sensitive M365 Copilot interactions';

const NULLS = [
  'BlockAccessScope',
  'EncryptRMSTemplate',
  'EndpointDlpRestrictions',
  'EndpointDlpBrowserRestrictions',
  'ThirdPartyAppDlpRestrictions',
  'RestrictAccess',
  'MipRestrictAccess',
  'RedactSensitiveInfo',
  'Moderate',
  'ModifySubject',
  'RedirectMessageTo',
  'AddRecipients',
  'ApplyHtmlDisclaimer',
  'NotifyAllowOverride',
  'ActivationDate',
  'ExpiryDate',
  'AdvancedRule',
  'ContentContainsSensitiveInformation',
  'ExceptIfContentContainsSensitiveInformation',
  'ContentMissingSensitivityLabel',
  'AccessScope',
  'ExceptIfAccessScope',
  'FromScope',
  'ExceptIfFromScope',
  'From',
  'ExceptIfFrom',
  'FromMemberOf',
  'ExceptIfFromMemberOf',
  'SentToMemberOf',
  'ExceptIfSentToMemberOf',
];
const FALSES = [
  'BlockAccess',
  'Quarantine',
  'RemoveRMSTemplate',
  'RestrictWebGrounding',
  'RestrictBrowserAccess',
  'SPMoveToQuarantineLocation',
  'ContentIsNotLabeled',
  'ContentIsShared',
  'ExceptIfContentIsShared',
  'DocumentIsPasswordProtected',
  'ExceptIfDocumentIsPasswordProtected',
  'StopPolicyProcessing',
  'IsAdvancedRule',
  'Disabled',
  'ReadOnly',
];
const EMPTIES = [
  'ContentExtensionMatchesWords',
  'ContentFileTypeMatches',
  'ContentPropertyContainsWords',
  'DocumentNameMatchesWords',
  'ExceptIfDocumentNameMatchesWords',
  'RecipientDomainIs',
  'ExceptIfRecipientDomainIs',
  'SentTo',
  'ExceptIfSentTo',
  'SharedByIRMUserRisk',
  'SubjectContainsWords',
  'ExceptIfSubjectContainsWords',
  'GenerateIncidentReport',
];

/** A rule of the policy HIPAA that looks for nothing and does nothing yet. */
export function dlpRule(over: Json = {}): Json {
  const name = typeof over.Name === 'string' ? over.Name : 'Rule';
  return {
    ...Object.fromEntries(NULLS.map((one) => [one, null])),
    ...Object.fromEntries(FALSES.map((one) => [one, false])),
    ...Object.fromEntries(EMPTIES.map((one) => [one, []])),
    ExceptIfMessageSizeOver: '',
    DocumentSizeOver: '',
    AlertProperties: { AggregationType: 'None' },
    GenerateAlert: ['true'],
    NotifyUser: ['LastModifier'],
    NotifyUserType: 'NotSet',
    ParentPolicyName: 'HIPAA',
    Policy: POLICY,
    ReportSeverityLevel: 'Low',
    Workload: 'Exchange, SharePoint, OneDriveForBusiness, Teams',
    Priority: 0,
    Mode: 'Enforce',
    ...base(name, `53b168f2-0000-4000-8000-${String(name.length).padStart(12, '0')}`),
    ImmutableId: '51fd322d-e6b4-4377-a1b4-ca47f3141c49',
    ...over,
  };
}

/** A rule of the policy for Copilot. */
export const copilotRule = (over: Json = {}): Json =>
  dlpRule({
    Policy: COPILOT_POLICY,
    ParentPolicyName: 'Copilot',
    Workload: 'Applications',
    RestrictAccess: [{ setting: 'ExcludeContentProcessing', value: 'Block' }],
    ...over,
  });

const pair = (_key: string, _value: unknown): Json => ({ _key, _value });

/** A type as the cmdlet endpoint writes hashtables. */
const hashtable = (name: string, id: string): readonly Json[] => [
  pair('name', name),
  pair('id', id),
  pair('mincount', '1'),
  pair('maxcount', '-1'),
  pair('confidencelevel', 'Medium'),
  pair('classifiertype', 'Content'),
];

const SSN_ID = 'a44669fe-0d48-453d-a9b1-2cc83f2cba77';
const ICD10_ID = '3356946c-6bb7-449b-b253-6ffa419c0ce7';
const NAMES_ID = '50b8b56b-4ef8-44c2-a924-03374f5831ce';
const MEDICAL_ID = '065bdd91-ef07-40d3-b8a4-0aea722eaa49';

export const SSN_ONLY = [hashtable('U.S. Social Security Number (SSN)', SSN_ID)];

const group = (name: string, ...types: readonly (readonly Json[])[]): readonly Json[] => [
  pair('name', name),
  pair('operator', 'Or'),
  pair('sensitivetypes', types),
];

/** The groups of the template U.S. HIPAA Enhanced. */
export const HIPAA_ENHANCED = [
  [
    pair('operator', 'And'),
    pair('groups', [
      group('PII Identifiers', hashtable('U.S. Social Security Number (SSN)', SSN_ID)),
      group(
        'ICD-9/10 code descriptions',
        hashtable('ICD-10-CM', ICD10_ID),
        hashtable('All Medical Terms And Conditions', MEDICAL_ID),
      ),
      group('Full names', hashtable('All Full Names', NAMES_ID)),
    ]),
  ],
];

/** `AdvancedRule` of a rule, out of its conditions. */
export const advanced = (...conditions: readonly Json[]): Json => ({
  IsAdvancedRule: true,
  AdvancedRule: JSON.stringify({ Version: '1.0', Condition: { Operator: 'And', SubConditions: conditions } }, null, 2),
});

const contains = (Group: Json): Json => ({
  ConditionName: 'ContentContainsSensitiveInformation',
  Value: [{ Groups: [{ Name: 'Default', Operator: 'Or', ...Group }], Operator: 'And' }],
});

export const looksForLabel = (...names: readonly string[]): Json =>
  contains({ Labels: names.map((Name) => ({ Name, Id: Name, Type: 'Sensitivity' })) });

export const looksForTypes = (...ids: readonly string[]): Json =>
  contains({ Sensitivetypes: ids.map((Id) => ({ Name: `type ${Id.slice(0, 4)}`, Id, Mincount: 1, Maxcount: -1 })) });

export const PHI_TYPES = [SSN_ID, ICD10_ID];
