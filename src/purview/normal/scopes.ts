/** For whom or where a policy holds in one service, out of the half dozen lists in which the service keeps it. */
import { type Known, known, mapKnown, unknown } from '../../evidence/known.js';
import type { PolicyScope } from '../../evidence/purview.js';
import type { Fields } from '../fields.js';

export interface ScopeProperties {
  /** Names who or what is in it: `ExchangeLocation`. */
  readonly location: string;
  /** Lists that take out some of it. */
  readonly except?: readonly string[];
  /** Lists that, where they name anything, leave nothing else in. */
  readonly only?: readonly string[];
  /** Adaptive scopes, which stand in place of a location. */
  readonly adaptive?: string;
  /** Lists as above that count where the object has them; no public capture shows that it always does. */
  readonly mayHave?: { readonly except?: readonly string[]; readonly only?: readonly string[]; readonly adaptive?: string };
}

export const NOWHERE: PolicyScope = { includes: [], excludes: [], adaptive: [] };

/** Unknown where a list that could narrow it is missing: an export that dropped the exceptions must not look like one without. */
export function scopeOf(fields: Fields, properties: ScopeProperties): Known<PolicyScope> {
  const { location, except = [], only = [], adaptive, mayHave = {} } = properties;
  const had = (names: readonly string[] = []) => names.filter((name) => fields.has(name));
  const included = fields.places(location);
  if (!included.known) return included;
  const scopes = adaptive ?? (mayHave.adaptive !== undefined && fields.has(mayHave.adaptive) ? mayHave.adaptive : null);
  const adapted = included.value === 'all' || scopes === null ? known([]) : fields.texts(scopes);
  if (!adapted.known) return adapted;
  if (included.value.length === 0 && adapted.value.length === 0) return known(NOWHERE);
  const excludes = together(fields, [...except, ...had(mayHave.except), ...had(scopes === null ? [] : [`${scopes}Exception`])]);
  if (!excludes.known) return excludes;
  return mapKnown(together(fields, [...only, ...had(mayHave.only)]), (chosen) => ({
    includes: included.value === 'all' && chosen.length > 0 ? chosen : included.value,
    excludes: excludes.value,
    adaptive: adapted.value,
  }));
}

function together(fields: Fields, names: readonly string[]): Known<readonly string[]> {
  const all: string[] = [];
  for (const name of names) {
    const texts = fields.texts(name);
    if (!texts.known) return unknown(texts.gap);
    all.push(...texts.value);
  }
  return known(all);
}
