/** All joins of one tenant, made in one pass over the evidence and handed to the engine. */
import { collectionOf } from '../evidence/collections.js';
import type { Drive, Site } from '../evidence/content.js';
import { type Coverage, combine, distinctGaps, type Gap, gapsOf } from '../evidence/coverage.js';
import type { DatasetName } from '../evidence/datasets.js';
import type { EvidenceReader } from '../evidence/store.js';
import { deriveApps } from './apps.js';
import { resolveAudiences } from './audiences.js';
import { loadCollection } from './collection.js';
import { loadDirectory } from './directory.js';
import { deriveDlp } from './dlp.js';
import { exposures } from './exposed-sites.js';
import { GrantPool } from './grant-pool.js';
import { deriveDrives, deriveGroups, type SiteSummary } from './groups.js';
import { labelCoverage } from './label-coverage.js';
import { deriveLabels } from './labels.js';
import { insiders } from './paths.js';
import { derivePeople } from './people.js';
import { derivePersonas } from './personas.js';
import { ReachBook } from './reach-book.js';
import { peopleReach } from './reach-lists.js';
import { ROW_SOURCES } from './row-datasets.js';
import type { LinkRow, RowKind, RowKinds, Scope, SiteRow, Totals } from './rows.js';
import { deriveScopes } from './scopes.js';
import { sensitiveNames } from './sensitive-names.js';
import type { DeriveSettings } from './settings.js';
import { deriveSight, type Sight } from './sight.js';
import { loadSiteFacts } from './site-facts.js';
import { deriveSite } from './sites.js';

export interface World {
  readonly totals: Totals;
  rows<K extends RowKind>(kind: K): readonly RowKinds[K][];
  rowCoverage(kind: RowKind): Coverage;
  datasetCoverage(dataset: DatasetName): Coverage;
}

export async function deriveWorld(evidence: EvidenceReader, settings: DeriveSettings, tenantId: string): Promise<World> {
  const directory = await loadDirectory(evidence, settings);
  const audiences = resolveAudiences(directory, settings, tenantId);
  const people = await derivePeople(evidence, directory, audiences, settings);
  const peopleById = new Map(people.map((p) => [p.user.id, p]));
  const names = sensitiveNames(settings.lexicon);
  const facts = await loadSiteFacts(evidence);
  const sight = await deriveSight(evidence, facts);
  const tools = { evidence, directory, audiences, names, settings, facts, sight, peopleById };
  const context = { ...tools, book: new ReachBook(directory, settings), pool: new GrantPool() };
  const scopes: Scope[] = [];
  const links: LinkRow[] = [];
  const sites: SiteRow[] = [];
  const files = new Map<string, number>();
  const labelled = new Map<string, number>();
  const summaries = new Map<string, SiteSummary>();
  let sharedFiles = 0;
  for (const [id, part] of byCollection(sight)) {
    const collection = await loadCollection(id, part.sites, part.drives, context);
    const roots: Scope[] = [];
    let inSite = 0;
    let sensitiveFiles = 0;
    let rootsGap: Gap | null = null;
    for (const { site, drive } of part.drives) {
      const found = await deriveScopes(site, drive, collection, context);
      for (const scope of found.scopes) scopes.push(scope);
      for (const link of found.links) links.push(link);
      rootsGap ??= found.rootGap;
      roots.push(...found.scopes.filter((s) => s.kind === 'root'));
      files.set(drive.id, found.files);
      for (const [label, count] of found.labels) labelled.set(label, (labelled.get(label) ?? 0) + count);
      inSite += found.files;
      sensitiveFiles += found.sensitiveFiles;
      summaries.set(site.id, { sensitiveWord: summaries.get(site.id)?.sensitiveWord ?? found.sensitiveWord });
    }
    const word = part.sites.map((s) => summaries.get(s.id)?.sensitiveWord ?? null).find((w) => w !== null) ?? null;
    sites.push(deriveSite(collection, { files: inSite, sensitiveFiles, sensitiveWord: word, roots, rootsGap }, context));
    if (!collection.root.isPersonal) sharedFiles += inSite;
  }
  sortById(scopes);
  sortById(links);
  const withSummaries = { ...context, summaries };
  const reached = peopleReach(scopes, directory, audiences);
  const sitesListGap = gapsOf(sight.coverage('sites'))[0] ?? null;
  const personas = derivePersonas(settings.personas, {
    directory,
    sites: [...sight.sites, ...sight.outOfReach.map(({ site }) => site)],
    sitesListGap,
    insider: insiders(directory),
    exposure: exposures({ scopes, sites, unreadSites: sight.unreadSites }, audiences),
  });
  const { labels, policies } = await deriveLabels({ evidence, directory, audiences, settings, files: labelled });
  const rows: { [K in RowKind]: readonly RowKinds[K][] } = {
    person: people.map((person) => ({ ...person, reach: reached.of(person.user.id) })),
    group: deriveGroups(withSummaries),
    drive: deriveDrives(withSummaries, scopes, files),
    scope: scopes,
    site: sites,
    link: links,
    persona: personas,
    app: await deriveApps(evidence, directory, settings),
    label: labels,
    labelPolicy: policies,
    dlpPolicy: await deriveDlp(evidence, labels, settings),
  };
  return {
    totals: {
      enabledMembers: directory.enabledMembers,
      files: [...files.values()].reduce((sum, n) => sum + n, 0),
      scopes: scopes.length,
      pilotGroupConfigured: settings.pilotGroup !== null,
      knownSites: sight.knownSites,
      knownDrives: sight.knownDrives,
      wholeSites: sight.wholeSites,
      wholeDrives: sight.wholeDrives,
      sitesCoverage: sight.percent,
      sitesListGap,
      unreadSites: sight.unreadSites,
      outOfReach: sight.outOfReach,
      labelRead: scopes.reduce((sum, s) => sum + s.labelRead, 0),
      labelled: scopes.reduce((sum, s) => sum + s.labelled, 0),
      sharedFiles,
      reachGap: reached.gap ?? sight.unreadSites[0]?.gap ?? sight.untoldAnywhere[0] ?? sitesListGap,
      placesGap: sight.untoldAnywhere[0] ?? null,
      personas: settings.personas.length,
      businessAssociates: new Map(settings.businessAssociates.map((b) => [b.domain, { agreement: b.agreement }])),
    },
    rows: (kind) => rows[kind],
    rowCoverage: (kind) =>
      kind === 'label'
        ? labelCoverage((d) => sight.coverage(d))
        : wholeOf([...ROW_SOURCES[kind].primary.map((d) => sight.coverage(d)), ...untold(kind, sight)]),
    datasetCoverage: (dataset) => sight.coverage(dataset),
  };
}

/** Webs and drives by site collection, in the order of the sites. */
function byCollection({ sites, drives }: Sight): ReadonlyMap<string, { sites: Site[]; drives: { site: Site; drive: Drive }[] }> {
  const parts = new Map<string, { sites: Site[]; drives: { site: Site; drive: Drive }[] }>();
  for (const site of sites) {
    const id = collectionOf(site.id);
    const part = parts.get(id);
    if (part === undefined) parts.set(id, { sites: [site], drives: [] });
    else part.sites.push(site);
  }
  for (const entry of drives) parts.get(collectionOf(entry.site.id))?.drives.push(entry);
  return parts;
}

function sortById(rows: { readonly id: string }[]): void {
  rows.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Kinds of rows that hold what people reach, place by place. */
const OF_PLACES: readonly RowKind[] = ['scope', 'persona'];

/** Where SharePoint was asked and refused, places and grants that only it knows are missing from these rows. */
function untold(kind: RowKind, { untoldAnywhere }: Sight): readonly Coverage[] {
  if (!OF_PLACES.includes(kind) || untoldAnywhere.length === 0) return [];
  return [{ state: 'partial', rows: 0, gaps: distinctGaps(untoldAnywhere) }];
}

/** Rows joined from several datasets are absent when one of them is, and partial when one of them is. */
function wholeOf(parts: readonly Coverage[]): Coverage {
  const absent = parts.find((c) => c.state === 'absent');
  return absent ?? combine(parts);
}
