/** Reads the usage report of Microsoft 365 Copilot and keeps its sums only: who used it is of no use here. */
import type { Gap } from '../evidence/coverage.js';
import type { Timestamp } from '../evidence/directory.js';
import { type CollectorContext, defineCollector } from './define.js';
import { date, type Json, record } from './fields.js';
import { closing, MALFORMED } from './paged.js';

const permission = 'Reports.Read.All';
const path = "/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D30')";
const access = [{ permission, why: 'whether anybody uses Copilot already, as a number', optional: true }];

const WINDOW_MS = 30 * 86_400_000;

/** Government and other national clouds do not offer the report: their answer is that there is no such thing. */
const NOT_OFFERED: ReadonlySet<number | null> = new Set([400, 404]);

export default defineCollector({
  meta: {
    id: 'copilot-usage',
    title: 'Copilot usage report',
    provides: ['copilotUsage'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    delegatedRole: 'Reports Reader',
    profile: 'standard',
    endpoints: [path],
  },
  async collect(context) {
    const writer = await context.out.shard('copilotUsage');
    const { sums, gaps } = await read(context);
    if (sums !== null) await writer.page([sums]);
    await writer.close(closing(gaps, sums !== null));
  },
});

async function read(context: CollectorContext) {
  const request = { path, query: { $format: 'application/json' }, lane: 'reports', units: 1, permission } as const;
  const gaps: Gap[] = [];
  let isRead = false;
  let refreshed: Timestamp | null = null;
  let people = 0;
  let active = 0;
  for await (const page of context.graph.pages<unknown>(request)) {
    if (!page.ok) {
      const detail = 'this tenant, or its cloud, has no usage report of Copilot';
      gaps.push(NOT_OFFERED.has(page.status) ? { ...page.gap, detail } : page.gap);
      break;
    }
    isRead = true;
    for (const entry of page.rows) {
      const object = record(entry);
      const seen = object === null ? null : lastUse(object);
      if (object === null || seen === null) {
        gaps.push(MALFORMED);
        continue;
      }
      people += 1;
      const told = date(object.reportRefreshDate);
      if (told !== null && (refreshed === null || told > refreshed)) refreshed = told;
      const end = told === null ? context.now().getTime() : Date.parse(told);
      if (seen.latest !== null && seen.latest >= end - WINDOW_MS) active += 1;
    }
    context.progress('Copilot usage report', people);
  }
  return { sums: isRead ? { refreshed, people, active } : null, gaps };
}

/**
 * When a person last used Copilot in any app, in milliseconds; `latest` null: never. Null: the entry does not say so in a
 * form that can be read. Names may be hidden in the report; dates are not.
 */
export function lastUse(entry: Json): { readonly latest: number | null } | null {
  const told = Object.entries(entry).filter(([name]) => /LastActivityDate$/i.test(name));
  const dates: number[] = [];
  for (const [, value] of told) {
    if (value === null || value === '') continue;
    const read = date(value);
    if (read === null) return null;
    dates.push(Date.parse(read));
  }
  return told.length === 0 ? null : { latest: dates.length === 0 ? null : Math.max(...dates) };
}
