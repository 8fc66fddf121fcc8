/** All joins of one tenant, made in one pass over the evidence and handed to the engine. */
import { type Coverage, combine, gapsOf } from '../evidence/coverage.js';
import type { DatasetName } from '../evidence/datasets.js';
import type { EvidenceReader } from '../evidence/store.js';
import { deriveApps } from './apps.js';
import { resolveAudiences } from './audiences.js';
import { loadDirectory } from './directory.js';
import { ReachBook } from './grants.js';
import { deriveDrives, deriveGroups, type SiteSummary } from './groups.js';
import { derivePeople } from './people.js';
import { ROW_SOURCES } from './row-datasets.js';
import type { RowKind, RowKinds, Scope, Totals } from './rows.js';
import { contextWord, deriveScopes } from './scopes.js';
import { sensitiveNames } from './sensitive-names.js';
import type { DeriveSettings } from './settings.js';
import { deriveSight } from './sight.js';

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
  const sight = await deriveSight(evidence);
  const book = new ReachBook(directory, settings);
  const scopes: Scope[] = [];
  const files = new Map<string, number>();
  const summaries = new Map<string, SiteSummary>();
  for (const { site, drive } of sight.drives) {
    const found = await deriveScopes(site, drive, { evidence, directory, audiences, names, settings, peopleById, book });
    for (const scope of found.scopes) scopes.push(scope);
    files.set(drive.id, found.files);
    const word = summaries.get(site.id)?.sensitiveWord ?? contextWord(site, drive, names).site ?? found.sensitiveWord;
    summaries.set(site.id, { sensitiveWord: word });
  }
  scopes.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const context = { directory, audiences, names, settings, sight, summaries };
  const rows: { [K in RowKind]: readonly RowKinds[K][] } = {
    person: people,
    group: deriveGroups(context),
    drive: deriveDrives(context, scopes, files),
    scope: scopes,
    site: [],
    link: [],
    persona: [],
    app: await deriveApps(evidence, directory, settings),
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
      sitesListGap: gapsOf(sight.coverage('sites'))[0] ?? null,
      unreadSites: [],
      outOfReach: [],
      sharedFiles: 0,
      reachGap: null,
      personas: settings.personas.length,
      businessAssociates: new Map(settings.businessAssociates.map((b) => [b.domain, { agreement: b.agreement }])),
    },
    rows: (kind) => rows[kind],
    rowCoverage: (kind) => wholeOf(ROW_SOURCES[kind].primary.map((d) => sight.coverage(d))),
    datasetCoverage: (dataset) => sight.coverage(dataset),
  };
}

/** Rows joined from several datasets are absent when one of them is, and partial when one of them is. */
function wholeOf(parts: readonly Coverage[]): Coverage {
  const absent = parts.find((c) => c.state === 'absent');
  return absent ?? combine(parts);
}
