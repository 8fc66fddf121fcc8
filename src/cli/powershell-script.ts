/** A script for Windows PowerShell 5.1 and PowerShell 7 that registers the application, and removes all of it when asked. */
import { CMDLET_ROLES, CMDLET_SERVICES, MANAGE_AS_APP } from '../evidence/cmdlet-access.js';
import type { CloudName } from '../sources/clouds.js';
import {
  consentAddress,
  fileStem,
  GRAPH_APP_ID,
  laterFlags,
  PUBLIC_REPLY_ADDRESS,
  permissionRemarks,
  REPLY_ADDRESS,
  type ScriptOptions,
  SHAREPOINT_APP_ID,
} from './permission-scripts.js';

const ENVIRONMENTS: Readonly<Record<CloudName, string>> = {
  global: 'Global',
  'gcc-high': 'USGov',
  dod: 'USGovDoD',
  china: 'China',
};

export function powershellScript(options: ScriptOptions): string {
  const lines = [
    ...header(options),
    ...(options.kind === 'application' ? CERTIFICATE : []),
    ...preparation(options),
    ...removal(options),
  ];
  return `${lines.join('\n')}\n`;
}

function header(options: ScriptOptions): string[] {
  const { permissions, sharePoint, cmdlets, kind, cloud, appName } = options;
  const isApp = kind === 'application';
  const services = [...SERVICES, ...(cmdlets ? SERVICES_OF_CMDLETS : [])];
  return [
    '#Requires -Version 5.1',
    "#Requires -Modules @{ ModuleName = 'Microsoft.Graph.Authentication'; ModuleVersion = '2.0.0' }",
    "#Requires -Modules @{ ModuleName = 'Microsoft.Graph.Applications'; ModuleVersion = '2.0.0' }",
    '<#',
    `Prepares a tenant for copilot-preflight: registers an application${isApp ? ' and makes a certificate for it' : ''},`,
    'then prints how to consent, how to scan, and how to remove it all again.',
    'Read it before you run it, from a file:',
    '',
    '  Install-Module Microsoft.Graph.Authentication, Microsoft.Graph.Applications -Scope CurrentUser',
    '  powershell -ExecutionPolicy Bypass -File .\\prepare.ps1',
    '',
    'You sign in as an Application Administrator or above. The consent needs a Global Administrator',
    'or Privileged Role Administrator: by the address that is printed, or at once with -GrantConsent.',
    ...permissionRemarks(options),
    '#>',
    '[CmdletBinding()]',
    'param(',
    '  [switch] $GrantConsent,',
    '  [switch] $Remove,',
    ...(isApp ? ['  [string] $Thumbprint,', '  [string] $PfxPath,'] : []),
    '  [guid] $ClientId',
    ')',
    'Set-StrictMode -Version 3.0',
    "$ErrorActionPreference = 'Stop'",
    '',
    `$AppName = '${appName}'`,
    `$Environment = '${ENVIRONMENTS[cloud]}'`,
    '# Permissions by the service that they are of.',
    ...listOf('Graph', GRAPH_APP_ID, permissions),
    ...listOf('SharePoint', SHAREPOINT_APP_ID, sharePoint),
    ...(cmdlets ? CMDLET_SERVICES.flatMap(({ appId }, at) => listOf(SERVICES_OF_CMDLETS[at] ?? '', appId, [MANAGE_AS_APP])) : []),
    '$Wanted = @(',
    services.map((name) => `  @{ AppId = $${name}AppId; Names = $${name}Permissions }`).join(',\n'),
    ')',
    ...(cmdlets ? [`# ${READER.title}, which lets the application run cmdlets that read.`, `$ReaderRole = '${READER.id}'`] : []),
    '',
    'function Connect-Tenant([string[]] $Scopes) {',
    '  Connect-MgGraph -Environment $Environment -Scopes $Scopes -NoWelcome | Out-Null',
    '  return (Get-MgContext).TenantId',
    '}',
    '',
  ];
}

const SERVICES = ['Graph', 'SharePoint'];
const SERVICES_OF_CMDLETS = ['Exchange', 'Protection'];
const [READER] = CMDLET_ROLES;

function listOf(service: string, appId: string, names: readonly string[]): string[] {
  const lines = names.length === 0 ? [] : [names.map((name) => `  '${name}'`).join(',\n')];
  return [`$${service}AppId = '${appId}'`, `$${service}Permissions = @(`, ...lines, ')'];
}

const CERTIFICATE = [
  '# The key is made on this computer; the PFX file holds it under a password that only you know.',
  'function New-Certificate([string] $Path) {',
  "  if ($PSVersionTable.PSEdition -ne 'Desktop' -and -not $IsWindows) {",
  "    throw 'Certificates are made by Windows here. On macOS and Linux use: copilot-preflight permissions --as azure-cli'",
  '  }',
  '  if (Test-Path -LiteralPath $Path) { throw "The file $Path is there already; move it away first." }',
  "  $password = Read-Host -AsSecureString -Prompt 'Choose a password for the PFX file'",
  "  if ($password.Length -eq 0) { throw 'The PFX file needs a password.' }",
  '  $certificate = New-SelfSignedCertificate -Subject "CN=$AppName" -FriendlyName $AppName `',
  "    -CertStoreLocation 'Cert:\\CurrentUser\\My' -KeyExportPolicy Exportable -KeySpec Signature `",
  '    -KeyAlgorithm RSA -KeyLength 2048 -HashAlgorithm SHA256 -NotAfter (Get-Date).AddDays(90)',
  '  Export-PfxCertificate -Cert $certificate -FilePath $Path -Password $password | Out-Null',
  '  return $certificate',
  '}',
  '',
];

function preparation(options: ScriptOptions): string[] {
  const { kind, cmdlets, appName } = options;
  const isApp = kind === 'application';
  return [
    ...findAccess(isApp),
    'function Add-Preparation {',
    "  $scopes = @('Application.ReadWrite.All')",
    isApp
      ? `  if ($GrantConsent) { $scopes += 'AppRoleAssignment.ReadWrite.All'${cmdlets ? `, '${ROLE_SCOPE}'` : ''} }`
      : "  if ($GrantConsent) { $scopes += 'DelegatedPermissionGrant.ReadWrite.All' }",
    '  $tenant = Connect-Tenant $scopes',
    '  if (@(Get-MgApplication -Filter "displayName eq \'$AppName\'").Count -gt 0) {',
    '    throw "An application named $AppName is there already; print this script again with --app-name NAME."',
    '  }',
    '',
    '  # Microsoft knows permissions by id; the ids are looked up by name in this tenant.',
    '  $found = @()',
    '  foreach ($service in $Wanted) {',
    '    if ($service.Names.Count -eq 0) { continue }',
    '    $principal = Get-MgServicePrincipal -Filter "appId eq \'$($service.AppId)\'"',
    '    $access = @(Find-Access $principal $service.Names)',
    '    if ($access.Count -gt 0) {',
    '      $found += @{ AppId = $service.AppId; Id = $principal.Id; Names = $service.Names; Access = $access }',
    '    }',
    '  }',
    "  if ($found.Count -eq 0) { throw 'Not one of the permissions was found; nothing was made.' }",
    '',
    ...(isApp
      ? [
          `  $pfx = Join-Path $HOME '${fileStem(appName)}.pfx'`,
          '  $certificate = New-Certificate $pfx',
          '  Write-Output "Made the certificate $($certificate.Thumbprint)."',
          "  $key = @{ Type = 'AsymmetricX509Cert'; Usage = 'Verify'; Key = $certificate.RawData; DisplayName = \"CN=$AppName\" }",
        ]
      : []),
    '  $application = @{',
    '    DisplayName = $AppName',
    "    SignInAudience = 'AzureADMyOrg'",
    '    RequiredResourceAccess = @($found | ForEach-Object { @{ ResourceAppId = $_.AppId; ResourceAccess = $_.Access } })',
    `    Web = @{ RedirectUris = @('${REPLY_ADDRESS}') }`,
    ...(isApp
      ? ['    KeyCredentials = @($key)']
      : ['    IsFallbackPublicClient = $true', `    PublicClient = @{ RedirectUris = @('${PUBLIC_REPLY_ADDRESS}') }`]),
    '  }',
    '  $app = New-MgApplication @application',
    '  Write-Output "Made the application $($app.AppId)."',
    '  # A new application takes a few seconds to be known everywhere.',
    '  $own = $null',
    '  for ($try = 1; $null -eq $own; $try++) {',
    '    try { $own = New-MgServicePrincipal -AppId $app.AppId }',
    '    catch { if ($try -ge 6) { throw } else { Start-Sleep -Seconds 5 } }',
    '  }',
    ...(isApp ? GRANT_ROLES : GRANT_SCOPES),
    ...(cmdlets ? ASSIGN_READER : []),
    '',
    ...instructions(options),
    '}',
    '',
  ];
}

function findAccess(isApp: boolean): string[] {
  return [
    'function Find-Access($Service, [string[]] $Names) {',
    '  foreach ($name in $Names) {',
    '    $one = $null',
    '    if ($null -ne $Service) {',
    isApp
      ? "      $one = $Service.AppRoles | Where-Object { $_.Value -eq $name -and $_.AllowedMemberTypes -contains 'Application' } | Select-Object -First 1"
      : '      $one = $Service.Oauth2PermissionScopes | Where-Object { $_.Value -eq $name } | Select-Object -First 1',
    '    }',
    '    if ($null -eq $one) {',
    '      Write-Warning "This cloud has no permission $name; the scan will say what it does not see."',
    '      continue',
    '    }',
    `    @{ Id = $one.Id; Type = '${isApp ? 'Role' : 'Scope'}' }`,
    '  }',
    '}',
    '',
  ];
}

const GRANT_ROLES = [
  '  if ($GrantConsent) {',
  '    foreach ($service in $found) {',
  '      foreach ($one in $service.Access) {',
  '        $grant = @{ PrincipalId = $own.Id; ResourceId = $service.Id; AppRoleId = $one.Id }',
  '        New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $own.Id -BodyParameter $grant | Out-Null',
  '      }',
  '    }',
  '  }',
];

const ROLE_SCOPE = 'RoleManagement.ReadWrite.Directory';
const ASSIGNMENTS = 'v1.0/roleManagement/directory/roleAssignments';

/** The cmdlet for it is in another module; the request itself is as short. A new principal is not known everywhere at once. */
const ASSIGN_READER = [
  '  if ($GrantConsent) {',
  "    $role = @{ principalId = $own.Id; roleDefinitionId = $ReaderRole; directoryScopeId = '/' }",
  '    $assigned = $null',
  '    for ($try = 1; $null -eq $assigned; $try++) {',
  `      try { $assigned = Invoke-MgGraphRequest -Method POST -Uri '${ASSIGNMENTS}' -Body $role }`,
  '      catch { if ($try -ge 6) { throw } else { Start-Sleep -Seconds 5 } }',
  '    }',
  '  }',
];

/** The role goes first: a deleted principal could be restored with it. */
const TAKE_READER = [
  `    $held = Invoke-MgGraphRequest -Method GET -Uri "${ASSIGNMENTS}?\`$filter=principalId eq '$($principal.Id)'"`,
  '    foreach ($assignment in @($held.value | Where-Object { $_.roleDefinitionId -eq $ReaderRole })) {',
  `      Invoke-MgGraphRequest -Method DELETE -Uri "${ASSIGNMENTS}/$($assignment.id)" | Out-Null`,
  '    }',
];

/** `New-MgOauth2PermissionGrant` is in another module; the request itself is as short. */
const GRANT_SCOPES = [
  '  if ($GrantConsent) {',
  '    foreach ($service in $found) {',
  "      $grant = @{ clientId = $own.Id; consentType = 'AllPrincipals'; resourceId = $service.Id; scope = ($service.Names -join ' ') }",
  "      Invoke-MgGraphRequest -Method POST -Uri 'v1.0/oauth2PermissionGrants' -Body $grant | Out-Null",
  '    }',
  '  }',
];

function instructions(options: ScriptOptions): string[] {
  const { kind, cloud, cmdlets } = options;
  const isApp = kind === 'application';
  const later = laterFlags(options);
  const way = isApp ? '' : ' --auth device-code';
  const script = "$(if ($PSCommandPath) { Split-Path -Leaf $PSCommandPath } else { 'prepare.ps1' })";
  return [
    ...(isApp ? ['  $quotedPfx = $pfx.Replace("\'", "\'\'")'] : []),
    `  $file = ${script}`,
    '  Write-Output @"',
    '',
    'The application $AppName is ready.',
    '  Tenant id    $tenant',
    '  Client id    $($app.AppId)',
    ...(isApp ? ['  Thumbprint   $($certificate.Thumbprint)', '  Certificate  $pfx'] : []),
    '',
    '1. If -GrantConsent was not given, let an administrator consent at this address. The browser ends',
    '   at a page that cannot be shown (https://localhost); that is as it should be.',
    `   ${consentAddress(cloud, '$tenant')}$($app.AppId)`,
    ...(cmdlets
      ? [
          `   And let a Privileged Role Administrator assign the role ${READER.title} to the application:`,
          `   Entra admin center > Roles & admins > ${READER.title} > Add assignments > $AppName`,
        ]
      : []),
    '',
    '2. In the PowerShell that is to scan:',
    "   `$env:AZURE_TENANT_ID = '$tenant'",
    "   `$env:AZURE_CLIENT_ID = '$($app.AppId)'",
    ...(isApp
      ? [
          "   `$env:AZURE_CLIENT_CERTIFICATE_PATH = '$quotedPfx'",
          "   `$env:AZURE_CLIENT_CERTIFICATE_PASSWORD = [Net.NetworkCredential]::new('', (Read-Host -AsSecureString 'Password of the PFX file')).Password",
        ]
      : []),
    `   copilot-preflight doctor${way}${later}`,
    `   copilot-preflight scan${way}${later} --out copilot-preflight-report`,
    '',
    '3. Afterwards, to remove all of it (Entra ID keeps a deleted application for 30 days):',
    isApp
      ? "   .\\$file -Remove -ClientId $($app.AppId) -Thumbprint $($certificate.Thumbprint) -PfxPath '$quotedPfx'"
      : '   .\\$file -Remove -ClientId $($app.AppId)',
    '"@',
  ];
}

function removal({ kind, cmdlets }: ScriptOptions): string[] {
  const isApp = kind === 'application';
  const local = [
    "  if ($Thumbprint -match '^[0-9A-Fa-f]{40}$') {",
    '    $certificate = "Cert:\\CurrentUser\\My\\$Thumbprint"',
    '    if (Test-Path -LiteralPath $certificate) { Remove-Item -LiteralPath $certificate -DeleteKey }',
    '  }',
    '  if ($PfxPath -and (Test-Path -LiteralPath $PfxPath)) { Remove-Item -LiteralPath $PfxPath }',
  ];
  return [
    '# ---- Removal: nothing above removes anything ----',
    '',
    'function Remove-Preparation {',
    "  if ($ClientId -eq [guid]::Empty) { throw 'Name the application to remove with -ClientId.' }",
    `  Connect-Tenant @('Application.ReadWrite.All'${cmdlets ? `, '${ROLE_SCOPE}'` : ''}) | Out-Null`,
    '  foreach ($principal in @(Get-MgServicePrincipal -Filter "appId eq \'$ClientId\'")) {',
    ...(cmdlets ? TAKE_READER : []),
    '    Remove-MgServicePrincipal -ServicePrincipalId $principal.Id',
    '  }',
    '  foreach ($app in @(Get-MgApplication -Filter "appId eq \'$ClientId\'")) {',
    '    Remove-MgApplication -ApplicationId $app.Id',
    '  }',
    ...(isApp ? local : []),
    '  Disconnect-MgGraph | Out-Null',
    "  Write-Output 'Removed.'",
    '}',
    '',
    'if ($Remove) { Remove-Preparation } else { Add-Preparation }',
  ];
}
