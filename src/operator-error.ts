/** The one class for mistakes and refusals that the person at the keyboard can mend: a sentence that says what to do, and an exit code. */

/** Exit codes of the program, the only place where they are numbers. */
export const EXIT = {
  done: 0,
  gateFailed: 1,
  usage: 2,
  signIn: 3,
  coverage: 4,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * Thrown for what the operator can mend. The message is one or two plain sentences: what was wrong, where, what to do.
 * Never put a secret, a token or an Entra error text of unknown content into it.
 */
export class OperatorError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, options: { readonly exitCode?: ExitCode; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'OperatorError';
    this.exitCode = options.exitCode ?? EXIT.usage;
  }
}
