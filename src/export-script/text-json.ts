/** PowerShell that writes any object as JSON, the same text from Windows PowerShell 5.1 and from PowerShell 7. */

export const JSON_TEXT = String.raw`
# ---- JSON ----
# ConvertTo-Json writes dates, enumerations and lists one way in Windows PowerShell and another way in PowerShell 7, and cuts
# what is nested deeply. So the text is made here: the same in both, dates in UTC, enumerations and identifiers as words.

$MostLevels = 20
$MostValues = 500000
# What the shells write where they cut an object; a reader takes it for unreadable, not for empty.
$Cut = 'System.Object[]'
# What remoting adds to every object.
$Additions = @('RunspaceId', 'PSShowComputerName', 'PSSourceJobInstanceId')
$Invariant = [Globalization.CultureInfo]::InvariantCulture

function JsonText([Text.StringBuilder] $Json, [string] $Text) {
  # The ends of lines that long texts are full of, at once; what is rare, one by one.
  $plain = $Text.Replace('\', '\\').Replace('"', '\"').Replace([string] [char] 13, '\r').Replace([string] [char] 10, '\n')
  $null = $Json.Append('"')
  if ($plain -match '[\x00-\x1F\x7F-\x9F\u2028\u2029]') {
    foreach ($character in $plain.ToCharArray()) {
      $code = [int] $character
      if ($code -lt 32 -or ($code -ge 127 -and $code -le 159) -or $code -eq 8232 -or $code -eq 8233) {
        $null = $Json.Append('\u').Append($code.ToString('x4'))
      } else {
        $null = $Json.Append($character)
      }
    }
  } else {
    $null = $Json.Append($plain)
  }
  $null = $Json.Append('"')
}

# A moment without a zone is UTC: that is how the services tell time.
function MomentText([DateTime] $Moment) {
  $utc = $Moment
  if ($Moment.Kind -eq [DateTimeKind]::Local) { $utc = $Moment.ToUniversalTime() }
  return $utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", $Invariant)
}

# An enumeration that came from another process, as the modules of Windows PowerShell give it in PowerShell 7: a number that
# knows its word.
function WordOf($Value) {
  $word = "$Value"
  $property = $Value.PSObject.Properties['Value']
  if ($word -match '^-?[0-9]+$' -and $null -ne $property) { $word = "$($property.Value)" }
  return $word
}

# $Above: the objects that this one is in. Properties of live objects may lead back to them.
function JsonValue([Text.StringBuilder] $Json, $Value, [object[]] $Above) {
  $script:ValuesLeft--
  if ($null -eq $Value) { $null = $Json.Append('null'); return }
  if ($Value -is [string] -or $Value -is [char]) { JsonText $Json ([string] $Value); return }
  if ($Value -is [bool] -or $Value -is [switch]) {
    if ($Value) { $null = $Json.Append('true') } else { $null = $Json.Append('false') }
    return
  }
  if ($Value -is [Enum]) { JsonText $Json ($Value.ToString()); return }
  if ($Value -is [DateTime]) { JsonText $Json (MomentText $Value); return }
  if ($Value -is [DateTimeOffset]) { JsonText $Json (MomentText $Value.UtcDateTime); return }
  if ($Value -is [double] -or $Value -is [single]) {
    $number = ([double] $Value).ToString('R', $Invariant)
    if ($number -match '^-?[0-9]') { $null = $Json.Append($number) } else { JsonText $Json $number }
    return
  }
  $type = $Value.GetType()
  if ($type.IsPrimitive -and $Value.PSObject.TypeNames -contains 'Deserialized.System.Enum') {
    JsonText $Json (WordOf $Value)
    return
  }
  if ($type.IsPrimitive -or $Value -is [decimal]) {
    $null = $Json.Append([Convert]::ToString($Value, $Invariant))
    return
  }
  if ($Value -is [byte[]]) { JsonText $Json ([Convert]::ToBase64String($Value)); return }
  if ($Value -is [Xml.XmlNode]) { JsonText $Json $Value.OuterXml; return }
  $isList = $Value -is [Collections.IEnumerable]
  # What else .NET itself has (identifiers, spans of time, addresses) is said in a word.
  $name = [string] $type.FullName
  if (-not $isList -and $name -match '^System\.' -and
    $name -notmatch '^System\.(Object$|Management\.Automation\.PSCustomObject$|Collections\.)') {
    JsonText $Json ([string] $Value)
    return
  }
  $isInItself = $false
  foreach ($one in $Above) {
    if ([object]::ReferenceEquals($one, $Value)) { $isInItself = $true }
  }
  if ($isInItself -or $Above.Count -ge $MostLevels -or $script:ValuesLeft -lt 0) { JsonText $Json $Cut; return }
  $here = $Above + , $Value
  if ($Value -is [Collections.IDictionary]) { JsonDictionary $Json $Value $here }
  elseif ($isList) { JsonList $Json $Value $here }
  else { JsonProperties $Json $Value $here }
}

function JsonDictionary([Text.StringBuilder] $Json, $Value, [object[]] $Here) {
  $before = '{'
  foreach ($pair in $Value.GetEnumerator()) {
    $null = $Json.Append($before)
    $before = ','
    JsonText $Json ([string] $pair.Key)
    $null = $Json.Append(':')
    JsonValue $Json $pair.Value $Here
  }
  if ($before -eq '{') { $null = $Json.Append('{') }
  $null = $Json.Append('}')
}

function JsonList([Text.StringBuilder] $Json, $Value, [object[]] $Here) {
  $before = '['
  foreach ($item in $Value) {
    $null = $Json.Append($before)
    $before = ','
    JsonValue $Json $item $Here
  }
  if ($before -eq '[') { $null = $Json.Append('[') }
  $null = $Json.Append(']')
}

function JsonProperties([Text.StringBuilder] $Json, $Value, [object[]] $Here) {
  $before = '{'
  foreach ($property in $Value.PSObject.Properties) {
    if ($Additions -contains $property.Name -or -not $property.IsGettable) { continue }
    $isRead = $false
    $held = $null
    # A property that cannot be read is left out: it is not known, and not empty.
    try { $held = $property.Value; $isRead = $true } catch { $isRead = $false }
    if (-not $isRead) { continue }
    $null = $Json.Append($before)
    $before = ','
    JsonText $Json $property.Name
    $null = $Json.Append(':')
    JsonValue $Json $held $Here
  }
  if ($before -eq '{') { $null = $Json.Append('{') }
  $null = $Json.Append('}')
}
`;
