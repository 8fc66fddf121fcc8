/** Progress: the lines of a state, a live block that moves nothing but itself, and few lines where nothing can be redrawn. */
import stringWidth from 'string-width';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CliIo } from '../../src/cli/io.js';
import { createProgress, duration, type ProgressState, progressLines } from '../../src/cli/progress.js';
import { ALL, LONG_NAME } from '../reporters/hostile.js';

const SPENT = {
  sharepoint: { requests: 1_800, units: 5_000, throttled: 3 },
  directory: { requests: 40, units: 210, throttled: 0 },
};
const STATE: ProgressState = {
  step: { title: 'Permissions of libraries, folders and files', index: 17, of: 18 },
  count: { what: 'Libraries read', done: 1_200, total: 4_000 },
  wait: { title: 'SharePoint', why: 'throttled', until: 84_000 },
  startedAt: 0,
};

describe('progressLines', () => {
  it('says what, how many, how long, how much, and why it waits', () => {
    expect(progressLines(STATE, { now: 72_000, spent: SPENT })).toEqual([
      'Reading 18 of 18: Permissions of libraries, folders and files',
      '  Libraries read: 1,200 of 4,000',
      '  1 min 12 s, 1,840 requests, 5,210 resource units',
      '  Waiting 12 s: Microsoft asked for a pause of requests to SharePoint',
    ]);
  });

  it('leaves out what there is not: no count, no total, no wait or one that is over', () => {
    const begun = { ...STATE, count: null, wait: null };
    expect(progressLines(begun, { now: 1_000, spent: {} })).toEqual([
      'Reading 18 of 18: Permissions of libraries, folders and files',
      '  1 s, 0 requests, 0 resource units',
    ]);
    expect(progressLines({ ...STATE, count: { what: 'Users', done: 1, total: null } }, { now: 84_000, spent: {} })).toContain(
      '  Users: 1',
    );
    expect(progressLines(STATE, { now: 84_000, spent: {} })).toHaveLength(3);
  });

  it('tells our own pace from Microsoft’s wish', () => {
    const wait = { title: 'the directory', why: 'budget', until: 5_000 } as const;
    expect(progressLines({ ...STATE, wait }, { now: 0, spent: {} }).at(-1)).toBe(
      '  Waiting 5 s: to stay below Microsoft’s limit for the directory',
    );
  });

  it('lets no string draw on the screen', () => {
    const lines = progressLines(
      { ...STATE, step: { title: ALL, index: 0, of: 1 }, count: { what: ALL, done: 1, total: null } },
      { now: 0, spent: {} },
    );
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028]/u);
    expect(lines).toHaveLength(4);
  });

  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [185_000, '3 min 05 s'],
    [3_720_000, '1 h 02 min'],
    [-5, '0 s'],
  ])('%i ms are %s', (ms, text) => expect(duration(ms)).toBe(text));
});

function fakeIo(over: Partial<CliIo>): { io: CliIo; err: () => string } {
  let err = '';
  const io: CliIo = {
    out: () => {
      throw new Error('progress must not write to standard output');
    },
    err: (text) => {
      err += text;
    },
    env: {},
    isTerminal: false,
    isOutTerminal: false,
    columns: 80,
    exitCode: 0,
    ...over,
  };
  return { io, err: () => err };
}

describe('createProgress', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const collector = (title: string, index = 0) => ({ kind: 'collector', title, index, of: 2 }) as const;

  it('is silent with --quiet and with --json', async () => {
    for (const options of [{ quiet: true }, { json: true }]) {
      for (const isTerminal of [true, false]) {
        const { io, err } = fakeIo({ isTerminal });
        const progress = await createProgress(io, options);
        progress.event(collector('Users'));
        vi.advanceTimersByTime(60_000);
        progress.close();
        expect(err()).toBe('');
      }
    }
  });

  it('without a terminal writes a plain line a collector, and one every 15 seconds', async () => {
    const { io, err } = fakeIo({});
    const progress = await createProgress(io, { spent: () => SPENT });
    vi.advanceTimersByTime(60_000);
    expect(err()).toBe('');
    progress.event(collector('Users'));
    for (let done = 0; done < 1_000; done += 1) {
      progress.event({ kind: 'count', what: 'Users', done, total: null });
      vi.advanceTimersByTime(31);
    }
    progress.event(collector('Groups', 1));
    progress.wait({ lane: 'directory', title: 'the directory', ms: 250_000, why: 'throttled' });
    vi.advanceTimersByTime(15_000);
    progress.close();
    vi.advanceTimersByTime(60_000);
    const lines = err().trimEnd().split('\n');
    expect(lines).toEqual([
      'Reading 1 of 2: Users',
      expect.stringMatching(/^Reading 1 of 2: Users; Users: \d+; 15 s, 1,840 requests, 5,210 resource units$/),
      expect.stringMatching(/^Reading 1 of 2: Users; Users: \d+; 30 s, /),
      'Reading 2 of 2: Groups',
      expect.stringMatching(/^Reading 2 of 2: Groups; 4\d s, .*; Waiting 235 s: Microsoft asked/),
    ]);
    expect(err()).not.toContain('\u001b');
  });

  it('ends a count that was told at its whole, without a terminal and on one', async () => {
    for (const isTerminal of [false, true]) {
      const { io, err } = fakeIo({ isTerminal });
      const progress = await createProgress(io);
      progress.event(collector('Files'));
      for (let done = 1; done <= 50; done += 1) {
        vi.advanceTimersByTime(400);
        progress.event({ kind: 'count', what: 'Drives', done, total: 50 });
      }
      progress.event(collector('Groups', 1));
      progress.close();
      expect(err().match(/Drives: 50 of 50/g)).toHaveLength(1);
    }
  });

  it.each([80, 40, 20, 0])(
    'on a terminal of %i columns redraws a block that never wraps, and leaves nothing behind',
    async (columns) => {
      const { io, err } = fakeIo({ isTerminal: true, columns });
      const progress = await createProgress(io, { spent: () => SPENT });
      vi.advanceTimersByTime(5_000);
      expect(err()).toBe('');
      progress.event(collector(`日本語の図書館 👩‍⚕️ ${LONG_NAME}`));
      progress.event({ kind: 'count', what: ALL, done: 5, total: 9 });
      progress.wait({ lane: 'sharepoint', title: 'SharePoint', ms: 12_000, why: 'throttled' });
      vi.advanceTimersByTime(3_000);
      const drawn = err();
      expect(drawn).toContain(columns === 20 ? 'Waiting' : 'Microsoft');
      // What is left without the block's own cursor movements is text that fits.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of log-update
      const text = drawn.replaceAll(/\u001b\[\??[\d;]*[A-Za-z]/g, '\n');
      expect(text).not.toMatch(/[^\P{Cc}\n]/u);
      for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThan(columns || 80);
      progress.close();
      progress.close();
      const closed = err();
      vi.advanceTimersByTime(3_000);
      progress.event(collector('late'));
      expect(err()).toBe(closed);
    },
  );
});
