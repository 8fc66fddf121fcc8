/** DLP policies and their rules, with all the properties that the service has for them. */
import type { ComplianceObject } from '../../compliance-model.js';
import { guidOf } from '../../random.js';
import type { Making } from '../making.js';
import { type About, common, morning } from './frame.js';

export type Mode = 'Enable' | 'TestWithNotifications' | 'TestWithoutNotifications' | 'Disable' | 'PendingDeletion';

const ALL = [{ DisplayName: 'All', Name: 'All', ImmutableIdentity: 'All', Type: 'Tenant', Workload: '' }];

/** `All`, as the service writes it for one workload. */
export const everywhereIn = (workload: string): object[] => ALL.map((one) => ({ ...one, Workload: workload }));

export interface Policy extends About {
  readonly mode: Mode;
  /** Everywhere in these services; missing: nowhere. */
  readonly services?: readonly ('Exchange' | 'SharePoint' | 'OneDrive' | 'Teams' | 'Endpoint')[];
  /** Sites that SharePoint is spared on. */
  readonly exceptSites?: readonly string[];
  /** Copilot, by its id or by the name that the portal gives it, for all or for one group. */
  readonly copilot?: { readonly location: string; readonly group?: string; readonly planes: string[] | string | null };
  readonly planes?: string[];
  readonly comment?: string;
}

const WORKLOADS = {
  Exchange: 'Exchange',
  SharePoint: 'SharePoint',
  OneDrive: 'OneDriveForBusiness',
  Teams: 'Teams',
  Endpoint: 'EndpointDevices',
} as const;

function copilotLocations({ copilot }: Policy): string {
  if (copilot === undefined) return '[]';
  const { location, group } = copilot;
  const who = group === undefined ? { Type: 'Tenant', Identity: 'All' } : { Type: 'Group', Identity: group };
  const place = { Workload: 'Applications', Location: location, LocationDisplayName: 'Microsoft 365 Copilot and Copilot Chat' };
  return JSON.stringify([
    { ...place, LocationSource: 'PurviewConfig', LocationType: 'Individual', Inclusions: [who], Exclusions: [] },
  ]);
}

export function dlpPolicy(making: Making, policy: Policy): ComplianceObject {
  const { mode, services = [], exceptSites = [], copilot, comment = '' } = policy;
  const location = (service: keyof typeof WORKLOADS): object[] =>
    services.includes(service) ? everywhereIn(WORKLOADS[service]) : [];
  const workloads = services.map((service) => WORKLOADS[service]);
  return {
    ...common(making, 'dlp policy', policy),
    DisplayName: policy.name,
    Comment: comment,
    Type: 'Dlp',
    Mode: mode,
    // On in both kinds of simulation as well.
    Enabled: mode !== 'Disable',
    IsSimulationPolicy: mode.startsWith('Test'),
    SimulationStatus: null,
    AutoEnableAfter: null,
    IsColdDataSimulationPolicy: false,
    IsFromSmartInsights: null,
    Priority: 0,
    Workload: copilot === undefined ? workloads.join(', ') : 'Applications',
    ExchangeLocation: location('Exchange'),
    ExchangeSender: [],
    ExchangeSenderMemberOf: [],
    ExchangeSenderException: [],
    ExchangeSenderMemberOfException: [],
    SharePointLocation: location('SharePoint'),
    SharePointLocationException: exceptSites.map((url) => ({ DisplayName: url, Name: url, ImmutableIdentity: url })),
    OneDriveLocation: location('OneDrive'),
    OneDriveLocationException: [],
    OneDriveSharedBy: [],
    OneDriveSharedByMemberOf: [],
    ExceptIfOneDriveSharedBy: [],
    ExceptIfOneDriveSharedByMemberOf: [],
    TeamsLocation: location('Teams'),
    TeamsLocationException: [],
    EndpointDlpLocation: location('Endpoint'),
    EndpointDlpLocationException: [],
    EndpointDlpExtendedLocations: '',
    ThirdPartyAppDlpLocation: [],
    ThirdPartyAppDlpLocationException: [],
    OnPremisesScannerDlpLocation: [],
    OnPremisesScannerDlpLocationException: [],
    PowerBIDlpLocation: [],
    PowerBIDlpLocationException: [],
    Locations: copilotLocations(policy),
    LocationInclusions: [],
    LocationExclusions: [],
    EnforcementPlanes: copilot === undefined ? (policy.planes ?? null) : copilot.planes,
    ExchangeAdaptiveScopes: [],
    ExchangeAdaptiveScopesException: [],
    SharePointAdaptiveScopes: [],
    SharePointAdaptiveScopesException: [],
    OneDriveAdaptiveScopes: [],
    OneDriveAdaptiveScopesException: [],
    TeamsAdaptiveScopes: [],
    TeamsAdaptiveScopesException: [],
    EndpointDlpAdaptiveScopes: [],
    EndpointDlpAdaptiveScopesException: [],
    PolicyCategory: 'Unknown',
    PolicyTemplateInfo: [],
    PolicyRulesMetaData: JSON.stringify({ WhenRulesChangedUtc: morning(making, policy.changed ?? policy.made) }),
    PolicyRBACScopes: null,
    // Pending on every policy unless the details are asked for, and unreliable then.
    DistributionStatus: 'Pending',
    DistributionSyncStatus: 'Success',
    DistributionResults: null,
  };
}

export interface Rule {
  readonly name: string;
  /** As `ContentContainsSensitiveInformation` keeps it; null where the advanced rule has it. */
  readonly content: object[] | null;
  readonly advanced?: string;
  readonly disabled?: boolean;
  /** Blocks people who may not see it; missing: it does not. */
  readonly blocks?: 'All' | 'PerUser';
  /** Leaves content out of Copilot, or does not answer the prompt. */
  readonly excludesFromCopilot?: boolean;
  readonly blocksWebSearch?: boolean;
  readonly restrictsEndpoint?: boolean;
  readonly notifies?: readonly string[];
  readonly alerts?: readonly string[];
}

const ENDPOINT = [
  { setting: 'CloudEgress', defaultmessage: 'none', value: 'Block', appgroup: 'none' },
  { setting: 'CopyPaste', defaultmessage: 'none', value: 'Warn', appgroup: 'none' },
];

export function dlpRule(making: Making, policy: ComplianceObject, rule: Rule): ComplianceObject {
  const { content, advanced, blocks, alerts = [], notifies = [] } = rule;
  const name = String(policy.Name);
  const made = { name: rule.name, made: 100 };
  const excludes = rule.excludesFromCopilot === true;
  return {
    ...common(making, `dlp rule ${name}`, made),
    WhenChangedUTC: policy.WhenChangedUTC,
    DisplayName: rule.name,
    Policy: policy.Guid,
    ParentPolicyName: name,
    Disabled: rule.disabled === true,
    // The service says so even where the policy is off.
    Mode: 'Enforce',
    Priority: 0,
    Workload: policy.Workload,
    IsAdvancedRule: advanced !== undefined,
    AdvancedRule: advanced ?? null,
    ContentContainsSensitiveInformation: content,
    ExceptIfContentContainsSensitiveInformation: null,
    ContentIsNotLabeled: false,
    ContentMissingSensitivityLabel: null,
    AccessScope: blocks === undefined ? null : 'NotInOrganization',
    ExceptIfAccessScope: null,
    BlockAccess: blocks !== undefined,
    BlockAccessScope: blocks ?? null,
    RestrictAccess: excludes ? [{ setting: 'ExcludeContentProcessing', value: 'Block' }] : null,
    RestrictWebGrounding: rule.blocksWebSearch === true,
    RestrictBrowserAccess: false,
    EndpointDlpRestrictions: rule.restrictsEndpoint === true ? ENDPOINT : null,
    EndpointDlpBrowserRestrictions: null,
    GenerateAlert: alerts,
    AlertProperties: alerts.length === 0 ? null : { AggregationType: 'None' },
    GenerateIncidentReport: alerts,
    IncidentReportContent: ['Title', 'DocumentAuthor', 'RulesMatched', 'Service'],
    NotifyUser: notifies,
    NotifyUserType: 'NotSet',
    NotifyAllowOverride: [],
    NotifyPolicyTipCustomText: '',
    NotifyEmailCustomText: '',
    ReportSeverityLevel: 'High',
    StopPolicyProcessing: false,
    EncryptRMSTemplate: null,
    ActivationDate: null,
    ExpiryDate: null,
    RuleErrorAction: null,
  };
}

/** Ids of Microsoft's own information types, and one that the tenant made where it has made one. */
export function sensitiveType(making: Making, name: string, id?: string): ComplianceObject {
  return {
    Name: name,
    LocalizedName: name,
    Id: id ?? guidOf(`${making.tenantId} type ${name}`),
    Description: `Detects ${name}.`,
    Publisher: id === undefined ? making.organization : 'Microsoft Corporation',
    Type: 'Entity',
    RulePackId: id === undefined ? guidOf(`${making.tenantId} rule pack`) : '00000000-0000-0000-0000-000000000000',
    RecommendedConfidence: 75,
    Classifier: 'Content',
    State: null,
    IsValid: true,
    ObjectState: 'Unchanged',
  };
}
