/** Ctrl-C: the first stops the crawl and lets the report be written; the second ends the process at once. */
import { EXIT } from '../operator-error.js';
import type { CliIo } from './io.js';

export interface Interruption {
  readonly signal: AbortSignal;
  release(): void;
}

export function interruption(io: CliIo): Interruption {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    io.err('\nStopping: a report of what was reached is being written. Press Ctrl-C again to end at once.\n');
    controller.abort(new Error('interrupted'));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    release() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
