/** What a scan would ask, spend and take, reckoned from what is known of a tenant before it; and what a limit would leave out. */
import type { Gap } from '../evidence/coverage.js';
import { BATCH, GRAPH, SHAREPOINT, SITES_A_PAGE } from './prices.js';
import { affordable, type Rate, type Spending, spend } from './spending.js';

/** One site collection, with its subsites. */
export interface PlanSite {
  readonly name: string;
  readonly url: string;
  readonly isPersonal: boolean;
  /** False: `--sites` leaves it out. */
  readonly isWanted: boolean;
  readonly webs: number;
  /** Null: not counted, and then taken to be one a web. */
  readonly drives: number | null;
  /** By the usage report; null: it says nothing of this site. */
  readonly files: number | null;
}

export interface PlanInput {
  /** In the order in which a scan reads them; archived ones are not among them. */
  readonly sites: readonly PlanSite[];
  /** Why the list of sites is not whole; null: it is. */
  readonly sitesGap: Gap | null;
  /** Microsoft 365 groups, of each of which the site is asked; null: not known, and then taken to be as many as sites. */
  readonly groups: number | null;
  /** Items with a link, of which the maker is asked; null: not known. */
  readonly links: number | null;
  readonly asksSharePoint: boolean;
  readonly rate: Rate;
  readonly start: Date;
  readonly levels: readonly Level[];
  readonly limits: { readonly maxUnits: number | null; readonly until: Date | null };
}

export type LevelName = 'low' | 'typical' | 'high';

/** How many items have permissions of their own decides most, and nobody knows it before the scan. */
export interface Level {
  readonly name: LevelName;
  readonly uniqueShare: number;
  readonly itemsAPage: number;
  /** Microsoft refuses the columns of labels, so that each library is asked a second time without them. */
  readonly asksTwice: boolean;
}

export const LEVELS: readonly Level[] = [
  { name: 'low', uniqueShare: 0.01, itemsAPage: 1000, asksTwice: false },
  { name: 'typical', uniqueShare: 0.03, itemsAPage: 1000, asksTwice: false },
  // A thousand a page is asked for; 200 is what Microsoft gives where it does not listen.
  { name: 'high', uniqueShare: 0.05, itemsAPage: 200, asksTwice: true },
];

export interface Cost {
  readonly units: number;
  readonly requests: number;
}

export type StageName = 'sites' | 'settings' | 'access' | 'drives' | 'items' | 'permissions' | 'links';

export interface LevelEstimate extends Cost {
  readonly level: Level;
  readonly spending: Spending;
  readonly stages: Readonly<Record<StageName, Cost>>;
  /** What `--max-ru` or `--until` leaves out; null: no such limit was given. */
  readonly cut: Cut | null;
}

export interface Cut {
  /** Units that the limits allow. */
  readonly units: number;
  /** Site collections read whole, and those that are begun and not finished or not begun. */
  readonly whole: number;
  readonly left: number;
  /** Files of the sites left, as far as they are known. */
  readonly filesLeft: number;
  readonly firstLeft: PlanSite | null;
}

export interface Estimate {
  readonly levels: readonly LevelEstimate[];
  /** Site collections that `--sites` leaves out, and their files as far as they are known. */
  readonly unwanted: { readonly sites: number; readonly files: number };
  /** Files of wanted sites as far as they are known, and wanted sites of which they are not; null: of none they are. */
  readonly files: number | null;
  readonly sitesWithoutFiles: number;
  readonly drives: number;
  /** Something that costs was not known, so that all numbers are the least. */
  readonly isLowerBound: boolean;
}

const NOTHING: Cost = { units: 0, requests: 0 };

export function estimate(input: PlanInput): Estimate {
  const wanted = input.sites.filter((site) => site.isWanted);
  const unwanted = input.sites.filter((site) => !site.isWanted);
  const without = wanted.filter((site) => site.files === null).length;
  return {
    levels: input.levels.map((level) => levelOf(level, wanted, input)),
    unwanted: { sites: unwanted.length, files: filesOf(unwanted) },
    files: wanted.length > 0 && without === wanted.length ? null : filesOf(wanted),
    sitesWithoutFiles: without,
    drives: wanted.reduce((sum, site) => sum + drivesOf(site), 0),
    isLowerBound:
      without > 0 ||
      input.sitesGap !== null ||
      (input.asksSharePoint && input.links === null) ||
      wanted.some((site) => site.drives === null),
  };
}

function filesOf(sites: readonly PlanSite[]): number {
  return sites.reduce((sum, site) => sum + (site.files ?? 0), 0);
}

function drivesOf({ drives, webs }: PlanSite): number {
  return drives ?? webs;
}

function levelOf(level: Level, wanted: readonly PlanSite[], input: PlanInput): LevelEstimate {
  const stages = stagesOf(level, wanted, input);
  const byName = Object.fromEntries(stages.map(({ name, before, each }) => [name, whole([before, ...each].reduce(plus))]));
  const total = Object.values(byName).reduce(plus);
  return {
    level,
    ...total,
    spending: spendingOf(total.units, byName.links ?? NOTHING, input),
    stages: byName as LevelEstimate['stages'],
    cut: cutOf(stages, wanted, input),
  };
}

/** Questions for the makers of links are paced by themselves, far more slowly. */
function spendingOf(units: number, links: Cost, { rate, start }: PlanInput): Spending {
  return spend(units - links.units, rate, start, links.requests / SHAREPOINT.linksAMinute);
}

function plus(a: Cost, b: Cost): Cost {
  return { units: a.units + b.units, requests: a.requests + b.requests };
}

/** Sites share requests, so that parts of requests add up. */
function whole({ units, requests }: Cost): Cost {
  return { units, requests: Math.ceil(requests) };
}

/** One step of the scan: what it asks once, and then of each wanted site in their order. */
interface Stage {
  readonly name: StageName;
  readonly before: Cost;
  readonly each: readonly Cost[];
}

function stagesOf(level: Level, wanted: readonly PlanSite[], input: PlanInput): Stage[] {
  const { asksSharePoint } = input;
  const stage = (name: StageName, costOf: (site: PlanSite) => Cost, before: Cost = NOTHING): Stage => ({
    name,
    before,
    each: wanted.map(costOf),
  });
  const pagesOf = (isPersonal: boolean) => {
    const webs = input.sites.reduce((sum, site) => sum + (site.isPersonal === isPersonal ? site.webs : 0), 0);
    return Math.max(1, Math.ceil(webs / SITES_A_PAGE));
  };
  // Sites and OneDrives are two lists.
  const listed = pagesOf(false) + pagesOf(true);
  const groups = input.groups ?? input.sites.filter((site) => !site.isPersonal).length;
  const links = asksSharePoint ? (input.links ?? 0) : 0;
  const unique = (site: PlanSite) => Math.round((site.files ?? 0) * level.uniqueShare);
  return [
    stage('sites', () => NOTHING, {
      units: listed * GRAPH.list + groups * GRAPH.object,
      requests: listed + Math.ceil(groups / BATCH.graph),
    }),
    stage('settings', () => (asksSharePoint ? { units: SHAREPOINT.collection, requests: 2 } : NOTHING)),
    stage('access', (site) => (asksSharePoint ? accessOf(site, unique(site)) : NOTHING)),
    stage('drives', ({ webs }) => ({ units: webs * GRAPH.list, requests: webs / BATCH.graph })),
    stage('items', (site) => deltaOf(site, level)),
    stage('permissions', (site) => {
      const asked = drivesOf(site) + unique(site);
      return { units: asked * GRAPH.permissions, requests: drivesOf(site) + Math.floor(unique(site) / BATCH.graph) };
    }),
    stage('links', () => NOTHING, { units: links * SHAREPOINT.link, requests: links }),
  ];
}

/** SharePoint itself: webs with groups and lists, a page of items for each 5,000, permissions of the items that have their own. */
function accessOf(site: PlanSite, unique: number): Cost {
  const pages = Math.max(drivesOf(site), Math.ceil((site.files ?? 0) / SHAREPOINT.itemsAPage));
  return {
    units: site.webs * SHAREPOINT.web + SHAREPOINT.groups + pages * SHAREPOINT.listPage + unique * SHAREPOINT.itemPermissions,
    requests: 2 * site.webs + Math.floor((site.files ?? 0) / SHAREPOINT.itemsAPage) + Math.ceil(unique / BATCH.sharePoint),
  };
}

function deltaOf(site: PlanSite, { itemsAPage, asksTwice }: Level): Cost {
  const drives = drivesOf(site);
  const refused = asksTwice ? drives : 0;
  const files = site.files ?? 0;
  // One library has so many full pages and a rest; of several libraries each has half a page of rest, as a rule.
  const further =
    drives === 1 ? Math.max(0, Math.ceil(files / itemsAPage) - 1) : Math.max(0, Math.round(files / itemsAPage - drives / 2));
  return { units: (drives + refused) * GRAPH.list + further * GRAPH.nextPage, requests: drives + refused + further };
}

/** A scan goes step by step through all sites, so that a limit cuts the last steps of the last sites first. */
function cutOf(stages: readonly Stage[], wanted: readonly PlanSite[], { limits, rate, start }: PlanInput): Cut | null {
  if (limits.maxUnits === null && limits.until === null) return null;
  const units = Math.min(
    limits.maxUnits ?? Number.POSITIVE_INFINITY,
    limits.until === null ? Number.POSITIVE_INFINITY : affordable(rate, start, limits.until),
  );
  const unfinished = new Set<number>();
  let spent = 0;
  for (const { before, each } of stages) {
    spent += before.units;
    for (const [at, cost] of each.entries()) {
      if (cost.units === 0) continue;
      // What was begun is ended.
      if (spent >= units) unfinished.add(at);
      else spent += cost.units;
    }
  }
  const left = wanted.filter((_, at) => unfinished.has(at));
  return {
    units,
    whole: wanted.length - left.length,
    left: left.length,
    filesLeft: filesOf(left),
    firstLeft: left[0] ?? null,
  };
}
