/** Lists the document libraries of each site; of a personal site, its OneDrive. */
import type { Drive } from '../evidence/content.js';
import type { Answer, GraphRequest, Refusal } from '../sources/graph.js';
import { graphPath } from '../sources/graph.js';
import { type CollectorContext, defineCollector } from './define.js';
import { isPresent, type Json, record, text } from './fields.js';
import { BATCH, carryGaps, chunks, closing, isGone, leaveUnread, MALFORMED, mapped, restOfList } from './paged.js';
import { guidOf } from './sharepoint-answers.js';
import { sitesToRead } from './sites-to-read.js';

const permission = 'Sites.Read.All';
const access = [{ permission, why: 'which document libraries and OneDrives there are' }];

export default defineCollector({
  meta: {
    id: 'drives',
    title: 'Document libraries and OneDrives',
    provides: ['drives'],
    after: ['sites'],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'standard',
    endpoints: ['/sites/{id}/drives', '/sites/{id}'],
  },
  async collect(context) {
    const sites = await sitesToRead(context);
    const siteIds: string[] = [];
    for (const { site, gap } of sites) {
      if (gap === null) siteIds.push(site.id);
      else await leaveUnread(context, 'drives', site.id, gap);
    }
    let done = 0;
    await context.each(chunks(siteIds, BATCH), async (chunk) => {
      const spent = context.allowance.spent();
      if (spent !== null) {
        for (const siteId of chunk) await leaveUnread(context, 'drives', siteId, spent);
        return;
      }
      const requests = chunk.map(drivesOf);
      const answers = await context.graph.batch<unknown>(requests);
      for (const [at, siteId] of chunk.entries()) {
        const answer = answers[at];
        const request = requests[at];
        if (answer !== undefined && request !== undefined) await writeSite(context, siteId, request, answer);
      }
      done += chunk.length;
      context.progress('Sites whose libraries were listed', done, siteIds.length);
    });
    await carryGaps(context, 'drives', 'sites');
  },
});

function drivesOf(siteId: string): GraphRequest {
  const path = graphPath('/sites/{id}/drives', { id: siteId });
  // Without `system` in the choice Graph keeps Site Assets to itself, where the notebooks of teams are.
  return {
    path,
    query: { $select: 'id,name,driveType,webUrl,owner,sharePointIds,system' },
    lane: 'sharepoint',
    units: 2,
    permission,
  };
}

async function writeSite(
  context: CollectorContext,
  siteId: string,
  request: GraphRequest,
  answer: Answer<unknown> | Refusal,
): Promise<void> {
  const writer = await context.out.shard('drives', siteId);
  const itself = { ...request, path: graphPath('/sites/{id}', { id: siteId }), query: { $select: 'id' }, units: 1 };
  if (!answer.ok && (await isGone(context, answer, itself))) {
    context.note('A site was deleted between the listing of sites and the listing of their libraries; it counts as empty.');
    return writer.close({ state: 'complete' });
  }
  const { entries, gaps } = await restOfList(context, request, answer);
  const { rows, isMalformed } = mapped(entries, (entry) => (isMachinery(entry) ? [] : driveOf(entry, siteId)));
  await writer.page(rows);
  await writer.close(closing(isMalformed ? [...gaps, MALFORMED] : gaps, entries.length > 0 || gaps.length === 0));
}

/** Libraries of pages' own code, themes and forms, in which nobody keeps anything. Their addresses are not localised. */
const MACHINERY = /\/(?:_catalogs|Style%20Library|FormServerTemplates)(?:\/|$)/i;

function isMachinery({ system, webUrl }: Json): boolean {
  return isPresent(system) && MACHINERY.test(text(webUrl) ?? '');
}

export function driveOf(entry: Json, siteId: string): Drive | null {
  const id = text(entry.id);
  const webUrl = text(entry.webUrl);
  if (id === null || webUrl === null) return null;
  return {
    id,
    siteId,
    name: text(entry.name) ?? '',
    driveType: text(entry.driveType) ?? '',
    webUrl,
    ownerId: text(record(record(entry.owner)?.user)?.id),
    listId: guidOf(record(entry.sharePointIds)?.listId),
  };
}
