/** Keeps the process small on machines with much memory, where V8 would rather let garbage lie. */
import { setFlagsFromString } from 'node:v8';

/** The heap may grow by this share of what is alive before it is cleaned; V8 itself would take up to four times as much. */
const GROWING_PERCENT = 100;

/** A scan reads millions of rows and keeps few of them: cleaning more often costs some CPU and saves memory. */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
}
