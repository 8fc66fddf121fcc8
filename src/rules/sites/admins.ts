/** The administrators of a site by what is wrong with them. */
import type { SiteAdmin } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import { orNull } from '../kit.js';

interface AdminsSorted {
  /** Applications not counted: they are no people who ask Copilot. */
  readonly count: number;
  /** Names of claims and groups that are everybody, of guests, and of people who left. */
  readonly all: readonly string[];
  readonly guests: readonly string[];
  readonly gone: readonly string[];
  /** Why there may be worse among them; null: there is not. */
  readonly gap: Gap | null;
}

export function sortAdmins(list: readonly SiteAdmin[]): AdminsSorted {
  const admins = list.filter(({ kind }) => kind !== 'application');
  const names = (is: (admin: SiteAdmin) => boolean) => admins.filter(is).map(({ name }) => name);
  const all = names(({ kind }) => kind === 'everybody');
  const guests = names(({ kind }) => kind === 'guest');
  const gone = names(({ kind, departed }) => kind !== 'guest' && orNull(departed) === true);
  return { count: admins.length, all, guests, gone, gap: gapOf(admins, all.length, guests.length + gone.length) };
}

/** Where everybody is among them, nothing is worse; where a guest or a leaver is, only everybody would be. */
function gapOf(admins: readonly SiteAdmin[], all: number, wrong: number): Gap | null {
  if (all > 0) return null;
  if (admins.some(({ kind }) => kind === 'unknown'))
    return { reason: 'failed', detail: 'A site has an administrator that is no person and no group that we know.' };
  if (wrong > 0) return null;
  return admins.flatMap(({ departed }) => (departed.known ? [] : [departed.gap]))[0] ?? null;
}
