/** Lists groups, then who is a member and who an owner of each. */
import { type Gap, gapsOf } from '../evidence/coverage.js';
import type { Group, GroupLink } from '../evidence/directory.js';
import { type GraphRequest, graphPath } from '../sources/graph.js';
import { type CollectorContext, defineCollector } from './define.js';
import { date, flag, type Json, text, texts } from './fields.js';
import { BATCH, chunks, closing, collectList, mapped, restOfList } from './paged.js';

const permission = 'GroupMember.Read.All';
const access = [{ permission, why: 'how many people a group reaches, and who answers for it' }];

export default defineCollector({
  meta: {
    id: 'groups',
    title: 'Groups, their members and owners',
    provides: ['groups', 'groupLinks'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'minimal',
    endpoints: ['/groups', '/groups/{id}/members', '/groups/{id}/owners'],
  },
  async collect(context) {
    const select = 'id,displayName,mail,visibility,groupTypes,resourceProvisioningOptions,securityEnabled,createdDateTime';
    const query = { $select: select, $top: '999' };
    const request = { path: '/groups', query, lane: 'directory', units: 1, permission } as const;
    await collectList(context, { dataset: 'groups', request, map: groupOf });
    await collectLinks(context);
  },
});

export function groupOf(entry: Json): Group | null {
  const id = text(entry.id);
  const securityEnabled = flag(entry.securityEnabled);
  if (id === null || securityEnabled === null || !Array.isArray(entry.groupTypes)) return null;
  const types = texts(entry.groupTypes);
  return {
    id,
    displayName: text(entry.displayName) ?? '',
    mail: text(entry.mail),
    visibility: text(entry.visibility),
    isUnified: types.includes('Unified'),
    isTeam: texts(entry.resourceProvisioningOptions).includes('Team'),
    isDynamic: types.includes('DynamicMembership'),
    securityEnabled,
    createdDateTime: date(entry.createdDateTime),
  };
}

interface Asked {
  readonly groupId: string;
  readonly role: GroupLink['role'];
  readonly request: GraphRequest;
}

async function collectLinks(context: CollectorContext): Promise<void> {
  const asked: Asked[] = [];
  for await (const { id } of context.evidence.rows('groups')) asked.push(listOf(id, 'member'), listOf(id, 'owner'));
  const gaps: Gap[] = [...gapsOf(context.evidence.coverage('groups'))];
  const writer = await context.out.shard('groupLinks');
  let done = 0;
  let isAnythingRead = false;
  await context.each(chunks(asked, BATCH), async (chunk) => {
    const answers = await context.graph.batch<unknown>(chunk.map(({ request }) => request));
    for (const [at, { groupId, role, request }] of chunk.entries()) {
      const answer = answers[at];
      if (answer === undefined) continue;
      const read = await restOfList(context, request, answer);
      // A group that is gone since it was listed has no members that anybody could count.
      if (read.refusal?.status !== 404) gaps.push(...read.gaps);
      const { rows, isMalformed } = mapped(read.entries, (entry) => linkOf(entry, groupId, role));
      if (isMalformed) gaps.push({ reason: 'failed', detail: 'a member of a group came without id or type, and was left out' });
      isAnythingRead ||= answer.ok;
      await writer.page(rows);
    }
    done += chunk.length;
    context.progress('Members and owners of groups', Math.floor(done / 2), asked.length / 2);
  });
  await writer.close(closing(gaps, isAnythingRead));
}

function listOf(id: string, role: GroupLink['role']): Asked {
  const template = role === 'member' ? '/groups/{id}/members' : '/groups/{id}/owners';
  const query = { $select: 'id', $top: '999' };
  const units = role === 'member' ? 2 : 1;
  return { groupId: id, role, request: { path: graphPath(template, { id }), query, lane: 'directory', units, permission } };
}

/** A member that the token may not read comes with its type and an id of null. */
export function linkOf(entry: Json, groupId: string, role: GroupLink['role']): GroupLink | null {
  const memberId = text(entry.id);
  const type = text(entry['@odata.type']);
  if (memberId === null || type === null) return null;
  const memberKind = type === '#microsoft.graph.user' ? 'user' : type === '#microsoft.graph.group' ? 'group' : 'other';
  return { groupId, memberId, memberKind, role };
}
