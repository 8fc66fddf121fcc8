/** The last words of a scan on the terminal: what was decided, why, what to do first, and where the report is. */
import { join } from 'node:path';
import {
  coverageSentence,
  decisionReason,
  decisionWord,
  exposureSentences,
  type FirstThing,
  firstThings,
  firstTitle,
  sourceBand,
  technicalOnlyLine,
} from '../reporters/headline.js';
import { safeText } from '../reporters/text.js';
import { counted, OUTCOME_WORDS } from '../reporters/wording.js';
import type { Decision, Outcome, ScanResult } from '../result/types.js';
import type { Colours } from './colours.js';
import { cutTo, wrap } from './table.js';

export interface ClosingSummaryOptions {
  readonly folder: string;
  /** Names of the files in it, the one to open first first. */
  readonly files: readonly string[];
  readonly colours: Colours;
}

const COLUMNS = 80;
const MOST_LINES = 30;

const DECISION_COLOURS: Readonly<Record<Decision, 'red' | 'yellow' | 'green'>> = {
  'no-go': 'red',
  'not-determined': 'yellow',
  'go-with-conditions': 'yellow',
  go: 'green',
};

/** The order in which a reader wants the counts. */
const OUTCOMES: readonly Outcome[] = ['fail', 'warn', 'not-assessed', 'error', 'not-licensed', 'not-applicable', 'pass'];

/** At most 30 lines of 80 columns (an address or a path keeps its line whole), ended by a line break. */
export function closingSummary(result: ScanResult, { folder, files, colours }: ClosingSummaryOptions): string {
  const things = firstThings(result);
  const fixed = [
    band(result, colours),
    decision(result, colours),
    [...sentences(exposureText(result), 4), ...sentences(coverageSentence(result), 3)],
  ];
  const end = [outcomes(result), report(folder, files, colours)];
  // Blank lines between the blocks, the heading of the things, and the two halves of the end are counted too.
  const taken = [...fixed, ...end].reduce((sum, block) => sum + block.length, 0);
  const between = fixed.filter((block) => block.length > 0).length + 1;
  const room = MOST_LINES - taken - between - 1;
  const blocks = [...fixed, first(things, room, colours), end.flat()];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function band(result: ScanResult, colours: Colours): string[] {
  const told = sourceBand(result);
  return told === null ? [] : sentences(`${told.text}. ${told.detail}`, 2).map((line) => colours.black.bgYellow(line));
}

function decision(result: ScanResult, colours: Colours): string[] {
  const { decision: decided } = result.verdict;
  const word = decisionWord(decided);
  const tenant = result.tenant.displayName ?? result.tenant.defaultDomain ?? result.tenant.id;
  const rest = cutTo(`  Copilot readiness of ${safeText(tenant)}`, COLUMNS - word.length);
  const limits = technicalOnlyLine(result);
  return [
    colours.bold[DECISION_COLOURS[decided]](word) + rest,
    ...sentences(decisionReason(result), 3),
    ...(limits === null ? [] : sentences(limits, 2).map((line) => colours.dim(line))),
  ];
}

function exposureText(result: ScanResult): string {
  const { standing, latent } = exposureSentences(result);
  return `${standing} ${latent}`;
}

/** Each thing has two lines where there is room for two, else one; a command is never parted from what it settles. */
function first(things: readonly FirstThing[], room: number, colours: Colours): string[] {
  const isRoomy = things.length * 2 <= room;
  let left = room;
  const kept = things.filter((thing) => {
    left -= thing.isCommand || isRoomy ? 2 : 1;
    return left >= 0;
  });
  if (kept.length === 0) return [];
  return [
    colours.bold(firstTitle(kept)),
    ...kept.flatMap((thing, at) => {
      const facts = [thing.howMany, thing.effort].filter((fact) => fact !== null).join('; ');
      const title = thing.title.replace(/\.$/, '') + (facts === '' ? '' : ` (${facts.toLowerCase()})`);
      const lines = sentences(title, thing.isCommand || !isRoomy ? 1 : 2, COLUMNS - 5);
      const command = thing.isCommand ? [colours.cyan(safeText(thing.firstStep))] : [];
      return [...lines, ...command].map((line, row) => (row === 0 ? ` ${at + 1}. ${line}` : `    ${line}`));
    }),
  ];
}

function outcomes(result: ScanResult): string[] {
  const counts = OUTCOMES.map((outcome) => ({
    word: OUTCOME_WORDS[outcome].toLowerCase(),
    count: result.findings.filter((finding) => finding.outcome === outcome).length,
  })).filter(({ count }) => count > 0);
  const parts = counts.map(({ word, count }) => (word === 'warning' ? counted(count, word) : `${count} ${word}`));
  return parts.length === 0 ? [] : sentences(`${counted(result.findings.length, 'rule')}: ${parts.join(', ')}.`, 2);
}

function report(folder: string, files: readonly string[], colours: Colours): string[] {
  const [main, ...others] = files;
  if (main === undefined) return [];
  return [
    `Report: ${colours.cyan(safeText(join(folder, main)))}`,
    ...(others.length === 0 ? [] : sentences(`Beside it: ${others.join(', ')}`, 2)),
  ];
}

/** The one way in for text: made safe, wrapped, and cut to so many lines. */
function sentences(text: string, most: number, columns = COLUMNS): string[] {
  const lines = wrap(safeText(text), columns);
  const kept = lines.slice(0, most).map((line) => cutTo(line, columns));
  if (lines.length > most) kept[most - 1] = cutTo(`${kept[most - 1]} …`, columns);
  return kept;
}
