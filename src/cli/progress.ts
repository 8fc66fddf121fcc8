/** What a scan is doing: a live block on a terminal, now and then a line elsewhere, nothing where nobody asked. */
import { safeText } from '../reporters/text.js';
import type { ProgressEvent } from '../scan.js';
import type { Spent, WaitEvent } from '../sources/index.js';
import type { CliIo } from './io.js';
import { cutTo } from './table.js';

export interface ProgressOptions {
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** Requests and resource units so far, by pacing lane. */
  readonly spent?: () => Readonly<Record<string, Spent>>;
  /** Milliseconds of a clock that only runs forward. */
  readonly now?: () => number;
}

export interface Progress {
  event(event: ProgressEvent): void;
  wait(event: WaitEvent): void;
  /** Takes the live block away and shows the cursor again; may be called twice. */
  close(): void;
}

export interface ProgressState {
  readonly step: { readonly title: string; readonly index: number; readonly of: number } | null;
  readonly count: { readonly what: string; readonly done: number; readonly total: number | null } | null;
  readonly wait: { readonly title: string; readonly why: WaitEvent['why']; readonly until: number } | null;
  readonly startedAt: number;
}

const REDRAW_MS = 250;
const PLAIN_EVERY_MS = 15_000;
const USUAL_COLUMNS = 80;

const SILENT: Progress = { event: () => undefined, wait: () => undefined, close: () => undefined };

export async function createProgress(io: CliIo, options: ProgressOptions = {}): Promise<Progress> {
  if (options.quiet === true || options.json === true) return SILENT;
  const now = options.now ?? (() => performance.now());
  let state: ProgressState = { step: null, count: null, wait: null, startedAt: now() };
  const lines = () => progressLines(state, { now: now(), spent: options.spent?.() ?? {} });
  // Nothing is drawn before the first collector: a person who signs in must be able to read the code to enter.
  const display = io.isTerminal ? await liveBlock(io, lines) : plainLines(io, lines, now);
  return {
    event(event) {
      if (state.step === null) state = { ...state, startedAt: now() };
      state = afterEvent(state, event);
      if (event.kind === 'collector') display.started();
      else if (event.done === event.total) display.reached();
    },
    wait(event) {
      state = { ...state, wait: { title: event.title, why: event.why, until: now() + event.ms } };
    },
    close: display.close,
  };
}

function afterEvent(state: ProgressState, event: ProgressEvent): ProgressState {
  return event.kind === 'collector'
    ? { ...state, step: { title: event.title, index: event.index, of: event.of }, count: null, wait: null }
    : { ...state, count: { what: event.what, done: event.done, total: event.total } };
}

/** One to four lines, safe to show, of any width. */
export function progressLines(
  { step, count, wait, startedAt }: ProgressState,
  { now, spent }: { readonly now: number; readonly spent: Readonly<Record<string, Spent>> },
): string[] {
  const left = wait === null ? 0 : Math.ceil((wait.until - now) / 1000);
  const lanes = Object.values(spent);
  const requests = lanes.reduce((sum, lane) => sum + lane.requests, 0);
  const units = lanes.reduce((sum, lane) => sum + lane.units, 0);
  const lines = [
    step === null ? 'Starting' : `Reading ${step.index + 1} of ${step.of}: ${step.title}`,
    count === null ? null : `  ${count.what}: ${number(count.done)}${count.total === null ? '' : ` of ${number(count.total)}`}`,
    `  ${duration(now - startedAt)}, ${plural(requests, 'request')}, ${plural(units, 'resource unit')}`,
    wait === null || left <= 0 ? null : `  Waiting ${left} s: ${waitReason(wait.title, wait.why)}`,
  ];
  return lines.filter((line) => line !== null).map(safeText);
}

function waitReason(title: string, why: WaitEvent['why']): string {
  return why === 'throttled'
    ? `Microsoft asked for a pause of requests to ${title}`
    : `to stay below Microsoft’s limit for ${title}`;
}

interface Display {
  started(): void;
  /** All of a count is done: the last number that is shown must not be an earlier one. */
  reached(): void;
  close(): void;
}

async function liveBlock(io: CliIo, lines: () => readonly string[]): Promise<Display> {
  const { createLogUpdate } = await import('log-update');
  // A terminal may say that it has 0 columns; log-update would believe it.
  const columns = () => io.columns || USUAL_COLUMNS;
  const stream = {
    isTTY: true,
    get columns() {
      return columns();
    },
    write: (text: string) => {
      io.err(text);
      return true;
    },
  };
  const block = createLogUpdate(stream as unknown as NodeJS.WritableStream);
  // The last column stays empty: a full line would wrap on some terminals, and the block would creep upwards.
  const draw = () =>
    block(
      lines()
        .map((line) => cutTo(line, Math.max(1, columns() - 1)))
        .join('\n'),
    );
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  return {
    started() {
      if (isClosed) return;
      timer ??= setInterval(draw, REDRAW_MS).unref();
      draw();
    },
    reached() {
      if (timer !== undefined) draw();
    },
    close() {
      isClosed = true;
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      block.clear();
      block.done();
    },
  };
}

function plainLines(io: CliIo, lines: () => readonly string[], now: () => number): Display {
  let saidAt = now();
  const say = (text: string) => {
    saidAt = now();
    io.err(`${text}\n`);
  };
  let timer: NodeJS.Timeout | undefined;
  /** Whether a number of this step was told: then its end is told too. */
  let isCounted = false;
  const sayAll = () => {
    const [title, ...details] = lines();
    say(`${title}; ${details.map((line) => line.trim()).join('; ')}`);
  };
  const tick = () => {
    if (now() - saidAt < PLAIN_EVERY_MS) return;
    isCounted = true;
    sayAll();
  };
  return {
    started() {
      timer ??= setInterval(tick, 1000).unref();
      isCounted = false;
      say(lines()[0] ?? '');
    },
    reached() {
      if (isCounted) sayAll();
    },
    close: () => clearInterval(timer),
  };
}

/** `12 s`, `3 min 05 s`, `1 h 02 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const two = (value: number) => String(value).padStart(2, '0');
  if (hours > 0) return `${hours} h ${two(minutes)} min`;
  return minutes > 0 ? `${minutes} min ${two(seconds % 60)} s` : `${seconds} s`;
}

function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

function plural(count: number, one: string): string {
  return `${number(count)} ${one}${count === 1 ? '' : 's'}`;
}
