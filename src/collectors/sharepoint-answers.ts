/** Reads single values out of SharePoint's answers, which come in three spellings, without trusting them. */
import type { Principal } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import type { Timestamp } from '../evidence/directory.js';
import type { Answer, Refusal } from '../sources/graph.js';
import type { SharePointReader, SharePointRequest } from '../sources/sharepoint.js';
import { date, type Json, record, text } from './fields.js';
import { MALFORMED } from './paged.js';

/** A number, which SharePoint writes as text now and then. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : null;
}

/** Yes or no; usage reports write them as words. */
export function flagOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return word === 'true' ? true : word === 'false' ? false : null;
}

/** The word for a number of an enumeration, or for the same word, as PowerShell writes it; null for one that this version does not know. */
export function wordOf<W extends string>(words: Readonly<Record<number, W>>, value: unknown): W | null {
  const number = numberOf(value);
  if (number !== null) return words[number] ?? null;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : null;
  return Object.values(words).find((one) => one.toLowerCase() === word) ?? null;
}

/** The entries of a collection, `results` in the verbose spelling; null where it was left out or deferred. */
export function entriesOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  const results = record(value)?.results;
  return Array.isArray(results) ? results : null;
}

/** The texts of a collection; null where it, or one of them, is no such thing. */
export function textsOf(value: unknown): readonly string[] | null {
  const entries = entriesOf(value);
  return entries?.every((one): one is string => typeof one === 'string' && one !== '') === true ? entries : null;
}

/** A GUID in lower case, out of braces or `/Guid(…)/`; null for none and for all zeros. */
export function guidOf(value: unknown): string | null {
  const found = typeof value === 'string' ? /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(value) : null;
  const guid = found?.[0].toLowerCase() ?? null;
  return guid === null || /^[0-]+$/.test(guid) ? null : guid;
}

/** A date and time; SharePoint leaves the zone out at times, and means UTC. */
export function utcOf(value: unknown): Timestamp | null {
  const read = date(value);
  if (read === null) return null;
  return /T/.test(read) && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(read) ? `${read}Z` : read;
}

/** `PrincipalType` of a SharePoint group. */
const SITE_GROUP = 8;
/** Of users, distribution lists and security groups; the last, seen once, of a claim. */
const PEOPLE: readonly (number | null)[] = [1, 2, 4, 16];
/** `c:0-.f|…` and `i:0#.f|…`: no title of a SharePoint group may hold such signs. */
const CLAIM = /^[a-z]:0[^|]*\|/i;
/** What the login name of somebody or something holds, and the bare title of a SharePoint group does not. */
const LOGIN = /[|\\@]/;

/**
 * A member of SharePoint's own making, in the spelling of a site (`LoginName`) or of the administration (`loginName`).
 * The login name carries the claim, so nothing else says what it is; only a SharePoint group, whose login name is its
 * title, is told by its type. Without both nobody can say what it is.
 */
export function memberOf(entry: Json): Principal | null {
  const type = numberOf(entry.PrincipalType);
  const loginName = text(entry.LoginName) ?? text(entry.loginName);
  const userPrincipalName = text(entry.userPrincipalName);
  const displayName = text(entry.Title) ?? text(entry.name) ?? '';
  const email = text(entry.Email) ?? text(entry.email);
  if (type === SITE_GROUP && !CLAIM.test(loginName ?? '')) {
    const id = numberOf(entry.Id);
    // Title and login name are the same here; by what they say the groups of links are told.
    const title = text(entry.Title) ?? loginName;
    return title === null
      ? null
      : { kind: 'siteGroup', id: id === null ? null : String(id), displayName: title, email, loginName };
  }
  const login = loginName ?? (userPrincipalName === null ? null : `i:0#.f|membership|${userPrincipalName.toLowerCase()}`);
  if (login === null || (!PEOPLE.includes(type) && !LOGIN.test(login))) return null;
  return { kind: 'siteUser', id: null, displayName, email, loginName: login };
}

/** All members of a list, or null where one of them, or the list, cannot be read. */
export function membersOf(value: unknown): readonly Principal[] | null {
  const entries = entriesOf(value);
  if (entries === null) return null;
  const members = entries.map((entry) => {
    const object = record(entry);
    return object === null ? null : memberOf(object);
  });
  return members.every((one) => one !== null) ? members : null;
}

export interface WholeList {
  readonly entries: readonly unknown[];
  /** What keeps it from being whole; null: nothing. */
  readonly gap: Gap | null;
}

const NEXT_LINKS = ['odata.nextLink', '@odata.nextLink', '__next'];

/** The list inside one answer of a batch. One with a next page is read anew, page by page: a batch cannot follow links. */
export async function wholeList(
  reader: SharePointReader,
  request: SharePointRequest,
  answer: Answer<unknown> | Refusal,
): Promise<WholeList> {
  if (!answer.ok) return { entries: [], gap: answer.gap };
  const body = record(answer.value);
  const entries = entriesOf(answer.value) ?? entriesOf(body?.value);
  if (entries === null) return { entries: [], gap: MALFORMED };
  if (body === null || !NEXT_LINKS.some((name) => text(body[name]) !== null)) return { entries, gap: null };
  const all: unknown[] = [];
  for await (const page of reader.pages<unknown>(request)) {
    if (!page.ok) return { entries: all, gap: page.gap };
    for (const entry of page.rows) all.push(entry);
  }
  return { entries: all, gap: null };
}
