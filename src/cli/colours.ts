/** The one place that decides whether text is coloured: chalk itself knows nothing of NO_COLOR. */
import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import type { CliIo } from './io.js';

export type Colours = ChalkInstance;

/** https://no-color.org: set and not empty, it wins over all. FORCE_COLOR, as Node reads it, wins over the missing terminal. */
export function colourLevel(env: CliIo['env'], isTerminal: boolean): ColorSupportLevel {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return 0;
  switch (env.FORCE_COLOR) {
    case undefined:
      return isTerminal && env.TERM !== 'dumb' ? 1 : 0;
    case '0':
    case 'false':
      return 0;
    case '2':
      return 2;
    case '3':
      return 3;
    default:
      return 1;
  }
}

/** `isTerminal` is of the stream that the text goes to: what is piped must be plain even when standard error is a terminal. */
export function coloursFor(io: Pick<CliIo, 'env'>, isTerminal: boolean): Colours {
  return new Chalk({ level: colourLevel(io.env, isTerminal) });
}
