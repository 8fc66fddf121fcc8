/** The result itself, for machines. */
import type { ScanResult } from '../result/types.js';

/** Stand only inside strings, where an escape means the same and no terminal obeys it. */
const INVISIBLE = /[\u007F-\u009F\u2028\u2029\p{Bidi_Control}]/gu;

export function renderJson(result: ScanResult): string {
  return `${JSON.stringify(result, null, 2).replace(INVISIBLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
