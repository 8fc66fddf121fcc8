/** Reads what an operator writes for a principal or a place: a claim, a group, a person; a site, a library, a folder. */
import type { Site } from '../evidence/content.js';
import type { Directory } from './directory.js';
import { userNamed } from './personas.js';
import type { AudienceKind, Grant, Scope } from './rows.js';
import { pathOf, readAddress, sitesNamed } from './site-names.js';
import type { WhatIfTarget } from './what-if.js';

/** What a text means: one thing, or none, or several that share the name. */
export type Named<T> = { readonly one: T } | { readonly several: readonly string[] };

export interface NamedPrincipal {
  readonly label: string;
  readonly matches: (grant: Grant) => boolean;
}

const CLAIMS: ReadonlyMap<string, readonly [AudienceKind, string]> = new Map([
  ['everyone except external users', ['everyone-except-external', 'Everyone except external users']],
  ['everyone except external', ['everyone-except-external', 'Everyone except external users']],
  ['eeeu', ['everyone-except-external', 'Everyone except external users']],
  ['everyone', ['everyone', 'Everyone']],
  ['all users', ['all-users', 'All users']],
]);

export function principalNamed(text: string, directory: Directory): Named<NamedPrincipal> {
  const wanted = text.trim().toLowerCase();
  const claim = CLAIMS.get(wanted.replaceAll(/[\s_-]+/g, ' '));
  if (claim !== undefined) return { one: { label: claim[1], matches: (grant) => grant.audience === claim[0] } };
  const owners = /^owners of (.+)$/.exec(wanted)?.[1] ?? /^(.+)_o$/.exec(wanted)?.[1] ?? null;
  const all = [...directory.groups.values()];
  const called = (name: string) => {
    const byId = all.filter((group) => group.id.toLowerCase() === name);
    return byId.length > 0 ? byId : all.filter((g) => [g.mail, g.displayName].some((v) => v?.toLowerCase() === name));
  };
  const groups = called(wanted);
  const owned = groups.length === 0 && owners !== null ? called(owners) : [];
  if (groups.length + owned.length > 1)
    return { several: [...groups, ...owned].map((group) => `${group.displayName} (${group.mail ?? group.id})`) };
  const [group] = groups;
  if (group !== undefined) {
    const { id, displayName } = group;
    // A public group stands for everybody, so only its name tells it from other such groups.
    const matches = ({ principal, audience, label }: Grant) =>
      (principal.kind === 'group' && principal.id === id) || (audience === 'public-group' && label === displayName);
    return { one: { label: displayName, matches } };
  }
  const [ownersOf] = owned;
  if (ownersOf !== undefined) {
    const matches = ({ principal }: Grant) => principal.kind === 'owners' && principal.id === ownersOf.id;
    return { one: { label: `Owners of ${ownersOf.displayName}`, matches } };
  }
  const user = userNamed(text, directory);
  if (user === null) return { several: [] };
  return {
    one: { label: user.displayName, matches: ({ principal }) => principal.kind === 'person' && principal.id === user.id },
  };
}

/** A place by scope id, address of a site, or address or path of a library, folder or file that has a list of its own. */
export function placeNamed(text: string, scopes: readonly Scope[], sites: readonly Site[]): Named<WhatIfTarget> {
  const byId = scopes.find((scope) => scope.id === text.trim());
  if (byId !== undefined) return { one: { site: byId.site, scope: byId } };
  const named = sitesNamed(text, sites);
  const [site] = named;
  if (site !== undefined)
    return named.length === 1 ? { one: { site, scope: null } } : { several: named.map((s) => `${s.displayName} (${s.webUrl})`) };
  const wanted = wantedPath(text);
  const onHost = scopes.filter((s) => wanted.host === null || readAddress(s.drive.webUrl)?.host === wanted.host);
  const at = onHost.filter((scope) => isExactly(scope, wanted));
  const found = at.length > 0 ? at : onHost.filter((scope) => addressOf(scope).endsWith(`/${wanted.path.replace(/^\//, '')}`));
  const [scope] = found;
  if (scope !== undefined && found.length === 1) return { one: { site: scope.site, scope } };
  return { several: found.map(({ id, site: { webUrl } }) => `${id} (in ${webUrl})`) };
}

/** The nearest place above an address that has a list of its own, as a path; null: none. */
export function placeAbove(text: string, scopes: readonly Scope[]): string | null {
  const { path } = wantedPath(text);
  const above = scopes.map(addressOf).filter((address) => path.startsWith(`${address}/`));
  return above.sort((a, b) => b.length - a.length)[0] ?? null;
}

interface Wanted {
  readonly host: string | null;
  readonly path: string;
}

/** The address of a folder in a browser names its view, and the folder itself after `id=`. */
function wantedPath(text: string): Wanted {
  const host = readAddress(text)?.host ?? null;
  const inView = /[?&]id=([^&#]+)/.exec(text)?.[1];
  const path = readAddress(inView === undefined ? text : decodeOnce(inView))?.path;
  return {
    host,
    path:
      path ??
      text
        .trim()
        .replaceAll(/\s*›\s*/g, '/')
        .replace(/\/+$/, '')
        .toLowerCase(),
  };
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function addressOf({ drive, place }: Scope): string {
  return [pathOf(drive.webUrl), ...place.parts.slice(1).map((part) => part.name.toLowerCase())].join('/');
}

function isExactly(scope: Scope, { path }: Wanted): boolean {
  const names = scope.place.parts.map((part) => part.name.toLowerCase()).join('/');
  return [addressOf(scope), names, `${scope.place.siteName.toLowerCase()}/${names}`].includes(path);
}
