/** What every part of the generator needs to know: the seed's stream, the day it is, the language and the organization. */
import type { Random } from '../random.js';
import type { Language, Words } from './words.js';

export interface Making {
  readonly random: Random;
  readonly asOf: Date;
  readonly language: Language;
  readonly words: Words;
  /** The canonical clinic has fixed names and counts; other seeds draw them. */
  readonly isCanonical: boolean;
  readonly scale: number;
  readonly organization: string;
  readonly tenantId: string;
  readonly domain: string;
  readonly initialDomain: string;
  readonly host: string;
  readonly personalHost: string;
}

const DAY = 86_400_000;

/** A time of day on a day before the scan, as Graph writes it. */
export function daysAgo(making: Making, days: number): string {
  const second = making.random.int(7 * 3600, 18 * 3600);
  const midnight = Math.floor((making.asOf.getTime() - days * DAY) / DAY) * DAY;
  const time = Math.min(midnight + second * 1000, making.asOf.getTime() - 60_000);
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** The canonical number in the clinic, one from a range elsewhere. */
export function count(making: Making, canonical: number, low: number, high: number): number {
  const drawn = making.random.int(low, high);
  return making.isCanonical ? canonical : drawn;
}
