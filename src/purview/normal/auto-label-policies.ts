/** `Get-AutoSensitivityLabelPolicy` with the conditions of `Get-AutoSensitivityLabelRule` → auto-labeling policies. */
import { type Known, known, mapKnown } from '../../evidence/known.js';
import type { AutoLabelPolicy, Condition } from '../../evidence/purview.js';
import type { Fields } from '../fields.js';
import { conditionsOf } from './conditions.js';
import { type Beside, defineNormaliser, eachObject, identityOf, originOf, rulesOf } from './define.js';
import { changedOf, POLICY_MODES } from './dlp-policies.js';
import { type ScopeProperties, scopeOf } from './scopes.js';

const RULES = 'Get-AutoSensitivityLabelRule';

/** The lists that narrow are parameters of the cmdlet that sets them; whether the one that reads always gives them, nobody showed. */
const EXCHANGE: ScopeProperties = {
  location: 'ExchangeLocation',
  mayHave: {
    except: ['ExchangeLocationException', 'ExchangeSenderException', 'ExchangeSenderMemberOfException'],
    only: ['ExchangeSender', 'ExchangeSenderMemberOf'],
    adaptive: 'ExchangeAdaptiveScopes',
  },
};
const SHAREPOINT: ScopeProperties = {
  location: 'SharePointLocation',
  except: ['SharePointLocationException'],
  mayHave: { adaptive: 'SharePointAdaptiveScopes' },
};
const ONEDRIVE: ScopeProperties = {
  location: 'OneDriveLocation',
  except: ['OneDriveLocationException'],
  mayHave: {
    except: ['ExceptIfOneDriveSharedBy', 'ExceptIfOneDriveSharedByMemberOf'],
    only: ['OneDriveSharedBy', 'OneDriveSharedByMemberOf'],
    adaptive: 'OneDriveAdaptiveScopes',
  },
};

export const autoLabelPolicies = defineNormaliser({
  dataset: 'autoLabelPolicies',
  noun: 'Auto-labeling policy',
  cmdlets: ['Get-AutoSensitivityLabelPolicy'],
  beside: [RULES],
  name: (row) => row.name,
  id: (row) => row.id,
  rows: (result, beside) =>
    eachObject(result, (fields): AutoLabelPolicy | null => {
      const identity = identityOf(fields);
      if (identity === null) return null;
      return {
        ...identity,
        mode: fields.word('Mode', POLICY_MODES),
        enabled: fields.flag('Enabled'),
        labelId: fields.id('ApplySensitivityLabel'),
        exchange: scopeOf(fields, EXCHANGE),
        sharePoint: scopeOf(fields, SHAREPOINT),
        oneDrive: scopeOf(fields, ONEDRIVE),
        changed: changedOf(fields),
        conditions: conditionsOfPolicy(identity, beside),
        origins: [originOf(result)],
      };
    }),
});

function conditionsOfPolicy(
  policy: { readonly id: string; readonly name: string },
  beside: Beside,
): AutoLabelPolicy['conditions'] {
  const rules = rulesOf(beside(RULES), policy);
  if (!rules.known) return rules;
  const all: Condition[] = [];
  for (const rule of rules.value) {
    const conditions = activeConditions(rule);
    if (!conditions.known) return conditions;
    all.push(...conditions.value);
  }
  return known(all);
}

/** Those of a rule that is off count for nothing. */
function activeConditions(rule: Fields): Known<readonly Condition[]> {
  const disabled = rule.flag('Disabled');
  if (!disabled.known) return disabled;
  return disabled.value ? known([]) : mapKnown(conditionsOf(rule), (one) => [one]);
}
