/** Dates as people write them: a day is over when it ends, not when it begins. */

const DAY_MS = 86_400_000;

/** Whether a last day is over. A day without a time ends at midnight UTC: nobody is a leaver on the last day of work. */
export function isOver(lastDay: string, now: Date): boolean {
  const start = Date.parse(lastDay);
  return (lastDay.length > 10 ? start : start + DAY_MS) <= now.getTime();
}
