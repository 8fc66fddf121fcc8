/** Lists the private and shared channels of teams, each of which has a site and people of its own. */
import { type Gap, gapsOf } from '../evidence/coverage.js';
import type { Channel } from '../evidence/sharepoint.js';
import { type GraphRequest, graphPath } from '../sources/graph.js';
import { type CollectorContext, defineCollector } from './define.js';
import { type Json, record, text } from './fields.js';
import { BATCH, chunks, closing, MALFORMED, restOfList } from './paged.js';

const CHANNELS = 'Channel.ReadBasic.All';
const FILES = 'Sites.Read.All';
const access = [
  {
    permission: CHANNELS,
    why: 'which private and shared channels there are: their sites do not belong to the people of the team',
  },
  { permission: FILES, why: 'which library belongs to which channel' },
];

export default defineCollector({
  meta: {
    id: 'channels',
    title: 'Private and shared channels',
    provides: ['channels'],
    after: ['groups'],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'standard',
    endpoints: ['/teams/{id}/allChannels', '/teams/{id}/channels/{id}/filesFolder'],
  },
  async collect(context) {
    const teams: string[] = [];
    for await (const group of context.evidence.rows('groups')) if (group.isTeam) teams.push(group.id);
    const gaps: Gap[] = [...gapsOf(context.evidence.coverage('groups'))];
    const writer = await context.out.shard('channels');
    let done = 0;
    let isAnythingRead = teams.length === 0 && gaps.length === 0;
    await context.each(chunks(teams, BATCH), async (chunk) => {
      const found: Found[] = [];
      const answers = await context.graph.batch<unknown>(chunk.map(channelsOf));
      for (const [at, teamId] of chunk.entries()) {
        const answer = answers[at];
        if (answer === undefined) {
          gaps.push(MALFORMED);
          continue;
        }
        isAnythingRead ||= answer.ok || answer.status === 404;
        // A group that was a team once, or that never got all of one.
        if (!answer.ok && answer.status === 404) continue;
        const { entries, gaps: met } = await restOfList(context, channelsOf(teamId), answer);
        gaps.push(...met);
        for (const entry of entries) {
          const object = record(entry);
          if (isElsewhere(object, teamId)) continue;
          const channel = channelOf(object, teamId);
          if (channel === null) gaps.push(MALFORMED);
          else if (channel.membershipType !== 'standard') found.push({ ...channel, membershipType: channel.membershipType });
        }
      }
      const rows: Channel[] = [];
      for (const part of chunks(found, BATCH)) rows.push(...(await withDrives(context, part, gaps)));
      await writer.page(rows);
      done += chunk.length;
      context.progress('Teams whose channels were listed', done, teams.length);
    });
    await writer.close(closing(gaps, isAnythingRead));
  },
});

/** Teams allow fewer requests than the rest of the directory: 60 a second, so each counts for five of its units. */
function channelsOf(id: string): GraphRequest {
  const path = graphPath('/teams/{id}/allChannels', { id });
  // Without it shared channels come as "unknownFutureValue".
  const headers = { Prefer: 'include-unknown-enum-members' };
  const query = { $select: 'id,displayName,membershipType' };
  return { path, query, headers, lane: 'directory', units: 5, permission: CHANNELS };
}

type Found = Omit<Channel, 'driveId'>;

const TYPES: Readonly<Record<string, 'standard' | 'private' | 'shared'>> = {
  standard: 'standard',
  private: 'private',
  shared: 'shared',
  // The only type that Microsoft hides behind this word.
  unknownFutureValue: 'shared',
};

/** A channel that another team shares with this one: its site belongs to that team, under which it is listed. */
function isElsewhere(entry: Json | null, teamId: string): boolean {
  const host = /\/teams(?:\/|\(')([0-9a-f-]{36})/i.exec(text(entry?.['@odata.id']) ?? '')?.[1];
  return host !== undefined && host.toLowerCase() !== teamId.toLowerCase();
}

export function channelOf(
  entry: Json | null,
  teamId: string,
): (Omit<Found, 'membershipType'> & { readonly membershipType: 'standard' | 'private' | 'shared' }) | null {
  const channelId = text(entry?.id);
  const membershipType = TYPES[text(entry?.membershipType) ?? ''];
  if (channelId === null || membershipType === undefined) return null;
  return { teamId, channelId, displayName: text(entry?.displayName) ?? '', membershipType };
}

async function withDrives(context: CollectorContext, found: readonly Found[], gaps: Gap[]): Promise<Channel[]> {
  const answers = await context.graph.batch<unknown>(found.map(folderOf));
  return found.map((channel, at) => {
    const answer = answers[at];
    const driveId = answer?.ok === true ? text(record(record(answer.value)?.parentReference)?.driveId) : null;
    // 404: nobody opened the Files tab yet, so there is no folder.
    if (answer === undefined || (!answer.ok && answer.status !== 404)) gaps.push(answer?.gap ?? MALFORMED);
    else if (answer.ok && driveId === null) gaps.push(MALFORMED);
    return { ...channel, driveId };
  });
}

function folderOf({ teamId, channelId }: Found): GraphRequest {
  const path = graphPath('/teams/{team}/channels/{channel}/filesFolder', { team: teamId, channel: channelId });
  return { path, query: { $select: 'id,parentReference' }, lane: 'sharepoint', units: 1, permission: FILES };
}
