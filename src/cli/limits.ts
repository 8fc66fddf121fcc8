/** `--sites`, `--max-ru`, `--until`: what keeps a scan smaller than the tenant, read and judged before anything is asked. */
import { type Limits, siteKey } from '../collectors/allowance.js';
import type { EvidenceReader } from '../evidence/store.js';
import { type CsvLine, eachCsvLine, plainHeader, shown } from '../imports/csv-lines.js';
import { readTextFile } from '../imports/text-files.js';
import { OperatorError } from '../operator-error.js';
import { CLOUDS, type CloudName } from '../sources/index.js';

export interface LimitFlags {
  readonly sites?: string;
  readonly maxRu?: string;
  readonly until?: string;
}

/** @throws OperatorError with the flag, or the file and its line, and what to do. */
export async function readLimits(flags: LimitFlags, cloud: CloudName, now: Date): Promise<Limits> {
  const maxUnits = flags.maxRu === undefined ? null : parseMaxUnits(flags.maxRu);
  const until = flags.until === undefined ? null : parseUntil(flags.until, now);
  const sites = flags.sites === undefined ? null : await readSiteList(flags.sites, CLOUDS[cloud].sharepointSuffix);
  return { sites, maxUnits, until };
}

function parseMaxUnits(text: string): number {
  const units = /^[1-9]\d{0,9}$/.test(text.trim()) ? Number(text) : null;
  if (units === null)
    throw new OperatorError(`--max-ru takes a whole number of resource units above 0, such as 200000, not "${shown(text)}".`);
  return units;
}

/** `06:00` is the next time that this clock shows it; a date and time is that moment, by this clock unless it says otherwise. */
export function parseUntil(text: string, now: Date): Date {
  const clock = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (clock !== null) {
    const [hours, minutes] = [Number(clock[1]), Number(clock[2])];
    if (hours > 23 || minutes > 59) throw noTime(text);
    const at = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hours, minutes);
    // By the calendar and not by 24 hours: the night in which clocks change is shorter or longer.
    return at > now ? at : new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, hours, minutes);
  }
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/i.test(text.trim());
  const at = new Date(text.trim());
  if (!isMoment || Number.isNaN(at.getTime())) throw noTime(text);
  if (at <= now) throw new OperatorError(`--until ${shown(text)} is over already. Give a time to come, or leave it out.`);
  return at;
}

function noTime(text: string): OperatorError {
  return new OperatorError(`--until takes a time such as 06:00 or 2026-12-01T06:00, not "${shown(text)}".`);
}

const URL_COLUMNS = ['url', 'siteurl', 'weburl', 'siteaddress', 'address'];

/** One address a line with `#` before remarks, or a CSV with a column of addresses; each site once. */
async function readSiteList(file: string, suffix: string): Promise<readonly string[]> {
  const text = (await readTextFile(file, 64, 'a list of sites')).replace(/^\uFEFF/, '');
  // Remarks go, their lines stay: a message must name the line that an editor shows.
  const lines = text.split(/\r\n|\r|\n/).map((line) => (line.trimStart().startsWith('#') ? '' : line.trim()));
  const first = lines.find((line) => line !== '');
  if (first === undefined) throw new OperatorError(`${file} names no site. Write one address a line, or leave --sites out.`);
  const named = isAddress(first)
    ? lines.map((line, at): Named => ({ line: at + 1, address: line.replaceAll(/^["']|["',;]+$/g, '').trim() }))
    : await columnOf(file, lines.join('\n'));
  const sites = new Map<string, string>();
  for (const { line, address } of named) {
    if (address === '') continue;
    checkSite(file, line, address, suffix);
    sites.set(siteKey(address), address);
  }
  if (sites.size === 0) throw new OperatorError(`${file} names no site below its header. Write one address a line.`);
  return [...sites.values()];
}

interface Named {
  readonly line: number;
  readonly address: string;
}

function isAddress(text: string): boolean {
  return /^["']?[a-z][a-z\d+.-]*:\/\//i.test(text);
}

async function columnOf(file: string, text: string): Promise<readonly Named[]> {
  const all: CsvLine[] = [];
  await eachCsvLine(file, text, (line) => all.push(line));
  const [header, ...rows] = all;
  const at = (header?.cells ?? []).findIndex((cell) => URL_COLUMNS.includes(plainHeader(cell)));
  if (at < 0) {
    const found = (header?.cells ?? []).slice(0, 12).map((cell) => `"${shown(cell)}"`);
    throw new OperatorError(
      `${file}, line ${header?.line ?? 1}: this is neither an https address nor a header with a column URL. Found ${found.join(', ')}.`,
    );
  }
  return rows.map(({ line, cells }) => ({ line, address: cells[at] ?? '' }));
}

function checkSite(file: string, line: number, address: string, suffix: string): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  const where = `${file}, line ${line}: "${shown(address)}"`;
  if (url === null || url.protocol !== 'https:' || url.username !== '')
    throw new OperatorError(`${where} is no https address of a site. Write it as https://contoso${suffix}/sites/Name.`);
  if (!url.hostname.endsWith(suffix))
    throw new OperatorError(
      `${where} is no address of SharePoint, whose hosts end with ${suffix} in this cloud. Correct that line.`,
    );
}

const MOST_NAMED = 5;

/** Addresses of `--sites` that the tenant's list does not hold: mistyped, deleted, or of somebody else. */
export async function strangers({ sites }: Limits, evidence: EvidenceReader): Promise<string[]> {
  if (sites === null || evidence.coverage('sites').state !== 'complete') return [];
  const known = new Set<string>();
  for await (const site of evidence.rows('sites')) known.add(siteKey(site.webUrl));
  const strange = sites.filter((address) => !known.has(siteKey(address)));
  if (strange.length === 0) return [];
  const named = strange.slice(0, MOST_NAMED).join(', ');
  const more = strange.length > MOST_NAMED ? ` and ${strange.length - MOST_NAMED} more` : '';
  return [`Not a site of this tenant, though --sites names it: ${named}${more}.`];
}
