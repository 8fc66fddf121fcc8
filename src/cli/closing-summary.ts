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
  /** Of the terminal; nobody reads lines longer than 80. */
  readonly columns?: number;
}

const MOST_COLUMNS = 80;
const LEAST_COLUMNS = 40;
const MOST_LINES = 30;

const DECISION_COLOURS: Readonly<Record<Decision, 'red' | 'yellow' | 'green'>> = {
  'no-go': 'red',
  'not-determined': 'yellow',
  'go-with-conditions': 'yellow',
  go: 'green',
};

/** The order in which a reader wants the counts. */
const OUTCOMES: readonly Outcome[] = ['fail', 'warn', 'not-assessed', 'error', 'not-licensed', 'not-applicable', 'pass'];

/** At most 30 lines of 80 columns (an address, a path and a command keep theirs whole); the last has no line break. */
export function closingSummary(result: ScanResult, options: ClosingSummaryOptions): string {
  const { colours } = options;
  // A terminal may say that it has 0 columns.
  const columns = Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, options.columns || MOST_COLUMNS));
  const lines = linesOf(columns);
  const head = [
    band(result, colours, lines),
    decision(result, colours, columns, lines),
    [...lines(exposureText(result), 4), ...lines(coverageSentence(result), 3)],
  ].filter((block) => block.length > 0);
  const end = [...outcomes(result, lines), ...report(options, lines)];
  // The things have what the rest leaves: apart from their heading, a blank line stands between any two blocks.
  const taken = head.reduce((sum, block) => sum + block.length + 1, end.length + 1);
  const blocks = [...head, things(result, MOST_LINES - taken - 1, colours, lines), end];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

type Lines = (text: string, most: number, indent?: number) => string[];

/** The one way in for text: made safe, wrapped, and cut to so many lines. */
function linesOf(columns: number): Lines {
  return (text, most, indent = 0) => {
    const all = wrap(safeText(text), columns - indent);
    const kept = all.slice(0, most).map((line) => cutTo(line, columns - indent));
    if (all.length > most) kept[most - 1] = cutTo(`${kept[most - 1]} …`, columns - indent);
    return kept;
  };
}

function band(result: ScanResult, colours: Colours, lines: Lines): string[] {
  const told = sourceBand(result);
  return told === null ? [] : lines(`${told.text}. ${told.detail}`, 2).map((line) => colours.black.bgYellow(line));
}

function decision(result: ScanResult, colours: Colours, columns: number, lines: Lines): string[] {
  const { decision: decided } = result.verdict;
  const word = decisionWord(decided);
  const tenant = result.tenant.displayName ?? result.tenant.defaultDomain ?? result.tenant.id;
  const rest = cutTo(`  Copilot readiness of ${safeText(tenant)}`, columns - word.length);
  const limits = technicalOnlyLine(result);
  return [
    colours.bold[DECISION_COLOURS[decided]](word) + rest,
    ...lines(decisionReason(result), 3),
    ...(limits === null ? [] : lines(limits, 2).map((line) => colours.dim(line))),
  ];
}

function exposureText(result: ScanResult): string {
  const { standing, latent } = exposureSentences(result);
  return `${standing} ${latent}`;
}

/** Each thing has two lines where there is room for two, else one; a command is never parted from what it settles. */
function things(result: ScanResult, room: number, colours: Colours, lines: Lines): string[] {
  const all = firstThings(result);
  const isRoomy = all.length * 2 <= room;
  let left = room;
  const kept = all.filter((thing) => {
    left -= thing.isCommand || isRoomy ? 2 : 1;
    return left >= 0;
  });
  if (kept.length === 0) return [];
  return [colours.bold(firstTitle(kept)), ...kept.flatMap((thing, at) => numbered(at + 1, thing))];

  function numbered(position: number, thing: FirstThing): string[] {
    const facts = [thing.howMany, thing.effort].filter((fact) => fact !== null).join('; ');
    const title = thing.title.replace(/\.$/, '') + (facts === '' ? '' : ` (${facts.toLowerCase()})`);
    const [first = '', ...more] = lines(title, thing.isCommand || !isRoomy ? 1 : 2, 4);
    const command = thing.isCommand ? [colours.cyan(safeText(thing.firstStep))] : [];
    return [` ${position}. ${first}`, ...[...more, ...command].map((line) => `    ${line}`)];
  }
}

function outcomes({ findings }: ScanResult, lines: Lines): string[] {
  const counts = OUTCOMES.map((outcome) => ({
    word: OUTCOME_WORDS[outcome].toLowerCase(),
    count: findings.filter((finding) => finding.outcome === outcome).length,
  })).filter(({ count }) => count > 0);
  const parts = counts.map(({ word, count }) => (word === 'warning' ? counted(count, word) : `${count} ${word}`));
  return parts.length === 0 ? [] : lines(`${counted(findings.length, 'rule')}: ${parts.join(', ')}.`, 2);
}

function report({ folder, files, colours }: ClosingSummaryOptions, lines: Lines): string[] {
  const [main, ...others] = files;
  if (main === undefined) return [];
  return [
    `Report: ${colours.cyan(safeText(join(folder, main)))}`,
    ...(others.length === 0 ? [] : lines(`Beside it: ${others.join(', ')}`, 2)),
  ];
}
