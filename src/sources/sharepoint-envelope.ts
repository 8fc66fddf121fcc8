/** Takes the envelope off an answer of SharePoint: `nometadata`, OData v4 and `verbose` come out alike. */

type Json = Record<string, unknown>;

/** How the next link is spelled in an answer without its envelope, whichever spelling it came in. */
const NEXT = 'odata.nextLink';
const SPELLINGS = [NEXT, '@odata.nextLink', '__next'];
/** Deeper than any answer of SharePoint goes. */
const DEEPEST = 40;

/**
 * An object as it is; a list as `{ value, 'odata.nextLink'? }`. `operation` is the last name of the path, which the
 * verbose spelling puts around the answer of a function.
 */
export function withoutEnvelope(json: Json, operation: string): Json {
  const { d } = json;
  if (!isObject(d) || Object.keys(json).length !== 1) return spelledAlike(lean(json, 0) as Json);
  const inner = named(d, operation) ?? d;
  if (Array.isArray(inner)) return { value: lean(inner, 0) };
  if (Array.isArray(inner.results)) {
    const next = textOf(inner.__next);
    return { value: lean(inner.results, 0), ...(next === null ? {} : { [NEXT]: next }) };
  }
  return lean(inner, 0) as Json;
}

/** The link to the next page; null on the last. */
export function nextLinkOf(object: Json): string | null {
  return textOf(object[NEXT]);
}

function named(d: Json, operation: string): Json | unknown[] | null {
  const [name, ...others] = Object.keys(d).filter((key) => key !== '__metadata');
  if (name === undefined || others.length > 0 || name.toLowerCase() !== operation.toLowerCase()) return null;
  const inner = d[name];
  return isObject(inner) || Array.isArray(inner) ? inner : null;
}

function spelledAlike(object: Json): Json {
  const spelling = SPELLINGS.find((name) => textOf(object[name]) !== null);
  if (spelling === undefined || spelling === NEXT) return object;
  const { [spelling]: next, ...others } = object;
  return { ...others, [NEXT]: next };
}

/**
 * Nested lists out of their `{ results }`. What was not expanded (`__deferred`) is left out, and so is a nested list
 * with a next link of its own: half a list must not pass for the whole.
 */
function lean(value: unknown, depth: number): unknown {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => lean(one, depth + 1));
  const kept: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(value)) {
    if (name === '__metadata' || /.@odata\./.test(name) || (isObject(inner) && isLeftOut(inner))) continue;
    if (textOf((value as Json)[`${name}@odata.nextLink`]) !== null) continue;
    const results = isObject(inner) && Array.isArray(inner.results) ? inner.results : inner;
    kept.push([name, lean(results, depth + 1)]);
  }
  return Object.fromEntries(kept);
}

function isLeftOut(inner: Json): boolean {
  return isObject(inner.__deferred) || (Array.isArray(inner.results) && textOf(inner.__next) !== null);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
