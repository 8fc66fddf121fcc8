/** The services that the script signs in to, in the order in which it does, with Microsoft's module for each. */
import type { Cmdlet } from '../purview/cmdlets.js';

export interface Session {
  readonly name: Cmdlet['session'];
  /** As the engineer knows it. */
  readonly title: string;
  readonly module: string;
  /** The module runs in Windows PowerShell 5.1 only. */
  readonly desktopOnly: boolean;
  /** The module signs in people only, no applications. */
  readonly personOnly: boolean;
  /** Null: its cmdlets sign in by themselves. */
  readonly connect: string | null;
  readonly disconnect: string | null;
}

/** Security & Compliance and Exchange come one after the other: they have cmdlets of the same name, and the last one signed in to would answer. */
export const SESSIONS: readonly Session[] = [
  {
    name: 'security-compliance',
    title: 'Security & Compliance',
    module: 'ExchangeOnlineManagement',
    desktopOnly: false,
    personOnly: false,
    connect: 'Connect-IPPSSession @ExchangeAccount -ErrorAction Stop',
    disconnect: 'Disconnect-ExchangeOnline -Confirm:$false -ErrorAction Stop',
  },
  {
    name: 'rights-management',
    title: 'Azure Rights Management',
    module: 'AIPService',
    desktopOnly: true,
    personOnly: true,
    connect: 'Connect-AipService -ErrorAction Stop',
    disconnect: 'Disconnect-AipService -ErrorAction Stop',
  },
  {
    name: 'exchange',
    title: 'Exchange Online',
    module: 'ExchangeOnlineManagement',
    desktopOnly: false,
    personOnly: false,
    connect: 'Connect-ExchangeOnline @ExchangeAccount -ShowBanner:$false -ErrorAction Stop',
    disconnect: 'Disconnect-ExchangeOnline -Confirm:$false -ErrorAction Stop',
  },
  {
    name: 'sharepoint',
    title: 'SharePoint Online',
    module: 'Microsoft.Online.SharePoint.PowerShell',
    desktopOnly: false,
    personOnly: false,
    connect: 'Connect-SPOService -Url $AdminUrl @SharePointAccount -ErrorAction Stop',
    disconnect: 'Disconnect-SPOService -ErrorAction Stop',
  },
  {
    name: 'teams',
    title: 'Microsoft Teams',
    module: 'MicrosoftTeams',
    desktopOnly: false,
    personOnly: false,
    connect: 'Connect-MicrosoftTeams @TeamsAccount -ErrorAction Stop',
    disconnect: 'Disconnect-MicrosoftTeams -ErrorAction Stop',
  },
  {
    name: 'power-platform',
    title: 'Power Platform',
    module: 'Microsoft.PowerApps.Administration.PowerShell',
    desktopOnly: true,
    personOnly: true,
    connect: null,
    disconnect: null,
  },
  {
    name: 'commerce',
    title: 'Microsoft Commerce',
    module: 'MSCommerce',
    desktopOnly: false,
    personOnly: true,
    connect: 'Connect-MSCommerce -ErrorAction Stop',
    disconnect: null,
  },
];
