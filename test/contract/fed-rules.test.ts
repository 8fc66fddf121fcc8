/** Nothing is judged that nobody can tell: whatever a rule reads, a collector or an import of this version feeds. */
import { describe, expect, it } from 'vitest';
import type { CollectorMeta } from '../../src/collectors/define.js';
import { COLLECTORS } from '../../src/collectors/index.js';
import { ROW_SOURCES } from '../../src/derive/row-datasets.js';
import { DATASET_NAMES, type DatasetName } from '../../src/evidence/datasets.js';
import { CMDLETS } from '../../src/purview/cmdlets.js';
import { NORMALISERS } from '../../src/purview/normal/index.js';
import type { RuleMeta } from '../../src/rules/define.js';
import { RULES } from '../../src/rules/index.js';

/** What files of the operator's bring, and nothing else. */
const IMPORTED: readonly DatasetName[] = ['leavers', 'samSites', 'samBroadItems'];

interface Sources {
  readonly collectors: readonly Pick<CollectorMeta, 'id' | 'provides'>[];
  readonly imported: readonly DatasetName[];
  /** Names of the cmdlets that are read. */
  readonly cmdlets: readonly string[];
}

const SOURCES: Sources = {
  collectors: COLLECTORS.map(({ meta }) => meta),
  imported: IMPORTED,
  cmdlets: CMDLETS.map(({ name }) => name),
};

/** Cmdlets whose objects are the rows of a dataset, and those that add to them; none: it is no dataset of cmdlets. */
const cmdletsOf = (dataset: DatasetName): readonly string[] => {
  const normaliser = dataset in NORMALISERS ? NORMALISERS[dataset as keyof typeof NORMALISERS] : null;
  return normaliser === null ? [] : [...normaliser.cmdlets, ...normaliser.beside];
};

/** What nobody feeds, in words; nothing: all of it can be read. */
function unfed(rules: readonly Pick<RuleMeta, 'id' | 'needs'>[], { collectors, imported, cmdlets }: Sources): string[] {
  const provided = new Set([...collectors.flatMap((one) => one.provides), ...imported]);
  const known = new Set(cmdlets.map((name) => name.toLowerCase()));
  return rules.flatMap(({ id, needs: { facts = [], maybe = [], rows = [], maybeRows = [] } }) => {
    const joined = [...rows, ...maybeRows].flatMap((kind) => [...ROW_SOURCES[kind].primary, ...ROW_SOURCES[kind].joined]);
    const datasets = [...new Set<DatasetName>([...facts, ...maybe, ...joined])];
    return datasets.flatMap((dataset) => [
      ...(provided.has(dataset) ? [] : [`${id}: nothing feeds ${dataset}`]),
      ...cmdletsOf(dataset)
        .filter((name) => !known.has(name.toLowerCase()))
        .map((name) => `${id}: ${dataset} takes ${name}, which is not read`),
    ]);
  });
}

const metas = RULES.map(({ meta }) => meta);

describe('every rule can be fed', () => {
  it.each(metas.map((meta) => [meta.id, meta] as const))('%s', (_, meta) => {
    expect(unfed([meta], SOURCES)).toEqual([]);
  });

  it('by imports only where no collector brings it', () => {
    const collected = new Set(SOURCES.collectors.flatMap((one) => one.provides));
    expect(DATASET_NAMES.filter((dataset) => !collected.has(dataset))).toEqual(IMPORTED);
    expect(IMPORTED.filter((dataset) => collected.has(dataset))).toEqual([]);
  });

  it('by cmdlets of the one list, each of which feeds something', () => {
    const used = new Set(
      Object.keys(NORMALISERS).flatMap((dataset) => cmdletsOf(dataset as DatasetName).map((n) => n.toLowerCase())),
    );
    // What SharePoint's module tells goes into the datasets of SharePoint's own collectors.
    const idle = CMDLETS.filter(({ name, part }) => part !== 'sharepoint' && !used.has(name.toLowerCase()));
    expect(idle.map(({ name }) => name)).toEqual([]);
    for (const [dataset, { cmdlets }] of Object.entries(NORMALISERS)) expect(cmdlets.length, dataset).toBeGreaterThan(0);
  });
});

describe('and the contract breaks where one cannot', () => {
  it.each(SOURCES.collectors.map(({ id, provides }) => ({ id, provides })))('without the collector $id', ({ id, provides }) => {
    const collectors = SOURCES.collectors.filter((one) => one.id !== id);
    const read = provides.filter(isRead);
    const found = unfed(metas, { ...SOURCES, collectors });
    for (const dataset of read) expect(found.some((line) => line.endsWith(`nothing feeds ${dataset}`))).toBe(true);
    expect(found.length > 0).toBe(read.length > 0);
  });

  it('without the list of leavers', () => {
    expect(unfed(metas, { ...SOURCES, imported: [] })).toContain('ID-001: nothing feeds leavers');
  });

  it('without a cmdlet', () => {
    const cmdlets = SOURCES.cmdlets.filter((name) => name !== 'Get-DlpComplianceRule');
    expect(unfed(metas, { ...SOURCES, cmdlets })).toContain('DLP-001: dlpRules takes Get-DlpComplianceRule, which is not read');
  });

  it('for a rule on a dataset of tomorrow', () => {
    const needs = { facts: ['agents' as never] };
    expect(unfed([{ id: 'NEW-001', needs }], SOURCES)).toEqual(['NEW-001: nothing feeds agents']);
  });
});

function isRead(dataset: DatasetName): boolean {
  return metas.some(({ needs: { facts = [], maybe = [], rows = [], maybeRows = [] } }) => {
    const names: readonly string[] = [...facts, ...maybe];
    const kinds = [...rows, ...maybeRows].map((kind) => ROW_SOURCES[kind]);
    return names.includes(dataset) || kinds.some(({ primary, joined }) => [...primary, ...joined].includes(dataset));
  });
}
