# Stands in for Microsoft's module in tests: four sites, one of them a OneDrive, one that refuses.
$script:Url = ''

function Connect-SPOService {
  [CmdletBinding()]
  param([string] $Url)
  $script:Url = $Url
}

function Disconnect-SPOService {
  [CmdletBinding()]
  param()
  $script:Url = ''
}

function Get-SPOTenant {
  [CmdletBinding()]
  param()
  [pscustomobject] @{ SharingCapability = 'ExternalUserSharingOnly'; AdminUrl = $script:Url }
}

function Get-SPOTenantRestrictedSearchMode {
  [CmdletBinding()]
  param()
  [DayOfWeek]::Friday
}

function Get-SPOTenantRestrictedSearchAllowedList {
  [CmdletBinding()]
  param()
  'https://contoso.sharepoint.com/sites/a'
}

function Get-SPOSite {
  [CmdletBinding()]
  param([string] $Identity, [string] $Limit, [switch] $Detailed)
  if ($Identity -eq '') {
    foreach ($path in @('/sites/a', '/sites/b', '/sites/refused')) {
      [pscustomobject] @{ Url = "https://contoso.sharepoint.com$path"; Title = $path; Template = 'STS#3'; SharingCapability = 'Disabled' }
    }
    [pscustomobject] @{ Url = 'https://contoso-my.sharepoint.com/personal/x'; Title = 'x'; Template = 'SPSPERS#10' }
    return
  }
  if ($Identity -like '*/refused') { throw 'Access denied.' }
  [pscustomobject] @{ Url = $Identity; Title = 'detailed'; Template = 'STS#3'; SharingCapability = 'ExternalUserAndGuestSharing'; Detailed = $Detailed }
}

function Get-SPOSiteGroup {
  [CmdletBinding()]
  param([string] $Site, [int] $Limit)
  if ($Site -like '*/refused') { throw 'Access denied.' }
  $users = [Collections.Generic.List[string]]::new()
  $users.Add('c:0-.f|rolemanager|spo-grid-all-users/x')
  [pscustomobject] @{ Title = 'Visitors'; LoginName = 'Visitors'; OwnerLoginName = 'Owners'; Roles = @('Read'); Users = $users; OwnerTitle = 'not kept' }
  [pscustomobject] @{ Title = 'SharingLinks.1'; LoginName = 'SharingLinks.1'; Users = @('anna@contoso.com') }
}
