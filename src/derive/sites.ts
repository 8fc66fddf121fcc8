/** One row a site collection: its settings, whom it lets in at the top, who looks after it, and what lies in it. */
import { type Gap, gapsOf, isUnasked } from '../evidence/coverage.js';
import { anyOf, type Known, known, mapKnown, type Tri, unknown } from '../evidence/known.js';
import type { Collection } from './collection.js';
import type { Scope, SiteRow } from './rows.js';
import { isIntended, siteWord } from './scope-row.js';
import type { SensitiveNames } from './sensitive-names.js';
import type { Sight } from './sight.js';
import type { SiteFacts } from './site-facts.js';
import { addressOf, type SiteGrantContext, siteGrants, widest } from './site-grants.js';
import { accessRequestsOf, adminsOf, ownersOf } from './site-people.js';

export interface SiteContext extends SiteGrantContext {
  readonly names: SensitiveNames;
  readonly facts: SiteFacts;
  readonly sight: Sight;
}

/** What the pass over the drives of a site left behind. */
export interface SiteContent {
  readonly files: number;
  readonly sensitiveFiles: number;
  /** A word in any name in it; null: none was met. */
  readonly sensitiveWord: string | null;
  /** The tops of its libraries, and why Graph's view of one of them is missing; null: it is not. */
  readonly roots: readonly Scope[];
  readonly rootsGap: Gap | null;
}

export function deriveSite(collection: Collection, content: SiteContent, context: SiteContext): SiteRow {
  const { root, ownGroup, properties } = collection;
  const { directory, settings } = context;
  const seen = siteGrants(collection, context);
  const gap = seen.gap ?? content.rootsGap;
  const tops = [...seen.tops, ...content.roots];
  const all = [...tops, ...seen.items];
  const doubt: readonly Tri[] = gap === null ? [] : [unknown(gap)];
  const any = (of: readonly Record<Column, Tri>[], column: Column) => anyOf([...of.map((r) => r[column]), ...doubt]);
  const word = nameWord(collection, context.names);
  const unreadReaders = gap === null ? [] : [unknown(gap)];
  return {
    site: root,
    collectionId: collection.id,
    isPersonal: root.isPersonal,
    isIntended: isIntended(root, ownGroup, directory, settings),
    ownGroup: ownGroupOf(collection, context),
    channelType: collection.channelType,
    properties,
    admins: adminsOf(collection, context),
    nameWord: word,
    placeWord: nameWord(collection, { match: context.names.matchPlace }),
    sensitiveWord: wordOf(word ?? content.sensitiveWord, collection, context.sight),
    files: content.files,
    sensitiveFiles: content.sensitiveFiles,
    grants: seen.gap === null ? known(seen.grants) : unknown(seen.gap),
    grantedOrgWide: any(all, 'grantedOrgWide'),
    grantedBroad: any(tops, 'grantedBroad'),
    standingOrgWide: any(all, 'standingOrgWide'),
    standingBroad: any(tops, 'standingBroad'),
    standingReaders: widest([...tops.map((t) => t.standingReaders), ...unreadReaders], directory.enabledMembers),
    restrictedTo: collection.restrictedTo,
    isDiscoveryRestricted: properties.known && properties.value.restrictContentOrgWideSearch === true,
    ...activityOf(collection, context.facts),
    owners: ownersOf(collection, context),
    accessRequests: accessRequestsOf(collection, context),
    lists: listsOf(collection),
    containerLabel: labelOf(collection, context.facts),
  };
}

type Column = 'grantedOrgWide' | 'grantedBroad' | 'standingOrgWide' | 'standingBroad';

function ownGroupOf({ ownGroup }: Collection, { directory }: SiteContext): SiteRow['ownGroup'] {
  if (!ownGroup.known || ownGroup.value === null) return ownGroup as Known<null>;
  const id = ownGroup.value;
  const group = directory.groups.get(id);
  if (group === undefined && directory.gaps.groups !== null) return unknown(directory.gaps.groups);
  return known({ id, visibility: group?.visibility ?? null });
}

function nameWord({ sites, drives }: Collection, names: Pick<SensitiveNames, 'match'>): string | null {
  const words = [...sites.map((site) => siteWord(site, names)), ...drives.map(({ drive }) => names.match(drive.name))];
  return words.find((w) => w !== null) ?? null;
}

/** None only where everything in it was read. */
function wordOf(word: string | null, { sites, drives }: Collection, sight: Sight): Known<string | null> {
  if (word !== null) return known(word);
  const parts = [...sites.map((s) => sight.shard('drives', s.id)), ...drives.map(({ drive }) => sight.shard('items', drive.id))];
  const gap = parts.flatMap(gapsOf)[0];
  return gap === undefined ? known(null) : unknown(gap);
}

const NO_DATE: Gap = { reason: 'failed', detail: 'SharePoint left out when a site was last changed' };

/** The later of SharePoint's date of the last change and the usage report's of the last activity; one of them is enough. */
function activityOf({ id, properties }: Collection, facts: SiteFacts): Pick<SiteRow, 'lastActivity' | 'activityGap'> {
  const usage = mapKnown(facts.usage(id), (row) => row.lastActivityDate);
  const changed: Known<string> = !properties.known
    ? properties
    : properties.value.lastContentModifiedDate === null
      ? unknown(NO_DATE)
      : known(properties.value.lastContentModifiedDate);
  const late = facts.usageGap !== null && couldBeLater(facts.usageGap) ? facts.usageGap : null;
  if (!changed.known)
    return usage.known
      ? { lastActivity: usage, activityGap: couldBeLater(changed.gap) ? changed.gap : null }
      : { lastActivity: changed, activityGap: null };
  if (!usage.known || usage.value === null) return { lastActivity: changed, activityGap: usage.known ? null : late };
  const isLater = Date.parse(usage.value) > Date.parse(changed.value);
  return { lastActivity: known(isLater ? usage.value : changed.value), activityGap: null };
}

/** What nobody meant to ask is no hole. Nor are names that Microsoft hides by default: then the other date has to do. */
function couldBeLater(gap: Gap): boolean {
  return !isUnasked(gap) && gap.reason !== 'concealed';
}

const isPreservationHold = (path: string): boolean => /\/PreservationHoldLibrary\/?$/i.test(path);

const NOT_COUNTED: Gap = { reason: 'not-yet-read', detail: 'items with their own permissions were not counted in every list' };

function listsOf({ objects, objectsGap }: Collection): SiteRow['lists'] {
  if (objectsGap !== null) return unknown(objectsGap);
  const rows = [];
  for (const list of objects) {
    // Copies that retention keeps are not counted: they have no permissions of their own to review.
    if (list.kind !== 'list' || list.itemCount === 0 || isPreservationHold(list.path)) continue;
    if (list.itemCount === null || list.uniqueItemCount === null) return unknown(NOT_COUNTED);
    const url = addressOf(list, list.webUrl);
    rows.push({ title: list.title, url, items: list.itemCount, unique: list.uniqueItemCount });
  }
  return known(rows);
}

/** No id at all, in the ways that SharePoint writes it. */
const NO_LABEL = /^(?:0{8}-0{4}-0{4}-0{4}-0{12})?$/;

function labelOf({ id, properties }: Collection, facts: SiteFacts): SiteRow['containerLabel'] {
  const own = properties.known ? properties.value.sensitivityLabel : null;
  const usage = facts.usage(id);
  const told = own ?? (usage.known ? usage.value.sensitivityLabelId : null);
  if (told !== null) return known(NO_LABEL.test(told) ? null : told.toLowerCase());
  if (!properties.known) return usage.known ? unknown(LEFT_OUT) : properties;
  return unknown(LEFT_OUT);
}

const LEFT_OUT: Gap = { reason: 'failed', detail: 'neither SharePoint nor the usage report told the label of a site' };
