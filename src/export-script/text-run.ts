/** PowerShell from the parameters to the closing lines: checks, sign-ins, the loop over services. */

export const PARAMETERS_TEXT = `
[CmdletBinding()]
param(
  # A new folder for the files. Without it: copilot-preflight-export-<date> in the current folder.
  [string] $OutputFolder = '',
  # The SharePoint admin center: https://contoso-admin.sharepoint.com
  [string] $AdminUrl = '',
  # The account to sign in with. Without it the sign-in window asks.
  [string] $UserPrincipalName = '',
  # Sign-in as an application, where the module can; all three together.
  [string] $Organization = '',
  [string] $AppId = '',
  [string] $CertificateThumbprint = '',
  # Exchange and Security & Compliance ask in the browser: for windows in which the sign-in of Windows does not open.
  [switch] $DisableWAM
)
$ErrorActionPreference = 'Stop'
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
  # Not with a line of its own: in a constrained window no method may be called.
  throw 'A rule of this computer lets scripts use only a part of PowerShell. Run this on another computer, or sign the script.'
}
`;

export const START_TEXT = String.raw`
# ---- Start ----

$version = $PSVersionTable.PSVersion
if ($version.Major -lt 5 -or ($version.Major -eq 5 -and $version.Minor -lt 1)) {
  ShowLine 'This script needs Windows PowerShell 5.1 or PowerShell 7.'
  return
}
$given = 0
foreach ($one in @($Organization, $AppId, $CertificateThumbprint)) {
  if ($one -ne '') { $given++ }
}
if ($given -ne 0 -and $given -ne 3) {
  ShowLine 'Give -Organization, -AppId and -CertificateThumbprint together, or none of them.'
  return
}
if ($AdminUrl -ne '' -and $AdminUrl -notmatch '^https://[a-z0-9-]+-admin\.sharepoint\.com/?$') {
  ShowLine 'The address of the SharePoint admin center looks like https://contoso-admin.sharepoint.com'
  return
}
if ($OutputFolder -eq '') { $OutputFolder = "copilot-preflight-export-$([DateTime]::Now.ToString('yyyy-MM-dd-HHmm', $Invariant))" }
$Folder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutputFolder)
# An answer that lies there already might be taken for one of this tenant.
if ([IO.Directory]::Exists($Folder) -and [IO.Directory]::GetFileSystemEntries($Folder).Length -gt 0) {
  ShowLine "There are files in $Folder already. Choose another folder with -OutputFolder."
  return
}
$null = [IO.Directory]::CreateDirectory($Folder)

$ExchangeAccount = @{}
$SharePointAccount = @{}
$TeamsAccount = @{}
if ($given -eq 3) {
  $ExchangeAccount = @{ Organization = $Organization; AppId = $AppId; CertificateThumbprint = $CertificateThumbprint }
  $SharePointAccount = @{ TenantId = $Organization; ClientId = $AppId; CertificateThumbprint = $CertificateThumbprint }
  $TeamsAccount = @{ TenantId = $Organization; ApplicationId = $AppId; CertificateThumbprint = $CertificateThumbprint }
} else {
  if ($UserPrincipalName -ne '') {
    $ExchangeAccount = @{ UserPrincipalName = $UserPrincipalName }
    $TeamsAccount = @{ AccountId = $UserPrincipalName }
  }
  # Older versions of the module do not know it, and need it not.
  if ($DisableWAM) { $ExchangeAccount['DisableWAM'] = $true }
}

# The audit log is asked about the last 30 days.
$Until = [DateTime]::UtcNow
$Since = $Until.AddDays(-30)
$Sites = [Collections.ArrayList]::new()
$AreSitesListed = $false
$Count = 0
$ValuesLeft = 0
$Json = [Text.StringBuilder]::new()
$Entries = [Collections.ArrayList]::new()
$Skipped = [Collections.ArrayList]::new()
$Manifest = [ordered]@{
  format = 'copilot-preflight-bundle'
  version = 1
  tool = $Tool
  shell = "$version $($PSVersionTable.PSEdition)"
  startedAt = [DateTime]::UtcNow
  endedAt = $null
  tenantId = $null
  entries = $Entries
  skipped = $Skipped
}
# Everything counts as not run until it has run.
foreach ($session in $Sessions) {
  foreach ($read in $session.Reads) { $read['Entry'] = NewEntry $session.Part $session.Name $read }
}
SaveManifest
ShowLine "The export goes to $Folder"
`;

/** @param connect lines inside a `switch` by the name of the session, and so `disconnect` */
export function loopText(connect: string, disconnect: string): string {
  return LOOP.replace('    CONNECT', () => connect).replace('    DISCONNECT', () => disconnect);
}

const LOOP = `
# ---- One service after the other ----
# Sign-ins stand here and not in a function: some modules keep them in a variable of the place that they were called from.

$isFinished = $false
try {
  foreach ($session in $Sessions) {
    $module = FindModule $session.Module
    $obstacle = ObstacleTo $session $module
    if ($obstacle -ne '') {
      ShowLine "$($session.Title): left out. $obstacle"
      $null = $Skipped.Add([ordered]@{ part = $session.Part; module = $session.Module; why = $obstacle })
      foreach ($read in $session.Reads) { $read.Entry['error'] = $obstacle }
      SaveManifest
      continue
    }
    ShowLine "$($session.Title): signing in, with $module"
    foreach ($read in $session.Reads) { $read.Entry['module'] = $module }
    # SharePoint and Teams want the id where Exchange wants the domain.
    if ($given -eq 3 -and $null -ne $Manifest['tenantId']) {
      $SharePointAccount['TenantId'] = $Manifest['tenantId']
      $TeamsAccount['TenantId'] = $Manifest['tenantId']
    }
    try {
      $problem = ''
      try {
        $signedIn = switch ($session.Name) {
    CONNECT
        }
        $problem = TenantProblem $session.Name $signedIn
      } catch { $problem = "Sign-in failed: $(ErrorText $_)" }
      if ($problem -ne '') {
        ShowLine "  $problem"
        if ($PSVersionTable.PSEdition -eq 'Core') { ShowLine '  If it stays so, try a new window, or Windows PowerShell 5.1.' }
        foreach ($read in $session.Reads) {
          $read.Entry['outcome'] = 'failed'
          $read.Entry['error'] = $problem
          $read.Entry['at'] = [DateTime]::UtcNow
        }
        SaveManifest
      } else {
        foreach ($read in $session.Reads) {
          ReadOne $read
          # Thousands of sites that refused take a while to write.
          if ($Entries.Count -lt 2000) { SaveManifest }
        }
        SaveManifest
      }
    } finally {
      try {
        $null = switch ($session.Name) {
    DISCONNECT
        }
      } catch { $problem = 'Nobody was signed in.' }
    }
  }
  $isFinished = $true
} finally {
  if (-not $isFinished) {
    foreach ($entry in $Entries) {
      if ($entry['outcome'] -eq 'not-run' -and $null -eq $entry['error']) { $entry['error'] = 'The script was stopped before.' }
    }
    ShowLine "Stopped. What was read until then is in $Folder"
  }
  SaveManifest
}
`;

export const END_TEXT = `
# ---- What came of it ----

$counts = @{ 'read' = 0; 'empty' = 0; 'failed' = 0; 'not-run' = 0 }
$refusedSites = 0
ShowLine ''
foreach ($entry in $Entries) {
  if ($null -ne $entry['target']) { $refusedSites++; continue }
  $counts[$entry['outcome']]++
  if ($entry['outcome'] -eq 'failed') { ShowLine "Failed: $($entry['cmdlet']) $($entry['parameter']): $($entry['error'])" }
}
foreach ($one in $Skipped) { ShowLine "Left out: $($one['part']) ($($one['module'])): $($one['why'])" }
if ($refusedSites -gt 0) { ShowLine "Sites that refused an answer: $refusedSites (the manifest names them)" }
ShowLine "$($counts['read']) answers read, $($counts['empty']) empty, $($counts['failed']) failed, $($counts['not-run']) not run."
ShowLine ''
ShowLine "The export is in $Folder"
ShowLine 'It names people, policies and sites. Hand it over encrypted, and delete it when the report is done. Next:'
$quoted = $Folder.Replace("'", "''")
ShowLine "  copilot-preflight scan --bundle '$quoted' --out copilot-preflight-report"
`;
