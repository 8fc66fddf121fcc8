/** Asks SharePoint who made the sharing links that Microsoft Graph found, and when: Graph does not tell. */
import type { Drive, Principal } from '../evidence/content.js';
import { type Gap, gapsOf } from '../evidence/coverage.js';
import { type Known, known, unknown } from '../evidence/known.js';
import { SHAREPOINT_PERMISSION, type SharingLink } from '../evidence/sharepoint.js';
import type { SharePointReader } from '../sources/sharepoint.js';
import { type CollectorContext, defineCollector } from './define.js';
import { type Json, record } from './fields.js';
import { carryGaps, closing, leaveAllUnread, leaveUnread, MALFORMED } from './paged.js';
import { entriesOf, flagOf, memberOf, numberOf, utcOf } from './sharepoint-answers.js';
import { sharingInformation } from './sharepoint-requests.js';
import { drivesToRead } from './sites-to-read.js';

/**
 * How many items are asked for the makers of their links. Each costs a request of its own, and Microsoft allows 300 such
 * questions in five minutes: three for a thousand items, never fewer than 60 (about a minute) nor more than 500 (ten).
 */
export function mostLinks(items: number): number {
  return Math.min(500, Math.max(60, Math.floor((3 * items) / 1000)));
}

const capped = (most: number): Gap => ({
  reason: 'not-requested',
  detail: `the makers of links were asked for on ${most} items, the widest open sites and links first`,
});

const NO_NUMBER: Gap = {
  reason: 'failed',
  detail: 'an item with a link has no number in its list, by which SharePoint knows it',
};

export default defineCollector({
  meta: {
    id: 'sharing-links',
    title: 'Makers of sharing links',
    provides: ['sharingLinks'],
    after: ['sites', 'drives', 'items', 'accessLists'],
    application: [],
    delegated: [],
    modes: ['application', 'delegated'],
    sharePoint: [{ permission: SHAREPOINT_PERMISSION, why: 'who made each sharing link, and when: links of people who left' }],
    delegatedRole: 'SharePoint Administrator',
    profile: 'standard',
    endpoints: ["/_api/web/lists(guid'{id}')/items({id})/GetSharingInformation"],
  },
  async collect(context) {
    const { sharePoint } = context;
    if (!sharePoint.known) return leaveAllUnread(context, 'sharingLinks', sharePoint.gap);
    const drives = await drivesToRead(context);
    const most = mostLinks(context.evidence.coverage('items').rows);
    const quota = { most, left: most };
    let done = 0;
    await context.each(drives, async ({ drive, site }) => {
      await collectDrive(context, sharePoint.value, { drive, web: site.webUrl, quota });
      done += 1;
      context.progress('Libraries and OneDrives whose links were read', done, drives.length);
    });
    await carryGaps(context, 'sharingLinks', 'drives');
  },
});

interface Task {
  readonly drive: Drive;
  readonly web: string;
  readonly quota: { readonly most: number; left: number };
}

async function collectDrive(context: CollectorContext, reader: SharePointReader, { drive, web, quota }: Task): Promise<void> {
  const read = context.evidence.coverage('accessLists', drive.id);
  const spent = context.allowance.spent();
  if (spent !== null) return leaveUnread(context, 'sharingLinks', drive.id, spent);
  const gaps: Gap[] = [...gapsOf(read)];
  const linked = await linkedItems(context, drive.id);
  const askable = drive.listId === null ? [] : linked.filter(({ listItemId }) => listItemId !== null);
  if (askable.length < linked.length) gaps.push(NO_NUMBER);
  const granted = Math.min(askable.length, quota.left);
  quota.left -= granted;
  if (granted < askable.length) gaps.push(capped(quota.most));
  const writer = await context.out.shard('sharingLinks', drive.id);
  const gone: Gap[] = [];
  let answered = 0;
  for (const { itemId, listItemId } of askable.slice(0, granted)) {
    const over = context.allowance.spent();
    if (over !== null) {
      gaps.push(over);
      break;
    }
    const answer = await reader.one<unknown>(sharingInformation(web, drive.listId ?? '', listItemId ?? 0));
    // An item that is gone since its permissions were read has no links.
    if (!answer.ok && answer.status === 404) gone.push(answer.gap);
    else if (!answer.ok) gaps.push(answer.gap);
    const links = answer.ok ? linksOf(record(answer.value), { driveId: drive.id, itemId }) : [];
    if (links === null) gaps.push(MALFORMED);
    else await writer.page(links);
    answered += answer.ok && links !== null ? 1 : 0;
    context.signal.throwIfAborted();
  }
  // Several at once are not gone together: then it is not the items that were not found.
  if (answered === 0 && gone.length > 1) gaps.push(...gone);
  // A library whose permissions were read and hold no link is read whole, or as far as those were.
  await writer.close(closing(gaps, answered > 0 || (linked.length === 0 && read.state !== 'absent')));
}

interface LinkedItem {
  readonly itemId: string;
  readonly listItemId: number | null;
}

/** Items with a link of their own; an inherited one is asked for where it stands. */
async function linkedItems({ evidence }: CollectorContext, driveId: string): Promise<LinkedItem[]> {
  const widths = new Map<string, number>();
  for await (const { itemId, permissions } of evidence.rows('accessLists', driveId)) {
    const own = permissions.flatMap(({ link, inherited }) =>
      link === null || inherited ? [] : [WIDEST_FIRST.indexOf(link.scope)],
    );
    if (own.length > 0) widths.set(itemId, Math.min(...own.map((width) => (width < 0 ? WIDEST_FIRST.length : width))));
  }
  if (widths.size === 0) return [];
  const numbers = new Map<string, number | null>();
  for await (const { id, listItemId } of evidence.rows('items', driveId)) if (widths.has(id)) numbers.set(id, listItemId);
  return [...widths].sort(([, a], [, b]) => a - b).map(([itemId]) => ({ itemId, listItemId: numbers.get(itemId) ?? null }));
}

const WIDEST_FIRST: readonly string[] = ['anonymous', 'organization', 'users'];

/** `LinkKind` of a plain address, which opens nothing for anybody who could not open it before. */
const DIRECT = 1;
const SCOPES: Readonly<Record<number, SharingLink['scope']>> = { 0: 'anonymous', 1: 'organization', 2: 'users' };
/** Links of the older kinds say in their kind whom they are for; the flexible ones, 6, say it in their scope. */
const KINDS: Readonly<Record<number, SharingLink['scope']>> = {
  2: 'organization',
  3: 'organization',
  4: 'anonymous',
  5: 'anonymous',
};
const EDITS: Readonly<Record<number, boolean>> = { 2: false, 3: true, 4: false, 5: true };

/**
 * The live links in an answer, without address and share id; null where the answer cannot be read. SharePoint lists a
 * placeholder for each kind of link that could be made: only those that are active exist.
 */
export function linksOf(answer: Json | null, of: Pick<SharingLink, 'driveId' | 'itemId'>): readonly SharingLink[] | null {
  const entries = entriesOf(record(answer?.permissionsInformation)?.links);
  if (entries === null) return null;
  const links: SharingLink[] = [];
  for (const entry of entries) {
    const link = record(entry);
    const details = record(link?.linkDetails);
    const isActive = flagOf(details?.IsActive);
    if (link === null || details === null || isActive === null) return null;
    const kind = numberOf(details.LinkKind);
    if (!isActive || flagOf(link.isInherited) === true || kind === DIRECT) continue;
    const scope = SCOPES[numberOf(details.Scope) ?? -1] ?? KINDS[kind ?? -1];
    const canEdit = flagOf(details.IsEditLink) ?? EDITS[kind ?? -1];
    if (scope === undefined || canEdit === undefined) return null;
    links.push({
      ...of,
      scope,
      canEdit,
      created: utcOf(details.Created),
      expires: utcOf(details.Expiration),
      createdBy: makerOf(details.CreatedBy),
    });
  }
  return links;
}

function makerOf(value: unknown): Known<Principal> {
  const entry = record(value);
  const maker = entry === null ? null : memberOf(entry);
  return maker === null ? unknown({ reason: 'failed', detail: 'SharePoint did not name the maker of the link' }) : known(maker);
}
