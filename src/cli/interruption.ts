/** Ctrl-C: during sign-in it ends the run at once; then the first stops the crawl and lets the report be written, the second ends the process. */
import { EXIT, OperatorError } from '../operator-error.js';
import type { CliIo } from './io.js';

const STOPPED_EARLY = 'Stopped during sign-in: nothing was read, and nothing is written.';

export interface Interruption {
  readonly signal: AbortSignal;
  /** From here on there is something to report. @throws where it was stopped before. */
  crawling(): void;
  release(): void;
}

export function interruption(io: CliIo): Interruption {
  const controller = new AbortController();
  let isCrawling = false;
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    // The reason is thrown by whatever waits, and is the one sentence that the person reads.
    if (!isCrawling) return controller.abort(new OperatorError(STOPPED_EARLY, { exitCode: EXIT.interrupted }));
    io.err('\nStopping: a report of what was reached is being written. Press Ctrl-C again to end at once.\n');
    controller.abort(new Error('interrupted'));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    crawling() {
      controller.signal.throwIfAborted();
      isCrawling = true;
    },
    release() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
