/** What an imported report and the crawl can disagree about, and how a disagreement is told. */
import type { Place } from '../evidence/place.js';
import type { EvidenceReader } from '../evidence/store.js';
import type { Thresholds } from '../evidence/thresholds.js';
import type { Scope, SiteRow, Totals } from './rows.js';
import type { SensitiveNames } from './sensitive-names.js';

/** What they disagree about. */
export type OpinionSubject =
  | 'everyone-except-external'
  | 'everyone'
  | 'open-item'
  | 'people'
  | 'unique-items'
  | 'only-imported'
  | 'only-crawled';

/** One disagreement. A number counts, true and false say whether it is so, null is not known. */
export interface OpinionRow {
  readonly what: OpinionSubject;
  readonly siteName: string | null;
  readonly url: string | null;
  /** Of an item; its names came out of a file and are masked like all others. */
  readonly place: Place | null;
  readonly crawl: number | boolean | null;
  readonly imported: number | boolean | null;
  readonly reportDate: string | null;
  /** The report shows access for everyone that the crawl does not: what was judged good there may not be. */
  readonly isDoubt: boolean;
}

export interface OpinionReport {
  readonly kind: 'sites' | 'items';
  readonly rows: number;
  /** The oldest date in it, as it was written. */
  readonly date: string | null;
  /** Null: it names no date that can be read. */
  readonly ageDays: number | null;
  readonly isOld: boolean;
}

export interface SecondOpinion {
  readonly reports: readonly OpinionReport[];
  /** The weightiest first, as many as were asked for. */
  readonly rows: readonly OpinionRow[];
  /** Sites and places of the disagreements that are doubts. */
  readonly doubts: { readonly sites: number; readonly places: number };
  /** How many there are of each, `rows` cut or not. */
  readonly counts: Readonly<Record<OpinionSubject, number>>;
}

export interface OpinionInput {
  readonly evidence: EvidenceReader;
  readonly sites: readonly SiteRow[];
  readonly scopes: readonly Scope[];
  readonly totals: Pick<Totals, 'unreadSites' | 'outOfReach' | 'sitesListGap'>;
  readonly thresholds: Thresholds;
  readonly names: SensitiveNames;
  readonly now: Date;
  /** Rows to keep of each kind. */
  readonly most: number;
}

/** The weightiest first. */
export const SUBJECTS: readonly OpinionSubject[] = [
  'everyone-except-external',
  'everyone',
  'open-item',
  'people',
  'unique-items',
  'only-imported',
  'only-crawled',
];
