/** Evidence without what only an old export told: a setting of months ago says nothing of today, for good or for bad. */
import { distinctGaps, type Gap, gapsOf } from '../evidence/coverage.js';
import { DATASET_NAMES, type DatasetName, type Datasets } from '../evidence/datasets.js';
import type { CmdletReading, Sourced } from '../evidence/purview.js';
import type { EvidenceReader } from '../evidence/store.js';

const DAY_MS = 86_400_000;

/** Whatever an export can tell. */
const EXPORTED: Readonly<
  Record<
    | { [D in DatasetName]: Datasets[D] extends Sourced ? D : never }[DatasetName]
    | 'sharePointTenant'
    | 'siteSettings'
    | 'siteGroups',
    true
  >
> = {
  labels: true,
  labelPolicies: true,
  autoLabelPolicies: true,
  dlpPolicies: true,
  dlpRules: true,
  sensitiveTypes: true,
  retentionPolicies: true,
  auditConfiguration: true,
  auditRetentionPolicies: true,
  exchangeOrganization: true,
  auditBypasses: true,
  outboundSpamPolicies: true,
  remoteDomains: true,
  mailForwards: true,
  riskPolicies: true,
  copilotAudit: true,
  superUsers: true,
  powerPlatformPolicies: true,
  powerPlatformEnvironments: true,
  servicePolicies: true,
  sharePointTenant: true,
  siteSettings: true,
  siteGroups: true,
};

interface Asked {
  /** The oldest that an export may be. */
  readonly days: number;
  readonly now: Date;
  /** The scan was given an export. */
  readonly hasExport: boolean;
  /** SharePoint itself was asked, so that an export only stands in for what it refused. */
  readonly wasSharePointAsked: boolean;
}

/**
 * The same evidence, in which every dataset is absent that nothing younger than `days` fed. An answer that does not say when
 * it was given is left as it is; the report shows it without a date. Where an export was given and the list of what was
 * answered when is not whole, nothing that an export can tell counts. What SharePoint itself told stays in any case.
 */
export async function withoutOldExports(evidence: EvidenceReader, asked: Asked): Promise<EvidenceReader> {
  const { days, now, hasExport, wasSharePointAsked } = asked;
  const untold = hasExport ? (gapsOf(evidence.coverage('cmdletReadings'))[0] ?? null) : null;
  const old = new Map(
    untold === null
      ? await expired(evidence, days, now)
      : (Object.keys(EXPORTED) as DatasetName[]).map((dataset) => [dataset, untold] as const),
  );
  if (old.size === 0) return evidence;
  const stoodIn = new Map<DatasetName, Gap>();
  for (const dataset of wasSharePointAsked ? STAND_INS : []) {
    const gap = old.get(dataset);
    const isFilled = gap !== undefined && (await isStoodIn(evidence, dataset));
    // The settings of the tenant are one row, which is away as a whole then.
    if (isFilled && dataset === 'sharePointTenant') continue;
    old.delete(dataset);
    if (isFilled) stoodIn.set(dataset, gap);
  }
  return {
    coverage(dataset, shard) {
      const gap = old.get(dataset);
      if (gap !== undefined) return { state: 'absent', rows: 0, gaps: [gap] };
      const coverage = evidence.coverage(dataset, shard);
      const part = stoodIn.get(dataset);
      return part === undefined || coverage.state === 'absent'
        ? coverage
        : { state: 'partial', rows: coverage.rows, gaps: distinctGaps([...gapsOf(coverage), part]) };
    },
    shards: (dataset) => evidence.shards(dataset),
    rows(dataset, shard) {
      if (old.has(dataset)) return none();
      const gap = stoodIn.get(dataset);
      const rows = evidence.rows(dataset, shard);
      return gap === undefined ? rows : own(rows);
    },
  };
}

const STAND_INS = ['sharePointTenant', 'siteSettings', 'siteGroups'] as const satisfies readonly DatasetName[];

const isExported = (row: unknown): boolean => (row as { readonly isExported?: true }).isExported === true;

/** Whether a row of it, or a part of one, is of the export. */
async function isStoodIn(evidence: EvidenceReader, dataset: DatasetName): Promise<boolean> {
  for await (const row of evidence.rows(dataset)) if (isExported(row)) return true;
  return false;
}

async function* own<T>(rows: AsyncIterable<T>): AsyncIterable<T> {
  for await (const row of rows) if (!isExported(row)) yield row;
}

async function expired(evidence: EvidenceReader, days: number, now: Date): Promise<ReadonlyMap<DatasetName, Gap>> {
  const fed = new Map<DatasetName, CmdletReading[]>();
  for await (const reading of evidence.rows('cmdletReadings')) {
    if (reading.outcome !== 'read' && reading.outcome !== 'empty') continue;
    for (const dataset of DATASET_NAMES.filter((name) => reading.feeds.includes(name))) {
      fed.set(dataset, [...(fed.get(dataset) ?? []), reading]);
    }
  }
  const found = new Map<DatasetName, Gap>();
  for (const [dataset, readings] of fed) {
    // One cmdlet's fresh answer does not make another's old one young: a dataset that several feed is as old as its oldest part.
    const isFedAnew = (cmdlet: string) => readings.some((r) => r.cmdlet === cmdlet && !isOld(r, days, now));
    const stale = readings.find((reading) => isOld(reading, days, now) && !isFedAnew(reading.cmdlet));
    if (stale === undefined) continue;
    found.set(dataset, {
      reason: 'expired',
      remedy: 'a new export made by copilot-preflight export-script',
      detail: `${stale.cmdlet} was exported on ${(stale.at ?? '').slice(0, 10)}, and ${days} days are the most that are believed`,
    });
  }
  return found;
}

function isOld({ source, at }: CmdletReading, days: number, now: Date): boolean {
  return source === 'export' && at !== null && now.getTime() - Date.parse(at) > days * DAY_MS;
}

async function* none(): AsyncIterable<never> {
  // An expired dataset has no rows.
}
