/** PowerShell that runs one cmdlet after the other and keeps what is wanted of the answers. */

export const READING_TEXT = String.raw`
# ---- Reading ----

# A manifest of more entries is not read any more.
$MostRefusals = 20000
# Some cmdlets swallow a refusal and give nothing. Where every tenant has at least one, that is no answer.
$NothingCame = 'It gave nothing at all, and no error. Every tenant has at least one, so it was probably refused.'

# Adds one object to the file in the making, with no more of it than is wanted.
function KeepObject($Read, $Object) {
  if ($null -eq $Object) { return }
  if ($Object -is [Collections.IList]) {
    foreach ($one in $Object) { KeepObject $Read $one }
    return
  }
  $kept = $Object
  $isWord = $Object -is [string] -or $Object -is [ValueType] -or $Object -is [Uri]
  if (($Read.KeepWhere -ne '' -or $Read.Only.Count -gt 0) -and ($isWord -or $Object -is [Collections.IDictionary])) {
    throw 'What it gave has no properties to choose from.'
  }
  if ($isWord) {
    $kept = [ordered]@{ Value = $Object }
  } elseif ($Object -isnot [Collections.IDictionary]) {
    $fields = $Object.PSObject.Properties
    # The whole answer of a service: the list in it is what was asked for.
    if ($null -ne $fields['value'] -and $fields['value'].Value -is [Collections.IList] -and @($fields).Count -le 2) {
      if ((TextOf $Object 'nextLink') -ne '') { throw 'It gave the first page of several.' }
      KeepObject $Read $fields['value'].Value
      return
    }
    # Power Platform's cmdlets give a refusal as an object, not as an error.
    if ($Read.Entry['part'] -eq 'power-platform' -and
      ($null -ne $fields['StatusCode'] -or ($null -ne $fields['Code'] -and $null -ne $fields['Error']))) {
      throw "The service refused: $(TextOf $Object 'StatusCode')$(TextOf $Object 'Code') $(TextOf $Object 'Description')"
    }
    if ($Read.KeepWhere -ne '') {
      # Without the property nobody knows which objects matter. Nothing kept would then read as nothing found.
      if ($null -eq $fields[$Read.KeepWhere]) { throw "What it gave has no property $($Read.KeepWhere)." }
      if ([string] $fields[$Read.KeepWhere].Value -eq 'False') { return }
    }
    if ($Read.Only.Count -gt 0) {
      $kept = [ordered]@{}
      foreach ($name in $Read.Only) {
        if ($null -ne $fields[$name]) { $kept[$name] = $fields[$name].Value }
      }
      if ($kept.Count -eq 0) { throw "What it gave has none of the properties $($Read.Only -join ', ')." }
    }
  }
  if ($script:Count -gt 0) { $null = $script:Json.Append(',') }
  $script:ValuesLeft = $MostValues
  JsonValue $script:Json $kept @()
  $script:Count++
}

# A site that could not be read, beside the entry of its cmdlet.
function NoteSite($Read, [string] $Site, [string] $Why) {
  $own = $Read.Entry
  $entry = NewEntry $own['part'] $own['session'] $Read
  $entry['target'] = $Site
  $entry['outcome'] = 'failed'
  $entry['error'] = $Why
  $entry['at'] = [DateTime]::UtcNow
  $entry['module'] = $own['module']
}

function ShowSites([int] $Done, [int] $All) {
  if ($Done % 50 -eq 0 -or $Done -eq $All) { ShowLine "    $Done of $All sites" }
}

# Every site, without people's OneDrives, one after the other: the list alone fills most settings with defaults.
function ReadSites($Read) {
  $listed = @(ReadCmdlet $Read.Cmdlet '')
  if ($listed.Count -eq 0) { throw $NothingCame }
  $done = 0
  $refused = 0
  foreach ($site in $listed) {
    $done++
    $url = TextOf $site 'Url'
    $template = TextOf $site 'Template'
    if ($url -eq '' -or $url -match '^https://[^/]+-my\.' -or $template -like 'SPSPERS*') { continue }
    $null = $Sites.Add($url)
    $details = @()
    $why = ''
    try { $details = @(ReadCmdlet $Read.Cmdlet $url) } catch { $why = ErrorText $_ }
    if ($why -eq '' -and $details.Count -eq 0) { $why = $NothingCame }
    if ($why -ne '') {
      $refused++
      if ($refused -gt $MostRefusals) { throw "More than $MostRefusals sites could not be read; the last said: $why" }
      NoteSite $Read $url $why
      # Its settings are not known; that there is such a site is.
      $details = @([ordered]@{ Url = $url; Title = (TextOf $site 'Title'); Template = $template })
    }
    foreach ($detail in $details) { KeepObject $Read $detail }
    ShowSites $done $listed.Count
  }
  $script:AreSitesListed = $true
}

# All groups of every site but two kinds that SharePoint makes by itself: one for each sharing link, and the group of those
# who may pass through to something deeper.
function ReadSiteGroups($Read) {
  if (-not $script:AreSitesListed) { throw 'There is no list of sites to go by: Get-SPOSite did not end well.' }
  $done = 0
  $refused = 0
  $last = ''
  foreach ($url in $Sites) {
    $done++
    $groups = @()
    $why = ''
    try { $groups = @(ReadCmdlet $Read.Cmdlet $url) } catch { $why = ErrorText $_ }
    if ($why -ne '') {
      $refused++
      $last = $why
      if ($refused -gt $MostRefusals) { throw "More than $MostRefusals sites could not be read; the last said: $why" }
      NoteSite $Read $url $why
    }
    foreach ($group in $groups) {
      $title = TextOf $group 'Title'
      if ($title -like 'SharingLinks.*' -or $title -like 'Limited Access System Group*') { continue }
      $kept = [ordered]@{ Site = $url }
      foreach ($name in @('Title', 'LoginName', 'OwnerLoginName', 'Roles', 'Users')) {
        $property = $group.PSObject.Properties[$name]
        if ($null -ne $property) { $kept[$name] = $property.Value }
      }
      KeepObject $Read $kept
    }
    ShowSites $done $Sites.Count
  }
  if ($refused -gt 0 -and $refused -eq $Sites.Count) { throw "Not one of $refused sites could be read; the last said: $last" }
}

# One cmdlet: its file, and how it ended. Nothing that it gives is saved unless it ended well.
function ReadOne($Read) {
  $entry = $Read.Entry
  ShowLine "  $($Read.Cmdlet) $($Read.Value)"
  $entry['at'] = [DateTime]::UtcNow
  $script:Json = [Text.StringBuilder]::new('[')
  $script:Count = 0
  try {
    if ($Read.Cmdlet -eq 'Get-SPOSite') { ReadSites $Read }
    elseif ($Read.Cmdlet -eq 'Get-SPOSiteGroup') { ReadSiteGroups $Read }
    else {
      $objects = @(ReadCmdlet $Read.Cmdlet $Read.Value)
      if ($objects.Count -eq 0 -and $Read.AlwaysSome) { throw $NothingCame }
      foreach ($object in $objects) { KeepObject $Read $object }
    }
    $null = $script:Json.Append(']')
    SaveText $Read.File ($script:Json.ToString())
    $entry['file'] = $Read.File
    $entry['count'] = $script:Count
    $entry['outcome'] = 'read'
    if ($script:Count -eq 0) { $entry['outcome'] = 'empty' }
  } catch {
    $entry['outcome'] = 'failed'
    $entry['error'] = ErrorText $_
    ShowLine "    failed: $($entry['error'])"
  }
}
`;
