/** A plan for a reader: what is there, what a scan would take, what limits leave out, and on what each number rests. */
import type { Gap } from '../evidence/coverage.js';
import { gapSentence } from '../evidence/gap-sentence.js';
import type { Cut, Estimate, LevelEstimate, StageName } from '../plan/estimate.js';
import type { Signals } from '../plan/signals.js';
import { safeText, cut as shortened } from '../reporters/text.js';
import { counted, number, timeText } from '../reporters/wording.js';
import type { Colours } from './colours.js';
import { duration } from './progress.js';
import { table, wrap } from './table.js';

export interface Plan {
  readonly tenant: Signals['tenant'];
  readonly source: 'live' | 'moved';
  readonly asOf: Date;
  readonly signals: Signals;
  readonly countsDrives: boolean;
  readonly asksSharePoint: boolean;
  readonly budget: {
    readonly licences: number | null;
    readonly perMinute: number;
    readonly perDay: number;
    /** The part of it at which a scan runs. */
    readonly share: number;
    readonly asOf: string;
  };
  readonly limits: {
    readonly sites: readonly string[] | null;
    readonly maxUnits: number | null;
    readonly until: Date | null;
    /** Sentences on addresses of `--sites` that the tenant does not have. */
    readonly strangers: readonly string[];
  };
  /** Resource units of SharePoint that the plan itself took. */
  readonly spent: number;
  readonly estimate: Estimate;
}

export function planText(plan: Plan, colours: Colours, columns: number): string {
  const { displayName, defaultDomain } = plan.tenant;
  const tenant = displayName ?? 'a tenant whose name is not known';
  const name = shortened(defaultDomain === null ? tenant : `${tenant} (${defaultDomain})`, 200);
  const rows = (of: readonly (readonly string[])[]) => table(of, columns - 2).map((line) => `  ${line}`);
  const points = (lines: readonly string[]) => lines.flatMap((line) => hung(line, columns));
  const least = plan.estimate.isLowerBound ? ', at least' : '';
  const limits = limitLines(plan);
  const blocks: string[][] = [
    plan.source === 'live' ? [] : ['Simulated tenant, not evidence: --endpoint points at other hosts than Microsoft’s.'],
    wrap(safeText(`Plan of a scan of ${name}`), columns).map((line) => colours.bold(line)),
    [colours.bold('What is there'), ...rows(thereRows(plan))],
    [colours.bold(`What a scan would take, an estimate${least}`), ...rows(costRows(plan))],
    [colours.bold('Where the units go, in the typical case'), ...rows(stageRows(plan))],
    limits.length === 0 ? [] : [colours.bold('What the limits leave out'), ...points(limits)],
    [colours.bold('What the numbers rest on'), ...points(basis(plan))],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function hung(line: string, columns: number): string[] {
  return wrap(safeText(line), columns - 4).map((part, at) => `${at === 0 ? '  - ' : '    '}${part}`);
}

function thereRows({ signals, countsDrives, estimate }: Plan): string[][] {
  const personal = signals.sites.filter((site) => site.isPersonal).length;
  const atLeast = signals.sitesGap === null ? '' : 'at least ';
  const drives = countsDrives
    ? signals.drivesGap === null
      ? 'counted'
      : 'counted where sites answered'
    : 'an estimate: one a site; --count-drives counts them';
  return [
    [
      'Sites',
      `${atLeast}${counted(signals.sites.length - personal, 'site')} and ${counted(personal, 'OneDrive')}${besideThem(signals)}`,
    ],
    ['Libraries', `${number(estimate.drives)} (${drives})`],
    ['Files', filesText(estimate)],
  ];
}

/** Webs of the list that are no site of their own, or that no scan reads. */
function besideThem({ webs, sites, archived }: Signals): string {
  const told = [
    webs - archived > sites.length ? counted(webs - archived - sites.length, 'subsite') : null,
    archived > 0 ? `${number(archived)} archived, which a scan leaves out` : null,
  ].filter((part) => part !== null);
  return told.length === 0 ? '' : `; beside them ${told.join(' and ')}`;
}

function filesText({ files, sitesWithoutFiles }: Estimate): string {
  if (files === null) return 'not known';
  return sitesWithoutFiles === 0
    ? number(files)
    : `at least ${number(files)}; not known of ${counted(sitesWithoutFiles, 'site or OneDrive', 'sites and OneDrives')}`;
}

function costRows({ estimate: { levels } }: Plan): string[][] {
  const rows = levels.map(({ level, units, requests, spending }) => [
    level.name,
    `${number(level.uniqueShare * 100)} %`,
    number(units),
    number(requests),
    spending.minutes * 60 < 1 ? 'under 1 s' : duration(spending.minutes * 60_000),
    endOf(spending),
  ]);
  return [['', 'own permissions', 'units', 'requests', 'time', 'started now, it ends'], ...rows];
}

function endOf({ midnights, waiting, endsAt }: LevelEstimate['spending']): string {
  const nights = midnights === 0 ? '' : `, past ${counted(midnights, 'midnight')} UTC`;
  const quota = waiting === 0 ? '' : `, ${duration(waiting * 60_000)} of it waiting for the next day’s quota`;
  return `${timeText(endsAt.toISOString())}${nights}${quota}`;
}

const STAGES: Readonly<Record<StageName, string>> = {
  sites: 'The list of sites, and which group has which',
  settings: 'Settings and administrators of sites (SharePoint)',
  access: 'Groups and permissions of sites, lists and items (SharePoint)',
  drives: 'The libraries of sites',
  items: 'Files and folders',
  permissions: 'Permissions of libraries, files and folders',
  links: 'Makers of sharing links (SharePoint)',
};

function stageRows({ estimate: { levels } }: Plan): string[][] {
  const typical = levels.find(({ level }) => level.name === 'typical');
  return Object.entries(typical?.stages ?? {})
    .filter(([, { units }]) => units > 0)
    .map(([name, { units }]) => [number(units), STAGES[name as StageName]]);
}

function limitLines({ limits, estimate: { levels, unwanted } }: Plan): string[] {
  const list =
    limits.sites === null
      ? []
      : [
          `--sites names ${counted(limits.sites.length, 'site')} and leaves out ${counted(unwanted.sites, 'site or OneDrive', 'sites and OneDrives')}, ${knownFiles(unwanted.files)}.`,
          ...limits.strangers,
        ];
  const asked = [limits.maxUnits === null ? null : '--max-ru', limits.until === null ? null : '--until'];
  const flags = asked.filter((flag) => flag !== null).join(' and ');
  // Levels that end alike are told in one line.
  const tails = new Map<string, string[]>();
  for (const { level, cut } of levels) {
    if (cut === null) continue;
    const tail = cutLine(flags, cut);
    tails.set(tail, [...(tails.get(tail) ?? []), level.name]);
  }
  const cuts = [...tails].map(
    ([tail, names]) => `${names.length === levels.length ? 'In each case' : names.join(' and ')}: ${tail}`,
  );
  return [...list, ...cuts, ...(cuts.length === 0 ? [] : [ORDER])];
}

/** The order of a scan, since a limit cuts its end. */
const ORDER =
  'Public groups, sites with many links and sites open to guests are read first, OneDrives last. A scan goes step by step through all sites, and what it has not come to is “not assessed”, never passed.';

function cutLine(flags: string, { units, whole, left, filesLeft, firstLeft }: Cut): string {
  const head = `${flags} ${flags.includes(' and ') ? 'allow' : 'allows'} ${counted(units, 'unit')}`;
  if (left === 0) return `${head}, which is enough for all of it.`;
  const first = firstLeft === null ? '' : `; the first of them: ${shortened(firstLeft.name)} (${shortened(firstLeft.url)})`;
  return `${head}: ${whole === 0 ? 'no site or OneDrive is' : counted(whole, 'site or OneDrive is', 'sites and OneDrives are')} read whole, ${number(left)} not, ${knownFiles(filesLeft)}${first}.`;
}

function knownFiles(files: number): string {
  return files === 0 ? 'with no file that is known of' : `with ${counted(files, 'file that is', 'files that are')} known of`;
}

function basis(plan: Plan): string[] {
  const { signals, budget, estimate, asksSharePoint } = plan;
  const because = (gap: Gap | null) => (gap === null ? '' : ` ${gapSentence(gap)}`);
  const levels = estimate.levels.map(({ level }) => `${number(level.uniqueShare * 100)} %`).join(', ');
  return [
    budget.licences === null
      ? `The number of licences is not known, so the smallest budget counts: ${number(budget.perMinute)} resource units a minute and ${number(budget.perDay)} a day.`
      : `With ${counted(budget.licences, 'licence')} Microsoft allows an application ${number(budget.perMinute)} resource units a minute and ${number(budget.perDay)} a day, until midnight UTC (figures of ${budget.asOf}).`,
    `A scan runs at ${number(budget.share * 100)} % of that. What other runs of the same application spent today is not known and not counted.`,
    `How many files have permissions of their own shows only in the scan; reckoned is with ${levels}. The last case also takes Microsoft to put 200 files on a page and not 1,000, and to refuse the columns of labels.`,
    estimate.files === null
      ? `The number of files is not known, so that neither their list nor their own permissions are in the numbers.${because(signals.usageGap)}`
      : `Numbers of files are of SharePoint’s usage report, two days old; folders are not in it, nor are OneDrives.${because(signals.usageGap)}`,
    ...(signals.sitesGap === null ? [] : [`The list of sites is not whole.${because(signals.sitesGap)}`]),
    ...(signals.drivesGap === null ? [] : [`Not every site told its libraries.${because(signals.drivesGap)}`]),
    asksSharePoint
      ? `SharePoint itself would be asked too. Microsoft gives no price for that; it is counted as Microsoft Graph prices the same.${signals.links === null ? ' How many sharing links there are is not known, so that their makers are not in the numbers.' : ''}`
      : 'SharePoint itself would not be asked: that takes a sign-in with a certificate and its own permission (copilot-preflight permissions).',
    'People, groups, applications and policies have budgets of their own, many times larger; they take minutes and are not counted.',
    `This plan took ${counted(plan.spent, 'resource unit')}.`,
  ];
}
