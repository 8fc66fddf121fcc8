# Stands in for Microsoft's module in tests: a whole answer with a list in it, and a refusal that is no error.
function Get-DlpPolicy {
  [CmdletBinding()]
  param()
  [pscustomobject] @{ value = @([pscustomobject] @{ name = 'one' }, [pscustomobject] @{ name = 'two' }) }
}

function Get-AdminPowerAppEnvironment {
  [CmdletBinding()]
  param()
  [pscustomobject] @{ Code = 403; Description = 'Forbidden'; Error = 'no'; Internal = 'no' }
}
