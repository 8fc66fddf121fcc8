/** Evidence and configuration → the result: the joins, the rules, the verdict and the mask, in that order. Nothing here looks outside. */
import { type Catalogue, joinCatalogue } from './catalogue/catalogue.js';
import { COLLECTORS } from './collectors/index.js';
import type { Config } from './config/config.js';
import { THRESHOLD_NAMES, THRESHOLDS } from './config/thresholds.js';
import { type ToldByCmdlets, toldByCmdlets } from './derive/cmdlet-sight.js';
import { withoutOldExports } from './derive/export-age.js';
import type { SecondOpinion as PlacedOpinion } from './derive/opinion.js';
import { secondOpinion } from './derive/second-opinion.js';
import { sensitiveNames } from './derive/sensitive-names.js';
import { deriveWorld, type World } from './derive/world.js';
import type { RuleInputs } from './engine/inputs.js';
import { runRules } from './engine/run-rules.js';
import { distinctGaps, type Gap, gapsOf } from './evidence/coverage.js';
import { DATASET_NAMES, DATASETS, type Datasets } from './evidence/datasets.js';
import { unknown } from './evidence/known.js';
import type { ScanFacts } from './evidence/scan-facts.js';
import { needsSharePoint, SHAREPOINT_PERMISSION } from './evidence/sharepoint.js';
import type { EvidenceReader } from './evidence/store.js';
import { methodStatements, UNVERIFIED } from './method.js';
import { maskFindings, maskPlace } from './redact/mask-names.js';
import {
  type CmdletSight,
  type DatasetCoverage,
  type Finding,
  type PlacedFinding,
  SCHEMA_VERSION,
  type ScanResult,
  type SecondOpinion,
  type SharePointSight,
} from './result/types.js';
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

/** What evidence of an earlier version does not say of its scan. */
const LATER_FACTS: Pick<ScanFacts, 'sharePoint' | 'cmdlets' | 'bundle' | 'limits'> = {
  cmdlets: unknown({ reason: 'not-requested', remedy: '--purview-direct' }),
  bundle: null,
  sharePoint: unknown(needsSharePoint('the scan is of an earlier version, which did not ask it')),
  limits: { sites: null, maxUnits: null, until: null },
};

/** Rule and collector metadata of this version, joined. */
export function catalogue(): Catalogue {
  return joinCatalogue(
    RULES.map((r) => r.meta),
    COLLECTORS.map((c) => c.meta),
  );
}

export async function assess(options: AssessOptions): Promise<Assessment> {
  const { config, asOf, showNames } = options;
  const facts: ScanFacts = { ...LATER_FACTS, ...options.facts };
  const { thresholds } = config;
  const evidence = await withoutOldExports(options.evidence, {
    days: thresholds.exportDaysMax,
    now: asOf,
    hasExport: facts.bundle !== null,
    wasSharePointAsked: facts.sharePoint.known,
  });
  const world = await deriveWorld(evidence, { ...config, now: asOf }, facts.tenantId);
  const small = await loadFacts(evidence);
  const cmdlets = await toldByCmdlets(evidence);
  const placed = await runRules(RULES, inputsOf(world, small, config, asOf));
  const opinion = await secondOpinion({
    evidence,
    sites: world.rows('site'),
    scopes: world.rows('scope'),
    totals: world.totals,
    thresholds,
    names: sensitiveNames(config.lexicon),
    now: asOf,
    most: config.objectsInResult,
  });
  const verdict = decide({
    findings: placed,
    sitesCoverage: world.totals.sitesCoverage,
    bounds: { go: thresholds.siteCoverageGo, floor: thresholds.siteCoverageFloor },
    doubts: doubtsOf(opinion),
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
    coverage: {
      percent: coveragePercent(placed),
      sites: world.totals.sitesCoverage,
      datasets: datasetCoverage(world),
      sharePoint: sharePointSight(facts, placed),
      cmdlets: cmdletSight(cmdlets, placed, config.objectsInResult),
      unreadSites: counted(
        world.totals.unreadSites.map(({ site, gap }) => ({ name: site.displayName, url: site.webUrl, gap })),
        config.objectsInResult,
      ),
      outOfReach: counted(
        world.totals.outOfReach.map(({ site, why }) => ({ name: site.displayName, url: site.webUrl, why })),
        config.objectsInResult,
      ),
    },
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
        { name: 'phiLabels', values: config.phiLabels },
        { name: 'phiTypes', values: config.phiTypes },
        { name: 'pilotGroup', values: config.pilotGroup === null ? [] : [config.pilotGroup] },
        { name: 'lexicon.strong', values: config.lexicon.strong },
        { name: 'lexicon.weak', values: config.lexicon.weak },
        { name: 'lexicon.places', values: config.lexicon.places },
        { name: 'lexicon.labels', values: config.lexicon.labels },
      ],
      permissionsMissing: missingPermissions(world, placed),
      permissionsUnused: unusedPermissions(facts),
      betaPaths: facts.betaPaths,
      unverified: UNVERIFIED,
    },
    secondOpinion: written(opinion, showNames),
    attestation: null,
    waivers: null,
    baseline: null,
  };
  return { result, findings };
}

function counted<T>(list: readonly T[], most: number): { readonly count: number; readonly list: readonly T[] } {
  return { count: list.length, list: list.slice(0, most) };
}

/** An imported report that shows more open than the crawl saw makes nothing bad, and lets nothing be simply good. */
function doubtsOf(opinion: PlacedOpinion | null): string[] {
  if (opinion === null) return [];
  const { sites, places } = opinion.doubts;
  return [
    ...(sites === 0 ? [] : [`An imported report shows grants to everyone where the crawl shows none; sites: ${sites}.`]),
    ...(places === 0
      ? []
      : [`An imported report lists places as open to everyone that the crawl does not show so; places: ${places}.`]),
  ];
}

function written(opinion: PlacedOpinion | null, showNames: boolean): SecondOpinion | null {
  if (opinion === null) return null;
  return {
    ...opinion,
    rows: opinion.rows.map(({ place, ...row }) => ({ ...row, item: maskPlace(place, { showNames }) })),
  };
}

const asksSharePoint = ({ reason, remedy }: Gap) =>
  reason === 'needs-sharepoint-tier' || (reason === 'forbidden' && remedy === SHAREPOINT_PERMISSION);

/** Which rules lack what only SharePoint itself tells, whether it was not asked or did not answer. */
function sharePointSight({ sharePoint }: ScanFacts, findings: readonly PlacedFinding[]): SharePointSight {
  const lacking = findings.filter((f) => f.gaps.some(asksSharePoint));
  const isUnknown = (f: PlacedFinding) => f.outcome === 'not-assessed' || f.outcome === 'error';
  return {
    asked: sharePoint.known,
    gap: sharePoint.known ? null : sharePoint.gap,
    notAssessed: lacking.filter(isUnknown).map((f) => f.ruleId),
    weakened: lacking.filter((f) => !isUnknown(f)).map((f) => f.ruleId),
  };
}

/** Where an export would have told; `--bundle` is the remedy that the collector names. */
const asksForExport = ({ remedy }: Gap) => remedy?.startsWith('--bundle') === true;

function cmdletSight(told: ToldByCmdlets, findings: readonly PlacedFinding[], most: number): CmdletSight {
  return {
    readings: told.readings.map(({ feeds: _, ...line }) => line),
    disagreements: counted(
      told.disagreements.map(({ fact, values }) => ({ fact, values: values.map(({ origin, value }) => ({ ...origin, value })) })),
      most,
    ),
    scoreControls: told.scoreControls.map(({ name, title, percent, score, asOf, rules }) => {
      return { control: name, title, percent, score, asOf, rules };
    }),
    notAssessed: findings.filter((f) => f.outcome === 'not-assessed' && f.gaps.some(asksForExport)).map((f) => f.ruleId),
  };
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

/** Permissions that would have shown more; where SharePoint itself was not asked, its own too. */
function missingPermissions(world: World, findings: readonly PlacedFinding[]): ScanResult['method']['permissionsMissing'] {
  const all = catalogue();
  const nameOf = (gap: Gap) =>
    asksSharePoint(gap) ? SHAREPOINT_PERMISSION : gap.reason === 'forbidden' ? gap.remedy : undefined;
  const fromData = DATASET_NAMES.flatMap((d) => gapsOf(world.datasetCoverage(d)));
  const names = [...fromData, ...findings.flatMap((f) => f.gaps)].map(nameOf).filter((name) => name !== undefined);
  return [...new Set(names)].sort().map((permission) => {
    const reasons = all.permissions.find((p) => p.permission === permission)?.why;
    const own = permission === SHAREPOINT_PERMISSION ? WITH_CERTIFICATE : '';
    const rules = findings
      .filter((f) => f.outcome === 'not-assessed' && f.gaps.some((g) => nameOf(g) === permission))
      .map((f) => f.ruleId);
    return { permission, why: reasons?.join('; ') ?? own, rules };
  });
}

const WITH_CERTIFICATE =
  'members of SharePoint groups, permissions of sites, lists and items, and settings that Graph lacks; SharePoint takes it only of an application that signs in with a certificate';

/** Permissions that the token holds and no collector asks for: more than this program needs. */
function unusedPermissions(facts: ScanFacts): string[] {
  const asked = new Set(catalogue().permissions.map((p) => p.permission));
  return (facts.signIn.permissions ?? []).filter((p) => !asked.has(p)).sort();
}
