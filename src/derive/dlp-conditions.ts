/** What the conditions of a DLP rule look for, and whether that is PHI. */
import type { Gap } from '../evidence/coverage.js';
import { known, type Tri, unknown } from '../evidence/known.js';
import type { Condition, SensitiveType } from '../evidence/purview.js';
import { IDENTIFIER_TYPES, MEDICAL_TYPES } from './health-types.js';

type TypeCondition = Extract<Condition, { readonly kind: 'type' }>;

export interface LookedFor {
  readonly types: readonly TypeCondition[];
  /** Ids of labels as the rule names them, lower case. */
  readonly labels: readonly string[];
}

/** Types and labels that a rule looks for. What stands under a `not` is what it lets go, however deep. */
export function lookedFor(condition: Condition): LookedFor {
  const types: TypeCondition[] = [];
  const labels = new Set<string>();
  const visit = (part: Condition): void => {
    if (part.kind === 'type') types.push(part);
    else if (part.kind === 'label') labels.add(part.id.trim().toLowerCase());
    else if (part.kind === 'and' || part.kind === 'or') part.of.forEach(visit);
  };
  visit(condition);
  return { types, labels: [...labels] };
}

/** Types that the configuration says mean PHI, by id and by name, lower case. */
export interface ConfiguredTypes {
  readonly entries: ReadonlySet<string>;
  /** Why a name of the configuration may stand for a type that nobody could look up; null: each was found, or is an id. */
  readonly gap: Gap | null;
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `phiTypes` of the configuration with the ids of the types that it names; `gap`: why the list of types is not whole. */
export function configuredTypes(phiTypes: readonly string[], listed: readonly SensitiveType[], gap: Gap | null): ConfiguredTypes {
  const wanted = new Set(phiTypes.map((entry) => entry.trim().toLowerCase()));
  const found = listed.filter((type) => wanted.has(type.name.trim().toLowerCase()));
  const names = new Set(found.map((type) => type.name.trim().toLowerCase()));
  const isOpen = [...wanted].some((entry) => !GUID.test(entry) && !names.has(entry));
  return { entries: new Set([...wanted, ...found.map((type) => type.id.toLowerCase())]), gap: isOpen ? gap : null };
}

/** An identifier and a medical type in one rule, or a type of the configuration. A lone SSN is no PHI. */
export function isPhiCover(types: readonly TypeCondition[], configured: ConfiguredTypes): Tri {
  const ids = types.map((type) => type.id.toLowerCase());
  if (ids.some((id) => IDENTIFIER_TYPES.has(id)) && ids.some((id) => MEDICAL_TYPES.has(id))) return known(true);
  if (types.some(({ id, name }) => [id, name].some((key) => configured.entries.has(key.trim().toLowerCase()))))
    return known(true);
  // A rule may name a type by its id alone; the configuration's name for it is then in the list that was not read.
  if (configured.gap !== null && types.some(({ name }) => name.trim() === '')) return unknown(configured.gap);
  return known(false);
}
