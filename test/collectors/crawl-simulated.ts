/** Runs collectors over the real transport against the simulated Microsoft 365, into evidence in memory. */

import pLimit from 'p-limit';
import { COLLECTORS } from '../../src/collectors/index.js';
import {
  demoClinic,
  type Fault,
  type Generated,
  registerCertificate,
  type Simulator,
  startSimulator,
} from '../../src/demo/index.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { createMemoryEvidence, type MemoryEvidence } from '../../src/snapshot/memory.js';
import { type Clock, openGraph, openNetwork, parseEndpoints, signIn, systemClock } from '../../src/sources/index.js';

export interface Crawl {
  readonly evidence: MemoryEvidence;
  readonly notes: ReadonlySet<string>;
  readonly requests: Simulator['requests'];
}

export interface CrawlOptions {
  readonly generated?: Generated;
  readonly faults?: readonly Fault[];
  /** Ids of collectors; those that they come after run too. Missing: all. */
  readonly only?: readonly string[];
  /** What the collectors believe of the token, in place of what it says. */
  readonly session?: { readonly mode: 'application' | 'delegated' | 'unknown'; readonly permissions: readonly string[] | null };
  /** Signs in with a certificate, so that SharePoint itself answers too; else with a secret, to Graph alone. */
  readonly withSharePoint?: boolean;
  /** Called after each collector. */
  readonly after?: (id: string) => void;
}

/** Waits are not slept: time jumps ahead instead, so that pacing and backoff cost nothing and spin on nothing. */
function jumpingClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    monotonic: () => performance.now() + ahead,
    sleep: async (ms) => {
      ahead += ms;
    },
  };
}

/** The clinic of the demo on a fixed day, with a scanner that may see permissions whole. */
export function clinic(): Generated {
  const generated = demoClinic(new Date('2026-11-23T00:00:00Z'));
  generated.tenant.apps[0]?.roles.push('Sites.FullControl.All');
  return generated;
}

/** Takes application permissions from the scanner. */
export function without(generated: Generated, ...permissions: readonly string[]): Generated {
  const [app] = generated.tenant.apps;
  if (app !== undefined) app.roles = app.roles.filter((role) => !permissions.includes(role));
  return generated;
}

export async function crawl(options: CrawlOptions = {}): Promise<Crawl> {
  const generated = options.generated ?? clinic();
  const { tenant, credentials } = generated;
  const simulator = await startSimulator({ tenants: [tenant], faults: options.faults ?? [] });
  const { graph: graphUrl, login, sharepoint } = simulator.endpoints;
  const endpoints = parseEndpoints([`graph=${graphUrl}`, `login=${login}`, `sharepoint=${sharepoint}`]);
  const certificate = options.withSharePoint === true ? registerCertificate(generated) : null;
  const network = await openNetwork({ env: {} });
  try {
    const { tenantId, clientId, clientSecret } = credentials;
    const shared = { cloud: 'global', endpoints, network } as const;
    const env = { AZURE_CLIENT_SECRET: clientSecret };
    const way =
      certificate === null
        ? ({ method: 'secret' } as const)
        : ({ method: 'certificate', certificatePath: certificate.path } as const);
    const tokens = await signIn({ ...shared, ...way, tenantId, clientId, env, clock: systemClock });
    const { signal } = new AbortController();
    const graph = openGraph({
      ...shared,
      tokens,
      sharePointTokens: tokens.sharePoint,
      clock: jumpingClock(),
      version: '0.0.0',
      signal,
    });
    const evidence = createMemoryEvidence();
    const notes = new Set<string>();
    await tokens.token();
    const limit = pLimit(4);
    for (const collector of chosen(options.only)) {
      await collector.collect({
        graph: graph.reader,
        sharePoint: graph.sharePoint.reader,
        cmdlets: graph.cmdlets.reader,
        bundle: null,
        now: () => new Date(),
        allowance: { site: () => null, spent: () => null },
        session: options.session ?? tokens.facts(),
        out: evidence,
        evidence,
        signal,
        progress: () => undefined,
        note: (sentence) => void notes.add(sentence),
        each: async (items, work) => void (await Promise.all(items.map((item) => limit(() => work(item))))),
      });
      options.after?.(collector.meta.id);
    }
    if (simulator.unanswered > 0) throw new Error('the simulator was asked what it cannot answer');
    return { evidence, notes, requests: [...simulator.requests] };
  } finally {
    await network.close();
    await simulator.close();
    certificate?.remove();
  }
}

function chosen(only: readonly string[] | undefined): typeof COLLECTORS {
  if (only === undefined) return COLLECTORS;
  const wanted = new Set(only);
  // Backwards, so that what a needed collector needs is found too.
  for (const { meta } of [...COLLECTORS].reverse()) {
    if (!wanted.has(meta.id)) continue;
    for (const one of COLLECTORS) if (one.meta.provides.some((dataset) => meta.after.includes(dataset))) wanted.add(one.meta.id);
  }
  return COLLECTORS.filter(({ meta }) => wanted.has(meta.id));
}

export async function rowsOf<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** Gaps as `reason remedy`. */
export const shape = (gaps: readonly Gap[]) => gaps.map(({ reason, remedy }) => `${reason} ${remedy ?? ''}`.trim());

/** Small pages, so that every list has several. */
export function smallPages(size = 7) {
  const generated = clinic();
  const names = [
    'users',
    'groups',
    'members',
    'owners',
    'roleAssignments',
    'roleDefinitions',
    'conditionalAccess',
    'sites',
    'drives',
  ] as const;
  for (const name of names) generated.tenant.pageSizes[name] = size;
  for (const name of ['permissions', 'servicePrincipals', 'appRoleAssignedTo', 'grants'] as const)
    generated.tenant.pageSizes[name] = 2;
  generated.tenant.pageSizes.delta = 50;
  return generated;
}
