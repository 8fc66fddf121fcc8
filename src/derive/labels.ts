/** Sensitivity labels as Get-Label and Microsoft Graph tell of them, one row a label, with what policies and files add. */
import type { SensitivityLabel } from '../evidence/content.js';
import { type Gap, gapsOf } from '../evidence/coverage.js';
import type { DatasetName, Datasets } from '../evidence/datasets.js';
import { anyOf, type Known, known, mapKnown, type Tri, unknown } from '../evidence/known.js';
import type { Label, LabelEncryption, Origin } from '../evidence/purview.js';
import type { EvidenceReader } from '../evidence/store.js';
import type { Audiences } from './audiences.js';
import type { Directory } from './directory.js';
import { labelPolicyRows, publishedBy } from './label-policies.js';
import { extractRight, type RightsContext } from './label-rights.js';
import { phiLabels } from './label-words.js';
import { peopleByName } from './people-by-name.js';
import type { LabelPolicyRow, LabelRow } from './rows.js';
import type { DeriveSettings } from './settings.js';
import { listCoverage } from './sight.js';

export interface LabelSources {
  readonly evidence: EvidenceReader;
  readonly directory: Directory;
  readonly audiences: Audiences;
  readonly settings: DeriveSettings;
  /** Files by the id of their label, as the list column spells it. */
  readonly files: ReadonlyMap<string, number>;
}

export interface Labels {
  readonly labels: readonly LabelRow[];
  readonly policies: readonly LabelPolicyRow[];
}

/** Rows in the order of their ids. */
export async function deriveLabels(sources: LabelSources): Promise<Labels> {
  const { evidence, directory, audiences, settings } = sources;
  const byName = peopleByName(directory, audiences);
  const policies = await all(evidence, 'labelPolicies');
  const told = joined(await all(evidence, 'labels'), await all(evidence, 'sensitivityLabels'));
  const context: LabelContext = {
    ...family(told),
    labelsGap: gapsOf(evidence.coverage('labels'))[0] ?? NOT_LISTED,
    isPublished: publishedBy(policies, gapsOf(evidence.coverage('labelPolicies'))[0] ?? null),
    isPhi: phiLabels(settings),
    files: lowerCased(sources.files),
    rights: {
      byName,
      domains: await domainsOf(evidence),
      enabledMembers: directory.enabledMembers,
      orgWideShare: settings.thresholds.orgWideShare,
    },
  };
  const labels = told.map((one) => toRow(one, context)).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { labels, policies: labelPolicyRows(policies, directory, byName) };
}

const NOT_LISTED: Gap = { reason: 'contradictory', detail: 'Microsoft Graph lists a label that Get-Label does not' };

/** One label, as either source or both tell of it. */
interface Told {
  readonly id: string;
  readonly ids: readonly string[];
  readonly name: string;
  /** Of the cmdlet, lower case; null: it has none but the one that people see. */
  readonly internalName: string | null;
  readonly parentId: string | null;
  readonly cmdlet: Label | null;
  readonly graph: SensitivityLabel | null;
}

/** Which label stands above which, and how many have a name, be it the one that people see or the other. */
interface Family {
  readonly parents: ReadonlyMap<Told, Told>;
  readonly below: ReadonlyMap<Told, readonly Told[]>;
  readonly namesakes: ReadonlyMap<string, number>;
}

interface LabelContext extends Family {
  /** Why there is nothing that only the cmdlet tells. */
  readonly labelsGap: Gap;
  readonly isPublished: (aliases: readonly string[], mayMean: string | null) => Tri;
  readonly isPhi: ReturnType<typeof phiLabels>;
  readonly files: ReadonlyMap<string, number>;
  readonly rights: RightsContext;
}

async function all<D extends DatasetName>(evidence: EvidenceReader, dataset: D): Promise<Datasets[D][]> {
  const rows: Datasets[D][] = [];
  for await (const row of evidence.rows(dataset)) rows.push(row);
  return rows;
}

async function domainsOf(evidence: EvidenceReader): Promise<Known<ReadonlySet<string>>> {
  const domains = new Set<string>();
  for await (const { verifiedDomains } of evidence.rows('organization'))
    for (const { name } of verifiedDomains) domains.add(name.toLowerCase());
  const gap = gapsOf(listCoverage(evidence, 'organization'))[0];
  return gap === undefined ? known(domains) : unknown(gap);
}

function lowerCased(files: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [id, count] of files) sums.set(id.toLowerCase(), (sums.get(id.toLowerCase()) ?? 0) + count);
  return sums;
}

/** Graph knows a label by its `Guid` or by its `ImmutableId`; a label that only one of the two tells is one all the same. */
function joined(labels: readonly Label[], graphLabels: readonly SensitivityLabel[]): Told[] {
  const graph = new Map(graphLabels.map((label) => [label.id.toLowerCase(), label]));
  const cmdlet = new Map(labels.map((label) => [label.id.toLowerCase(), label]));
  const told = [...cmdlet.values()].map((label): Told => {
    const ids = distinct([label.id, label.immutableId]);
    const twin = ids.map((id) => graph.get(id)).find((one) => one !== undefined) ?? null;
    for (const id of ids) graph.delete(id);
    const parentId = label.parentId ?? twin?.parentId ?? null;
    const internalName = label.internalName?.trim().toLowerCase() ?? null;
    return { id: ids[0] as string, ids, name: label.name, internalName, parentId, cmdlet: label, graph: twin };
  });
  const alone = [...graph].map(
    ([id, label]): Told => ({
      id,
      ids: [id],
      name: label.name,
      internalName: null,
      parentId: label.parentId,
      cmdlet: null,
      graph: label,
    }),
  );
  return [...told, ...alone];
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.flatMap((id) => (id === null ? [] : [id.toLowerCase()])))];
}

function family(told: readonly Told[]): Family {
  const byId = new Map(told.flatMap((one) => one.ids.map((id) => [id, one] as const)));
  const parents = new Map<Told, Told>();
  const below = new Map<Told, Told[]>();
  const namesakes = new Map<string, number>();
  for (const one of told) {
    for (const name of namesOf(one)) namesakes.set(name, (namesakes.get(name) ?? 0) + 1);
    const parent = one.parentId === null ? undefined : byId.get(one.parentId.toLowerCase());
    if (parent === undefined || parent === one) continue;
    parents.set(one, parent);
    const siblings = below.get(parent);
    if (siblings === undefined) below.set(parent, [one]);
    else siblings.push(one);
  }
  return { parents, below, namesakes };
}

function toRow(label: Told, context: LabelContext): LabelRow {
  const { cmdlet, graph } = label;
  const { isPublished, isPhi, labelsGap } = context;
  const parent = context.parents.get(label);
  const below = context.below.get(label) ?? [];
  const name = parent === undefined ? label.name : `${parent.name} / ${label.name}`;
  const aliases = aliasesOf(label, context);
  const { protects, encryption } = protectionOf(label, context);
  const type = (...wanted: readonly string[]): Tri =>
    cmdlet === null
      ? unknown(labelsGap)
      : mapKnown(cmdlet.contentTypes, (types) => types.some((one) => wanted.includes(one.toLowerCase())));
  const extract = encryption.known ? extractRight(encryption.value, context.rights) : encryption;
  return {
    id: label.id,
    aliases,
    name,
    isParent: below.length > 0,
    isPhi: isPhi({
      names: [...label.ids, label.name, name],
      ownName: label.name,
      tooltip: cmdlet?.tooltip ?? graph?.tooltip ?? null,
    }),
    enabled: cmdlet?.enabled ?? unknown(labelsGap),
    forFiles: type('file'),
    forContainers: type('site', 'unifiedgroup'),
    protects,
    encryption,
    extract,
    blocksContentAnalysis: cmdlet?.blocksContentAnalysis ?? unknown(labelsGap),
    // Policies may name the labels below a parent and not the parent.
    published: anyOf(
      [label, ...below].map((one) => isPublished(aliasesOf(one, context), isNameShared(one, context) ? plainName(one) : null)),
    ),
    files: label.ids.reduce((sum, id) => sum + (context.files.get(id) ?? 0), 0),
    origins: [...(cmdlet?.origins ?? []), ...(graph === null ? [] : [GRAPH])],
  };
}

const GRAPH: Origin = { source: 'graph', cmdlet: '/security/dataSecurityAndGovernance/sensitivityLabels', at: null };

function plainName({ name }: Told): string {
  return name.trim().toLowerCase();
}

/** Both names, each once. */
function namesOf(label: Told): ReadonlySet<string> {
  return new Set([plainName(label), ...(label.internalName === null ? [] : [label.internalName])]);
}

/** "All employees" stands below more than one parent in tenants that began with Microsoft's default labels. */
function isNameShared(label: Told, { namesakes }: LabelContext): boolean {
  return (namesakes.get(plainName(label)) ?? 0) > 1;
}

function aliasesOf(label: Told, { namesakes }: LabelContext): readonly string[] {
  return [...label.ids, ...[...namesOf(label)].filter((name) => name !== '' && namesakes.get(name) === 1)];
}

const CONTRADICTED: Gap = {
  reason: 'contradictory',
  detail: 'of a label, Get-Label and Microsoft Graph do not agree on whether it encrypts',
};

/** Two sources that disagree make it unknown; one that is silent leaves it to the other. */
function protectionOf({ cmdlet, graph }: Told, { labelsGap }: LabelContext): Pick<LabelRow, 'protects' | 'encryption'> {
  const told = graph?.hasProtection ?? null;
  const own: Known<LabelEncryption | null> = cmdlet?.encryption ?? unknown(labelsGap);
  if (own.known) {
    const encrypts = own.value !== null;
    const isDenied = told !== null && told !== encrypts;
    return isDenied
      ? { protects: unknown(CONTRADICTED), encryption: unknown(CONTRADICTED) }
      : { protects: known(encrypts), encryption: own };
  }
  // What an export and the direct path contradict each other on, a third voice does not settle.
  const isDisputed = cmdlet !== null && own.gap.reason === 'contradictory';
  if (told === null || isDisputed) return { protects: own, encryption: own };
  return { protects: known(told), encryption: told ? own : known(null) };
}
