/** The text of an export's file, in whichever encoding a shell wrote it. */
import { decoded } from '../text-files.js';

export interface ExportText {
  readonly text: string;
  /** For the report: `UTF-16 LE`. */
  readonly encoding: string;
  /** Letters beyond English ones may be wrong. */
  readonly isGuessed: boolean;
}

/** How much of a file without a mark is looked at for the zeros of UTF-16: JSON begins with brackets and names of properties. */
const SAMPLE = 64;

/** By its mark, by the zeros of UTF-16, as UTF-8 if it is that, and else as Windows PowerShell's Set-Content writes. Null: UTF-32. */
export function textOf(bytes: Buffer): ExportText | null {
  const starts = (...mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);
  const as = (label: string, encoding: string): ExportText => ({
    text: new TextDecoder(label).decode(bytes),
    encoding,
    isGuessed: false,
  });
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff)) return null;
  if (starts(0xff, 0xfe)) return as('utf-16le', 'UTF-16 LE with BOM');
  if (starts(0xfe, 0xff)) return as('utf-16be', 'UTF-16 BE with BOM');
  const isMarked = starts(0xef, 0xbb, 0xbf);
  const zeros = isMarked ? 'few' : zerosOf(bytes.subarray(0, SAMPLE));
  if (zeros === 'most') return null;
  if (zeros === 'odd') return as('utf-16le', 'UTF-16 LE');
  if (zeros === 'even') return as('utf-16be', 'UTF-16 BE');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, encoding: isMarked ? 'UTF-8 with BOM' : 'UTF-8', isGuessed: false };
  } catch {
    return { text: decoded(bytes), encoding: 'windows-1252', isGuessed: true };
  }
}

/**
 * English letters have a zero beside them in UTF-16 and three in UTF-32. Zeros at the end are none of them: a disk that filled
 * up leaves such.
 */
function zerosOf(sample: Buffer): 'few' | 'odd' | 'even' | 'most' {
  let end = sample.length;
  while (end > 0 && sample[end - 1] === 0) end -= 1;
  // The last letter of UTF-16 LE ends in a zero of its own.
  const length = Math.min(sample.length, end + (end % 2));
  let odd = 0;
  let even = 0;
  for (let at = 0; at < length; at += 1) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = length / 2;
  if (half < 1 || odd + even < half / 2) return 'few';
  if (odd > half / 2 && even > half / 4) return 'most';
  return odd > even ? 'odd' : 'even';
}
