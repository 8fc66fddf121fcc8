/** What several rules say of a place: how open it is, what is in it, whom it reaches, and how bad that is. */
import type { Grant, Scope } from '../derive/rows.js';
import type { Known } from '../evidence/known.js';
import type { Offence } from './define.js';
import { granteesOf, isRestricted, isSensitive, named, orNull, scopeSubject } from './kit.js';

/** A link opens it to whoever comes by it. Nobody says that Restricted Access Control stops Anyone links. */
export function isLinked(scope: Scope): boolean {
  return scope.hasAnyoneLink || (scope.hasOrganizationLink && !isRestricted(scope));
}

/** Who of the grants of a place is everybody; several groups may be so together only. */
export function everybodyIn(grants: readonly Grant[]): string {
  const names = granteesOf(grants.filter(({ orgWide }) => orNull(orgWide) === true));
  return named(names.length > 0 ? names : ['several groups together']);
}

/** How much is in a place, and what of it looks like PHI. */
export function contentOf({ files, sensitiveFiles, sensitiveWord }: Scope) {
  return { files, sensitiveFiles, matchedWord: sensitiveWord ?? 'none' };
}

/** Share of the staff that reaches a place now, for the score; 0 where it is not known. */
export function staffShare(scope: Scope, staff: Known<number>): number {
  const people = orNull(staff);
  if (orNull(scope.standingOrgWide) === true) return 1;
  return people === null || people === 0 ? 0 : Math.min(1, (orNull(scope.standingReaders) ?? 0) / people);
}

/** Standing reach with the staff that it comes to, or what a link opens to whoever comes by it. */
export function reachOf(isStanding: boolean, scope: Scope, staff: Known<number>): Pick<Offence, 'reach' | 'readersShare'> {
  return isStanding ? { reach: 'standing', readersShare: staffShare(scope, staff) } : { reach: 'latent', readersShare: 0 };
}

/** How bad a place is that was opened to everybody; behind Restricted Access Control, what comes back when it is lifted. */
export function openToAll(scope: Scope, isBehind: boolean): Omit<Offence, 'detail'> {
  const sensitive = isSensitive(scope);
  const subject = scopeSubject(scope);
  if (isBehind) return { subject, severity: 'medium', gate: null, suspicion: true, reach: 'latent', readersShare: 0, sensitive };
  const [severity, gate] = sensitive ? (['critical', 'block'] as const) : (['high', 'condition'] as const);
  return { subject, severity, gate, reach: 'standing', readersShare: 1, sensitive };
}
