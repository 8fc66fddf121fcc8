/** Reads the dates of a column in the order of day and month that the column itself proves. */

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A date with slashes or dashes, of which nobody can say yet which number is the month. */
interface Undecided {
  readonly first: number;
  readonly second: number;
  readonly year: number;
}

export type DateOrder = 'month-first' | 'day-first';

/** Null: not a date at all. */
export function readDate(text: string): Parts | Undecided | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text) ?? /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?: .*)?$/.exec(text);
  if (iso !== null) return valid({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?: .*)?$/.exec(text);
  if (dotted !== null) return valid({ year: yearOf(dotted[3]), month: Number(dotted[2]), day: Number(dotted[1]) });
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?: .*)?$/.exec(text);
  if (slashed === null) return null;
  const read = { first: Number(slashed[1]), second: Number(slashed[2]), year: yearOf(slashed[3]) };
  return decide(read, 'month-first') === null && decide(read, 'day-first') === null ? null : read;
}

/** The order that this date proves by itself; null: both would do. */
export function orderOf(date: Parts | Undecided): DateOrder | null {
  if (!('first' in date)) return null;
  if (date.first > 12) return 'day-first';
  return date.second > 12 ? 'month-first' : null;
}

/** `2026-11-30`; null where the order makes it no date. */
export function written(date: Parts | Undecided, order: DateOrder): string | null {
  const parts = 'first' in date ? decide(date, order) : date;
  if (parts === null) return null;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${parts.year}-${two(parts.month)}-${two(parts.day)}`;
}

function decide({ first, second, year }: Undecided, order: DateOrder): Parts | null {
  return valid(order === 'month-first' ? { year, month: first, day: second } : { year, month: second, day: first });
}

function yearOf(text: string | undefined): number {
  const year = Number(text);
  return year < 100 ? 2000 + year : year;
}

function valid(parts: Parts): Parts | null {
  const date = new Date(Date.UTC(parts.year, parts.month - 1, parts.day));
  const isSame = date.getUTCMonth() === parts.month - 1 && date.getUTCDate() === parts.day;
  return isSame && parts.year >= 1970 && parts.year < 2200 ? parts : null;
}
