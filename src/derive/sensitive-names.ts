/** Tells whether a name looks like PHI, or like a place of sensitive work. It says so of names alone: contents are not read. */
import type { Lexicon } from './settings.js';
import { couldHold } from './word-starts.js';

/**
 * A full date or a long number in a name, as on `Smith, John 1961-04-03.pdf`. It does not make a name PHI-looking, but
 * such a name is not written into reports.
 */
export function looksLikeRecord(name: string): boolean {
  return DATE_OR_NUMBER.test(name);
}

export interface SensitiveNames {
  /** The word that makes this one name look like PHI, or null. */
  match(name: string): string | null;
  /** The word that says of a site or library, by its name, that its work is sensitive (HR, legal, finance); or null. */
  matchPlace(name: string): string | null;
}

/** Letters of every script are part of a word, digits are not (`MRN123`); `\b` knows only ASCII. */
const BEFORE = '(?<!\\p{L})';
const AFTER = '(?!\\p{L})';

const DOCUMENT = /\.(?:csv|xlsx?|pdf|zip)$/iu;
/** A full date (2023-04-11, 04.11.2023, 20230411) or a number of six digits and more, as record numbers are. */
const DATE_OR_NUMBER = /(?<!\d)(?:\d{4}[-._ ]\d{1,2}[-._ ]\d{1,2}|\d{1,2}[-._ ]\d{1,2}[-._ ]\d{4}|\d{6,})(?!\d)/u;

/**
 * Words are literals, escaped here, so that no list can make an expression that never ends; a `*` at the end of a word
 * takes any letters, and a space takes any run of separators.
 */
function pattern(word: string): string {
  const escaped = word
    .trim()
    .split(/[\s_-]+/u)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&').replaceAll('\\*', '\\p{L}*'))
    .join('[\\s_.\\-]*');
  // `MRN123` is an MRN, `i-9000` is no I-9.
  return /\d$/u.test(escaped) ? `${escaped}(?!\\d)` : escaped;
}

function matcher(words: readonly string[]): RegExp | null {
  const usable = words.map((w) => w.trim()).filter((w) => w !== '');
  if (usable.length === 0) return null;
  const longestFirst = [...usable].sort((a, b) => b.length - a.length);
  return new RegExp(`${BEFORE}(?:${longestFirst.map(pattern).join('|')})${AFTER}`, 'giu');
}

/** `PatientIntake_2024` and `patient-intake` read alike: an upper-case letter after a lower-case one starts a word. */
function spaced(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll('_', ' ')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
}

/** Compiles a lexicon. The matched word is given back in lower case. */
export function sensitiveNames(lexicon: Pick<Lexicon, 'strong' | 'weak' | 'places'>): SensitiveNames {
  const strong = matcher(lexicon.strong);
  const weak = matcher(lexicon.weak);
  const places = matcher(lexicon.places);
  const isWorthALook = couldHold([...lexicon.strong, ...lexicon.weak]);
  // What is given back is the list's own word, never the text that it matched: `*` may have taken a person's name.
  const wordOf = (words: readonly string[], text: string): string =>
    (words.find((w) => new RegExp(`^${pattern(w)}$`, 'iu').test(text)) ?? 'PHI-looking').replaceAll('*', '').trim().toLowerCase();
  const find = (expression: RegExp | null, words: readonly string[], text: string): string[] =>
    expression === null || text.search(expression) < 0
      ? []
      : [...new Set([...text.matchAll(expression)].map((m) => wordOf(words, m[0])))];
  return {
    match(name) {
      const text = spaced(name.slice(0, 400));
      if (!isWorthALook(text)) return null;
      const one = find(strong, lexicon.strong, text)[0];
      if (one !== undefined) return one;
      const weakOnes = find(weak, lexicon.weak, text);
      if (weakOnes.length >= 2) return `${weakOnes[0]} + ${weakOnes[1]}`;
      const single = weakOnes[0];
      if (single !== undefined && DOCUMENT.test(name) && DATE_OR_NUMBER.test(name)) return single;
      return null;
    },
    matchPlace: (name) => find(places, lexicon.places, spaced(name.slice(0, 400)))[0] ?? null,
  };
}
