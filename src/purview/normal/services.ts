/** Policies of Teams and of self-service purchases: kept as they came, as far as they are single values. */
import type { ServicePolicy } from '../../evidence/purview.js';
import type { Fields } from '../fields.js';
import { defineNormaliser, eachObject, originOf } from './define.js';

const KINDS: Readonly<Record<string, ServicePolicy['kind']>> = {
  'get-csteamsmeetingpolicy': 'teams-meeting',
  'get-csteamsapppermissionpolicy': 'teams-app',
  'get-csteamscallingpolicy': 'teams-calling',
  'get-mscommerceproductpolicies': 'self-service-purchase',
};

export const servicePolicies = defineNormaliser({
  dataset: 'servicePolicies',
  noun: 'Policy of a service',
  cmdlets: [
    'Get-CsTeamsMeetingPolicy',
    'Get-CsTeamsAppPermissionPolicy',
    'Get-CsTeamsCallingPolicy',
    'Get-MSCommerceProductPolicies',
  ],
  beside: [],
  name: (row) => row.name,
  id: (row) => `${row.kind}|${row.name.toLowerCase()}`,
  rows: (result) => {
    const kind = KINDS[result.cmdlet.toLowerCase()] ?? 'teams-meeting';
    return eachObject(result, (fields): ServicePolicy | null => {
      const names = kind === 'self-service-purchase' ? ['ProductName', 'ProductId'] : ['Identity', 'Name'];
      const name = names.map((one) => fields.textOrNull(one)).find((one) => one !== null) ?? null;
      return name === null ? null : { kind, name, settings: settingsOf(fields), origins: [originOf(result)] };
    });
  },
});

/** The most properties and characters that a policy of a service was seen to have, with room. */
const MOST_SETTINGS = 300;
const MOST_CHARACTERS = 500;

/** Names in lower case; lists, objects and what was cut short are left out. */
function settingsOf(fields: Fields): ServicePolicy['settings'] {
  const settings: [string, string | number | boolean | null][] = [];
  for (const name of fields.names().slice(0, MOST_SETTINGS)) {
    const value = fields.value(name);
    if (value === null || typeof value === 'boolean' || typeof value === 'number') settings.push([name, value]);
    if (typeof value === 'string' && value.length <= MOST_CHARACTERS) settings.push([name, value]);
  }
  return Object.fromEntries(settings);
}
