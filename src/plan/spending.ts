/** How long so many resource units take, with the quota of a day that ends at midnight UTC; and how many a time allows. */

export interface Rate {
  /** Units of a minute at which the scan paces itself. */
  readonly perMinute: number;
  /** Microsoft's quota of a day. */
  readonly perDay: number;
}

export interface Spending {
  readonly minutes: number;
  readonly endsAt: Date;
  /** How often midnight UTC passes meanwhile. */
  readonly midnights: number;
  /** Minutes in which nothing may be sent because the quota of a day is used up. */
  readonly waiting: number;
}

const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;

/** @param apart minutes of what is paced by something else, after the rest */
export function spend(units: number, { perMinute, perDay }: Rate, start: Date, apart = 0): Spending {
  let left = units;
  let minutes = apart;
  let waiting = 0;
  let today = untilMidnight(start);
  for (;;) {
    const allowed = Math.min(perDay, today * perMinute);
    if (left <= allowed) {
      minutes += left / perMinute;
      const endsAt = new Date(start.getTime() + minutes * MINUTE_MS);
      return { minutes, endsAt, midnights: dayOf(endsAt) - dayOf(start), waiting };
    }
    left -= allowed;
    waiting += today - allowed / perMinute;
    minutes += today;
    today = DAY_MINUTES;
  }
}

/** The units that may be spent from one moment to another. */
export function affordable({ perMinute, perDay }: Rate, start: Date, end: Date): number {
  let left = Math.max(0, (end.getTime() - start.getTime()) / MINUTE_MS);
  let today = untilMidnight(start);
  let units = 0;
  while (left > 0) {
    const minutes = Math.min(left, today);
    units += Math.min(perDay, minutes * perMinute);
    left -= minutes;
    today = DAY_MINUTES;
  }
  return Math.floor(units);
}

function dayOf(date: Date): number {
  return Math.floor(date.getTime() / (DAY_MINUTES * MINUTE_MS));
}

function untilMidnight(now: Date): number {
  return DAY_MINUTES - (now.getTime() % (DAY_MINUTES * MINUTE_MS)) / MINUTE_MS;
}
