/** The quick look leaves out no name that the word lists would find. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import { sensitiveNames } from '../../src/derive/sensitive-names.js';
import { couldHold } from '../../src/derive/word-starts.js';
import { propertySeed } from '../kit/less-evidence.js';

test.each([
  ['patient', 'Patient list.xlsx', true],
  ['patient', 'Impatient.docx', false],
  ['patient', 'lunch menu.docx', false],
  ['h&p', 'H&P Smith.pdf', true],
  ['h&p', 'HP printer.pdf', false],
  ['i-9', 'I9.pdf', true],
  ['x-ray', 'xray.pdf', true],
  ['x-ray', 'X ray.pdf', true],
  ['1099', 'form 1099.pdf', true],
  ['1099', 'form.pdf', false],
  ['m*', 'x my', true],
  ['dossier', 'été.docx', true],
])('a text for "%s": %s', (word, text, held) => {
  expect(couldHold([word])(text)).toBe(held);
});

const { lexicon } = DEFAULT_CONFIG;
const word = fc.constantFrom(...lexicon.strong, ...lexicon.weak).map((w) => w.replaceAll('*', 's'));
const piece = fc.oneof(
  word,
  word.map((w) => w.toUpperCase()),
  fc.string({ maxLength: 8 }),
  fc.constantFrom('_', ' ', '-', '2024', 'X', 'x', '.pdf'),
);

const seed = propertySeed();

test(`every name that the lists know is worth a look (again with PREFLIGHT_SEEDS=${seed})`, () => {
  const holds = couldHold([...lexicon.strong, ...lexicon.weak]);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      // Each list as the only one, so that no quick look stands between.
      const name = pieces.join('');
      const found = [...lexicon.strong, ...lexicon.weak].some(
        (w) =>
          sensitiveNames({ strong: [w, '\u00e9'], weak: [], places: [] }).match(`${name} \u00e9`) ===
          w.replaceAll('*', '').trim().toLowerCase(),
      );
      return !found || holds(name.replaceAll('_', ' ').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
    }),
    { numRuns: 200, seed },
  );
});
