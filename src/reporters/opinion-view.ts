/** The second opinion in the words of the reports: imported reports beside the crawl, and where the two disagree. */
import type { OpinionRow, OpinionSubject, ScanResult, SecondOpinion } from '../result/types.js';
import { doubtSentence } from './headline.js';
import { cut, readableUrl, safeUrl } from './text.js';
import { counted, dateText, number } from './wording.js';

export interface OpinionView {
  /** Which reports there were, and how old. */
  readonly reports: readonly string[];
  readonly summary: string;
  /** Where a report shows more open than the crawl; null: nowhere. */
  readonly doubt: string | null;
  readonly rows: readonly OpinionRowView[];
  /** How many are not listed; null: all are. */
  readonly more: string | null;
}

export interface OpinionRowView {
  readonly site: string;
  readonly url: string | null;
  readonly urlText: string | null;
  readonly item: string | null;
  readonly what: string;
  readonly crawl: string;
  readonly imported: string;
  readonly date: string;
  readonly isDoubt: boolean;
}

const SUBJECTS: Readonly<Record<OpinionSubject, string>> = {
  'everyone-except-external': 'Grants to Everyone except external users',
  everyone: 'Grants to Everyone',
  'open-item': 'Open to everyone',
  people: 'People with access (Microsoft counts guests and single items too)',
  'unique-items': 'Items with their own permissions',
  'only-imported': 'The site is in the report, not in the crawl',
  'only-crawled': 'The site is in the crawl, not in the report (which may leave out sites with few people)',
};

const KINDS = { sites: 'Report of site permissions', items: 'Report of items open to everyone' } as const;

export function opinionView(result: ScanResult): OpinionView | null {
  const opinion = result.secondOpinion;
  if (opinion === null) return null;
  const doubt = doubtSentence(result);
  const total = Object.values(opinion.counts).reduce((sum, count) => sum + count, 0);
  const hidden = total - opinion.rows.length;
  return {
    reports: opinion.reports.map(reportSentence),
    summary:
      total === 0
        ? 'The reports and the crawl agree, as far as they can be compared.'
        : `The reports and the crawl disagree in ${counted(total, 'place')}. Neither is taken to be right: they count by rules of their own and at different times.`,
    doubt: doubt === null ? null : `${doubt} Look there before Copilot is switched on: what was judged as closed may be open.`,
    rows: opinion.rows.map(rowView),
    more: hidden <= 0 ? null : `${number(hidden)} more are not listed.`,
  };
}

function reportSentence({ kind, rows, date, ageDays, isOld }: SecondOpinion['reports'][number]): string {
  const head = `${KINDS[kind]}: ${counted(rows, 'row')}`;
  if (date === null) return `${head}, without a date.`;
  const age = ageDays === null ? '' : `, ${counted(ageDays, 'day')} old`;
  return `${head}, of ${cut(dateText(date), 60)}${age}.${isOld ? ' It is older than 30 days: have it made anew.' : ''}`;
}

function rowView(row: OpinionRow): OpinionRowView {
  const url = safeUrl(row.url);
  return {
    site: row.siteName === null || row.siteName === '' ? 'Not a site that the crawl knows' : cut(row.siteName, 120),
    url,
    urlText: row.url === null ? null : url === null ? cut(row.url, 200) : cut(readableUrl(url), 200),
    item: row.item === null ? null : cut(row.item, 300),
    what: SUBJECTS[row.what],
    crawl: said(row.crawl),
    imported: said(row.imported),
    date: row.reportDate === null ? '–' : cut(dateText(row.reportDate), 60),
    isDoubt: row.isDoubt,
  };
}

function said(value: number | boolean | null): string {
  if (value === null) return 'not known';
  return typeof value === 'number' ? number(value) : value ? 'yes' : 'no';
}
