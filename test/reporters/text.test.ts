/** Nothing that a terminal, a runner or a reader's eye obeys survives; everything else does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, readableUrl, safeDeep, safeText, safeUrl } from '../../src/reporters/text.js';
import { humanise, valueText } from '../../src/reporters/wording.js';

const ESC = String.fromCharCode(0x1b);
const BEL = String.fromCharCode(0x07);

describe('safeText', () => {
  it.each([
    ['plain names stay', 'Patient Intake – Søren & Co. (2024).docx', 'Patient Intake – Søren & Co. (2024).docx'],
    ['right-to-left letters stay', 'תיק מטופל', 'תיק מטופל'],
    ['emoji stay', 'chart 🩺', 'chart 🩺'],
    ['colours', `${ESC}[31mred${ESC}[0m`, '\uFFFDred\uFFFD'],
    ['links', `${ESC}]8;;https://evil${ESC}\\click${ESC}]8;;${BEL}`, '\uFFFDclick\uFFFD'],
    ['clipboard writes', `a${ESC}]52;c;aGk=${BEL}b`, 'a\uFFFDb'],
    ['device control', `a${ESC}Pq#0${ESC}\\b`, 'a\uFFFDb'],
    ['eight-bit sequences', 'a\u009b31mb\u009d0;t\u009cc', 'a\uFFFDb\uFFFDc'],
    ['a sequence without an end', `a${ESC}]8;;https://evil`, 'a\uFFFD]8;;https://evil'],
    ['reset', `a${ESC}cb`, 'a\uFFFDb'],
    ['line breaks', 'a\r\n::error::b\tc\u2028d\u0085e', 'a ::error::b c d e'],
    ['bidirectional controls', 'a\u202Egpj.exe\u2066b\u2069\u200Fc\u061C', 'a\uFFFDgpj.exe\uFFFDb\uFFFD\uFFFDc\uFFFD'],
    ['nul, delete, lone surrogates', 'a\u0000b\u007Fc\uD800d\uDC00', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFD'],
    ['tag characters', 'a\u{E0041}b', 'a\uFFFDb'],
  ])('%s', (_case, text, expected) => {
    expect(safeText(text)).toBe(expected);
  });

  it('leaves nothing unsafe in any string, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const safe = safeText(text);
        expect(safe).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/u);
        expect(safeText(safe)).toBe(safe);
      }),
    );
  });

  it('takes time in proportion to its length', () => {
    const begun = performance.now();
    safeText(`${ESC}]`.repeat(200_000));
    safeText(`${ESC}[${'0'.repeat(400_000)}`);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('safeDeep', () => {
  it('reaches keys, lists and nested values, and no prototype', () => {
    const made = safeDeep(JSON.parse('{"__proto__":{"x":"\\u001b[0m"},"a\\u202e":["b\\n",1,null,true]}'));
    expect(JSON.stringify(made)).toBe('{"__proto__":{"x":"\uFFFD"},"a\uFFFD":["b ",1,null,true]}');
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});

describe('addresses', () => {
  it.each([
    ['https://contoso.sharepoint.com/sites/a b', 'https://contoso.sharepoint.com/sites/a%20b'],
    ['HTTPS://contoso.sharepoint.com/', 'https://contoso.sharepoint.com/'],
    ['http://contoso.sharepoint.com/', null],
    ['javascript:alert(1)', null],
    [' javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['//evil.example', null],
    ['https://contoso.sharepoint.com@evil.example/', null],
    ['not one', null],
    [null, null],
  ])('%s becomes %s', (url, expected) => {
    expect(safeUrl(url)).toBe(expected);
  });

  it('are decoded for reading without letting controls in', () => {
    expect(readableUrl('https://c.sharepoint.com/a%20b')).toBe('c.sharepoint.com/a b');
    expect(readableUrl('https://c.sharepoint.com/%E2%80%AEx%1B')).toBe('c.sharepoint.com/\uFFFDx\uFFFD');
    expect(readableUrl('https://c.sharepoint.com/%ff')).toBe('c.sharepoint.com/%ff');
  });
});

describe('words', () => {
  it('cuts long text at whole characters and says how long it was', () => {
    expect(cut('🩺'.repeat(5), 3)).toBe('🩺🩺🩺… (5 characters)');
    expect(cut('🩺'.repeat(3), 3)).toBe('🩺🩺🩺');
  });

  it.each([
    ['grantedTo', 'Granted to'],
    ['phiFiles', 'PHI files'],
    ['DLPPolicyId', 'DLP policy ID'],
    ['last_sign-in', 'Last sign in'],
    ['', ''],
  ])('reads %s as %s', (key, expected) => {
    expect(humanise(key)).toBe(expected);
  });

  it.each([
    [null, 'not known'],
    [true, 'yes'],
    [false, 'no'],
    [48_211, '48,211'],
    [0.125, '0.13'],
    ['2024-03-08T10:22:00Z', '2024-03-08'],
    ['2024', '2024'],
  ])('prints %j as %s', (value, expected) => {
    expect(valueText(value)).toBe(expected);
  });
});
