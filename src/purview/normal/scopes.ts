/** For whom or where a policy holds in one service, out of the half dozen lists in which the service keeps it. */
import { type Known, known, mapKnown, unknown } from '../../evidence/known.js';
import type { PolicyScope } from '../../evidence/purview.js';
import { type Fields, isObject, textsOf } from '../fields.js';
import { parsedJson } from '../nested.js';

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
  const included = placesIn(fields, location);
  if (!included.known) return included;
  const scopes = adaptive ?? (mayHave.adaptive !== undefined && fields.has(mayHave.adaptive) ? mayHave.adaptive : null);
  const adapted = included.value === 'all' || scopes === null ? known([]) : namesIn(fields, scopes);
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
    const texts = namesIn(fields, name);
    if (!texts.known) return unknown(texts.gap);
    all.push(...texts.value);
  }
  return known(all);
}

function placesIn(fields: Fields, name: string): Known<'all' | readonly string[]> {
  return mapKnown(namesIn(fields, name), (names) => (names.some((one) => /^all$/i.test(one)) ? 'all' : names));
}

/** Groups stand in some lists as texts with a whole object inside: `{"PrimarySmtpAddress": …, "DisplayName": …}`. */
function namesIn(fields: Fields, name: string): Known<readonly string[]> {
  return mapKnown(fields.texts(name), (texts) => texts.map(nameIn));
}

function nameIn(text: string): string {
  const object = text.startsWith('{') ? parsedJson(text) : undefined;
  return (isObject(object) ? textsOf([object])?.[0] : undefined) ?? text;
}
