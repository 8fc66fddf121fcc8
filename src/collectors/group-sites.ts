/** Finds the SharePoint site of each Microsoft 365 group. */
import { type Gap, gapsOf } from '../evidence/coverage.js';
import { type GraphRequest, graphPath } from '../sources/graph.js';
import { defineCollector } from './define.js';
import { record, text } from './fields.js';
import { BATCH, chunks, closing, MALFORMED } from './paged.js';

const permission = 'Sites.Read.All';
const access = [{ permission, why: 'which site belongs to which group: a public group opens its site to the whole staff' }];

export default defineCollector({
  meta: {
    id: 'group-sites',
    title: 'Sites of Microsoft 365 groups',
    provides: ['groupSites'],
    after: ['groups'],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'standard',
    endpoints: ['/groups/{id}/sites/root'],
  },
  async collect(context) {
    const ids: string[] = [];
    for await (const group of context.evidence.rows('groups')) if (group.isUnified) ids.push(group.id);
    const gaps: Gap[] = [...gapsOf(context.evidence.coverage('groups'))];
    const writer = await context.out.shard('groupSites');
    let done = 0;
    let isAnythingRead = false;
    await context.each(chunks(ids, BATCH), async (chunk) => {
      const answers = await context.graph.batch<unknown>(chunk.map(siteOfGroup));
      const rows = [];
      for (const [at, groupId] of chunk.entries()) {
        const answer = answers[at];
        // 404: a group without a site, as those made in Exchange are.
        isAnythingRead ||= answer?.ok === true || answer?.status === 404;
        if (answer === undefined || (!answer.ok && answer.status === 404)) continue;
        const site = answer.ok ? record(answer.value) : null;
        const siteId = text(site?.id);
        const webUrl = text(site?.webUrl);
        if (!answer.ok) gaps.push(answer.gap);
        else if (siteId === null || webUrl === null) gaps.push(MALFORMED);
        else rows.push({ groupId, siteId, webUrl });
      }
      await writer.page(rows);
      done += chunk.length;
      context.progress('Sites of Microsoft 365 groups', done, ids.length);
    });
    await writer.close(closing(gaps, isAnythingRead));
  },
});

function siteOfGroup(id: string): GraphRequest {
  const path = graphPath('/groups/{id}/sites/root', { id });
  return { path, query: { $select: 'id,webUrl' }, lane: 'sharepoint', units: 1, permission };
}
