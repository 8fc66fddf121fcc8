/** The published JSON Schema takes what the program writes and refuses what would mislead a reader. */
import { describe, expect, it } from 'vitest';
import { hostile } from './hostile.js';
import { conditions, go, noGo, notDetermined } from './sample.js';

import { validateResult } from './validate-result.js';

/** The value at a path, for damaging it. */
type Json = Record<string, unknown>;

function damaged(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(noGo())) as Json;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at = copy;
  for (const step of steps) at = at[step] as Json;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

describe('result-1.2.schema.json', () => {
  it.each(Object.entries({ noGo, go, conditions, notDetermined, hostile }))('takes %s', (_name, sample) => {
    expect(validateResult(sample())).toEqual([]);
  });

  it('takes what a later minor version adds', () => {
    expect(validateResult(damaged('schemaVersion', '1.7'))).toEqual([]);
    expect(validateResult(damaged('findings.0.news', { any: 'thing' }))).toEqual([]);
    expect(validateResult(damaged('attestation', { score: 12 }))).toEqual([]);
  });

  it('takes a result of 1.0, which has nothing of what came later', () => {
    const { secondOpinion: _opinion, ...old } = noGo();
    const { sharePoint: _tier, limits: _limits, cmdlets: _endpoint, bundle: _bundle, ...scan } = old.scan;
    const { sharePoint: _sight, cmdlets: _told, unreadSites: _unread, outOfReach: _away, ...coverage } = old.coverage;
    expect(validateResult({ ...old, scan, coverage, schemaVersion: '1.0' })).toEqual([]);
    expect(validateResult({ ...old, scan, coverage })).not.toEqual([]);
  });

  it('takes a result of 1.1, which knows nothing of cmdlets', () => {
    const old = noGo();
    const { cmdlets: _endpoint, bundle: _bundle, ...scan } = old.scan;
    const { cmdlets: _told, ...coverage } = old.coverage;
    expect(validateResult({ ...old, scan, coverage, schemaVersion: '1.1' })).toEqual([]);
    expect(validateResult({ ...old, scan, coverage })).not.toEqual([]);
  });

  it.each([
    ['schemaVersion', '2.0'],
    ['tool.name', 'another'],
    ['findings.0.outcome', 'unknown'],
    ['findings.0.severity', 'severe'],
    ['findings.0.gate', 'maybe'],
    ['findings.0.ruleId', 'item 4'],
    ['findings.0.revision', 0],
    ['findings.0.title', ''],
    ['findings.0.affected.count', -1],
    ['findings.0.objects.0.type', 'mailbox'],
    ['findings.0.objects.0.reach', 'both'],
    ['findings.0.objects.0.detail.nested', { no: 1 }],
    ['findings.0.gaps', [{ reason: 'because' }]],
    ['verdict.decision', 'yes'],
    ['verdict.wouldDetermine', [{ text: 'a', command: 'b', rules: [] }]],
    ['scan.source', 'test'],
    ['scan.startedAt', 'yesterday'],
    ['coverage.percent', 101],
    ['coverage.datasets.0.state', 'whole'],
    ['coverage.datasets.0.gaps', [{ reason: 'forbidden' }]],
    ['coverage.datasets.2.rows', 5],
    ['exposure.standing', 1.5],
    ['scores.technical.low', 'low'],
    ['verdict', undefined],
    ['scan.namesMasked', undefined],
    ['exposure.latent', undefined],
    ['findings.0.rootCause', undefined],
    ['coverage.sites', undefined],
    ['coverage.cmdlets', undefined],
    ['coverage.cmdlets.readings.0.outcome', 'nothing'],
    ['coverage.cmdlets.readings.0.source', 'rumour'],
    ['coverage.cmdlets.disagreements.list.0.values', []],
    ['scan.bundle', undefined],
    ['coverage.sharePoint', undefined],
    ['coverage.sharePoint.gap', { reason: 'forbidden' }],
    ['coverage.sharePoint.asked', false],
    ['coverage.unreadSites.list.0.gap', null],
    ['coverage.outOfReach.list.0.why', 'boring'],
    ['scan.limits.until', 'tomorrow'],
    ['scan.sharePoint', { known: true }],
    ['secondOpinion', undefined],
    ['secondOpinion.rows.0.what', 'weather'],
    ['secondOpinion.rows.0.crawl', 'none'],
    ['secondOpinion.counts.people', undefined],
  ])('refuses %s = %j', (path, value) => {
    expect(validateResult(damaged(path, value))).not.toEqual([]);
  });
});
