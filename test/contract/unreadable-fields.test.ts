/**
 * Law 1 at the fields of labels, DLP and audit: each that may be unreadable is taken away, in all rows and in the first one.
 * Whatever is ready then must be ready with each value that could stand there, and nothing may be a finding for it.
 */
import { describe, expect, it } from 'vitest';
import { DATASET_NAMES, type DatasetName } from '../../src/evidence/datasets.js';
import { type Known, known, unknown } from '../../src/evidence/known.js';
import { unreadable } from '../../src/evidence/purview.js';
import { EVERYWHERE, NO_ACTIONS, NOWHERE, PILOT_ONLY } from '../kit/purview-rows.js';
import { breaches, useBases } from '../kit/taken-bases.js';
import { allRows, mapRows, type Taken } from '../kit/taken-evidence.js';
import type { Worst } from '../kit/worst-values.js';

const { names, base } = useBases(['the clinic', 'the hospital, put in order']);

const AWAY = unknown(unreadable('a field of the export'));
const SETTINGS = { defaultLabelId: null, mandatory: false, siteAndGroupMandatory: false, requireDowngradeJustification: false };
const TO_ALL = {
  kind: 'template',
  rights: known([{ identity: 'AuthenticatedUsers', rights: ['VIEW', 'EXTRACT'] }]),
  isDoubleKey: known(false),
};
const SCOPES = [EVERYWHERE, NOWHERE, PILOT_ONLY];
const FLAG = [true, false];
const MODES = ['Enable', 'TestWithoutNotifications', 'Disable', 'PendingDeletion'];

/** Each field that may be unknown, by dataset, with values that could stand there. `locations.…`: one level down. */
const FIELDS: { readonly [D in DatasetName]?: Readonly<Record<string, readonly unknown[]>> } = {
  labels: { enabled: FLAG, contentTypes: [['File'], ['Site']], encryption: [null, TO_ALL], blocksContentAnalysis: FLAG },
  labelPolicies: { enabled: FLAG, labels: [[], ['gone']], people: SCOPES, groups: SCOPES, settings: [SETTINGS] },
  autoLabelPolicies: {
    mode: MODES,
    enabled: FLAG,
    exchange: SCOPES,
    sharePoint: SCOPES,
    oneDrive: SCOPES,
    conditions: [[], [{ kind: 'other', name: 'AccessScope' }]],
  },
  dlpPolicies: {
    mode: MODES,
    enabled: FLAG,
    'locations.exchange': SCOPES,
    'locations.sharePoint': SCOPES,
    'locations.oneDrive': SCOPES,
    'locations.teams': SCOPES,
    'locations.endpoint': SCOPES,
    copilot: [null, ...SCOPES],
    planes: [[], ['Browser']],
  },
  dlpRules: { disabled: FLAG, conditions: [{ kind: 'other', name: 'AccessScope' }], actions: [NO_ACTIONS] },
  retentionPolicies: { enabled: FLAG, coversCopilot: FLAG, sharePoint: SCOPES, oneDrive: SCOPES, deletes: FLAG },
  auditConfiguration: { unifiedAuditLogIngestionEnabled: FLAG },
  auditRetentionPolicies: { days: [7, 3650] },
  exchangeOrganization: { auditDisabled: FLAG },
  outboundSpamPolicies: { autoForwardingMode: ['Off', 'Automatic', 'On'] },
  remoteDomains: { autoForwardEnabled: FLAG },
  mailForwards: { enabled: FLAG },
  riskPolicies: { enabled: FLAG, watchesAi: FLAG },
  superUsers: { featureEnabled: FLAG, users: [[], ['ada@clinic.example']] },
  powerPlatformPolicies: { business: [[], ['shared_anthropic']], blocked: [[], ['shared_http']] },
};

type Row = Record<string, unknown>;

function withField(row: Row, path: string, value: Known<unknown>): Row {
  const [first = '', ...rest] = path.split('.');
  return { ...row, [first]: rest.length === 0 ? value : withField(row[first] as Row, rest.join('.'), value) };
}

function fieldChanged(taken: Taken, dataset: DatasetName, path: string, value: Known<unknown>, most: number): Taken {
  let seen = 0;
  return mapRows(taken, dataset, (row) => {
    seen += 1;
    return seen > most ? row : (withField(row as unknown as Row, path, value) as never);
  });
}

const isKnown = (value: unknown): boolean => value !== null && typeof value === 'object' && 'known' in value;

/** `mode`, `locations.exchange`: every value of a row that may be unknown. */
function fieldsOf(row: Row): string[] {
  return Object.entries(row).flatMap(([name, value]) => {
    if (isKnown(value)) return [name];
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
    return Object.entries(value).flatMap(([inner, one]) => (isKnown(one) ? [`${name}.${inner}`] : []));
  });
}

const CASES = Object.entries(FIELDS).flatMap(([dataset, fields]) =>
  Object.entries(fields).map(([path, values]) => ({ dataset: dataset as DatasetName, path, values })),
);

describe.each(names)('%s', (name) => {
  it.each(CASES)('$dataset $path', async ({ dataset, path, values }) => {
    const of = base(name);
    const { taken } = of.crawled;
    if (allRows(taken, dataset).length === 0) return;
    for (const most of [Number.POSITIVE_INFINITY, 1]) {
      const away = { taken: fieldChanged(taken, dataset, path, AWAY, most) };
      const worst = values.map(
        (value): Worst => ({
          name: `${path} is ${JSON.stringify(value)}`,
          adds: false,
          change: (t) => fieldChanged(t, dataset, path, known(value), most),
        }),
      );
      expect(await breaches(of, away, worst), most === 1 ? 'in the first row' : 'in every row').toEqual([]);
    }
  });
});

it('takes every field away that may be unreadable', () => {
  const rowsOf = (dataset: DatasetName) =>
    names.flatMap((name) => allRows(base(name).crawled.taken, dataset) as unknown as Row[]);
  // Whatever names its origins came from a cmdlet; of some, no tenant of the simulator has a row.
  const told = DATASET_NAMES.filter((dataset) => rowsOf(dataset).some((row) => 'origins' in row));
  expect(told.length).toBeGreaterThan(15);
  for (const dataset of told) {
    const fields = [...new Set(rowsOf(dataset).flatMap(fieldsOf))].sort();
    expect(fields, dataset).toEqual(Object.keys(FIELDS[dataset] ?? {}).sort());
  }
});
