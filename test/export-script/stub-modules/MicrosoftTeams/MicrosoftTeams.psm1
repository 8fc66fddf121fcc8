# Stands in for Microsoft's module in tests: nobody can sign in.
function Connect-MicrosoftTeams {
  [CmdletBinding()]
  param([string] $AccountId)
  throw 'The sign-in was refused.'
}

function Disconnect-MicrosoftTeams {
  [CmdletBinding()]
  param()
}

function Get-CsTeamsMeetingPolicy {
  [CmdletBinding()]
  param()
  [pscustomobject] @{ Identity = 'must never be asked' }
}
