/**
 * The one list of cmdlets that are read, with the session that each belongs to. The export script is written from it, the
 * direct path can send nothing else, and the reader of exports knows files by it.
 */
import type { CmdletSession } from '../evidence/purview.js';

/** The parts that `export-script --parts` takes. */
export const PARTS = ['purview', 'exchange', 'sharepoint', 'teams', 'power-platform', 'commerce'] as const;
export type Part = (typeof PARTS)[number];

export type ParameterValue = string | number | boolean;

export interface Cmdlet {
  /** Always `Get-…`, or `Search-UnifiedAuditLog`. */
  readonly name: string;
  readonly part: Part;
  readonly session: Exclude<CmdletSession, 'graph' | 'unknown'>;
  /** `true`: a switch. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** May be sent to the cmdlet endpoint of Exchange Online or of Security & Compliance. */
  readonly direct: boolean;
  /** Asked once for each site that `Get-SPOSite` lists, with its address as this parameter. */
  readonly forEachSite?: string;
  /** Asked once for each of these values of this parameter. */
  readonly forEach?: { readonly parameter: string; readonly values: readonly string[] };
  /** Of the objects only those are kept of which this property is true: the rest says nothing of interest and names people. */
  readonly keepWhere?: string;
  /** Every tenant has at least one: where nothing comes back, something failed and did not say so. */
  readonly alwaysSome?: true;
  /** Only these properties are saved; absent: all of them. Audit records hold what people said, mailboxes much that is nobody's business. */
  readonly only?: readonly string[];
  /** Why it is read. */
  readonly why: string;
}

/** Record types of use of Copilot in the unified audit log, as Microsoft's enumeration has them; `Dragon…` are those of clinical Copilot. */
export const COPILOT_RECORD_TYPES = [
  'CopilotInteraction',
  'ConnectedAIAppInteraction',
  'AIAppInteraction',
  'DragonCopilotAccess',
  'DragonCopilotClinicalData',
  'DragonCopilotSession',
] as const;

const compliance = (name: string, why: string, over: Partial<Cmdlet> = {}): Cmdlet => ({
  name,
  part: 'purview',
  session: 'security-compliance',
  parameters: {},
  direct: true,
  why,
  ...over,
});
const exchange = (name: string, why: string, over: Partial<Cmdlet> = {}): Cmdlet =>
  compliance(name, why, { part: 'exchange', session: 'exchange', ...over });
const of = (part: Part, session: Cmdlet['session'], name: string, why: string, over: Partial<Cmdlet> = {}): Cmdlet =>
  compliance(name, why, { part, session, direct: false, ...over });

export const CMDLETS: readonly Cmdlet[] = [
  compliance('Get-DlpCompliancePolicy', 'which DLP policies there are, where they hold and whether they are on'),
  compliance('Get-DlpComplianceRule', 'what DLP policies look for and what they do then'),
  compliance('Get-DlpSensitiveInformationType', "the tenant's own sensitive information types", { alwaysSome: true }),
  compliance('Get-Label', 'sensitivity labels, their encryption and the rights in it', {
    parameters: { IncludeDetailedLabelActions: true },
  }),
  compliance('Get-LabelPolicy', 'to whom labels are published, and which are default or mandatory'),
  compliance('Get-AutoSensitivityLabelPolicy', 'what is labelled automatically'),
  compliance('Get-AutoSensitivityLabelRule', 'what auto-labeling looks for'),
  compliance('Get-RetentionCompliancePolicy', 'what is kept and deleted, and where', {
    parameters: { DistributionDetail: true },
  }),
  compliance('Get-RetentionComplianceRule', 'whether retention deletes at the end'),
  compliance('Get-AppRetentionCompliancePolicy', 'whether prompts and answers of Copilot are retained'),
  compliance('Get-UnifiedAuditLogRetentionPolicy', 'how long audit records are kept'),
  compliance('Get-InsiderRiskPolicy', 'whether risky use of AI is watched'),
  compliance('Get-SupervisoryReviewPolicyV2', 'communication compliance policies'),
  compliance('Get-SupervisoryReviewRule', 'whether communication compliance watches Copilot', {
    parameters: { IncludeRuleXml: true },
  }),
  compliance('Get-FeatureConfiguration', 'collection policies of DSPM for AI', {
    parameters: { FeatureScenario: 'KnowYourData' },
  }),
  of('purview', 'rights-management', 'Get-AipServiceSuperUserFeature', 'whether encryption has super users', {
    alwaysSome: true,
  }),
  of('purview', 'rights-management', 'Get-AipServiceSuperUser', 'who the super users of encryption are'),
  exchange('Get-AdminAuditLogConfig', 'whether the unified audit log is on', { alwaysSome: true }),
  exchange('Get-OrganizationConfig', 'whether mailbox auditing is on', {
    alwaysSome: true,
    only: ['Identity', 'Name', 'AuditDisabled'],
  }),
  exchange('Get-MailboxAuditBypassAssociation', 'whose actions in mailboxes are not audited', {
    parameters: { ResultSize: 'Unlimited' },
    alwaysSome: true,
    keepWhere: 'AuditBypassEnabled',
    only: ['Identity', 'Name', 'ObjectId', 'ExternalDirectoryObjectId', 'AuditBypassEnabled'],
  }),
  exchange('Get-HostedOutboundSpamFilterPolicy', 'whether mail may forward itself outside', { alwaysSome: true }),
  // Without a size, some cmdlets of Exchange stop at 1,000.
  exchange('Get-RemoteDomain', 'to which domains mail may forward itself', {
    parameters: { ResultSize: 'Unlimited' },
    alwaysSome: true,
  }),
  exchange('Get-TransportRule', 'rules that send copies of mail outside', {
    parameters: { ResultSize: 'Unlimited' },
    only: [
      'Identity',
      'Name',
      'Guid',
      'State',
      'Mode',
      'Priority',
      'RedirectMessageTo',
      'BlindCopyTo',
      'CopyTo',
      'AddToRecipients',
    ],
  }),
  exchange('Get-Mailbox', 'mailboxes that forward all their mail outside', {
    parameters: { Filter: 'ForwardingSmtpAddress -ne $null', ResultSize: 'Unlimited' },
    only: ['Identity', 'Name', 'ExternalDirectoryObjectId', 'ForwardingSmtpAddress', 'DeliverToMailboxAndForward'],
  }),
  of(
    'exchange',
    'exchange',
    'Search-UnifiedAuditLog',
    'whether the log holds records of Copilot; one record a type, without its content',
    {
      parameters: { ResultSize: 1 },
      forEach: { parameter: 'RecordType', values: COPILOT_RECORD_TYPES },
      only: ['RecordType', 'CreationDate', 'ResultCount'],
    },
  ),
  of('sharepoint', 'sharepoint', 'Get-SPOTenant', 'sharing settings of the tenant', { alwaysSome: true }),
  of('sharepoint', 'sharepoint', 'Get-SPOTenantRestrictedSearchMode', 'whether Restricted SharePoint Search is on', {
    alwaysSome: true,
  }),
  of(
    'sharepoint',
    'sharepoint',
    'Get-SPOTenantRestrictedSearchAllowedList',
    'which sites Restricted SharePoint Search lets through',
  ),
  of('sharepoint', 'sharepoint', 'Get-SPOSite', 'settings of every site', {
    parameters: { Limit: 'All', Detailed: true },
    alwaysSome: true,
  }),
  of('sharepoint', 'sharepoint', 'Get-SPOSiteGroup', 'who is in the default groups of each site', { forEachSite: 'Site' }),
  of('teams', 'teams', 'Get-CsTeamsMeetingPolicy', 'recording, transcription and Copilot in meetings', { alwaysSome: true }),
  of('teams', 'teams', 'Get-CsTeamsAppPermissionPolicy', 'which Teams apps people may add', { alwaysSome: true }),
  of('teams', 'teams', 'Get-CsTeamsCallingPolicy', 'Copilot in calls', { alwaysSome: true }),
  of('power-platform', 'power-platform', 'Get-DlpPolicy', 'data policies that bind agents and flows'),
  of('power-platform', 'power-platform', 'Get-AdminPowerAppEnvironment', 'which environment is the default one', {
    alwaysSome: true,
    only: ['EnvironmentName', 'DisplayName', 'IsDefault'],
  }),
  of('commerce', 'commerce', 'Get-MSCommerceProductPolicies', 'which products people may buy by themselves', {
    parameters: { PolicyId: 'AllowSelfServicePurchase' },
    alwaysSome: true,
  }),
];

const BY_NAME = new Map(CMDLETS.map((cmdlet) => [cmdlet.name.toLowerCase(), cmdlet]));

/** Knows it by its name, in whatever case; null: it is not on the list. */
export function cmdletNamed(name: string): Cmdlet | null {
  return BY_NAME.get(name.toLowerCase()) ?? null;
}
