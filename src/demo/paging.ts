/** Lists in pages: page sizes as Microsoft caps them, opaque skip tokens, and links that name Microsoft's host, however we were reached. */
import { type Call, notSimulated, type Reply, refuse } from './call.js';
import { type ShapeRules, selectedNames, shaped, simpleFilter, wrongSelection } from './select.js';
import type { ListName } from './tenant.js';

export interface ListRules<T> extends ShapeRules {
  readonly name: ListName;
  readonly size: number;
  readonly cap: number;
  /** What Microsoft does with a `$top` above the cap. */
  readonly overCap?: 'refuse' | 'cap';
  /** Where the next page lies, if not under the path that was asked. */
  readonly nextPath?: string;
  /** Counts come only with `ConsistencyLevel: eventual`. */
  readonly countNeedsConsistency?: boolean;
  /** Adds what is computed or expanded, before the selection. */
  readonly complete?: (row: T) => object;
  /** Properties that stay, selected or not: expansions, and the id beside a sign-in activity. */
  readonly always?: readonly string[];
}

export const GRAPH = 'https://graph.microsoft.com/v1.0';

/** A page size as Microsoft settles it, or the refusal of a `$top` that it would not take. */
export function pageSize(call: Call, rules: Pick<ListRules<never>, 'name' | 'size' | 'cap' | 'overCap'>): number | Reply {
  const top = call.query.get('$top');
  let size = rules.size;
  if (top !== null) {
    size = Number(top);
    const tooMany = size > rules.cap && rules.overCap !== 'cap';
    if (!Number.isInteger(size) || size < 1 || tooMany) {
      const message = `Invalid page size specified: '${top}'. Must be between 1 and ${rules.cap} inclusive.`;
      return refuse(400, 'Request_BadRequest', message);
    }
  }
  return Math.min(size, rules.cap, call.tenant.pageSizes[rules.name] ?? Number.POSITIVE_INFINITY);
}

/** Opaque to the reader; it holds where the next page begins. */
export function writeSkipToken(name: ListName, offset: number): string {
  return Buffer.from(JSON.stringify(['m~', name, offset])).toString('base64url');
}

export function readSkipToken(name: ListName, token: string): number | null {
  try {
    const [mark, list, offset] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as unknown[];
    return mark === 'm~' && list === name && typeof offset === 'number' ? offset : null;
  } catch {
    return null;
  }
}

/** A link of Microsoft's: its host, the same options, and the token of the next page. */
export function linkTo(path: string, query: URLSearchParams, changes: Readonly<Record<string, string>>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) next.set(name, value);
  return `${GRAPH}${path}?${next.toString().replaceAll('%24', '$').replaceAll('%2C', ',').replaceAll('+', '%20')}`;
}

/** What the metadata document would call this list or object. */
export function contextOf(call: Call): string {
  const names = selectedNames(call);
  return `${GRAPH}/$metadata#${call.path.slice(1)}${names === null ? '' : `(${names.join(',')})`}`;
}

/** One page of a list. */
export function listReply<T extends object>(call: Call, rows: readonly T[], rules: ListRules<T>): Reply {
  const wrong = wrongSelection(call, rules.type);
  if (wrong !== null) return wrong;
  const filterText = call.query.get('$filter');
  const filter = filterText === null ? () => true : simpleFilter(filterText);
  if (filter === null) return notSimulated(`this $filter on ${rules.name}`);
  const size = pageSize(call, rules);
  if (typeof size !== 'number') return size;

  const token = call.query.get('$skiptoken');
  const offset = token === null ? 0 : readSkipToken(rules.name, token);
  if (offset === null) return refuse(400, 'Directory_ExpiredPageToken', 'The specified page token value has expired.');

  const all = filterText === null ? rows : rows.filter(filter);
  const names = selectedNames(call);
  const kept = names === null ? null : [...names, ...(rules.always ?? [])];
  const ofDefaults = rules.defaults === undefined ? {} : { defaults: [...rules.defaults, ...(rules.always ?? [])] };
  const value = all
    .slice(offset, offset + size)
    .map((row) => shaped(rules.complete?.(row) ?? row, kept, { ...rules, ...ofDefaults }));
  const countIsHeard = rules.countNeedsConsistency !== true || call.headers.get('consistencylevel') === 'eventual';
  const isCounted = offset === 0 && call.query.get('$count') === 'true' && countIsHeard;
  const body: Record<string, unknown> = { '@odata.context': contextOf(call) };
  if (isCounted) body['@odata.count'] = all.length;
  if (offset + size < all.length) {
    const link = { $skiptoken: writeSkipToken(rules.name, offset + size) };
    body['@odata.nextLink'] = linkTo(rules.nextPath ?? call.path, call.query, link);
  }
  body.value = value;
  return { status: 200, body };
}

/** One object. */
export function oneReply(call: Call, row: object, rules: ShapeRules): Reply {
  const wrong = wrongSelection(call, rules.type);
  if (wrong !== null) return wrong;
  const body = { '@odata.context': contextOf(call), ...shaped(row, selectedNames(call), rules) };
  return { status: 200, body };
}
