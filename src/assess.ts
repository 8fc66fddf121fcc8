/** Evidence and configuration → the result: the joins, the rules, the verdict and the mask, in that order. Nothing here looks outside. */
import { type Catalogue, joinCatalogue } from './catalogue/catalogue.js';
import { COLLECTORS } from './collectors/index.js';
import type { Config } from './config/config.js';
import { THRESHOLD_NAMES, THRESHOLDS } from './config/thresholds.js';
import { deriveWorld, type World } from './derive/world.js';
import type { RuleInputs } from './engine/inputs.js';
import { runRules } from './engine/run-rules.js';
import { distinctGaps, gapsOf } from './evidence/coverage.js';
import { DATASET_NAMES, DATASETS, type Datasets } from './evidence/datasets.js';
import type { ScanFacts } from './evidence/scan-facts.js';
import type { EvidenceReader } from './evidence/store.js';
import { methodStatements, UNVERIFIED } from './method.js';
import { maskFindings } from './redact/mask-names.js';
import { type DatasetCoverage, type Finding, type PlacedFinding, SCHEMA_VERSION, type ScanResult } from './result/types.js';
import { FACT_NAMES, type FactName } from './rules/define.js';
import { RULES } from './rules/index.js';
import { decide } from './verdict/decide.js';
import { coveragePercent, scoresOf } from './verdict/scores.js';

export interface AssessOptions {
  readonly evidence: EvidenceReader;
  readonly facts: ScanFacts;
  readonly config: Config;
  /** The date that ages are counted from. */
  readonly asOf: Date;
  readonly showNames: boolean;
}

export interface Assessment {
  readonly result: ScanResult;
  /** The findings with every object, for `findings.csv`. */
  readonly findings: readonly Finding[];
}

/** Rule and collector metadata of this version, joined. */
export function catalogue(): Catalogue {
  return joinCatalogue(
    RULES.map((r) => r.meta),
    COLLECTORS.map((c) => c.meta),
  );
}

export async function assess(options: AssessOptions): Promise<Assessment> {
  const { evidence, facts, config, asOf, showNames } = options;
  const { thresholds } = config;
  const world = await deriveWorld(evidence, { ...config, now: asOf }, facts.tenantId);
  const small = await loadFacts(evidence);
  const placed = await runRules(RULES, inputsOf(world, small, config, asOf));
  const verdict = decide({
    findings: placed,
    sitesCoverage: world.totals.sitesCoverage,
    bounds: { go: thresholds.siteCoverageGo, floor: thresholds.siteCoverageFloor },
  });
  const findings = maskFindings(placed, { showNames });
  const { tool, tenantId, ...scan } = facts;
  const organization = small.organization[0];
  const result: ScanResult = {
    schemaVersion: SCHEMA_VERSION,
    tool,
    tenant: {
      id: organization?.id ?? tenantId,
      displayName: organization?.displayName ?? null,
      defaultDomain: organization?.verifiedDomains.find((d) => d.isDefault)?.name ?? null,
    },
    scan: { ...scan, asOf: asOf.toISOString(), finished: facts.endedAt !== null, namesMasked: !showNames },
    verdict,
    scores: scoresOf(placed),
    coverage: { percent: coveragePercent(placed), sites: world.totals.sitesCoverage, datasets: datasetCoverage(world) },
    findings: findings.map((f) => cut(f, config.objectsInResult)),
    exposure: exposureOf(placed, world),
    method: {
      statements: methodStatements(facts),
      thresholds: THRESHOLD_NAMES.map((name) => ({
        name,
        value: thresholds[name],
        default: THRESHOLDS[name].default,
        unit: THRESHOLDS[name].unit,
        describe: THRESHOLDS[name].describe,
      })),
      lists: [
        { name: 'intendedGroups', values: config.intendedGroups },
        { name: 'setAsideAccounts', values: config.setAsideAccounts },
        { name: 'approvedApps', values: config.approvedApps },
        { name: 'pilotGroup', values: config.pilotGroup === null ? [] : [config.pilotGroup] },
        { name: 'lexicon.strong', values: config.lexicon.strong },
        { name: 'lexicon.weak', values: config.lexicon.weak },
      ],
      permissionsMissing: missingPermissions(world, placed),
      permissionsUnused: unusedPermissions(facts),
      betaPaths: facts.betaPaths,
      unverified: UNVERIFIED,
    },
    attestation: null,
    waivers: null,
    baseline: null,
  };
  return { result, findings };
}

type SmallFacts = { readonly [F in FactName]: readonly Datasets[F][] };

async function loadFacts(evidence: EvidenceReader): Promise<SmallFacts> {
  const loaded: Partial<Record<FactName, unknown[]>> = {};
  for (const name of FACT_NAMES) {
    const rows: unknown[] = [];
    for await (const row of evidence.rows(name)) rows.push(row);
    loaded[name] = rows;
  }
  return loaded as SmallFacts;
}

function inputsOf(world: World, small: SmallFacts, config: Config, now: Date): RuleInputs {
  return {
    totals: world.totals,
    thresholds: config.thresholds,
    now,
    fact: (name) => small[name],
    factCoverage: (name) => world.datasetCoverage(name),
    rows: (kind) => world.rows(kind),
    rowCoverage: (kind) => world.rowCoverage(kind),
  };
}

function datasetCoverage(world: World): DatasetCoverage[] {
  return DATASET_NAMES.map((dataset) => {
    const coverage = world.datasetCoverage(dataset);
    return {
      dataset,
      title: DATASETS[dataset].title,
      state: coverage.state,
      rows: coverage.rows,
      gaps: distinctGaps(gapsOf(coverage)),
    };
  });
}

function cut(finding: Finding, most: number): Finding {
  if (finding.objects.length <= most) return finding;
  return { ...finding, objects: finding.objects.slice(0, most), objectsTruncated: true };
}

/** The headline numbers, taken from the rule that counts them; null where it could not. */
function exposureOf(findings: readonly PlacedFinding[], world: World): ScanResult['exposure'] {
  const counted = findings.find((f) => f.ruleId === 'EXP-002');
  const number = (name: string) => {
    const value = counted?.measures[name];
    return typeof value === 'number' ? value : null;
  };
  const isKnown = counted?.outcome === 'pass' || counted?.outcome === 'fail';
  return {
    enabledMembers: world.totals.enabledMembers.known ? world.totals.enabledMembers.value : null,
    standing: isKnown ? number('standing') : null,
    latent: number('latent'),
    isLowerBound: (counted?.gaps.length ?? 0) > 0,
    filesRead: world.totals.files,
  };
}

function missingPermissions(world: World, findings: readonly PlacedFinding[]): ScanResult['method']['permissionsMissing'] {
  const table = catalogue().permissions;
  const fromData = DATASET_NAMES.flatMap((d) => gapsOf(world.datasetCoverage(d)));
  const gaps = [...fromData, ...findings.flatMap((f) => f.gaps)].filter(
    (g) => g.reason === 'forbidden' && g.remedy !== undefined,
  );
  return [...new Set(gaps.map((g) => g.remedy as string))].sort().map((permission) => {
    const row = table.find((p) => p.permission === permission);
    const rules = findings
      .filter((f) => f.outcome === 'not-assessed' && f.gaps.some((g) => g.remedy === permission))
      .map((f) => f.ruleId);
    return { permission, why: row?.why.join('; ') ?? '', rules };
  });
}

/** Permissions that the token holds and no collector asks for: more than this program needs. */
function unusedPermissions(facts: ScanFacts): string[] {
  const asked = new Set(catalogue().permissions.map((p) => p.permission));
  return (facts.signIn.permissions ?? []).filter((p) => !asked.has(p)).sort();
}
