/** The words for where a fact comes from. */
import { describe, expect, it } from 'vitest';
import type { Origin } from '../../src/evidence/purview.js';
import { toldBy } from '../../src/rules/kit.js';

const from = (source: Origin['source'], at: string | null): Origin => ({ source, cmdlet: 'Get-Label', at });

describe('toldBy', () => {
  it.each([
    [[], ''],
    [[from('graph', null)], 'Microsoft Graph'],
    [[from('graph', '2026-11-20T08:00:00Z')], 'Microsoft Graph, 2026-11-20'],
    [[from('export', null)], 'export without a date'],
    [[from('export', '2026-11-20T08:00:00Z')], 'export, 2026-11-20'],
    [
      [from('direct', '2026-11-22T08:00:00Z'), from('export', '2026-11-20T08:00:00Z')],
      'export, 2026-11-20; cmdlet endpoint, 2026-11-22',
    ],
    [[from('export', '2026-11-20T08:00:00Z'), from('export', '2026-11-21T08:00:00Z')], 'export, 2026-11-21'],
    [[from('export', '2026-11-20T08:00:00Z'), from('export', null)], 'export, 2026-11-20'],
  ])('%j is %j', (origins, words) => {
    expect(toldBy(origins)).toBe(words);
    expect(toldBy([...origins].reverse())).toBe(words);
  });
});
