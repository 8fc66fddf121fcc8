/** Single properties: every form in which a value comes, and that nothing else is taken for one. */
import { describe, expect, test } from 'vitest';
import { known } from '../../src/evidence/known.js';
import { pairsOf, parsedJson, settingsOfXml } from '../../src/purview/nested.js';
import { type CmdletObject, type CmdletValue, UNREADABLE } from '../../src/purview/results.js';
import { fields } from './objects.js';

const STRANGE: readonly CmdletValue[] = [UNREADABLE, {}, [[UNREADABLE]], true];

describe('a property', () => {
  test('is found in whatever case', () => {
    expect(fields({ ENABLED: true }).flag('Enabled')).toEqual(known(true));
  });

  test('that is there twice, in two cases, is not known', () => {
    expect(fields({ Mode: 'Enable', mode: 'Disable' }).text('Mode').known).toBe(false);
  });

  test.each<[CmdletObject, string]>([
    [{}, 'is missing'],
    [{ Mode: UNREADABLE }, 'was cut short'],
    [{ Mode: {} }, 'has a form that is not known'],
  ])('%# names cmdlet, property and what is wrong', (object, why) => {
    const mode = fields(object).text('Mode');
    expect(mode.known ? null : mode.gap).toMatchObject({ reason: 'unreadable', detail: `Get-Thing: the property Mode ${why}` });
  });
});

describe('a flag', () => {
  test.each([
    [true, true],
    [false, false],
    ['True', true],
    ['false', false],
  ])('%j is %j', (value, expected) => {
    expect(fields({ F: value }).flag('F')).toEqual(known(expected));
  });

  test.each<[CmdletValue]>([[null], [''], ['yes'], [1], [0], [UNREADABLE], [[]], [{}]])('%j is none', (value) => {
    expect(fields({ F: value }).flag('F').known).toBe(false);
  });
});

test.each([
  [7, 7],
  ['7', 7],
  ['-1', -1],
])('the number %j is %j', (value, expected) => {
  expect(fields({ N: value }).number('N')).toEqual(known(expected));
});

test.each([
  ['2026-11-22T08:00:00Z', '2026-11-22T08:00:00.000Z'],
  ['2026-11-22T08:00:00', '2026-11-22T08:00:00.000Z'],
  ['0001-01-01T00:00:00Z', null],
  [null, null],
])('the date %j is %j', (value, expected) => {
  expect(fields({ D: value }).date('D')).toEqual(known(expected));
});

test.each<[CmdletValue]>([['soon'], [12], [UNREADABLE], [{}]])('%j is no date', (value) => {
  expect(fields({ D: value }).date('D').known).toBe(false);
});

describe('a list of texts', () => {
  test.each<[CmdletValue, readonly string[]]>([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    ['a, b', ['a', 'b']],
    ['a', ['a']],
    ['["a","b"]', ['a', 'b']],
    [[], []],
    ['', []],
    [null, []],
    [{ Name: 'a' }, ['a']],
    [
      [{ DisplayName: 'b' }, ['c']],
      ['b', 'c'],
    ],
    [['Smith, Ada'], ['Smith, Ada']],
  ])('%j is %j', (value, expected) => {
    expect(fields({ L: value }).texts('L')).toEqual(known(expected));
  });

  test.each<[CmdletValue]>([
    ...STRANGE.map((one): [CmdletValue] => [one]),
    [['a', UNREADABLE]],
    [['a', 5]],
    [['a', null]],
    [['']],
  ])('%# is not known', (value) => {
    expect(fields({ L: value }).texts('L').known).toBe(false);
  });

  test.each<[CmdletValue, 'all' | readonly string[]]>([
    ['All', 'all'],
    [['all'], 'all'],
    [[{ Name: 'All', DisplayName: 'All' }], 'all'],
    [[{ Name: 'ada@clinic.example', DisplayName: 'Ada' }], ['ada@clinic.example']],
  ])('as places %j is %j', (value, expected) => {
    expect(fields({ L: value }).places('L')).toEqual(known(expected));
  });
});

describe('JSON inside a text', () => {
  test('is read, and keys and values become an object', () => {
    expect(parsedJson('[{"_key":"a","_value":1}]')).toEqual({ a: 1 });
  });

  test.each([['{'], [''], ["{'a': 1}"], ['rn{rn}'], [`${'['.repeat(100_000)}`], ['"System.Object[]"'], ['x'.repeat(3_000_000)]])(
    '%# that is broken, too deep or too long is none',
    (text) => {
      expect(parsedJson(text)).toBeUndefined();
    },
  );
});

describe('XML of settings', () => {
  const one = '<setting key="Mandatory" value="true"/>';

  test.each([
    [`<settings>${one}</settings>`],
    [`<?xml version="1.0"?>\n<settings>\n  <setting value='true' key='mandatory'></setting>\n</settings>`],
  ])('%# is read', (xml) => {
    expect(settingsOfXml(xml)).toEqual(new Map([['mandatory', 'true']]));
  });

  test('without any is empty', () => {
    expect(settingsOfXml('<settings/>')).toEqual(new Map());
  });

  test.each([
    ['cut short', `<settings>${one}<setting key="default`],
    ['without its end', `<settings>${one}`],
    ['with a declaration', `<!DOCTYPE settings [<!ENTITY e SYSTEM "file:///etc/passwd">]><settings>${one}</settings>`],
    ['of something else', '<rules></rules>'],
    ['with a setting that has no value', '<settings><setting key="mandatory"/></settings>'],
    ['with a setting twice', `<settings>${one}${one}</settings>`],
    ['no XML', 'mandatory=true'],
  ])('%s is not read', (_, xml) => {
    expect(settingsOfXml(xml)).toBeUndefined();
  });
});

test.each<[CmdletValue, [string, CmdletValue][]]>([
  [[{ Key: 'A', Value: 'x, y' }], [['a', 'x, y']]],
  [['[A, x, y]'], [['a', 'x, y']]],
  [['{"Key":"A","Value":"x"}'], [['a', 'x']]],
  ['[{"Key":"A","Value":"x"}]', [['a', 'x']]],
  [{ A: 'x' }, [['a', 'x']]],
  [{ Key: 'A', Value: 'x' }, [['a', 'x']]],
  [null, []],
  [[], []],
])('pairs of %j', (value, expected) => {
  expect(pairsOf(value)).toEqual(new Map(expected));
});

test.each<[CmdletValue | undefined]>([
  [undefined],
  [UNREADABLE],
  [5],
  [['plain']],
  [[{ Key: 'a' }]],
  [[{ Key: 'a', Value: UNREADABLE }]],
])('pairs of %# cannot be read', (value) => {
  expect(pairsOf(value)).toBeUndefined();
});
