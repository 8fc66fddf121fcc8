/** One answer from two sources: sharing settings that both Microsoft Graph and SharePoint's own administration tell. */
import type { SharePointSettings } from '../evidence/content.js';
import { type Gap, isUnasked } from '../evidence/coverage.js';
import { type Known, known, unknown } from '../evidence/known.js';
import type { SharePointTenant, SharingCapability } from '../evidence/sharepoint.js';

/** How far people may share outside, from the strictest to the widest: SharePoint's own numbers are in another order. */
const LEVELS: readonly SharingCapability[] = [
  'Disabled',
  'ExistingExternalUserSharingOnly',
  'ExternalUserSharingOnly',
  'ExternalUserAndGuestSharing',
];

/** What rules on sharing settings may read: either source may be missing. */
export interface SharingSources {
  readonly sharePointSettings: Known<readonly SharePointSettings[]>;
  readonly sharePointTenant: Known<readonly SharePointTenant[]>;
}

/** What was told by whichever source answered; null where neither did. */
export interface Told<T> {
  readonly value: T | null;
  /** Why it may be wider than `value` after all; of both sources where there is no value. */
  readonly gaps: readonly Gap[];
  /** What each source says where they differ; the wider of the two is then the value. */
  readonly differing: string | null;
}

/** One property of a source; a gap where the source is missing, is empty, or left the property out. */
function property<T, K extends keyof T & string>(source: Known<readonly T[]>, key: K, who: string): Known<NonNullable<T[K]>> {
  if (!source.known) return source;
  const value = source.value[0]?.[key];
  if (value !== undefined && value !== null) return known(value);
  const detail = source.value[0] === undefined ? `${who} gave no sharing settings.` : `${who} left ${key} out of its settings.`;
  return unknown({ reason: 'failed', detail });
}

export function graphSetting<K extends keyof SharePointSettings>({ sharePointSettings }: SharingSources, key: K) {
  return property(sharePointSettings, key, 'Microsoft Graph');
}

export function tenantSetting<K extends keyof SharePointTenant>(
  { sharePointTenant }: Pick<SharingSources, 'sharePointTenant'>,
  key: K,
) {
  return property(sharePointTenant, key, 'SharePoint');
}

/**
 * Puts two answers to the same question together; `order` goes from the strictest to the widest. The wider one counts, so
 * a source that was asked and refused leaves a gap, unless the other one is the widest already. A source that nobody meant
 * to ask, or that leaves the property out, is none.
 */
export function eitherTells<T>(sources: SharingSources, graph: Known<T>, sharePoint: Known<T>, order: readonly T[]): Told<T> {
  if (!graph.known && !sharePoint.known) return { value: null, gaps: [graph.gap, sharePoint.gap], differing: null };
  const answers = [graph, sharePoint].flatMap((a) => (a.known ? [a.value] : []));
  const value = answers.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a));
  const differs = new Set(answers).size > 1;
  const refused = [sources.sharePointSettings, sources.sharePointTenant].flatMap((s) =>
    s.known || isUnasked(s.gap) ? [] : [s.gap],
  );
  return {
    value,
    gaps: value === order.at(-1) ? [] : refused,
    differing: differs ? `Microsoft Graph: ${answers[0]}, SharePoint: ${answers[1]}` : null,
  };
}

/** How far the tenant lets people share outside. */
export function sharingLevel(sources: SharingSources): Told<SharingCapability> {
  const named = graphSetting(sources, 'sharingCapability');
  return eitherTells(sources, graphLevel(named), tenantSetting(sources, 'sharingCapability'), LEVELS);
}

/** Graph writes the same words with a small letter. */
function graphLevel(named: Known<string>): Known<SharingCapability> {
  if (!named.known) return named;
  const level = LEVELS.find((l) => l.toLowerCase() === named.value.toLowerCase());
  if (level !== undefined) return known(level);
  return unknown({ reason: 'failed', detail: 'Microsoft Graph gave no value that we know for sharingCapability.' });
}

/** A site or OneDrive may share no further than the tenant does. */
export function stricterLevel(a: SharingCapability, b: SharingCapability): SharingCapability {
  return LEVELS.indexOf(a) <= LEVELS.indexOf(b) ? a : b;
}
