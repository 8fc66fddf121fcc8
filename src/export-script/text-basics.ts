/** PowerShell that the other pieces of the script stand on: lines for the engineer, texts of errors, modules, the manifest. */

export const BASICS_TEXT = String.raw`
# ---- Basics ----

# Control characters, and those that turn the direction of writing, are taken out: what a service says must not steer the
# terminal.
function ShowLine([string] $Text) {
  $Host.UI.WriteLine(($Text -replace '[\x00-\x1F\x7F-\x9F\u200E\u200F\u202A-\u202E\u2066-\u2069]', ' '))
}

# Never empty: an empty text would mean that nothing went wrong. The words may be in the language of the computer; the identifier
# behind them is not.
function ErrorText($Problem) {
  $text = [string] $Problem.Exception.Message
  $id = [string] $Problem.FullyQualifiedErrorId
  if ($id -ne '' -and $id -ne $text) { $text = "$text [$id]" }
  $text = ($text -replace '\s+', ' ').Trim()
  if ($text -eq '') { $text = 'An error without a word of explanation.' }
  if ($text.Length -gt 2000) { $text = $text.Substring(0, 2000) }
  return $text
}

# A property as text; empty where there is none.
function TextOf($Object, [string] $Name) {
  if ($null -eq $Object) { return '' }
  $property = $Object.PSObject.Properties[$Name]
  if ($null -eq $property) { return '' }
  return [string] $property.Value
}

# Name and version of the newest that is installed; empty: none is.
function FindModule([string] $Name) {
  $best = $null
  foreach ($module in @(Get-Module -ListAvailable -Name $Name -ErrorAction SilentlyContinue)) {
    if ($null -eq $best -or $module.Version -gt $best.Version) { $best = $module }
  }
  if ($null -eq $best) { return '' }
  return "$($best.Name) $($best.Version)"
}

# Why a part is left out, in a sentence; empty: it is not.
function ObstacleTo($Session, [string] $Module) {
  if ($Session.DesktopOnly -and $PSVersionTable.PSEdition -eq 'Core') {
    return "The module $($Session.Module) runs in Windows PowerShell 5.1 only; run the script there for it."
  }
  if ($Module -eq '') {
    return "The module $($Session.Module) is not installed. To have it: Install-Module $($Session.Module) -Scope CurrentUser"
  }
  if ($Session.PersonOnly -and $AppId -ne '') {
    return "The module $($Session.Module) is used with the account of a person; run the script without -AppId for it."
  }
  if ($Session.Name -eq 'sharepoint' -and $AdminUrl -eq '') {
    return 'It needs the address of the SharePoint admin center, as in -AdminUrl https://contoso-admin.sharepoint.com'
  }
  return ''
}

# Notes the tenant. What is wrong with it, in a sentence; empty: nothing is. $SignedIn: what the sign-in gave back; that of Teams
# tells the tenant, the others tell nothing.
function TenantProblem([string] $Session, $SignedIn) {
  $tenants = [ordered]@{}
  if ($null -ne $Manifest['tenantId']) { $tenants[$Manifest['tenantId']] = $true }
  $connections = @($SignedIn)
  if ($Session -eq 'security-compliance' -or $Session -eq 'exchange') {
    # Older versions of the module do not tell.
    try { $connections = @(Get-ConnectionInformation -ErrorAction Stop) } catch { $connections = @() }
  }
  foreach ($connection in $connections) {
    $id = (TextOf $connection 'TenantId').ToLowerInvariant()
    if ($id -match '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') { $tenants[$id] = $true }
  }
  if ($tenants.Count -gt 1) {
    return 'This window is signed in to more than one tenant. Run the script in a new window, with accounts of one tenant only.'
  }
  foreach ($tenant in $tenants.Keys) { $Manifest['tenantId'] = $tenant }
  return ''
}

function SaveText([string] $File, [string] $Text) {
  [IO.File]::WriteAllText([IO.Path]::Combine($Folder, $File), $Text, [Text.UTF8Encoding]::new($false))
}

function SaveManifest {
  $Manifest['endedAt'] = [DateTime]::UtcNow
  # However many sites were refused, the manifest is never cut.
  $script:ValuesLeft = [int]::MaxValue
  $text = [Text.StringBuilder]::new()
  JsonValue $text $Manifest @()
  SaveText 'manifest.json' ($text.ToString())
}

function NewEntry([string] $Part, [string] $Session, $Read) {
  $entry = [ordered]@{
    part = $Part
    cmdlet = $Read.Cmdlet
    session = $Session
    target = $null
    parameter = $null
    file = $null
    outcome = 'not-run'
    error = $null
    count = $null
    at = $null
    module = $null
  }
  if ($Read.Value -ne '') { $entry['parameter'] = $Read.Value }
  $null = $Entries.Add($entry)
  return $entry
}
`;
