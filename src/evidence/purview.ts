/**
 * The normal form of what Microsoft's cmdlets (and, in part, Graph) say of labels, DLP, audit and retention, whichever way it came.
 * Source of the names: the objects of Security & Compliance and Exchange Online PowerShell.
 */
import type { Gap } from './coverage.js';
import type { Timestamp } from './directory.js';
import type { Known } from './known.js';

/** The three ways in: the operator's export, the cmdlet endpoint asked directly, or what Microsoft Graph tells. */
export type PurviewSource = 'export' | 'direct' | 'graph';

/** Which of Microsoft's services a cmdlet spoke with. `unknown`: a file without a manifest does not say. */
export type CmdletSession =
  | 'security-compliance'
  | 'exchange'
  | 'sharepoint'
  | 'teams'
  | 'power-platform'
  | 'commerce'
  | 'rights-management'
  | 'graph'
  | 'unknown';

/** Where a fact comes from and when it was told. */
export interface Origin {
  readonly source: PurviewSource;
  /** The cmdlet, or the path of Graph. */
  readonly cmdlet: string;
  /** When the source asked; null: an export that does not say. */
  readonly at: Timestamp | null;
}

/** Every fact of this file names its origins; several where several sources told the same. */
export interface Sourced {
  readonly origins: readonly Origin[];
}

/** One cmdlet as one source answered it. Empty, failed, not run and unreadable are four different things. */
export interface CmdletReading extends Origin {
  readonly session: CmdletSession;
  readonly outcome: 'read' | 'empty' | 'failed' | 'not-run' | 'unreadable';
  readonly objects: number;
  /** Why there is nothing, or less than there should be; null: all of it was read. */
  readonly gap: Gap | null;
  /** Name and version of the PowerShell module; null: not told. */
  readonly module: string | null;
  /** Names of the datasets that it feeds. */
  readonly feeds: readonly string[];
  /** Which door answered: file name and encoding of an export, or host and audience of the token. Never a token. */
  readonly door: string | null;
}

/** The same fact told differently by two sources: reported, and unknown to the rules. */
export interface Disagreement {
  /** What it is about: `DLP policy "PHI in chats": mode`. */
  readonly fact: string;
  readonly values: readonly { readonly origin: Origin; readonly value: string }[];
}

/** For whom or where a policy holds in one service. */
export interface PolicyScope {
  /** `all`, or the names, addresses or ids that are in it. An empty list (and no adaptive scope): the service is not in the policy. */
  readonly includes: 'all' | readonly string[];
  readonly excludes: readonly string[];
  /** Names of adaptive scopes, whose members nobody here knows. */
  readonly adaptive: readonly string[];
}

/** `LabelActions` of type `encrypt`. */
export interface LabelEncryption {
  /** `template`: rights are fixed by the label; `user-defined`: whoever applies it chooses. */
  readonly kind: 'template' | 'user-defined' | 'do-not-forward' | 'encrypt-only' | 'other';
  /** Rights in capitals (`VIEW`, `EXTRACT`, `OWNER`) by identity: an address, a domain, or `AuthenticatedUsers`. Empty for `user-defined`. */
  readonly rights: Known<readonly { readonly identity: string; readonly rights: readonly string[] }[]>;
  /** Double Key Encryption: no service of Microsoft's can read it. */
  readonly isDoubleKey: Known<boolean>;
}

/** A sensitivity label as `Get-Label` shows it. */
export interface Label extends Sourced {
  /** `Guid`, lower case. */
  readonly id: string;
  /** `ImmutableId`, lower case: policies and rules may name either. */
  readonly immutableId: string | null;
  readonly name: string;
  /** `Name`, where people see another one: policies and rules may list the label by it. */
  readonly internalName?: string;
  readonly parentId: string | null;
  readonly tooltip: string | null;
  readonly priority: number | null;
  /** Not switched off and not on its way out. */
  readonly enabled: Known<boolean>;
  /** `File`, `Email`, `Site`, `UnifiedGroup`, `PurviewAssets`, `Teamwork`, `SchematizedData`. */
  readonly contentTypes: Known<readonly string[]>;
  /** Null: it does not encrypt. */
  readonly encryption: Known<LabelEncryption | null>;
  /** `BlockContentAnalysisServices`: Office's connected experiences, Copilot among them, leave its content alone. */
  readonly blocksContentAnalysis: Known<boolean>;
}

/** A label policy, which publishes labels to people. */
export interface LabelPolicy extends Sourced {
  readonly id: string;
  readonly name: string;
  /** `Mode` is `Enforce` and `Enabled` is true. */
  readonly enabled: Known<boolean>;
  /** Ids or names of labels, lower case, as the policy lists them. */
  readonly labels: Known<readonly string[]>;
  /** People and groups (`ExchangeLocation`), and Microsoft 365 groups (`ModernGroupLocation`). */
  readonly people: Known<PolicyScope>;
  readonly groups: Known<PolicyScope>;
  readonly settings: Known<LabelPolicySettings>;
}

/** From `PolicySettingsBlob` or `Settings`. Null: the policy does not set it. */
export interface LabelPolicySettings {
  readonly defaultLabelId: string | null;
  readonly mandatory: boolean;
  readonly siteAndGroupMandatory: boolean;
  readonly requireDowngradeJustification: boolean;
}

export type PolicyMode = 'Enable' | 'TestWithNotifications' | 'TestWithoutNotifications' | 'Disable' | 'PendingDeletion';

/** A tree of what a rule looks for. Conditions that are neither types nor labels keep their name only. */
export type Condition =
  | { readonly kind: 'and' | 'or' | 'not'; readonly of: readonly Condition[] }
  | { readonly kind: 'type'; readonly id: string; readonly name: string; readonly isClassifier: boolean }
  | { readonly kind: 'label'; readonly id: string }
  | { readonly kind: 'other'; readonly name: string };

/** `Get-AutoSensitivityLabelPolicy` with the conditions of its rules. */
export interface AutoLabelPolicy extends Sourced {
  readonly id: string;
  readonly name: string;
  readonly mode: Known<PolicyMode>;
  readonly enabled: Known<boolean>;
  readonly labelId: string | null;
  readonly exchange: Known<PolicyScope>;
  readonly sharePoint: Known<PolicyScope>;
  readonly oneDrive: Known<PolicyScope>;
  /** When it was last changed; null: not told. */
  readonly changed: Timestamp | null;
  readonly conditions: Known<readonly Condition[]>;
}

export type DlpLocation = 'exchange' | 'sharePoint' | 'oneDrive' | 'teams' | 'endpoint';

/** `Get-DlpCompliancePolicy`. Its `Workload` lists what is possible and `DistributionStatus` is unreliable: neither is kept. */
export interface DlpPolicy extends Sourced {
  /** `Guid`, lower case. */
  readonly id: string;
  readonly name: string;
  readonly mode: Known<PolicyMode>;
  readonly enabled: Known<boolean>;
  /** A second witness of the mode; null: the export has no such property. */
  readonly isSimulation: boolean | null;
  readonly locations: { readonly [L in DlpLocation]: Known<PolicyScope> };
  /** The place "Microsoft 365 Copilot and Copilot Chat", by its id in `Locations` or by `EnforcementPlanes`; null: not in it. */
  readonly copilot: Known<PolicyScope | null>;
  /** `CopilotExperiences`, `Browser`, `Application`, `Entra`, `Network`, `Endpoint`. */
  readonly planes: Known<readonly string[]>;
  readonly changed: Timestamp | null;
}

/** `Get-DlpComplianceRule`. Its own `Mode` always says Enforce and is not kept. */
export interface DlpRule extends Sourced {
  readonly id: string;
  readonly name: string;
  /** Id of its policy, lower case, and its name where the id is missing. */
  readonly policyId: string | null;
  readonly policyName: string | null;
  readonly disabled: Known<boolean>;
  /** `ActivationDate` and `ExpiryDate`. */
  readonly activates: Timestamp | null;
  readonly expires: Timestamp | null;
  readonly conditions: Known<Condition>;
  readonly actions: Known<DlpActions>;
}

export interface DlpActions {
  /** `BlockAccess`, or an action on mail that keeps it from going out as it is: encryption, quarantine, approval. */
  readonly blocks: boolean;
  /** `BlockAccessScope`: `All`, `PerUser`, `PerAnonymousUser`; null: not told. */
  readonly blockScope: string | null;
  /** `RestrictAccess` holds `ExcludeContentProcessing` = `Block`: Copilot leaves it out, or does not answer the prompt. */
  readonly excludesFromCopilot: boolean;
  /** `RestrictWebGrounding`: no web search with such a prompt. */
  readonly blocksWebSearch: boolean;
  /** Devices and browsers: an entry of `EndpointDlpRestrictions`, `EndpointDlpBrowserRestrictions` or (uploads to AI apps) `RestrictAccess` that blocks or warns. */
  readonly restrictsEndpoint: boolean;
  /** Addresses or words (`Owner`, `LastModifier`) that are told. */
  readonly notifies: readonly string[];
  /** Recipients of alerts and incident reports; empty: nobody. */
  readonly alerts: readonly string[];
}

/** A sensitive information type of the tenant's own or of Microsoft's. */
export interface SensitiveType extends Sourced {
  readonly id: string;
  readonly name: string;
  readonly isCustom: boolean;
}

/** `Get-RetentionCompliancePolicy` with its rules, or `Get-AppRetentionCompliancePolicy`. */
export interface RetentionPolicy extends Sourced {
  readonly id: string;
  readonly name: string;
  readonly enabled: Known<boolean>;
  /** Names prompts and answers of Microsoft 365 Copilot (or, in older tenants, Teams chats and Copilot interactions). */
  readonly coversCopilot: Known<boolean>;
  readonly sharePoint: Known<PolicyScope>;
  readonly oneDrive: Known<PolicyScope>;
  /** Deletes at the end; null: it only keeps. */
  readonly deletes: Known<boolean>;
}

/** `Get-AdminAuditLogConfig`. Over Security & Compliance PowerShell the value always reads False, so from there it is a gap. */
export interface AuditConfiguration extends Sourced {
  readonly unifiedAuditLogIngestionEnabled: Known<boolean>;
}

/** `Get-UnifiedAuditLogRetentionPolicy`. */
export interface AuditRetentionPolicy extends Sourced {
  readonly name: string;
  /** Days of `RetentionDuration`. */
  readonly days: Known<number>;
  /** Record types that it is for; empty: all. */
  readonly recordTypes: readonly string[];
  /** People that it is for; empty: all. */
  readonly users: readonly string[];
}

/** `Get-OrganizationConfig` of Exchange Online. */
export interface ExchangeOrganization extends Sourced {
  readonly auditDisabled: Known<boolean>;
}

/** A mailbox whose owner's actions are not audited (`Get-MailboxAuditBypassAssociation`, the ones switched on). */
export interface AuditBypass extends Sourced {
  readonly name: string;
  /** Object id of the user; null: not told. */
  readonly userId: string | null;
}

/** `Get-HostedOutboundSpamFilterPolicy`. */
export interface OutboundSpamPolicy extends Sourced {
  readonly name: string;
  /** `Off` lets nothing out, `Automatic` is off today by Microsoft's default, `On` lets all out. */
  readonly autoForwardingMode: Known<'Off' | 'Automatic' | 'On'>;
  readonly isDefault: boolean;
}

/** `Get-RemoteDomain`. */
export interface RemoteDomain extends Sourced {
  readonly domain: string;
  readonly autoForwardEnabled: Known<boolean>;
}

/** A mailbox (`ForwardingSmtpAddress`) or a transport rule (`RedirectMessageTo`, `BlindCopyTo`, `CopyTo`) that sends mail on. */
export interface MailForward extends Sourced {
  readonly kind: 'mailbox' | 'transport-rule';
  readonly name: string;
  readonly enabled: Known<boolean>;
  /** Mail domains that it goes to, lower case. */
  readonly domains: readonly string[];
}

/** A policy that watches people: insider risk, communication compliance, or a collection policy of DSPM for AI. */
export interface RiskPolicy extends Sourced {
  readonly kind: 'insider-risk' | 'communication-compliance' | 'collection';
  readonly name: string;
  readonly enabled: Known<boolean>;
  /** Its template, source or plane names AI or Copilot. */
  readonly watchesAi: Known<boolean>;
}

/** Whether the audit log held a record of one Copilot record type in the last 30 days. Never more than that of it. */
export interface CopilotAuditSample extends Sourced {
  readonly recordType: string;
  readonly found: boolean;
  readonly latest: Timestamp | null;
}

/** `Get-AipServiceSuperUserFeature` and `Get-AipServiceSuperUser`. */
export interface SuperUsers extends Sourced {
  readonly featureEnabled: Known<boolean>;
  readonly users: Known<readonly string[]>;
}

/** A data policy of the Power Platform. */
export interface PowerPlatformPolicy extends Sourced {
  readonly name: string;
  readonly environments: 'all' | { readonly only: readonly string[] } | { readonly except: readonly string[] };
  /** Connectors in the Business group and in the Blocked group, as `shared_http`-like ids without the path. */
  readonly business: Known<readonly string[]>;
  readonly blocked: Known<readonly string[]>;
  readonly defaultGroup: 'business' | 'non-business' | 'blocked' | null;
}

/** An environment of the Power Platform. */
export interface PowerPlatformEnvironment extends Sourced {
  readonly name: string;
  readonly displayName: string;
  readonly isDefault: boolean;
}

/** A Teams policy, or a product's self-service policy: kept as it came for rules of a later version. */
export interface ServicePolicy extends Sourced {
  readonly kind: 'teams-meeting' | 'teams-app' | 'teams-calling' | 'self-service-purchase';
  readonly name: string;
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
}

/** Sums of the Copilot usage report; the people in it are not kept. */
export interface CopilotUsage {
  readonly refreshed: Timestamp | null;
  /** People in the report, and those of them who used Copilot in its last 30 days. */
  readonly people: number;
  readonly active: number;
}

/** Settings of Microsoft 365 groups (`/groupSettings`, template Group.Unified). An empty answer means Microsoft's defaults. */
export interface GroupSettings {
  readonly enableMipLabels: boolean;
}

/** A control of Secure Score: a coarse second witness, days old. */
export interface SecureScoreControl {
  readonly name: string;
  readonly score: number | null;
  readonly percent: number | null;
  readonly status: string | null;
  /** When Microsoft worked the score out. */
  readonly asOf: Timestamp | null;
}

/** What is missing where neither an export nor the direct path was given. */
export function needsExport(cmdlet: string, detail?: string): Gap {
  return {
    reason: 'not-requested',
    remedy: `--bundle with an export of ${cmdlet}`,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** A field that an export cut short, or that came in a shape nobody knows: not empty, not false. */
export function unreadable(what: string): Gap {
  return { reason: 'unreadable', remedy: 'a new export made by copilot-preflight export-script', detail: what };
}
