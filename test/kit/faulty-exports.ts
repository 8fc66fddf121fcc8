/** Exports of the tidy tenant with one thing in them that a rule must find: the truth that a damaged export must not hide. */
import type { SimulatedTenant } from '../../src/demo/index.js';
import type { ExportManifest } from '../../src/purview/manifest.js';
import type { Files } from './export-encodings.js';
import { type BundleOptions, bundleFiles } from './make-bundle.js';

export type Json = { [key: string]: unknown };
/** Objects by the name of their file. */
export type Opened = Map<string, Json[]>;

export function opened(files: Files): Opened {
  return new Map(
    Object.entries(files).flatMap(([name, content]): [string, Json[]][] =>
      name === 'manifest.json' ? [] : [[name, JSON.parse(String(content)) as Json[]]],
    ),
  );
}

/** As the script writes them, with counts that are true; by hand there is no manifest. */
export function closed(objects: Opened, manifest: ExportManifest | null): Files {
  const files = Object.fromEntries([...objects].map(([name, list]) => [name, `${JSON.stringify(list, null, 2)}\n`]));
  if (manifest === null) return files;
  const entries = manifest.entries.map((entry) => {
    const list = entry.file === null ? undefined : objects.get(entry.file);
    return list === undefined ? entry : { ...entry, count: list.length, outcome: list.length === 0 ? 'empty' : 'read' };
  });
  return { 'manifest.json': JSON.stringify({ ...manifest, entries }), ...files };
}

export function manifestIn(files: Files): ExportManifest | null {
  const text = files['manifest.json'];
  return text === undefined ? null : (JSON.parse(String(text)) as ExportManifest);
}

export type Fault = (objects: Opened, tenant: SimulatedTenant) => void;

/** The files of a tenant's export after somebody changed something in the tenant. */
export function faultyFiles(tenant: SimulatedTenant, options: BundleOptions, ...faults: readonly Fault[]): Files {
  const files = bundleFiles(tenant, options);
  const objects = opened(files);
  for (const fault of faults) fault(objects, tenant);
  return closed(objects, manifestIn(files));
}

const listIn = (objects: Opened, cmdlet: string): Json[] => {
  const list = objects.get(`${cmdlet}.json`);
  if (list === undefined) throw new Error(`the export has no ${cmdlet}`);
  return list;
};
/** Changes every object of a cmdlet, or those of one kind. */
const each =
  (cmdlet: string, change: (object: Json) => Json, only: (object: Json) => boolean = () => true): Fault =>
  (objects) => {
    for (const object of listIn(objects, cmdlet)) if (only(object)) Object.assign(object, change(object));
  };
const all = (cmdlet: string, values: Json, only?: (object: Json) => boolean) => each(cmdlet, () => values, only);
const add =
  (cmdlet: string, object: (tenant: SimulatedTenant) => Json): Fault =>
  (objects, tenant) =>
    void listIn(objects, cmdlet).push(object(tenant));
const without =
  (cmdlet: string, isGone: (object: Json) => boolean): Fault =>
  (objects) => {
    const list = listIn(objects, cmdlet);
    list.splice(0, list.length, ...list.filter((one) => !isGone(one)));
  };

const POLICY = 'Get-DlpCompliancePolicy';
const RULE = 'Get-DlpComplianceRule';
const SOMEBODY = [{ DisplayName: 'Somebody', Name: 'somebody@clinic.example' }];
const isOfCopilot = (object: Json) => String(object.Locations).includes('470f2276');
const withLocations = (change: (entry: Json) => Json) =>
  each(
    POLICY,
    ({ Locations }) => ({
      Locations: JSON.stringify((JSON.parse(String(Locations)) as Json[]).map((e) => ({ ...e, ...change(e) }))),
    }),
    isOfCopilot,
  );
const person = (tenant: SimulatedTenant) => tenant.users.find((one) => one.accountEnabled && one.userType === 'Member');

/** What somebody did in the tenant → what it does to the export. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'audit log off': all('Get-AdminAuditLogConfig', { UnifiedAuditLogIngestionEnabled: false }),
  'mailbox auditing off': all('Get-OrganizationConfig', { AuditDisabled: true }),
  'somebody bypasses auditing': add('Get-MailboxAuditBypassAssociation', (tenant) => ({
    Identity: 'Somebody',
    Name: 'Somebody',
    ObjectId: person(tenant)?.id,
    ExternalDirectoryObjectId: person(tenant)?.id,
    AuditBypassEnabled: true,
  })),
  'mail may leave': all('Get-HostedOutboundSpamFilterPolicy', { AutoForwardingMode: 'On' }),
  'mail of some may leave': add('Get-HostedOutboundSpamFilterPolicy', () => ({
    Name: 'Partners',
    Identity: 'Partners',
    IsDefault: false,
    Enabled: true,
    AutoForwardingMode: 'On',
  })),
  'mail may leave to a domain': (objects, tenant) => {
    FAULTS['mail may leave']?.(objects, tenant);
    all('Get-RemoteDomain', { AutoForwardEnabled: true })(objects, tenant);
  },
  'a mailbox forwards, and may': (objects, tenant) => {
    FAULTS['mail may leave']?.(objects, tenant);
    add('Get-Mailbox', () => ({
      Identity: 'Desk',
      Name: 'Desk',
      ExternalDirectoryObjectId: null,
      ForwardingSmtpAddress: 'smtp:desk@outside.example',
      DeliverToMailboxAndForward: true,
    }))(objects, tenant);
  },
  'a transport rule copies mail out': all('Get-TransportRule', { BlindCopyTo: ['archive@outside.example'] }),
  'DLP in simulation': all(POLICY, { Mode: 'TestWithNotifications', IsSimulationPolicy: true }),
  'DLP off': all(POLICY, { Mode: 'Disable', Enabled: false }),
  'DLP switched off beside its mode': all(POLICY, { Enabled: false }),
  'DLP without active rules': all(RULE, { Disabled: true }),
  'DLP rules that ended': all(RULE, { ExpiryDate: '2026-01-01T00:00:00Z' }),
  'DLP rules that begin in years': all(RULE, { ActivationDate: '2099-01-01T00:00:00Z' }),
  'DLP rules that only tell': all(RULE, { BlockAccess: false, RestrictAccess: null, RestrictWebGrounding: false }),
  'DLP not for one site': all(POLICY, { SharePointLocationException: [{ Name: 'https://clinic.example/sites/hr' }] }),
  'DLP not for one OneDrive': all(POLICY, { ExceptIfOneDriveSharedBy: ['ada@clinic.example'] }),
  'DLP not for one sender': all(POLICY, { ExchangeSenderMemberOfException: ['ada@clinic.example'] }),
  'DLP for one administrative unit': all(POLICY, { PolicyRBACScopes: ['north'] }),
  'DLP for one group': all(POLICY, { ExchangeLocation: SOMEBODY, SharePointLocation: SOMEBODY, OneDriveLocation: SOMEBODY }),
  'Copilot DLP for a pilot': withLocations(() => ({ Inclusions: [{ Type: 'Group', Identity: 'pilot' }] })),
  'Copilot DLP not for a group': withLocations(() => ({ Exclusions: [{ Type: 'Group', Identity: 'executives' }] })),
  'Copilot DLP of browsers only': all(POLICY, { Locations: '[]', EnforcementPlanes: ['Browser'] }),
  'DLP policies gone': without(POLICY, isOfCopilot),
  'labels off': all('Get-Label', { Disabled: true }),
  'labels on their way out': all('Get-Label', { Mode: 'PendingDeletion' }),
  'labels published nowhere': all('Get-LabelPolicy', { Labels: [] }),
  'label policy off': all('Get-LabelPolicy', { Enabled: false }),
  'labels not for some': all('Get-LabelPolicy', { ExchangeLocationException: SOMEBODY }),
  'labels for one group': all('Get-LabelPolicy', { ExchangeLocation: SOMEBODY }),
  'labels without a default': all('Get-LabelPolicy', { PolicySettingsBlob: '<settings></settings>', Settings: [] }),
  'labels without EXTRACT': all('Get-Label', {
    LabelActions: [
      JSON.stringify({
        Type: 'encrypt',
        SubType: null,
        Settings: [
          { Key: 'protectiontype', Value: 'template' },
          { Key: 'rightsdefinitions', Value: '[{"Identity":"AuthenticatedUsers","Rights":"VIEW,VIEWRIGHTSDATA"}]' },
          { Key: 'disabled', Value: 'false' },
        ],
      }),
    ],
  }),
  'labels for mail only': all('Get-Label', { ContentType: 'Email' }),
  'prompts kept by nobody': all('Get-AppRetentionCompliancePolicy', { Enabled: false }),
  'retention of other prompts': all('Get-AppRetentionCompliancePolicy', { Applications: ['Users:CopilotStudio'] }),
  'retention off': all('Get-RetentionCompliancePolicy', { Enabled: false }),
  'retention that never deletes': all('Get-RetentionComplianceRule', { RetentionComplianceAction: 'Keep' }),
  'super users': (objects) => {
    listIn(objects, 'Get-AipServiceSuperUserFeature').splice(0, 1, { Value: 'Enabled' });
    listIn(objects, 'Get-AipServiceSuperUser').push({ Value: 'ada@clinic.example' });
  },
  'data policy for some environments': all('Get-DlpPolicy', {
    environmentType: 'OnlyEnvironments',
    environments: [{ name: 'sandbox' }],
  }),
  'data policy not for one environment': (objects) => {
    const [environment] = listIn(objects, 'Get-AdminPowerAppEnvironment');
    all('Get-DlpPolicy', { environmentType: 'ExceptEnvironments', environments: [{ name: environment?.EnvironmentName }] })(
      objects,
      {} as SimulatedTenant,
    );
  },
  'connectors together': each('Get-DlpPolicy', ({ connectorGroups }) => ({
    connectorGroups: (connectorGroups as Json[]).map((group) => ({
      ...group,
      classification: group.classification === 'Blocked' ? 'Confidential' : group.classification,
    })),
    defaultConnectorsClassification: 'Confidential',
  })),
  'sharing with anyone': all('Get-SPOTenant', {
    SharingCapability: 'ExternalUserAndGuestSharing',
    OneDriveSharingCapability: 'ExternalUserAndGuestSharing',
    ODBSharingCapability: 'ExternalUserAndGuestSharing',
    RequireAnonymousLinksExpireInDays: -1,
    FileAnonymousLinkType: 'Edit',
    SharingDomainRestrictionMode: 'None',
    SharingAllowedDomainList: '',
  }),
  'links for everybody by default': all('Get-SPOTenant', {
    DefaultSharingLinkType: 'AnonymousAccess',
    CoreDefaultShareLinkScope: 'Organization',
    OneDriveDefaultShareLinkScope: 'Organization',
    DefaultLinkPermission: 'Edit',
  }),
  'claims for everybody': all('Get-SPOTenant', {
    ShowEveryoneClaim: true,
    ShowAllUsersClaim: true,
    ShowEveryoneExceptExternalUsersClaim: true,
    ProvisionSharedWithEveryoneFolder: true,
  }),
  'guests for ever': all('Get-SPOTenant', {
    ExternalUserExpirationRequired: false,
    PreventExternalUsersFromResharing: false,
    EmailAttestationRequired: false,
    ConditionalAccessPolicy: 'AllowFullAccess',
  }),
};
