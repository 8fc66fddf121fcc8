/** The closing summary, its colours and its columns. */
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { closingSummary } from '../../src/cli/closing-summary.js';
import { colourLevel, coloursFor } from '../../src/cli/colours.js';
import { cutTo, padTo, readable, table, wrap } from '../../src/cli/table.js';
import type { ScanResult } from '../../src/result/types.js';
import { ALL, hostile, LONG_NAME } from '../reporters/hostile.js';
import { go, noGo, notDetermined } from '../reporters/sample.js';

const PLAIN = coloursFor({ env: {} }, false);
const FILES = ['report.html', 'report.md', 'result.json', 'findings.csv'];
const summary = (result: ScanResult, columns?: number) =>
  closingSummary(result, { folder: 'out', files: FILES, colours: PLAIN, ...(columns === undefined ? {} : { columns }) });

describe('closingSummary', () => {
  it('says decision, why, exposure, coverage, what first, how many, and where the report is', () => {
    const text = summary(noGo());
    expect(text).toMatch(/^Simulated tenant, not evidence\./);
    expect(text).toContain('No-go  Copilot readiness of Lakeside Family Medicine');
    expect(text).toMatch(/3 findings must be closed before Copilot is switched on/);
    expect(text).toContain('612 files with PHI-looking names can be read by every one of 74 employees today.');
    expect(text).toContain('87% of the rules');
    expect(text).toContain('The five things to do first\n 1. ');
    expect(text).toMatch(/\n 5\. /);
    expect(text).toMatch(/30 rules: 8 failed, 2 warnings, 3 not assessed/);
    expect(text).toMatch(/Report: out[/\\]report\.html\nBeside it: report\.md, result\.json, findings\.csv$/);
  });

  it('says first that the scan was interrupted', () => {
    const cut = { ...noGo(), scan: { ...noGo().scan, finished: false } };
    expect(summary(cut)).toMatch(
      /^Interrupted: judged from what was read\. Scan again; the reports of this one\s+stay\.\nSimulated tenant/,
    );
    expect(summary(noGo())).not.toContain('Interrupted');
  });

  it('has no band on a live scan, and nothing to do on a clean one', () => {
    expect(summary(go())).toMatch(/^Go {2}Copilot readiness/);
    expect(summary(go())).not.toContain('to do first');
  });

  it('gives the commands that would determine the verdict, whole', () => {
    const base = notDetermined();
    const way = (at: number) => ({
      text: `Way ${at} ${'so long '.repeat(30)}`,
      command: `copilot-preflight scan --way-${at} ${'x'.repeat(90)}`,
      rules: ['ITEM-001'],
    });
    const many = {
      ...base,
      verdict: { ...base.verdict, wouldDetermine: [1, 2, 3, 4, 5, 6].map(way) },
      findings: noGo().findings,
    };
    expect(summary(base)).toContain('\n    copilot-preflight scan --leavers leavers.csv');
    expect(summary(base)).toMatch(/^Interrupted: judged from what was read\. Scan again; the reports of this one\nstay\.$/m);
    expect(summary(base)).not.toMatch(/resum/i);
    const flat = summary(many).replaceAll(/\s+/g, ' ');
    expect(flat).toContain(` 1. ${way(1).text}(settles 1 rule) ${way(1).command}`);
    expect(summary(many).split('\n').length).toBeLessThanOrEqual(30);
  });

  it.each([
    ['no-go', noGo()],
    ['not determined', notDetermined()],
    ['go', go()],
    ['hostile', hostile()],
  ])('%s: at most 30 lines, at most 80 columns, nothing that moves a cursor', (_, result) => {
    const lines = summary(result).split('\n');
    expect(lines.length).toBeLessThanOrEqual(30);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(80);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
    // Commands of the build server that may show them.
    expect(summary(result)).not.toMatch(/^\s*::|##\[/m);
  });

  it('stays within 30 lines on a narrow terminal too, and takes 0 columns for 80', () => {
    expect(summary(hostile(), 40).split('\n').length).toBeLessThanOrEqual(30);
    expect(summary(noGo(), 0)).toBe(summary(noGo(), 80));
    expect(summary(noGo(), 300)).toBe(summary(noGo(), 80));
  });

  it('says the same words with colours', () => {
    const colours = coloursFor({ env: { FORCE_COLOR: '1' } }, false);
    const coloured = closingSummary(noGo(), { folder: 'out', files: FILES, colours });
    expect(coloured).toContain('\u001b[31mNo-go');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours themselves
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(summary(noGo()));
  });
});

describe('colours', () => {
  it.each([
    [{}, true, 1],
    [{}, false, 0],
    [{ NO_COLOR: '1' }, true, 0],
    [{ NO_COLOR: '' }, true, 1],
    [{ NO_COLOR: '1', FORCE_COLOR: '3' }, true, 0],
    [{ FORCE_COLOR: '' }, false, 1],
    [{ FORCE_COLOR: 'true' }, false, 1],
    [{ FORCE_COLOR: '2' }, false, 2],
    [{ FORCE_COLOR: '0' }, true, 0],
    [{ TERM: 'dumb' }, true, 0],
  ] as const)('%j on a terminal: %s is level %i', (env, isTerminal, level) => expect(colourLevel(env, isTerminal)).toBe(level));
});

describe('columns', () => {
  it('cuts at what a reader sees as one character', () => {
    expect(cutTo('日本語', 5)).toBe('日本…');
    expect(cutTo('日本語', 4)).toBe('日…');
    expect(cutTo('a👩‍⚕️b', 3)).toBe('a…');
    expect(cutTo('abc', 3)).toBe('abc');
    expect(cutTo(LONG_NAME, 20)).toBe('Very long name Very…');
    expect(padTo('日本', 6)).toBe('日本  ');
    expect([readable(0), readable(20), readable(90), readable(500)]).toEqual([80, 40, 90, 100]);
  });

  it('never gives more columns than it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, columns) => {
        expect(stringWidth(cutTo(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('wraps at blanks and keeps every word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 30 }),
        fc.integer({ min: 12, max: 60 }),
        (words, columns) => {
          const lines = wrap(words.join(' '), columns);
          expect(lines.join(' ')).toBe(words.join(' '));
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });

  it('sets a table whose last column wraps under itself', () => {
    expect(
      table(
        [
          ['A', 'one', 'short'],
          ['日本', '2', 'a text that is longer than the room it has'],
        ],
        36,
      ),
    ).toEqual(['A     one  short', '日本  2    a text that is longer', '           than the room it has']);
    expect(table([], 80)).toEqual([]);
  });

  it('lets no cell give commands to a build server', () => {
    const lines = table([['x', ALL.replaceAll(/\s+/g, ' ')]], 60);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('\n')).not.toMatch(/^\s*::|##\[/m);
  });
});
