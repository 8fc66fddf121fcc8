/** What only PowerShell reads of a tenant: Teams, Power Platform, commerce, rights management, and a look into the audit log. */
import type { CmdletObjects, ComplianceObject } from '../../compliance-model.js';
import { guidOf } from '../../random.js';
import type { Making } from '../making.js';
import { morning } from './frame.js';

export interface ShellFacts {
  /** Data policies bind every environment, and HTTP is blocked in them. */
  readonly hasDataPolicy: boolean;
  /** Record types of Copilot that the log holds, and the days since the last. */
  readonly records: Readonly<Record<string, number>>;
  readonly isTidy: boolean;
}

const connector = (id: string, name: string): object => ({
  id: `/providers/Microsoft.PowerApps/apis/${id}`,
  name,
  type: 'Microsoft.PowerApps/apis',
});

function dataPolicy(making: Making): ComplianceObject {
  const name = guidOf(`${making.tenantId} data policy`);
  return {
    name,
    displayName: 'All environments',
    createdTime: morning(making, 500),
    lastModifiedTime: morning(making, 400),
    environmentType: 'AllEnvironments',
    environments: [],
    defaultConnectorsClassification: 'General',
    connectorGroups: [
      {
        classification: 'Confidential',
        connectors: [connector('shared_sharepointonline', 'SharePoint'), connector('shared_office365', 'Office 365 Outlook')],
      },
      { classification: 'General', connectors: [connector('shared_msnweather', 'MSN Weather')] },
      { classification: 'Blocked', connectors: [connector('shared_http', 'HTTP'), connector('shared_openai', 'OpenAI')] },
    ],
  };
}

export function shellObjects(making: Making, { hasDataPolicy, records, isTidy }: ShellFacts): CmdletObjects {
  return {
    // A word alone, which has to stand in an object to be saved.
    'Get-AipServiceSuperUserFeature': [{ Value: 'Disabled' }],
    'Get-AipServiceSuperUser': [],
    'Search-UnifiedAuditLog': Object.entries(records).map(([type, days]) => ({
      RecordType: type,
      CreationDate: morning(making, days),
      ResultCount: 1,
    })),
    'Get-CsTeamsMeetingPolicy': [
      {
        Identity: 'Global',
        Description: null,
        AllowCloudRecording: true,
        AllowTranscription: true,
        AutoRecording: 'Disabled',
        NewMeetingRecordingExpirationDays: isTidy ? 60 : 120,
        Copilot: isTidy ? 'Enabled' : 'EnabledWithTranscript',
        AutoAdmittedUsers: isTidy ? 'EveryoneInCompanyExcludingGuests' : 'EveryoneInCompany',
        AllowAnonymousUsersToJoinMeeting: !isTidy,
        AllowPSTNUsersToBypassLobby: false,
      },
    ],
    'Get-CsTeamsAppPermissionPolicy': [
      {
        Identity: 'Global',
        Description: null,
        DefaultCatalogAppsType: 'BlockedAppList',
        DefaultCatalogApps: [],
        GlobalCatalogAppsType: isTidy ? 'AllowedAppList' : 'BlockedAppList',
        GlobalCatalogApps: [],
        PrivateCatalogAppsType: isTidy ? 'AllowedAppList' : 'BlockedAppList',
        PrivateCatalogApps: [],
      },
    ],
    'Get-CsTeamsCallingPolicy': [
      { Identity: 'Global', Description: null, Copilot: isTidy ? 'Enabled' : 'EnabledWithTranscript', AllowPrivateCalling: true },
    ],
    // The module returns one object with the list as its `value`; these are what is in the list.
    'Get-DlpPolicy': hasDataPolicy ? [dataPolicy(making)] : [],
    'Get-AdminPowerAppEnvironment': [
      { EnvironmentName: `Default-${making.tenantId}`, DisplayName: `${making.organization} (default)`, IsDefault: true },
    ],
    'Get-MSCommerceProductPolicies': [
      ['Microsoft 365 Copilot', 'CFQ7TTC0MM8R'],
      ['Power BI Pro', 'CFQ7TTC0L3PB'],
      ['Power Automate per user', 'CFQ7TTC0KP0N'],
    ].map(([ProductName, ProductId]) => ({
      ProductName,
      ProductId,
      PolicyId: 'AllowSelfServicePurchase',
      PolicyValue: isTidy ? 'Disabled' : 'Enabled',
    })),
  };
}
