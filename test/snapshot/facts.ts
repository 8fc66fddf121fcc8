/** Facts of a scan and rows of items, for tests and for the processes that they start. */
import type { Item } from '../../src/evidence/content.js';
import type { ScanFacts } from '../../src/evidence/scan-facts.js';

export const FACTS: ScanFacts = {
  tool: { name: 'copilot-preflight', version: '0.1.0' },
  tenantId: '11111111-1111-1111-1111-111111111111',
  source: 'demo',
  cloud: 'global',
  profile: 'standard',
  startedAt: '2026-05-01T08:00:00Z',
  endedAt: null,
  signIn: { method: 'demo', mode: 'application', permissions: null, appId: null },
  sharePoint: { known: false, gap: { reason: 'needs-sharepoint-tier' } },
  cmdlets: { known: false, gap: { reason: 'not-requested' } },
  bundle: null,
  limits: { sites: null, maxUnits: null, until: null },
  spent: {},
  betaPaths: [],
  notes: [],
};

export const ENDED: ScanFacts = { ...FACTS, endedAt: '2026-05-01T09:00:00Z' };

export const COMPLETE = { state: 'complete' } as const;

export function item(number: number, name = `File ${number}.docx`): Item {
  return {
    id: `item-${number}`,
    parentId: 'root',
    name,
    kind: 'file',
    hasSharedFacet: number % 7 === 0,
    createdById: null,
    createdByName: null,
    createdDateTime: null,
    lastModifiedDateTime: null,
    listItemId: null,
  };
}

export function items(from: number, count: number): Item[] {
  return Array.from({ length: count }, (_, at) => item(from + at));
}
