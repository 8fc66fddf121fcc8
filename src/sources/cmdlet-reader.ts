/** The cmdlet endpoint as collectors see it: one cmdlet of the list at a time, every page, through the first door that lets it in. */
import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { Gap } from '../evidence/coverage.js';
import type { CloudName } from './clouds.js';
import { cmdletBody, cmdletPath, type DirectCmdlet, directCmdlet } from './cmdlet-allow-list.js';
import { type CmdletDoor, doorsOf, doorText, hostOf, isTenant } from './cmdlet-doors.js';
import { type CmdletFault, judgeCmdlet } from './cmdlet-errors.js';
import { gapOfDoors, type TriedDoor, withRole } from './cmdlet-gaps.js';
import type { CmdletTokens } from './cmdlet-tokens.js';
import type { CmdletTransport } from './cmdlet-transport.js';
import type { CmdletReader, CmdletReply, CmdletRequest, CmdletTenant } from './cmdlets.js';
import type { Endpoints } from './endpoints.js';
import { type CmdletService, checkCmdletUrl } from './hosts.js';
import { received } from './judge.js';

export interface CmdletReaderOptions {
  readonly transport: CmdletTransport;
  readonly tokens: CmdletTokens;
  readonly cloud: CloudName;
  readonly endpoints: Endpoints;
  /** A list that goes on longer is taken for a loop. */
  readonly maxPages?: number;
}

const MAX_PAGES = 1_000;
const MOST_WARNINGS = 20;
/** So many cmdlets of a session must be refused at every door before the rest is not asked any more. */
const ENOUGH_REFUSALS = 2;

/** Makes readers by tenant; asked twice for the same one it gives the same reader, which remembers its door and region. */
export function createCmdletReaders(options: CmdletReaderOptions): (tenant: CmdletTenant) => CmdletReader {
  const readers = new Map<string, CmdletReader>();
  return (tenant) => {
    const key = `${tenant.tenantId}@${tenant.initialDomain}`.toLowerCase();
    const reader = readers.get(key) ?? createCmdletReader(tenant, options);
    readers.set(key, reader);
    return reader;
  };
}

interface SessionState {
  /** The door that answered; null: none did so far. */
  open: CmdletDoor | null;
  refusedEverywhere: number;
  /** What every cmdlet is told once enough were refused. */
  standing: Gap | null;
}

type Read =
  | { readonly ok: true; readonly values: unknown[]; readonly cut: Gap | null; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly fault: CmdletFault; readonly gap: Gap };

function createCmdletReader(tenant: CmdletTenant, options: CmdletReaderOptions): CmdletReader {
  const { transport, tokens, cloud, endpoints } = options;
  const maxPages = options.maxPages ?? MAX_PAGES;
  // One after the other, so that the second finds the door that the first has found.
  const inTurn = pLimit(1);
  const frontDoor = hostOf('purview', cloud);
  const sessions = new Map<CmdletRequest['session'], SessionState>();
  const region = { label: null as string | null, isSettled: false, isProven: false, askedWith: new Set<CmdletService>() };
  let doesExchangeAnswer = false;

  function stateOf(session: CmdletRequest['session']): SessionState {
    const state = sessions.get(session) ?? { open: null, refusedEverywhere: 0, standing: null };
    sessions.set(session, state);
    return state;
  }

  async function hostFor(door: CmdletDoor): Promise<string> {
    if (door.service === 'exchange') return hostOf('exchange', cloud);
    // Asked once a run; again with the other token only where the first was refused, which tells nothing of regions.
    if (!region.isSettled && !region.askedWith.has(door.audience)) {
      region.askedWith.add(door.audience);
      const answer = await transport.region(tenant, door.audience);
      if (answer.kind === 'told') {
        region.label = answer.label;
        region.isSettled = true;
      }
    }
    return region.label === null ? frontDoor : `${region.label}.${frontDoor}`;
  }

  /** Every page, by sending the same body to each next link. */
  async function readAll(cmdlet: DirectCmdlet, door: CmdletDoor, host: string): Promise<Read> {
    const body = cmdletBody(cmdlet);
    const values: unknown[] = [];
    const warnings = new Set<string>();
    const seen = new Set<string>();
    let link: string | null = null;
    const ended = (cut: Gap | null): Read => ({ ok: true, values, cut, warnings: [...warnings].slice(0, MOST_WARNINGS) });
    for (let count = 0; ; count += 1) {
      const mark = createHash('sha256')
        .update(link ?? '')
        .digest('base64')
        .slice(0, 16);
      if (seen.has(mark)) return ended(failed('the pages of the list led back to one already read'));
      if (count >= maxPages) return ended(failed('the list had no end'));
      seen.add(mark);
      const name = cmdlet.name;
      const judge = (reply: Parameters<typeof received>[0]) => judgeCmdlet(received(reply), name);
      const answer = await transport.exchange({ tenant, door, host, link, body, cmdlet: name, judge });
      if (!answer.ok) {
        const { fault, refusal } = answer;
        return count === 0 ? { ok: false, fault, gap: refusal.gap } : ended(refusal.gap);
      }
      for (const value of answer.page.values) if (isKept(value, cmdlet)) values.push(value);
      for (const warning of answer.page.warnings) warnings.add(warning);
      const { next } = answer.page;
      if (next === null) return ended(null);
      link = followable(next, door, host);
      if (link === null) return ended(failed('the link to the next page led away from the cmdlet endpoint and was not followed'));
    }
  }

  /** A next link in Microsoft's name, if it stays at the host and the operation that were asked. */
  function followable(link: string, { service }: CmdletDoor, host: string): string | null {
    const checked = checkCmdletUrl(service, link, cloud, endpoints);
    if (!checked.ok || checked.host !== host) return null;
    const { pathname, hash } = new URL(checked.canonical);
    return hash === '' && pathname.toLowerCase() === cmdletPath(tenant.tenantId).toLowerCase() ? checked.canonical : null;
  }

  /** Asks at one door. A regional host that is not there was no region: then the front door is asked. */
  async function askAt(cmdlet: DirectCmdlet, door: CmdletDoor): Promise<{ readonly read: Read; readonly host: string }> {
    const host = await hostFor(door);
    const read = await readAll(cmdlet, door, host);
    const isSilent = !read.ok && read.fault === 'no-answer';
    if (!isSilent || region.isProven || door.service !== 'purview' || host === frontDoor) {
      region.isProven ||= !isSilent && door.service === 'purview';
      return { read, host };
    }
    region.label = null;
    return { read: await readAll(cmdlet, door, frontDoor), host: frontDoor };
  }

  async function ask(cmdlet: DirectCmdlet): Promise<CmdletReply> {
    const state = stateOf(cmdlet.session);
    if (state.standing !== null) return { ok: false, gap: state.standing, door: null };
    const tried: TriedDoor[] = [];
    for (const door of state.open === null ? doorsOf(cmdlet.session) : [state.open]) {
      const { read, host } = await askAt(cmdlet, door);
      const text = doorText(door, host, cloud);
      if (read.ok) {
        state.open = door;
        doesExchangeAnswer ||= door.service === 'exchange';
        return { ok: true, values: read.values, cut: read.cut, door: text, warnings: read.warnings };
      }
      if (state.open === null && isOtherDoor(read.fault, door, tried)) {
        tried.push({ door, fault: read.fault, gap: read.gap });
        continue;
      }
      // It spoke of the cmdlet, so the door is the right one.
      if (OF_THE_CMDLET.has(read.fault)) state.open = door;
      return { ok: false, gap: withRole(read.gap, read.fault, cmdlet.name, door.audience, tokens.roles), door: text };
    }
    const gap = gapOfDoors(tried, cmdlet.name, doesExchangeAnswer, tokens.roles);
    state.refusedEverywhere += 1;
    if (state.refusedEverywhere >= ENOUGH_REFUSALS) state.standing = gap;
    return { ok: false, gap, door: null };
  }

  return {
    invoke(request) {
      const cmdlet = directCmdlet(request);
      if (!isTenant(tenant)) return Promise.resolve({ ok: false, gap: NO_TENANT, door: null });
      return inTurn(() => ask(cmdlet));
    },
  };
}

const OF_THE_CMDLET: ReadonlySet<CmdletFault> = new Set(['no-role', 'role-too-small', 'not-exposed', 'not-licensed']);
const WRONG_DOOR: ReadonlySet<CmdletFault> = new Set(['wrong-door', 'refused', 'no-token']);

/**
 * True where the next door is worth a try. Exchange, asked last for a cmdlet of Security & Compliance, may not know it or
 * may not allow it there; that tells nothing of the cmdlet, but that the doors before it are the ones to open.
 */
function isOtherDoor(fault: CmdletFault, door: CmdletDoor, tried: readonly TriedDoor[]): boolean {
  if (WRONG_DOOR.has(fault)) return true;
  return door.service === 'exchange' && tried.length > 0 && (fault === 'not-exposed' || fault === 'role-too-small');
}

function failed(detail: string): Gap {
  return { reason: 'failed', detail };
}

const NO_TENANT = failed('the organization tells no id and no first domain (*.onmicrosoft.com) that a request can be routed by');

/** Drops what the list leaves out: only what is plainly not meant. An object that does not say stays. */
function isKept(value: unknown, { keepWhere }: DirectCmdlet): boolean {
  if (keepWhere === undefined || typeof value !== 'object' || value === null) return true;
  return (value as Readonly<Record<string, unknown>>)[keepWhere] !== false;
}
