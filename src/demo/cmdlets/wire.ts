/** Stored objects as the cmdlet endpoint writes them: companions that name the type, and hashtables as lists of `_key` and `_value`. */
import type { ComplianceObject } from '../tenant.js';

/** Properties that are hashtables, or lists of them, in PowerShell. */
const HASHTABLES: ReadonlySet<string> = new Set([
  'ContentContainsSensitiveInformation',
  'ExceptIfContentContainsSensitiveInformation',
  'RestrictAccess',
  'EndpointDlpRestrictions',
  'EndpointDlpBrowserRestrictions',
  'AlertProperties',
]);

/** Lists of places, which PowerShell has as objects: here they are names alone. */
const PLACES = /Location(?:Exception)?$/;

const GUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const DATE = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function asPairs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asPairs);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([_key, _value]) => ({ _key, _value: asPairs(_value) }));
}

function nameOf(place: unknown): unknown {
  return typeof place === 'object' && place !== null && 'Name' in place ? place.Name : place;
}

function companionsOf(name: string, value: unknown): ComplianceObject {
  if (Array.isArray(value)) {
    const isOfTexts = value.every((one) => typeof one === 'string');
    return { [`${name}@odata.type`]: isOfTexts ? '#Collection(String)' : '#Collection(Exchange.GenericHashTable)' };
  }
  if (typeof value === 'number') return { [`${name}@data.type`]: 'System.Int32' };
  if (typeof value !== 'string') return {};
  if (GUID.test(value)) return { [`${name}@data.type`]: 'System.Guid', [`${name}@odata.type`]: '#Guid' };
  return DATE.test(value) ? { [`${name}@data.type`]: 'System.DateTime' } : {};
}

/** @param selected names that `$select` asked for; null: everything */
export function onTheWire(stored: ComplianceObject, selected: readonly string[] | null): ComplianceObject {
  const written: ComplianceObject = {};
  for (const [name, value] of Object.entries(stored)) {
    if (selected !== null && !selected.includes(name.toLowerCase())) continue;
    const plain = PLACES.test(name) && Array.isArray(value) ? value.map(nameOf) : value;
    Object.assign(written, companionsOf(name, plain));
    written[name] = HASHTABLES.has(name) ? asPairs(plain) : plain;
  }
  return written;
}
