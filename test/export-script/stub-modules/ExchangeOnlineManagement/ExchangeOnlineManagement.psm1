# Stands in for Microsoft's module in tests: answers of every kind, and no network.
$script:Session = ''

function Connect-IPPSSession {
  [CmdletBinding()]
  param([string] $UserPrincipalName, [string] $AppId, [string] $Organization, [string] $CertificateThumbprint)
  $script:Session = "compliance $UserPrincipalName"
}

function Connect-ExchangeOnline {
  [CmdletBinding()]
  param([switch] $ShowBanner, [string] $UserPrincipalName, [string] $AppId, [string] $Organization, [string] $CertificateThumbprint)
  $script:Session = "exchange $UserPrincipalName"
}

function Disconnect-ExchangeOnline {
  [CmdletBinding(SupportsShouldProcess = $true)]
  param()
  $script:Session = ''
}

function Get-ConnectionInformation {
  [CmdletBinding()]
  param()
  if ($script:Session -eq '') { return }
  [pscustomobject] @{ TenantID = '7F5D6C4A-0000-4000-8000-000000000001'; State = 'Connected' }
}

# One object: an enumeration, one that came from another process, an identifier, moments, a span of time, characters that need care, a list of one, an empty list,
# a hashtable, something deep, and something that leads back to itself.
function Get-Label {
  [CmdletBinding()]
  param([switch] $IncludeDetailedLabelActions)
  if (-not $script:Session.StartsWith('compliance')) { throw 'Sign in first.' }
  $deep = 'bottom'
  foreach ($level in 1..9) { $deep = [pscustomobject] @{ Inner = $deep } }
  $label = [pscustomobject] @{
    Name = "Confid`"ential \ 'O'Brien' <b>" + [char] 0xE9 + [char] 10 + [char] 27
    Guid = [guid] '11111111-2222-3333-4444-555555555555'
    Day = [DayOfWeek]::Monday
    DayOfElsewhere = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize([DayOfWeek]::Friday))
    Lines = "one`r`ntwo"
    WhenCreatedUTC = [DateTime]::new(2026, 3, 4, 5, 6, 7, [DateTimeKind]::Utc)
    WhenUnspecified = [DateTime]::new(2026, 3, 4, 5, 6, 7)
    Age = [TimeSpan]::FromDays(90)
    Detailed = $IncludeDetailedLabelActions
    Disabled = $false
    Priority = 3
    Share = 0.5
    Nothing = $null
    ContentType = @('File')
    Empty = @()
    Settings = @{ color = '#FF0000' }
    Deep = $deep
    RunspaceId = [guid]::NewGuid()
  }
  $label.PSObject.Properties.Add([psnoteproperty]::new('Itself', $label))
  $label
}

function Get-LabelPolicy {
  [CmdletBinding()]
  param()
}

function Get-DlpCompliancePolicy {
  [CmdletBinding()]
  param()
  [pscustomobject] @{ Name = 'One'; Mode = 'Enable'; Locations = '[]' }
  [pscustomobject] @{ Name = 'Two'; Mode = 'TestWithoutNotifications'; Locations = '[]' }
}

function Get-DlpComplianceRule {
  [CmdletBinding()]
  param()
  [pscustomobject] @{ Name = 'Half of the answer' }
  Write-Error 'The role is missing.'
}

# Refused, and does not say so: every tenant has a default policy.
function Get-HostedOutboundSpamFilterPolicy {
  [CmdletBinding()]
  param()
}

# The session of Security & Compliance has a cmdlet of this name too, and always says False there.
function Get-AdminAuditLogConfig {
  [CmdletBinding()]
  param()
  [pscustomobject] @{ UnifiedAuditLogIngestionEnabled = $script:Session.StartsWith('exchange') }
}

function Get-MailboxAuditBypassAssociation {
  [CmdletBinding()]
  param([string] $ResultSize)
  [pscustomobject] @{ Name = 'plain'; AuditBypassEnabled = $false; Secret = 'not to be saved' }
  [pscustomobject] @{ Name = 'bypassed'; AuditBypassEnabled = $true; Secret = 'not to be saved' }
}

function Get-OrganizationConfig {
  [CmdletBinding()]
  param()
  [pscustomobject] @{ Unrelated = 'not to be saved' }
}

function Get-Mailbox {
  [CmdletBinding()]
  param([string] $Filter, [string] $ResultSize)
  [pscustomobject] @{ Name = $Filter; ForwardingSmtpAddress = 'smtp:a@example.org'; DisplayName = 'not to be saved' }
}

function Search-UnifiedAuditLog {
  [CmdletBinding()]
  param([string] $RecordType, [DateTime] $StartDate, [DateTime] $EndDate, [int] $ResultSize)
  if ($RecordType -eq 'DragonCopilotSession') { throw 'There is no such record type.' }
  if ($RecordType -ne 'CopilotInteraction') { return }
  [pscustomobject] @{
    RecordType = $RecordType
    CreationDate = $EndDate
    ResultCount = [int] ($EndDate - $StartDate).TotalDays
    AuditData = 'not to be saved'
    UserIds = 'not to be saved'
  }
}
