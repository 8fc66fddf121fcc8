/** A tenant as its cmdlets tell of it, from the JSON of an answer to the findings: normal form, joins and rules in one go. */
import { expect } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/config.js';
import type { DeriveSettings } from '../../../src/derive/settings.js';
import { deriveWorld } from '../../../src/derive/world.js';
import { runRules } from '../../../src/engine/run-rules.js';
import type { DatasetName, Datasets } from '../../../src/evidence/datasets.js';
import type { SubscribedSku } from '../../../src/evidence/directory.js';
import { type CmdletSession, needsExport } from '../../../src/evidence/purview.js';
import { cmdletNamed } from '../../../src/purview/cmdlets.js';
import { decodeObjects } from '../../../src/purview/decode.js';
import { mergeDataset, tellingsOf } from '../../../src/purview/merge.js';
import type { Normaliser, SourcedDataset } from '../../../src/purview/normal/define.js';
import { NORMALISERS } from '../../../src/purview/normal/index.js';
import type { CmdletAnswer, CmdletResult } from '../../../src/purview/results.js';
import type { Outcome, PlacedFinding } from '../../../src/result/types.js';
import { FACT_NAMES, type FactName } from '../../../src/rules/define.js';
import { RULES } from '../../../src/rules/index.js';
import type { InitialEvidence } from '../../../src/snapshot/memory.js';
import { NOW } from '../../kit/rows.js';
import { smallEvidence, TENANT } from '../../kit/small-evidence.js';

export type Json = { readonly [name: string]: unknown };

export interface Tenant {
  /** Objects by cmdlet, as the answer or the file holds them. A cmdlet that is not named was not asked. */
  readonly cmdlets: Readonly<Record<string, readonly Json[]>>;
  readonly sessions?: Readonly<Record<string, CmdletSession>>;
  readonly evidence?: InitialEvidence;
  readonly skus?: readonly SubscribedSku[];
  readonly settings?: Partial<DeriveSettings>;
}

const OURS = /^(?:LBL|DLP|AUD)-/;

/** Findings on labels, DLP and audit, by the id of their rule. */
export async function findingsOf(tenant: Tenant): Promise<Readonly<Record<string, PlacedFinding>>> {
  const { cmdlets, sessions = {}, evidence: more = {}, skus = [], settings = {} } = tenant;
  const results = Object.entries(cmdlets).map(([cmdlet, json]): CmdletResult => {
    const objects = decodeObjects(JSON.parse(JSON.stringify(json)));
    const answer: CmdletAnswer =
      objects === null
        ? { kind: 'unreadable', gap: { reason: 'unreadable' } }
        : objects.length === 0
          ? { kind: 'empty' }
          : { kind: 'read', objects, cut: null };
    const session = sessions[cmdlet] ?? cmdletNamed(cmdlet)?.session ?? 'unknown';
    return { cmdlet, source: 'direct', session, at: NOW.toISOString(), module: null, door: null, target: null, answer };
  });
  const evidence = smallEvidence({ evidence: { subscribedSkus: skus, ...more } });
  for (const dataset of Object.keys(NORMALISERS) as SourcedDataset[]) await write(dataset, results, evidence);
  const world = await deriveWorld(evidence, { ...DEFAULT_CONFIG, now: NOW, ...settings }, TENANT);
  const facts: Partial<Record<FactName, unknown[]>> = {};
  for (const name of FACT_NAMES) {
    const rows: unknown[] = [];
    for await (const row of evidence.rows(name)) rows.push(row);
    facts[name] = rows;
  }
  const findings = await runRules(
    RULES.filter(({ meta }) => OURS.test(meta.id)),
    {
      totals: world.totals,
      thresholds: DEFAULT_CONFIG.thresholds,
      now: NOW,
      fact: <F extends FactName>(name: F) => (facts[name] ?? []) as readonly Datasets[F][],
      factCoverage: (name) => world.datasetCoverage(name),
      rows: (kind) => world.rows(kind),
      rowCoverage: (kind) => world.rowCoverage(kind),
    },
  );
  return Object.fromEntries(findings.map((finding) => [finding.ruleId, finding]));
}

async function write<D extends SourcedDataset>(
  dataset: D,
  results: readonly CmdletResult[],
  evidence: ReturnType<typeof smallEvidence>,
): Promise<void> {
  const merged = mergeDataset(NORMALISERS[dataset] as Normaliser<D>, tellingsOf(results), (cmdlet) => needsExport(cmdlet));
  const writer = await evidence.shard(dataset as DatasetName & D);
  await writer.page(merged.rows);
  await writer.close(merged.coverage);
}

/** The outcome, with the message where several have it, or (for Copilot, where the files decide the rest) the rung. */
export type Said = Outcome | readonly [Outcome, string] | { readonly rung: string };

export type TenantCase = readonly [name: string, tenant: Tenant, expected: Readonly<Record<string, Said>>];

export async function expectSaid([, given, expected]: TenantCase): Promise<void> {
  const findings = await findingsOf(given);
  for (const [id, said] of Object.entries(expected)) {
    const { outcome, messageId, summary, measures } = findings[id] ?? {};
    const [wanted, message] = typeof said === 'string' ? [said] : 'rung' in said ? [] : said;
    if (wanted !== undefined) expect([id, outcome], summary).toEqual([id, wanted]);
    if (message !== undefined) expect([id, messageId], summary).toEqual([id, message]);
    if (typeof said === 'object' && 'rung' in said) expect([id, measures?.rung], summary).toEqual([id, said.rung]);
    expect(summary).not.toMatch(/[{}]|undefined|NaN| 1 (?:are|have)|\(\)/);
  }
}
