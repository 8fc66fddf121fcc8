/** Reports that the operator imported, held against the crawl: where the two disagree about a site or an item. Neither is taken to be right. */
import { collectionOf } from '../evidence/collections.js';
import type { SamSite } from '../evidence/sharepoint.js';
import { type OpinionInput, type OpinionRow, type OpinionSubject, type SecondOpinion, SUBJECTS } from './opinion.js';
import type { AudienceKind, SiteRow } from './rows.js';
import { openItems } from './second-opinion-items.js';

import { SiteIndex } from './site-index.js';

/** Microsoft makes such a report anew every 30 days at the earliest. */
const OLD_FROM_DAYS = 30;
const DAY_MS = 86_400_000;

/** Null where no report was given. */
export async function secondOpinion(input: OpinionInput): Promise<SecondOpinion | null> {
  const { evidence } = input;
  const given = (['samSites', 'samBroadItems'] as const).filter((name) => evidence.coverage(name).state !== 'absent');
  if (given.length === 0) return null;
  const book = new OpinionBook(input);
  if (given.includes('samSites')) await compareSites(input, book);
  if (given.includes('samBroadItems')) {
    book.begin('items');
    for await (const { row, reportDate } of openItems(input)) {
      book.learn(reportDate);
      if (row !== null) book.add(row);
    }
  }
  return book.whole();
}

/** Keeps so many rows of each kind, and the count of all. */
class OpinionBook {
  readonly #input: OpinionInput;
  readonly #rows: OpinionRow[] = [];
  readonly #counts = new Map<OpinionSubject, number>();
  readonly #doubted = new Set<string>();
  readonly #reports: { kind: 'sites' | 'items'; rows: number; date: string | null }[] = [];

  constructor(input: OpinionInput) {
    this.#input = input;
  }

  begin(kind: 'sites' | 'items'): void {
    this.#reports.push({ kind, rows: 0, date: null });
  }

  /** One row of the report that was begun last. */
  learn(date: string | null): void {
    const report = this.#reports.at(-1);
    if (report === undefined) return;
    report.rows += 1;
    if (date !== null && (report.date === null || date < report.date)) report.date = date;
  }

  add(row: OpinionRow): void {
    const before = this.#counts.get(row.what) ?? 0;
    this.#counts.set(row.what, before + 1);
    if (before < this.#input.most) this.#rows.push(row);
    if (row.isDoubt && row.place === null) this.#doubted.add(row.url ?? '');
  }

  whole(): SecondOpinion {
    const weight = (row: OpinionRow) => SUBJECTS.indexOf(row.what) + (row.isDoubt ? 0 : SUBJECTS.length);
    const rows = [...this.#rows].sort((a, b) => weight(a) - weight(b) || (nameOf(a) < nameOf(b) ? -1 : 1));
    return {
      reports: this.#reports.map((report) => {
        const ageDays = age(report.date, this.#input.now);
        return { ...report, ageDays, isOld: ageDays !== null && ageDays > OLD_FROM_DAYS };
      }),
      rows: rows.slice(0, this.#input.most),
      doubts: { sites: this.#doubted.size, places: this.#counts.get('open-item') ?? 0 },
      counts: Object.fromEntries(SUBJECTS.map((what) => [what, this.#counts.get(what) ?? 0])) as SecondOpinion['counts'],
    };
  }
}

function nameOf(row: OpinionRow): string {
  return `${row.url ?? ''} ${row.place?.parts.map((p) => p.name).join('/') ?? ''}`;
}

function age(date: string | null, now: Date): number | null {
  const at = date !== null && /^\d{4}-\d{2}-\d{2}/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, Math.floor((now.getTime() - at) / DAY_MS));
}

/** Grants to everybody that the crawl saw anywhere on a site collection. */
interface Claims {
  eeeu: number;
  everyone: number;
  /** By any way that reaches the whole staff, public groups too. */
  any: number;
}

const ALL_STAFF: ReadonlySet<AudienceKind> = new Set(['everyone-except-external', 'everyone', 'all-users', 'public-group']);

function claimsBySite({ sites, scopes }: OpinionInput): ReadonlyMap<string, Claims> {
  const claims = new Map<string, Claims>(sites.map((s) => [s.collectionId, { eeeu: 0, everyone: 0, any: 0 }]));
  const take = (collectionId: string, audience: AudienceKind, isOwn: boolean) => {
    const found = claims.get(collectionId);
    if (found === undefined || !ALL_STAFF.has(audience)) return;
    found.any += 1;
    // What came down from above was counted there.
    if (isOwn && audience === 'everyone-except-external') found.eeeu += 1;
    if (isOwn && audience === 'everyone') found.everyone += 1;
  };
  for (const { collectionId, grants } of sites)
    for (const grant of grants.known ? grants.value : []) take(collectionId, grant.audience, !grant.inherited);
  for (const { site, grants } of scopes)
    for (const grant of grants) take(collectionOf(site.id), grant.audience, !grant.inherited);
  return claims;
}

async function compareSites(input: OpinionInput, book: OpinionBook): Promise<void> {
  const { evidence, sites, totals } = input;
  const index = new SiteIndex(sites);
  const away = new SiteIndex(totals.outOfReach.map(({ site }) => ({ site, collectionId: collectionOf(site.id) })));
  const unread = new Set(totals.unreadSites.map(({ site }) => collectionOf(site.id)));
  const claims = claimsBySite(input);
  const met = new Set<string>();
  const metKinds = new Set<boolean>();
  book.begin('sites');
  for await (const imported of evidence.rows('samSites')) {
    book.learn(imported.reportDate);
    const row = index.find(imported.collectionId, imported.url);
    if (row === undefined) {
      if (away.find(imported.collectionId, imported.url) === undefined) book.add(onlyImported(imported));
      continue;
    }
    met.add(row.collectionId);
    metKinds.add(row.isPersonal);
    const seen = claims.get(row.collectionId) ?? { eeeu: 0, everyone: 0, any: 0 };
    const isWhole = row.grants.known && row.grantedOrgWide.known && !unread.has(row.collectionId);
    for (const found of [
      everybody('everyone-except-external', row, imported, seen, isWhole),
      everybody('everyone', row, imported, seen, isWhole),
      people(row, imported, input.thresholds.secondOpinionShare),
      uniqueItems(row, imported, input.thresholds.secondOpinionShare),
    ])
      if (found !== null) book.add(found);
  }
  // SharePoint and OneDrive are separate reports: what was not exported at all is missing nowhere.
  for (const row of sites)
    if (metKinds.has(row.isPersonal) && !met.has(row.collectionId))
      book.add(about('only-crawled', row, { crawl: true, imported: false, reportDate: null }));
}

type Said = Pick<OpinionRow, 'crawl' | 'imported' | 'reportDate'> & { readonly isDoubt?: boolean };

function about(what: OpinionSubject, row: SiteRow, said: Said): OpinionRow {
  return { what, siteName: row.site.displayName, url: row.site.webUrl, place: null, isDoubt: false, ...said };
}

function onlyImported({ url, reportDate }: SamSite): OpinionRow {
  const named = { siteName: null, url: url === '' ? null : url, place: null };
  return { what: 'only-imported', ...named, crawl: false, imported: true, reportDate, isDoubt: false };
}

/** Both count grants, but by rules of their own: only that one side has some and the other none is a disagreement. */
function everybody(
  what: 'everyone-except-external' | 'everyone',
  row: SiteRow,
  imported: SamSite,
  seen: Claims,
  isWhole: boolean,
): OpinionRow | null {
  const told = what === 'everyone' ? imported.everyoneGrants : imported.everyoneExceptExternalGrants;
  const own = what === 'everyone' ? seen.everyone : seen.eeeu;
  const { reportDate } = imported;
  if (told === null) return null;
  if (told > 0 && seen.any === 0)
    return about(what, row, { crawl: isWhole ? 0 : null, imported: told, reportDate, isDoubt: true });
  return told === 0 && own > 0 ? about(what, row, { crawl: own, imported: 0, reportDate }) : null;
}

/** Microsoft counts nobody for a claim or a link before it is used: fewer people in its report are no contradiction then. */
function people(
  row: SiteRow,
  { people: told, everyoneExceptExternalGrants, reportDate }: SamSite,
  share: number,
): OpinionRow | null {
  if (told === null || !row.standingReaders.known) return null;
  const own = row.standingReaders.value;
  const isOpenToAll = !row.standingOrgWide.known || row.standingOrgWide.value || (everyoneExceptExternalGrants ?? 0) > 0;
  if ((own > told && isOpenToAll) || !differs(own, told, share)) return null;
  return about('people', row, { crawl: own, imported: told, reportDate });
}

function uniqueItems(row: SiteRow, { uniqueItems: told, reportDate }: SamSite, share: number): OpinionRow | null {
  if (told === null || !row.lists.known) return null;
  const own = row.lists.value.reduce((sum, list) => sum + list.unique, 0);
  return differs(own, told, share) ? about('unique-items', row, { crawl: own, imported: told, reportDate }) : null;
}

function differs(a: number, b: number, share: number): boolean {
  return a !== b && Math.abs(a - b) / Math.max(a, b) > share;
}
