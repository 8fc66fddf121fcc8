/** The words that every human-readable report uses for outcomes, severities, gaps, numbers and dates. */
import type { Gap, GapReason } from '../evidence/coverage.js';
import { gapSentence, isLimit, isOfExport } from '../evidence/gap-sentence.js';
import type { Decision, Finding, Gate, Outcome, Reach, ResultObject, Score, Severity } from '../result/types.js';

export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  go: 'Go',
  'go-with-conditions': 'Go with conditions',
  'no-go': 'No-go',
  'not-determined': 'Not determined',
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  fail: 'Failed',
  warn: 'Warning',
  'not-assessed': 'Not assessed',
  error: 'Tool error',
  'not-licensed': 'Not licensed',
  pass: 'Passed',
  'not-applicable': 'Not applicable',
};

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

export function gateWord(gate: Gate): string | null {
  return gate === 'block' ? 'Blocks Copilot' : gate === 'condition' ? 'Condition' : null;
}

export function reachWord(reach: Reach): string | null {
  return reach === 'standing' ? 'Standing' : reach === 'latent' ? 'Latent' : null;
}

const PILLARS: Readonly<Record<string, string>> = {
  licensing: 'Licences and prerequisites',
  sharing: 'Tenant sharing settings',
  sites: 'Sites open too widely',
  items: 'Files and folders open too widely',
  onedrive: 'OneDrive',
  teams: 'Teams and groups',
  identity: 'Accounts and sign-in',
  labels: 'Sensitivity labels',
  dlp: 'Data loss prevention',
  audit: 'Audit and retention',
  copilot: 'Copilot and agents',
  apps: 'Apps and shadow AI',
  exposure: 'What an employee could surface',
};

export function pillarTitle(pillar: string): string {
  return Object.hasOwn(PILLARS, pillar) ? (PILLARS[pillar] ?? pillar) : humanise(pillar);
}

const EFFORTS: Readonly<Record<string, string>> = {
  minutes: 'Takes minutes',
  hours: 'Takes hours',
  days: 'Takes days',
  project: 'A project of weeks',
};

export function effortWord(effort: string): string {
  return Object.hasOwn(EFFORTS, effort) ? (EFFORTS[effort] ?? effort) : effort;
}

const NOUNS: Readonly<Record<ResultObject['type'], readonly [string, string]>> = {
  tenant: ['tenant', 'tenants'],
  site: ['site', 'sites'],
  drive: ['library', 'libraries'],
  folder: ['folder', 'folders'],
  file: ['file', 'files'],
  user: ['person', 'people'],
  group: ['group', 'groups'],
  team: ['team', 'teams'],
  channel: ['channel', 'channels'],
  app: ['app', 'apps'],
  policy: ['policy', 'policies'],
  label: ['label', 'labels'],
};

export function objectNoun(type: ResultObject['type']): string {
  const noun = NOUNS[type][0];
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}

const PLACES = new Set<ResultObject['type']>(['drive', 'folder', 'file']);
const ONEDRIVE = ['OneDrive', 'OneDrives'] as const;

/** `3 of 54 folders, 10 not judged`; null where nothing is open, or where there is nothing to count among. */
export function howMany(finding: Finding): string | null {
  const { outcome, objects, measures } = finding;
  const { count, total } = finding.affected;
  const isOpen = outcome === 'fail' || outcome === 'warn';
  if (!isOpen || count === 0 || total === null || total <= 1) return null;
  const types = new Set(objects.map((object) => object.type));
  if (types.size === 1 && types.has('tenant')) return null;
  const [one, many] = nounOf(finding, [...types]);
  const found = total < count ? `${number(count)} ${count === 1 ? one : many}` : `${number(count)} of ${number(total)} ${many}`;
  const { undecided } = measures;
  return typeof undecided === 'number' && undecided > 0 ? `${found}, ${number(undecided)} not judged` : found;
}

/** What was counted. A rule that looks at places looks at libraries, folders and files, whatever it found: only its own words tell more. */
function nounOf({ summary }: Finding, types: readonly ResultObject['type'][]): readonly [string, string] {
  const [only, ...others] = types;
  if (only === undefined) return ['object', 'objects'];
  if (!types.every((type) => PLACES.has(type))) return others.length === 0 ? NOUNS[only] : ['object', 'objects'];
  const told = /\d ([\p{L}]+)/u.exec(summary)?.[1] ?? '';
  const own = [...types.map((type) => NOUNS[type]), ONEDRIVE].find((noun) => noun.includes(told));
  return others.length === 0 && own !== undefined ? own : ['place', 'places'];
}

const GAPS: Readonly<Record<GapReason, { readonly what: string; readonly show: string }>> = {
  forbidden: { what: 'Microsoft refused the request', show: 'A permission that this scan did not hold' },
  'not-licensed': { what: 'The tenant does not own the feature', show: 'A plan that includes it' },
  'needs-other-sign-in': { what: 'This sign-in cannot ask for it', show: 'Another way of signing in' },
  'needs-sharepoint-tier': {
    what: 'Only SharePoint itself tells this',
    show: 'An app-only sign-in with a certificate, or an export of the cmdlet',
  },
  concealed: { what: 'The tenant conceals names in its reports', show: 'Turning concealed names off for the scan' },
  throttled: { what: 'Microsoft slowed the scan down, and the time was up', show: 'Scan again; the reports of this one stay' },
  failed: { what: 'The request failed', show: 'Running the scan again' },
  'not-yet-read': {
    what: 'The scan had not come to it',
    show: 'A scan that runs to its end',
  },
  'not-requested': { what: 'It was not asked for', show: 'Asking for it' },
  capped: { what: 'Microsoft may have cut a list', show: 'Looking at the place by hand' },
  unreadable: { what: 'What the source gave cannot be read in full', show: 'An export by copilot-preflight export-script' },
  contradictory: { what: 'What the sources say does not agree', show: 'A look at the setting itself, or a fresh export' },
  expired: { what: 'The export is too old', show: 'A fresh export' },
};

export interface GapWords {
  /** A whole sentence. */
  readonly what: string;
  /** What would show it; null where the sentence says it already. */
  readonly show: string | null;
  /** For a support case: HTTP status and Microsoft's request id. */
  readonly trace: string | null;
}

export function gapWords(gap: Gap): GapWords {
  if (gap.remedy?.startsWith('--leavers')) return leaversWords(gap);
  if (isLimit(gap)) return { what: gapSentence(gap), show: 'A scan without that limit', trace: null };
  const words = isOfExport(gap) ? ONLY_EXPORT : isUnreadable(gap) ? UNREADABLE : GAPS[gap.reason];
  const trace = [
    gap.status === undefined ? null : `HTTP ${gap.status}`,
    gap.requestId === undefined ? null : `request-id ${gap.requestId}`,
  ];
  return {
    what: sentence(gap.detail === undefined ? words.what : `${words.what}: ${gap.detail}`),
    show: gap.remedy ?? words.show,
    trace: trace.filter((part) => part !== null).join(', ') || null,
  };
}

/** What no flag of this version would read; its remedy is a cmdlet and not a flag. */
function isUnreadable({ reason, remedy }: Gap): boolean {
  return reason === 'not-requested' && remedy !== undefined && !remedy.startsWith('--');
}

const ONLY_EXPORT = { what: 'Microsoft Graph does not tell this', show: 'An export by copilot-preflight export-script' };
const UNREADABLE = { what: 'This version cannot read it', show: 'Looking by hand' };

function leaversWords({ reason, detail }: Gap): GapWords {
  if (reason !== 'failed')
    return { what: 'No list of people who left was given; give one with --leavers FILE.', show: null, trace: null };
  const why = detail === undefined ? '' : `: ${detail}`;
  return {
    what: sentence(`The list of people who left that was given cannot be used${why}`),
    show: 'The right list, with --leavers FILE',
    trace: null,
  };
}

function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

/** For the middle of a sentence: `Takes hours` → `takes hours`, `PHI files` stays. */
export function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) || /^A\b/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** `1 file`, `2 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** `21–32`, one number where both ends meet, and `–` where too much is unknown. */
export function scoreText(score: Score): string {
  if (score.low === null || score.high === null) return '–';
  const [low, high] = [Math.round(score.low), Math.round(score.high)];
  return low === high ? String(low) : `${low}–${high}`;
}

const LONG_DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** `14 November 2026`; what is no date is printed as it is. */
export function dateText(date: string): string {
  const time = Date.parse(date);
  return ISO.test(date) && !Number.isNaN(time) ? LONG_DATE.format(time) : date;
}

/** `2026-11-14 09:30 UTC`. */
export function timeText(date: string): string {
  const time = Date.parse(date);
  return ISO.test(date) && !Number.isNaN(time) ? `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC` : date;
}

/** `lastModified` → `Last modified`, `phiFiles` → `PHI files`. */
export function humanise(key: string): string {
  const words = key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s_-]+/u)
    .filter((word) => word !== '')
    .map((word) => (ACRONYMS.has(word.toUpperCase()) ? word.toUpperCase() : word.toLowerCase()))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ACRONYMS = new Set(['PHI', 'MFA', 'ID', 'UPN', 'URL', 'DLP', 'BAA', 'SKU', 'ACL']);

/** A value of `detail` or `measures` for a reader. */
export function valueText(value: string | number | boolean | null): string {
  if (value === null) return 'not known';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return number(value);
  return ISO.test(value) ? value.slice(0, 10) : value;
}
