/** Enterprise applications of a practice: Microsoft's own, the scanner, an EHR connector, a note taker, and two with misleading names. */
import { guidOf, hashOf, seededRandom } from '../random.js';
import type { AppRegistration, SimulatedTenant } from '../tenant.js';
import { daysAgo, type Making } from './making.js';
import type { People } from './people.js';

type ServicePrincipal = SimulatedTenant['servicePrincipals'][number];

export interface Apps {
  readonly registration: AppRegistration;
  readonly servicePrincipals: ServicePrincipal[];
  readonly grants: SimulatedTenant['grants'];
  readonly appRoleAssignments: SimulatedTenant['appRoleAssignments'];
  readonly noteTakerId: string;
}

const MICROSOFT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';
const GRAPH = '00000003-0000-0000-c000-000000000000';

/** Application permissions of Microsoft Graph with Microsoft's ids; ids that no reference of ours holds are drawn. */
const GRAPH_ROLES: Readonly<Record<string, string>> = {
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Sites.Read.All': '332a536c-c7ef-4017-ab91-336970924f0d',
  'Sites.FullControl.All': 'a82116e5-55eb-4c41-a434-62fe8a61c773',
  'Files.Read.All': '01d4889c-1287-42c6-ac1f-5d1e02578ef6',
  'Mail.Read': '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  'Organization.Read.All': '498476ce-e0fe-48b0-b801-37ba7e2685c6',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'Group.Read.All': '5b567255-7703-4780-807c-7be8301ae99b',
  'AuditLog.Read.All': 'b0afded3-3588-46d8-8b3d-9842eff778da',
  'LicenseAssignment.Read.All': 'e2f98668-2877-4f38-a2f4-8202e0717aa1',
  'SensitivityLabels.Read.All': 'e46a01e9-b2cf-4d89-8424-bcdc6dd445ab',
  'Policy.Read.All': '246dd0d5-5bd0-4def-940b-0421030a5b68',
  'RoleManagement.Read.Directory': '483bed4a-2ad3-4361-a73b-c83ccdbdc53c',
  'Application.Read.All': '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
  'SharePointTenantSettings.Read.All': '83d4163d-a2d8-4d3b-9695-4ae3ca98f888',
  'Calendars.ReadWrite': 'ef54d2bf-783f-4e0f-bca1-3210c0444d99',
  'User-LifeCycleInfo.Read.All': '8556a004-db57-4d7a-8b82-97a13428e96f',
  'Reports.Read.All': '230c1aed-a721-4c5d-9cb4-a90514e508ef',
  'ReportSettings.Read.All': 'ee353f83-55ef-4b78-82da-555bfa2b4b95',
  'Channel.ReadBasic.All': '59a6b24b-4225-4393-8165-ebaec5f55d7a',
  'GroupSettings.Read.All': 'f3c4f514-c65a-43f5-bfce-1735872258dd',
  'SecurityEvents.Read.All': 'bf394140-e372-4bf9-a898-299cfc7564e5',
  'ConfigurationMonitoring.Read.All': guidOf('ConfigurationMonitoring.Read.All'),
};

/** Granted after the others: drawn from streams of their own, so that the tenant of a seed stays what it was. */
const GRANTED_LATER: readonly string[] = [
  'GroupSettings.Read.All',
  'SecurityEvents.Read.All',
  'ConfigurationMonitoring.Read.All',
];

/** What the scanner was granted: everything it can use but the leave date. */
export const SCANNER_ROLES: readonly string[] = [
  'Organization.Read.All',
  'LicenseAssignment.Read.All',
  'User.Read.All',
  'AuditLog.Read.All',
  'GroupMember.Read.All',
  'RoleManagement.Read.Directory',
  'Policy.Read.All',
  'SharePointTenantSettings.Read.All',
  'Sites.Read.All',
  'Sites.FullControl.All',
  'SensitivityLabels.Read.All',
  'Application.Read.All',
  'Directory.Read.All',
  'Reports.Read.All',
  'ReportSettings.Read.All',
  'Channel.ReadBasic.All',
  ...GRANTED_LATER,
];

/** What the scanner was granted beside Graph: SharePoint, both halves of Exchange, and the role of Global Reader. */
export const SCANNER_GRANTS: Pick<
  AppRegistration,
  'sharePointRoles' | 'sharePointScopes' | 'exchangeRoles' | 'complianceRoles' | 'directoryRoles'
> = {
  sharePointRoles: ['Sites.FullControl.All'],
  sharePointScopes: ['AllSites.FullControl'],
  exchangeRoles: ['Exchange.ManageAsApp'],
  complianceRoles: ['Exchange.ManageAsApp'],
  directoryRoles: ['f2ef992c-3afb-46b9-b7cf-a126ee74c451'],
};

export const NO_GRANTS: typeof SCANNER_GRANTS = {
  sharePointRoles: [],
  sharePointScopes: [],
  exchangeRoles: [],
  complianceRoles: [],
  directoryRoles: [],
};

interface Described {
  readonly appId?: string;
  readonly name: string;
  readonly owner: string;
  readonly host?: string;
  readonly publisher?: string;
  readonly roles?: readonly string[];
}

function described(making: Making, app: Described): ServicePrincipal {
  const { random } = making;
  const appId = app.appId ?? random.guid();
  const address = app.host === undefined ? null : `https://${app.host}`;
  const publisher = app.publisher === undefined ? null : daysAgo(making, 900);
  const appRoles = (app.roles ?? []).map((value) => ({
    id: GRAPH_ROLES[value] ?? random.guid(),
    allowedMemberTypes: ['Application'],
    description: value,
    displayName: value,
    isEnabled: true,
    value,
  }));
  return {
    id: random.guid(),
    accountEnabled: true,
    appDisplayName: app.name,
    appId,
    appOwnerOrganizationId: app.owner,
    appRoleAssignmentRequired: false,
    appRoles,
    displayName: app.name,
    homepage: address,
    info: { marketingUrl: address, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null, logoUrl: null },
    oauth2PermissionScopes: [],
    replyUrls: address === null ? [] : [`${address}/auth/callback`],
    servicePrincipalNames: [appId],
    servicePrincipalType: 'Application',
    signInAudience: app.owner === making.tenantId ? 'AzureADMyOrg' : 'AzureADMultipleOrgs',
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
    verifiedPublisher: {
      displayName: app.publisher ?? null,
      verifiedPublisherId: app.publisher === undefined ? null : String(random.int(1_000_000, 9_999_999)),
      addedDateTime: publisher,
    },
  };
}

function firstParty(making: Making, name: string, appId?: string, roles?: readonly string[]): ServicePrincipal {
  const known = { ...(appId === undefined ? {} : { appId }), ...(roles === undefined ? {} : { roles }) };
  return described(making, { name, owner: MICROSOFT, ...known });
}

function assigned(
  making: Making,
  app: ServicePrincipal,
  resource: ServicePrincipal,
  value: string,
): SimulatedTenant['appRoleAssignments'][number] {
  const { random } = making;
  return {
    id: random.base64url(43),
    deletedDateTime: null,
    appRoleId: resource.appRoles?.find((one) => one.value === value)?.id ?? random.guid(),
    createdDateTime: daysAgo(making, 20),
    principalDisplayName: app.displayName ?? null,
    principalId: app.id,
    principalType: 'ServicePrincipal',
    resourceDisplayName: resource.displayName ?? null,
    resourceId: resource.id,
  };
}

const apart = (making: Making, value: string): Making => ({
  ...making,
  random: seededRandom(hashOf(`${making.tenantId} ${value}`)),
});

interface Scanner {
  readonly graph: ServicePrincipal;
  readonly sharePoint: ServicePrincipal;
  readonly scanner: ServicePrincipal;
  readonly appRoleAssignments: SimulatedTenant['appRoleAssignments'];
}

/** Graph, SharePoint, and the scanner with what was consented to on both. */
export function makeScanner(making: Making, registration: AppRegistration): Scanner {
  const graph = firstParty(making, 'Microsoft Graph', GRAPH, [...new Set([...Object.keys(GRAPH_ROLES), ...SCANNER_ROLES])]);
  const roles = ['Sites.Read.All', 'Sites.FullControl.All'];
  const sharePoint = firstParty(making, 'Office 365 SharePoint Online', '00000003-0000-0ff1-ce00-000000000000', roles);
  const scanner = described(making, { name: registration.displayName, appId: registration.clientId, owner: making.tenantId });
  const appRoleAssignments = [
    ...registration.roles.map((value) =>
      assigned(GRANTED_LATER.includes(value) ? apart(making, value) : making, scanner, graph, value),
    ),
    ...registration.sharePointRoles.map((value) => assigned(making, scanner, sharePoint, value)),
  ];
  return { graph, sharePoint, scanner, appRoleAssignments };
}

export function makeApps(making: Making, people: People, registration: AppRegistration): Apps {
  const { random } = making;
  const first = (name: string, appId?: string): ServicePrincipal => firstParty(making, name, appId);
  const { graph, sharePoint, scanner, appRoleAssignments } = makeScanner(making, registration);
  const ehr = described(making, {
    name: 'Meridian EHR Connector',
    owner: random.guid(),
    host: 'connect.meridian-ehr.example',
    publisher: 'Meridian Health Systems',
  });
  const noteTaker = described(making, { name: 'Otter.ai', owner: random.guid(), host: 'otter.ai' });
  const dental = described(making, { name: 'Gemini Scheduling LLC', owner: random.guid(), host: 'app.geminischeduling.example' });
  const servicePrincipals = [
    graph,
    sharePoint,
    first('Office 365 Exchange Online', '00000002-0000-0ff1-ce00-000000000000'),
    first('Microsoft Teams', '1fec8e78-bce4-4aaf-ab1b-5451cc387264'),
    first('Microsoft Office', 'd3590ed6-52b3-4102-aeff-aad2292ab01c'),
    first('Azure Portal', 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c'),
    first('Azure OpenAI'),
    scanner,
    ehr,
    noteTaker,
    dental,
  ];

  const desk = people.staff
    .filter((person) => person.department === 'frontOffice' && !person.hasLeft)
    .map((person) => person.user);
  const [clerk, colleague] = [desk[0], desk[1]];
  if (clerk === undefined || colleague === undefined) throw new Error('makeApps: nobody sits at the front desk');
  const grant = (app: ServicePrincipal, scope: string, principalId: string | null): SimulatedTenant['grants'][number] => ({
    id: random.base64url(43),
    clientId: app.id,
    consentType: principalId === null ? 'AllPrincipals' : 'Principal',
    principalId,
    resourceId: graph.id,
    scope,
  });
  return {
    registration,
    servicePrincipals,
    // Microsoft begins the list of scopes with a blank at times.
    grants: [
      grant(noteTaker, ' Calendars.Read OnlineMeetings.Read offline_access', clerk.id),
      grant(dental, 'openid profile User.Read', colleague.id),
      grant(ehr, 'openid profile User.Read', null),
    ],
    appRoleAssignments: [...appRoleAssignments, assigned(making, ehr, graph, 'User.Read.All')],
    noteTakerId: noteTaker.id,
  };
}
