/** What a command may do to the outside of the process: write text, read the environment, and say how it ended. */
import type { ExitCode } from '../operator-error.js';

export interface CliIo {
  /** Results that somebody may pipe on. */
  out(text: string): void;
  /** Everything said on the way: progress, hints, warnings. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard error is a terminal that can redraw lines. */
  readonly isTerminal: boolean;
  /** Whether standard output is a terminal, for colours. */
  readonly isOutTerminal: boolean;
  readonly columns: number;
  /** Set by commands; `main` ends the process with it. */
  exitCode: ExitCode;
}

/** A reader that has seen enough (`… | head`) closes the pipe; that is no fault. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

export function processIo(): CliIo {
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', endQuietly);
  return {
    out: (text) => {
      process.stdout.write(text);
    },
    err: (text) => {
      process.stderr.write(text);
    },
    env: process.env,
    isTerminal: process.stderr.isTTY === true && process.env.CI === undefined,
    isOutTerminal: process.stdout.isTTY === true,
    get columns() {
      return process.stderr.columns || 80;
    },
    exitCode: 0,
  };
}
