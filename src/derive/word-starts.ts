/** A quick look at how the words of a text begin, before the long expressions of a word list are tried on it. */

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

/**
 * Whether a text could hold one of the words; false only where none can stand in it. Millions of names are looked at, and
 * few of them begin a word as one of the list does. Text that is not plain ASCII is always worth the whole look.
 */
export function couldHold(words: readonly string[]): (text: string) => boolean {
  /** First two letters of a word, or its first letter and a zero where the second is no letter. */
  const starts = new Uint8Array(1 << 14);
  const strange = new Set<number>();
  for (const word of words.map((w) => w.trim().normalize('NFKC').toLowerCase())) {
    const [first = 0, second = 0] = [word.charCodeAt(0), word.charCodeAt(1)];
    if (word === '' || first > 127) continue;
    if (!isLetter(first)) strange.add(first);
    else if (second === 42) for (let other = 0; other < 128; other += 1) starts[first * 128 + other] = 1;
    else {
      starts[first * 128 + (isLetter(second) ? second : 0)] = 1;
      // `x-ray` is found in `xray` too.
      const joined = word.replaceAll(/[\s_-]/gu, '').charCodeAt(1);
      if (isLetter(joined)) starts[first * 128 + joined] = 1;
    }
  }
  return (text) => {
    let inWord = false;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127 || strange.has(code)) return true;
      const letter = isLetter(code);
      if (letter && !inWord) {
        const next = text.charCodeAt(at + 1);
        if (next > 127) return true;
        if (starts[lower(code) * 128 + (isLetter(next) ? lower(next) : 0)] === 1) return true;
      }
      inWord = letter;
    }
    return false;
  };
}
