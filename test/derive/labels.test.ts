/** Sensitivity labels from two sources: one list, with what policies and files add, and what contradicts left unknown. */
import { describe, expect, it } from 'vitest';
import type { LabelRow } from '../../src/derive/rows.js';
import type { SensitivityLabel } from '../../src/evidence/content.js';
import type { Coverage, Gap } from '../../src/evidence/coverage.js';
import { known, unknown } from '../../src/evidence/known.js';
import { type Label, needsExport, unreadable } from '../../src/evidence/purview.js';
import type { InitialEvidence } from '../../src/snapshot/memory.js';
import { aLabel, aPolicy } from '../kit/labels.js';
import { item, type Small, smallWorld } from '../kit/small-evidence.js';

const fromGraph = (over: Partial<SensitivityLabel> = {}): SensitivityLabel => ({
  id: 'LABEL-1',
  name: 'Confidential PHI',
  parentId: null,
  hasProtection: true,
  priority: 1,
  ...over,
});

const NOT_ASKED: Gap = needsExport('Get-Label');
const absent = (gap: Gap): Coverage => ({ state: 'absent', rows: 0, gaps: [gap] });

interface Given extends Small {
  /** Null: nobody asked. */
  readonly labels?: readonly Label[] | null;
  readonly graph?: readonly SensitivityLabel[] | null;
  readonly policies?: InitialEvidence['labelPolicies'];
}

async function world({ labels = null, graph = null, policies, evidence = {}, ...rest }: Given) {
  return smallWorld({
    ...rest,
    evidence: {
      ...evidence,
      ...(labels === null ? {} : { labels }),
      ...(graph === null ? {} : { sensitivityLabels: graph }),
      ...(policies === undefined ? {} : { labelPolicies: policies }),
    },
    away: (made) => {
      if (labels === null) made.setCoverage('labels', absent(NOT_ASKED));
      if (graph === null) made.setCoverage('sensitivityLabels', absent(NOT_ASKED));
      if (policies === undefined) made.setCoverage('labelPolicies', absent(needsExport('Get-LabelPolicy')));
      rest.away?.(made);
    },
  });
}

async function rows(given: Given): Promise<Record<string, LabelRow>> {
  const made = await world(given);
  return Object.fromEntries(made.rows('label').map((row) => [row.id, row]));
}

describe('one row a label', () => {
  it('joins what both sources tell by id, in whatever case', async () => {
    const found = await rows({ labels: [aLabel()], graph: [fromGraph()] });
    expect(Object.keys(found)).toEqual(['label-1']);
    expect(found['label-1']).toMatchObject({
      enabled: known(true),
      protects: known(true),
      aliases: ['label-1', 'confidential phi'],
    });
    expect(found['label-1']?.origins.map(({ source }) => source)).toEqual(['export', 'graph']);
  });

  it('or by the immutable id', async () => {
    const found = await rows({ labels: [aLabel({ id: 'guid', immutableId: 'label-1' })], graph: [fromGraph()] });
    expect(Object.keys(found)).toEqual(['guid']);
    expect(found.guid?.aliases).toEqual(['guid', 'label-1', 'confidential phi']);
  });

  it('keeps a label that only one of them tells', async () => {
    const found = await rows({ labels: [aLabel()], graph: [fromGraph({ id: 'other', hasProtection: false })] });
    expect(Object.keys(found)).toEqual(['label-1', 'other']);
    expect(found.other).toMatchObject({ enabled: { known: false, gap: { reason: 'contradictory' } }, protects: known(false) });
  });

  it('of Graph alone knows whether it protects, and of the rest why it is not known', async () => {
    const { 'label-1': row } = await rows({ graph: [fromGraph()] });
    const gap = unknown(NOT_ASKED);
    expect(row).toMatchObject({ protects: known(true), enabled: gap, forFiles: gap, encryption: gap, extract: gap });
    const open = await rows({ graph: [fromGraph({ hasProtection: false })] });
    expect(open['label-1']).toMatchObject({ protects: known(false), encryption: known(null), extract: known(null) });
    const silent = await rows({ graph: [fromGraph({ hasProtection: null })] });
    expect(silent['label-1']).toMatchObject({ protects: gap, encryption: gap });
  });

  it('is unknown where the two contradict each other on protection, rights included', async () => {
    for (const [encryption, hasProtection] of [
      [known(null), true],
      [aLabel().encryption, false],
    ] as const) {
      const found = await rows({ labels: [aLabel({ encryption })], graph: [fromGraph({ hasProtection })] });
      for (const field of ['protects', 'encryption', 'extract'] as const)
        expect(found['label-1']?.[field], field).toMatchObject({ known: false, gap: { reason: 'contradictory' } });
    }
  });

  it('takes the word of Graph where the export cut the encryption short, and not where two answers contradict', async () => {
    const gap = unreadable('LabelActions');
    const cut = await rows({ labels: [aLabel({ encryption: unknown(gap) })], graph: [fromGraph()] });
    expect(cut['label-1']).toMatchObject({ protects: known(true), encryption: unknown(gap), extract: unknown(gap) });
    const disputed = unknown({ reason: 'contradictory' as const });
    const open = await rows({ labels: [aLabel({ encryption: disputed })], graph: [fromGraph()] });
    expect(open['label-1']).toMatchObject({ protects: disputed });
  });

  it('says whose child it is, and that nobody applies the parent', async () => {
    const child = aLabel({ id: 'child', name: 'PHI', parentId: 'LABEL-1' });
    const found = await rows({ labels: [aLabel({ name: 'Confidential' }), child] });
    expect(found['label-1']).toMatchObject({ isParent: true, name: 'Confidential' });
    expect(found.child).toMatchObject({ isParent: false, name: 'Confidential / PHI' });
    const circle = await rows({ labels: [aLabel({ id: 'a', parentId: 'b' }), aLabel({ id: 'b', parentId: 'a' })] });
    expect(Object.keys(circle)).toEqual(['a', 'b']);
  });

  it('says what it is for', async () => {
    const types = (...list: string[]) => rows({ labels: [aLabel({ contentTypes: known(list) })] });
    expect((await types('File', 'Email'))['label-1']).toMatchObject({ forFiles: known(true), forContainers: known(false) });
    expect((await types('site'))['label-1']).toMatchObject({ forFiles: known(false), forContainers: known(true) });
    expect((await types('UnifiedGroup'))['label-1']).toMatchObject({ forContainers: known(true) });
  });

  it('counts the files that carry it, by either id and in whatever case', async () => {
    const file = (id: string, labelId: string | null) => item(id, 'root', { labelId });
    const items = [
      item('root', null),
      file('a', 'LABEL-1'),
      file('b', 'label-1'),
      file('c', 'immutable'),
      file('d', null),
      file('e', 'x'),
    ];
    const found = await rows({ labels: [aLabel({ immutableId: 'immutable' })], items });
    expect(found['label-1']?.files).toBe(3);
    const again = await rows({ labels: [aLabel()], items: [...items, ...items] });
    expect(again['label-1']?.files, 'a file that the crawl repeats is one').toBe(2);
  });
});

describe('how whole the list is', () => {
  const partial: Coverage = { state: 'partial', rows: 1, gaps: [{ reason: 'throttled' }] };

  it.each([
    ['Get-Label was read', { labels: [aLabel()] }, 'complete'],
    ['only Graph was', { graph: [fromGraph()] }, 'complete'],
    ['neither was', {}, 'absent'],
    ['Graph lists one, and Get-Label none', { labels: [], graph: [fromGraph()] }, 'absent'],
    ['Get-Label lists one, and Graph none', { labels: [aLabel()], graph: [] }, 'complete'],
    ['Graph lists none', { graph: [] }, 'complete'],
    [
      'Graph lists none, and Get-Label was refused',
      { graph: [], away: (e) => e.setCoverage('labels', absent({ reason: 'forbidden' })) },
      'absent',
    ],
    [
      'Graph lists one, and Get-Label was refused',
      { graph: [fromGraph()], away: (e) => e.setCoverage('labels', absent({ reason: 'forbidden' })) },
      'complete',
    ],
    ['Graph was, in part', { graph: [fromGraph()], away: (e) => e.setCoverage('sensitivityLabels', partial) }, 'partial'],
    [
      'Get-Label was in part, and Graph whole',
      { labels: [aLabel()], graph: [fromGraph()], away: (e) => e.setCoverage('labels', partial) },
      'partial',
    ],
    [
      'Get-Label whole, and Graph refused',
      { labels: [], away: (e) => e.setCoverage('sensitivityLabels', absent({ reason: 'forbidden' })) },
      'complete',
    ],
  ] satisfies readonly [string, Given, string][])('%s', async (_, given, state) => {
    expect((await world(given)).rowCoverage('label').state).toBe(state);
  });

  it('names what would tell, where neither did', async () => {
    const coverage = (
      await world({ away: (e) => e.setCoverage('sensitivityLabels', absent({ reason: 'forbidden', remedy: 'X.Read' })) })
    ).rowCoverage('label');
    expect(coverage).toMatchObject({ gaps: [{ remedy: 'X.Read' }, NOT_ASKED] });
  });
});

describe('what means PHI', () => {
  const isPhi = async (over: Partial<Label>, settings: Small['settings'] = {}) =>
    (await rows({ labels: [aLabel({ name: 'General', tooltip: null, ...over })], settings }))['label-1']?.isPhi;

  it.each([
    [{ name: 'PHI' }, true],
    [{ name: 'ePHI' }, true],
    [{ name: 'Confidential-PHI' }, true],
    [{ name: 'Patient data' }, true],
    [{ name: 'HIPAA' }, true],
    [{ name: 'Healthcare' }, true],
    [{ name: 'Clinical' }, true],
    [{ name: 'Patientendaten' }, true],
    [{ name: 'Données de santé' }, true],
    [{ tooltip: 'Use it for patient records.' }, true],
    [{ tooltip: 'Business data. For clinical notes choose this.' }, true],
    [{ name: 'Philadelphia' }, false],
    [{ name: 'Phishing reports' }, false],
    [{ name: 'Impatient' }, false],
    [{ name: 'General' }, false],
    [{ name: 'Non-PHI' }, false],
    [{ name: 'No PHI' }, false],
    [{ tooltip: 'Not for patient data.' }, false],
    [{ tooltip: 'Everyday work without PHI' }, false],
    [{ tooltip: 'Not public. Holds patient data.' }, true],
    [{ tooltip: 'Kein PHI, keine Patientendaten' }, false],
  ] as const)('%j: %s', async (over, expected) => {
    expect(await isPhi(over)).toBe(expected);
  });

  it('is what the configuration lists, by name, full name or id', async () => {
    for (const listed of ['general', 'LABEL-1']) expect(await isPhi({}, { phiLabels: [listed] }), listed).toBe(true);
    expect(await isPhi({}, { phiLabels: ['Other'] })).toBe(false);
    const below = [aLabel({ id: 'p', name: 'Restricted' }), aLabel({ id: 'c', name: 'Staff', parentId: 'p' })];
    const found = await rows({ labels: below, settings: { phiLabels: ['restricted/staff'] } });
    expect([found.p?.isPhi, found.c?.isPhi]).toEqual([false, true]);
  });

  it('is not what stands below a heading that says so', async () => {
    const found = await rows({ labels: [aLabel({ id: 'p', name: 'PHI' }), aLabel({ id: 'c', name: 'Staff', parentId: 'p' })] });
    expect([found.p?.isPhi, found.c?.isPhi]).toEqual([true, false]);
  });

  it('is told by Graph as well', async () => {
    expect((await rows({ graph: [fromGraph({ name: 'General', tooltip: 'For PHI' })] }))['label-1']?.isPhi).toBe(true);
  });
});

describe('what is published', () => {
  const published = async (policies: Given['policies'], label: Partial<Label> = {}, away?: Small['away']) =>
    (await rows({ labels: [aLabel(label)], policies, ...(away === undefined ? {} : { away }) }))['label-1']?.published;

  it('is what a policy that is on names: by id, immutable id or name', async () => {
    for (const name of ['label-1', 'immutable', 'confidential phi'])
      expect(await published([aPolicy({ labels: known([name]) })], { immutableId: 'immutable' }), name).toEqual(known(true));
    expect(await published([aPolicy({ labels: known(['other']) })])).toEqual(known(false));
    expect(await published([aPolicy({ enabled: known(false) })])).toEqual(known(false));
    expect(await published([])).toEqual(known(false));
  });

  it('is unknown where policies, or what one says, were not read', async () => {
    const gap = unreadable('Labels');
    expect(await published(undefined)).toMatchObject({ known: false, gap: { reason: 'not-requested' } });
    expect(await published([aPolicy({ labels: unknown(gap) })])).toEqual(unknown(gap));
    expect(await published([aPolicy({ enabled: unknown(gap) })])).toEqual(unknown(gap));
    expect(await published([aPolicy({ labels: unknown(gap), enabled: known(false) })])).toEqual(known(false));
    const part: Small['away'] = (e) => e.setCoverage('labelPolicies', { state: 'partial', rows: 1, gaps: [gap] });
    expect(await published([aPolicy({ labels: known([]) })], {}, part)).toEqual(unknown(gap));
    expect(await published([aPolicy()], {}, part), 'one that is seen is enough').toEqual(known(true));
  });

  it('of a parent is what is below it', async () => {
    const labels = [aLabel({ id: 'p' }), aLabel({ id: 'c', name: 'Staff', parentId: 'p' })];
    const found = await rows({ labels, policies: [aPolicy({ labels: known(['c']) })] });
    expect([found.p?.published, found.c?.published]).toEqual([known(true), known(true)]);
  });

  it('is left open by a name that two labels have', async () => {
    const labels = [aLabel({ id: 'a', name: 'Staff' }), aLabel({ id: 'b', name: 'Staff' })];
    const found = await rows({ labels, policies: [aPolicy({ labels: known(['staff']) })] });
    expect(found.a?.published.known).toBe(false);
    expect(found.a?.aliases).toEqual(['a']);
  });
});
