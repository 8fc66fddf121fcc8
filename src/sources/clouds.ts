/** The clouds of Microsoft 365 and their hosts, from Microsoft's table of national deployments. */

export type CloudName = 'global' | 'gcc-high' | 'dod' | 'china';

export interface Cloud {
  readonly title: string;
  /** Origin of Microsoft Graph; `/.default` behind it is the scope of its token. */
  readonly graph: string;
  /** Origin of Entra ID, the `authorityHost` of `@azure/identity`. */
  readonly login: string;
  /** SharePoint hosts end so, with the dot. */
  readonly sharepointSuffix: string;
  /** Origin of the Exchange Online admin API. */
  readonly exchange: string;
  /** Origin of Security & Compliance PowerShell, which the tool names `purview`. */
  readonly purview: string;
  readonly portal: string;
  /** Hosts from which Microsoft serves report files; a redirect there is followed without a token. */
  readonly downloadSuffixes: readonly string[];
}

/** https://learn.microsoft.com/graph/deployments. `global` serves GCC too. */
export const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  global: {
    title: 'Microsoft 365 (worldwide and GCC)',
    graph: 'https://graph.microsoft.com',
    login: 'https://login.microsoftonline.com',
    sharepointSuffix: '.sharepoint.com',
    exchange: 'https://outlook.office365.com',
    purview: 'https://ps.compliance.protection.outlook.com',
    portal: 'https://portal.azure.com',
    downloadSuffixes: ['.office.com', '.office.net', '.blob.core.windows.net'],
  },
  'gcc-high': {
    title: 'Microsoft 365 GCC High',
    graph: 'https://graph.microsoft.us',
    login: 'https://login.microsoftonline.us',
    sharepointSuffix: '.sharepoint.us',
    exchange: 'https://outlook.office365.us',
    purview: 'https://ps.compliance.protection.office365.us',
    portal: 'https://portal.azure.us',
    downloadSuffixes: ['.office365.us', '.blob.core.usgovcloudapi.net'],
  },
  dod: {
    title: 'Microsoft 365 DoD',
    graph: 'https://dod-graph.microsoft.us',
    login: 'https://login.microsoftonline.us',
    sharepointSuffix: '.sharepoint-mil.us',
    exchange: 'https://webmail.apps.mil',
    purview: 'https://l5.ps.compliance.protection.office365.us',
    portal: 'https://portal.azure.us',
    downloadSuffixes: ['.office365.us', '.blob.core.usgovcloudapi.net'],
  },
  china: {
    title: 'Microsoft 365 operated by 21Vianet',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    login: 'https://login.chinacloudapi.cn',
    sharepointSuffix: '.sharepoint.cn',
    exchange: 'https://partner.outlook.cn',
    purview: 'https://ps.compliance.protection.partner.outlook.cn',
    portal: 'https://portal.azure.cn',
    downloadSuffixes: ['.partner.outlook.cn', '.blob.core.chinacloudapi.cn'],
  },
};

export const CLOUD_NAMES = Object.keys(CLOUDS) as CloudName[];
