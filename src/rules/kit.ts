/** Small functions that rules share: subjects made from joined rows, and the verdict of "no row may offend". */
import type { App, AudienceKind, DriveRow, Grant, GroupRow, LinkRow, Person, Scope, SiteRow } from '../derive/rows.js';
import type { Gap } from '../evidence/coverage.js';
import type { Known, Tri } from '../evidence/known.js';
import type { Origin } from '../evidence/purview.js';
import type { Subject } from './define.js';

const DAY_MS = 86_400_000;
/** Microsoft may have left out entries of a place. */
export const CAPPED: Gap = { reason: 'capped', detail: 'a long list of permissions' };
/** Names in a place that were not read yet may look like PHI. */
export const NOT_WHOLE: Gap = { reason: 'not-yet-read', detail: 'a library that is open to many was not read whole' };

/** Whole days between a date of the evidence and `now`; null where there is no date. */
export function daysSince(date: string | null, now: Date): number | null {
  return date === null ? null : Math.floor((now.getTime() - Date.parse(date)) / DAY_MS);
}

export function personSubject(person: Person): Subject {
  const { id, displayName, userPrincipalName } = person.user;
  return { type: 'user', id, name: `${displayName} (${userPrincipalName})`, url: null };
}

/** An enabled member of the organization who is a person: one of those that rules on people judge. */
export function isEnabledMember({ user, isHuman }: Person): boolean {
  return user.accountEnabled && user.userType === 'Member' && isHuman;
}

export function groupSubject(row: GroupRow): Subject {
  return {
    type: row.group.isTeam ? 'team' : 'group',
    id: row.group.id,
    name: row.group.displayName,
    url: row.siteUrl,
    ...(row.siteId.known && row.siteId.value !== null ? { siteId: row.siteId.value } : {}),
  };
}

export function scopeSubject(scope: Scope): Subject {
  const type = scope.kind === 'root' ? 'drive' : scope.kind;
  return {
    type,
    id: scope.id,
    name: scope.place.parts.at(-1)?.name ?? scope.drive.name,
    url: null,
    place: scope.place,
    siteId: scope.site.id,
  };
}

export function driveSubject(row: DriveRow): Subject {
  return { type: 'drive', id: row.drive.id, name: row.drive.name, url: row.drive.webUrl, siteId: row.site.id };
}

export function siteSubject({ site }: Pick<SiteRow, 'site'>): Subject {
  return { type: 'site', id: site.id, name: site.displayName, url: site.webUrl, siteId: site.id };
}

/** A sharing link as an object: the place that it opens, under the id of the link. */
export function linkSubject({ id, kind, place, siteId }: LinkRow): Subject {
  const type = kind === 'root' ? 'drive' : kind;
  return { type, id, name: place.parts.at(-1)?.name ?? place.siteName, url: null, place, siteId };
}

export function appSubject(app: App): Subject {
  return { type: 'app', id: app.app.id, name: app.app.displayName, url: null };
}

/** The tenant as an object, for settings. */
export function tenantSubject(name: string): Subject {
  return { type: 'tenant', id: name, name, url: null };
}

/** Looks PHI-like itself or holds files that do. */
export function isSensitive(scope: Scope): boolean {
  return scope.sensitiveWord !== null || scope.sensitiveFiles > 0;
}

/**
 * Restricted Access Control keeps out most of those whom its grants name, and whoever opens a link of the organization.
 * Where it is on and nobody knows whom it lets in, that is a doubt (`linkGap`), not an offence.
 */
export function isRestricted(row: Pick<Scope, 'restrictedTo' | 'standingOrgWide'>): boolean {
  return orNull(row.restrictedTo) !== null && orNull(row.standingOrgWide) !== true;
}

/** Why a link of the organization that Restricted Access Control seems to hold back may open to everybody after all; null: nothing. */
export function linkGap(row: Pick<Scope, 'restrictedTo' | 'standingOrgWide' | 'hasOrganizationLink'>): Gap | null {
  if (!row.hasOrganizationLink || !isRestricted(row)) return null;
  return row.standingOrgWide.known ? null : row.standingOrgWide.gap;
}

/** Whom a grant names, with the SharePoint group that it goes through. */
export function granteeOf({ label, via }: Grant): string {
  return via === null || via === label ? label : `${label} (in ${via})`;
}

/** Whom grants name, each once. */
export function granteesOf(grants: readonly Grant[]): string[] {
  return [...new Set(grants.map(granteeOf))];
}

/** Every entry of this kind came down from a place above, which is where it is reported and mended. */
export function isOnlyInherited(scope: Scope, audience: AudienceKind): boolean {
  const entries = scope.grants.filter((g) => g.audience === audience);
  return entries.length > 0 && entries.every((g) => g.inherited);
}

/** Calls `yes` when it holds, `doubt` when it cannot be excluded, neither when it does not hold. */
export function judge(value: Tri, doubt: (gap: Gap) => void, yes: () => void): void {
  if (!value.known) doubt(value.gap);
  else if (value.value) yes();
}

/** The value, or null where it is not known; for details of an offence, never for the verdict. */
export function orNull<T>(value: Known<T>): T | null {
  return value.known ? value.value : null;
}

/** Rows kept for the verdict: `on: { label: labels.visit }`. */
export function collected<T>(): { readonly rows: readonly T[]; readonly visit: (row: T) => void } {
  const rows: T[] = [];
  return { rows, visit: (row) => void rows.push(row) };
}

/** Names in one line: the first few, and how many more there are. */
export function named(names: readonly string[], most = 5): string {
  const rest = names.length - most;
  return [...names.slice(0, most), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

/** Why a place that does not seem to be PHI-looking and open to everybody could be both after all; null: it could not, or is. */
export function couldBeWorse(scope: Scope): Gap | null {
  const { standingOrgWide: everybody } = scope;
  const unread = !isSensitive(scope) && scope.isPartlyRead && scope.kind !== 'file';
  if (!isSensitive(scope) && !unread) return null;
  if (!everybody.known) return everybody.gap;
  if (!everybody.value) return scope.isAtLeast ? CAPPED : null;
  return unread ? NOT_WHOLE : null;
}

/** `1 file`, `2 files`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

const SOURCES = {
  export: 'export',
  direct: 'cmdlet endpoint',
  graph: 'Microsoft Graph',
} as const satisfies Record<Origin['source'], string>;

/**
 * Which sources told a fact, each once and with the day of its newest answer: `export, 2026-11-20; Microsoft Graph`.
 * Empty where nothing names a source.
 */
export function toldBy(origins: readonly Origin[]): string {
  const days = new Map<Origin['source'], string | null>();
  for (const { source, at } of origins) {
    const day = at?.slice(0, 10) ?? null;
    const before = days.get(source) ?? null;
    days.set(source, before !== null && (day === null || before > day) ? before : day);
  }
  const order: readonly Origin['source'][] = ['export', 'direct', 'graph'];
  return order
    .filter((source) => days.has(source))
    .map((source) => {
      const day = days.get(source) ?? null;
      if (day !== null) return `${SOURCES[source]}, ${day}`;
      return source === 'export' ? `${SOURCES[source]} without a date` : SOURCES[source];
    })
    .join('; ');
}
