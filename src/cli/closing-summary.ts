/** The last words of a scan on the terminal: what was decided, why, what to do first, and where the report is. */
import { join } from 'node:path';
import {
  decisionReason,
  decisionWord,
  doubtSentence,
  exposureSentences,
  type FirstThing,
  firstThings,
  firstTitle,
  interruption,
  limitSentence,
  seenSentence,
  sourceBand,
  technicalOnlyLine,
} from '../reporters/headline.js';
import { safeText } from '../reporters/text.js';
import { counted, lowerFirst, OUTCOME_WORDS } from '../reporters/wording.js';
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
    [...interrupted(result, colours, lines), ...band(result, colours, lines)],
    decision(result, colours, columns, lines),
    [...lines(exposureText(result), 6), ...lines(seenSentence(result), 3), ...apart(result, colours, lines)],
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

function interrupted(result: ScanResult, colours: Colours, lines: Lines): string[] {
  const then = interruption(result);
  return then === null ? [] : lines(`Interrupted: judged from what was read. ${then}`, 3).map((line) => colours.yellow(line));
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
  const { standing, where, latent } = exposureSentences(result);
  return [standing, where, latent].filter((told) => told !== null).join(' ');
}

/** What a number does not tell: sites that limits left out, and reports that show more. */
function apart(result: ScanResult, colours: Colours, lines: Lines): string[] {
  const told = [limitSentence(result), doubtSentence(result)].filter((sentence) => sentence !== null);
  return told.flatMap((sentence) => lines(sentence, 2)).map((line) => colours.yellow(line));
}

/** What is to be seen is an instruction and never cut: rather fewer things are shown. What is to be mended has two lines where there is room, else one. */
function things(result: ScanResult, room: number, colours: Colours, lines: Lines): string[] {
  const all = firstThings(result);
  const inTwo = all.map((thing, at) => numbered(at + 1, thing, 2));
  const isRoomy = inTwo.reduce((sum, block) => sum + block.length, 0) <= room;
  let left = room;
  const kept = (isRoomy ? inTwo : all.map((thing, at) => numbered(at + 1, thing, 1))).filter((block) => {
    left -= block.length;
    return left >= 0;
  });
  if (kept.length === 0) return [];
  return [colours.bold(firstTitle(all.slice(0, kept.length))), ...kept.flat()];

  function numbered(position: number, thing: FirstThing, most: number): string[] {
    const facts = [thing.howMany, thing.effort, thing.follows].filter((fact) => fact !== null).map(lowerFirst);
    const title = titleWith(facts, most);
    const command = thing.isCommand ? [colours.cyan(safeText(thing.firstStep))] : [];
    const whole = thing.isCommand || all.length === 1;
    const [first = '', ...more] = lines(title, whole ? Math.max(1, room - command.length) : most, 4);
    return [` ${position}. ${first}`, ...[...more, ...command].map((line) => `    ${line}`)];

    /** Where room is scarce a fact is left out rather than torn. */
    function titleWith(facts: readonly string[], most: number): string {
      const plain = thing.title.replace(/\.$/, '');
      const whole = facts.length === 0 ? plain : `${plain} (${facts.join('; ')})`;
      return facts.length === 0 || thing.isCommand || all.length === 1 || lines(whole, most + 1, 4).length <= most
        ? whole
        : titleWith(facts.slice(0, -1), most);
    }
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
