/** Reads single values out of Graph's answers without trusting them: the value in its type, or null. */
import type { Timestamp } from '../evidence/directory.js';

/** An object of an answer before anything of it is believed. */
export type Json = Readonly<Record<string, unknown>>;

export function record(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

/** A text that is not empty. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

export function amount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list; what is no text is left out. */
export function texts(value: unknown): readonly string[] {
  return list(value).filter((one): one is string => typeof one === 'string' && one !== '');
}

/** The objects of a list; what is no object is left out. */
export function records(value: unknown): readonly Json[] {
  return list(value)
    .map(record)
    .filter((one) => one !== null);
}

/** A date and time. Microsoft writes "none" as the year 1, `0001-01-01T00:00:00Z`, here and there. */
export function date(value: unknown): Timestamp | null {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return null;
  return /^0001-/.test(value) ? null : value;
}

/** Present with anything at all, an empty object included. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
