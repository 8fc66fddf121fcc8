/** One value of the encodings of `ConvertTo-Json` and of the cmdlet endpoint; what was cut is unreadable, never empty. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, decodeObjects } from '../../src/purview/decode.js';
import { type CmdletValue, UNREADABLE } from '../../src/purview/results.js';

const GUID = '46f77b71-0b6e-4a5c-9a57-0d6c7a1f0001';

describe('values', () => {
  test.each<[string, unknown, unknown]>([
    ['a text', 'Enable', 'Enable'],
    ['an empty text', '', ''],
    ['a number', 3, 3],
    ['a number as a text', '75', '75'],
    ['a list', ['All'], ['All']],
    ['an empty list', [], []],
    ['null', null, null],
    ['a date of 5.1', '/Date(1702651405273)/', '2023-12-15T14:43:25.273Z'],
    ['a date of 5.1 with a zone', '/Date(1702651405273+0100)/', '2023-12-15T14:43:25.273Z'],
    ['a date before 1970', '/Date(-62135596800000)/', '0001-01-01T00:00:00.000Z'],
    ['a date that no calendar has', '/Date(99999999999999999)/', UNREADABLE],
    ['a wrapped date', { value: '/Date(1702651405273)/', DisplayHint: 2, DateTime: 'Friday' }, '2023-12-15T14:43:25.273Z'],
    ['a wrapped date of 7', { value: '2023-12-15T14:43:25.273Z', DateTime: 'Friday' }, '2023-12-15T14:43:25.273Z'],
    ['a date with seven digits', '2023-12-15T14:43:25.2730000Z', '2023-12-15T14:43:25.273Z'],
    ['a date with none', '2023-12-15T14:43:25Z', '2023-12-15T14:43:25.000Z'],
    ['a date of another zone', '2023-12-15T15:43:25+01:00', '2023-12-15T14:43:25.000Z'],
    ['a date without a zone', '2023-12-15T15:43:25', '2023-12-15T15:43:25'],
    ['a span of time', '90.00:00:00', '90.00:00:00'],
    ['a wrapped list', { value: ['a', 'b'], Count: 2 }, ['a', 'b']],
    ['a wrapped list of none', { value: [], Count: 0 }, []],
    ['a wrapped list that wrote nothing', { value: null, Count: 0 }, []],
    ['a wrapped list that is shorter than it says', { value: ['a'], Count: 2 }, UNREADABLE],
    ['a wrapped list that was cut', { value: 'System.Object[]', Count: 2 }, UNREADABLE],
    ['a GUID', { Guid: GUID }, GUID],
    ['a wrapped GUID', { value: GUID, Guid: GUID.toUpperCase() }, GUID.toUpperCase()],
    ['two GUIDs in one', { value: GUID, Guid: GUID.replace('4', '5') }, UNREADABLE],
    ['an object with a Guid among others', { Guid: GUID, Name: 'a' }, { Guid: GUID, Name: 'a' }],
    ['an enumeration', { value: 2, Value: 'Enable' }, 'Enable'],
    ['an object with a value', { Key: 'mandatory', Value: 'true' }, { Key: 'mandatory', Value: 'true' }],
    [
      'an object with a value and more',
      { value: 'Block', setting: 'ExcludeContentProcessing' },
      { value: 'Block', setting: 'ExcludeContentProcessing' },
    ],
    ['companions', { A: 1, 'A@odata.type': '#Int32', '@odata.etag': 'x' }, { A: 1 }],
    [
      'what tells the session',
      { PSComputerName: 'h', RunspaceId: 'r', PSShowComputerName: false },
      { PSComputerName: 'h', RunspaceId: 'r', PSShowComputerName: false },
    ],
  ])('%s', (_, json, value) => {
    expect(decode(json)).toEqual(value);
  });

  test.each([
    'System.Object[]',
    'System.Collections.Hashtable',
    'System.Collections.Hashtable System.Collections.Hashtable',
    'System.Collections.Generic.Dictionary`2[System.String,System.Object]',
    'System.Collections.Generic.List`1[[System.String, mscorlib, Version=4.0.0.0]]',
    'Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]',
    'Deserialized.Microsoft.Office.CompliancePolicy.PolicyConfiguration.BindingMetadata',
    '@{a=1; b=2}',
    '@{a=1} @{a=2}',
    '@{Name=All; DisplayName=',
    '@{}',
    '@{x}',
    '{All, Nobody...}',
    '{All, Nobody…}',
  ])('%s was cut', (text) => {
    expect(decode(text)).toBe(UNREADABLE);
    expect(decode({ ExchangeLocation: [text] })).toEqual({ ExchangeLocation: [UNREADABLE] });
  });

  test.each([
    '{"Activities":["UploadText"],"More":"..."}',
    'System administrators',
    'Microsoft 365',
    'Microsoft.',
    'Copilot.M365',
    'PHI @ Clinic {2}',
    '[{"Workload":"Applications"}]',
    '[color, #FF0000]',
    '/Date/',
  ])('%s is a text', (text) => {
    expect(decode(text)).toBe(text);
  });
});

describe('keys and values', () => {
  const pair = (_key: string, _value: unknown) => ({ _key, _value });
  test('are an object, and lists of them are a list of objects, however deep', () => {
    const groups = [[pair('name', 'Default'), pair('labels', [[pair('name', GUID), pair('type', 'Sensitivity')]])]];
    expect(decode([[pair('operator', 'And'), { ...pair('groups', groups), '_value@odata.type': '#List' }]])).toEqual([
      { operator: 'And', groups: [{ name: 'Default', labels: [{ name: GUID, type: 'Sensitivity' }] }] },
    ]);
  });

  test('with a key twice do not say which holds', () => {
    expect(decode([pair('a', 1), pair('a', 2)])).toEqual({ a: UNREADABLE });
  });

  test('without a value are not null', () => {
    expect(decode([{ _key: 'a' }])).toEqual({ a: UNREADABLE });
  });

  test('beside anything else are a list like any other', () => {
    expect(decode([pair('a', 1), 'b'])).toEqual([{ _key: 'a', _value: 1 }, 'b']);
  });
});

describe('what is hostile', () => {
  test('a __proto__ is a property like any other', () => {
    const value = decode(JSON.parse('{"__proto__": {"Enabled": true}, "constructor": 1}')) as { [key: string]: CmdletValue };
    expect(value.Enabled).toBeUndefined();
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    const pairs = decode([{ _key: '__proto__', _value: { Enabled: true } }]) as { [key: string]: CmdletValue };
    expect(pairs.Enabled).toBeUndefined();
    expect(({} as Record<string, unknown>).Enabled).toBeUndefined();
  });

  test('10,000 lists or objects in each other do not use up the stack', () => {
    let lists: unknown = 'x';
    let objects: unknown = 'x';
    for (let at = 0; at < 10_000; at += 1) {
      lists = [lists];
      objects = { value: [objects], Count: 1 };
    }
    expect(JSON.stringify(decode(lists))).toMatch(/^\[+null\]+$/);
    expect(() => decode(objects)).not.toThrow();
    expect(() => decodeObjects(lists)).not.toThrow();
    expect(() => decodeObjects(objects)).not.toThrow();
  });

  test('whatever is no JSON is unreadable', () => {
    for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1, 10n, Symbol('x')])
      expect(decode(value)).toBe(UNREADABLE);
  });

  test('any JSON at all is decoded without an exception, and again to the same', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const json: unknown = JSON.parse(text);
        expect(decode(json)).toEqual(decode(JSON.parse(text)));
        decodeObjects(json);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the objects of a file', () => {
  const one = { Name: 'a' };
  test.each<[string, unknown, unknown]>([
    ['a list', [one, { Name: 'b' }], [one, { Name: 'b' }]],
    ['one object alone', one, [one]],
    ['one object with nothing but an id', { Guid: GUID }, [{ Guid: GUID }]],
    ['nothing', null, []],
    ['an empty list', [], []],
    ['{value, Count}', { value: [one], Count: 1 }, [one]],
    ['{value, Count} in a list', [{ value: [one, one], Count: 2 }], [one, one]],
    ['a list in a list', [[one, one]], [one, one]],
    ['the cmdlet endpoint', { '@odata.context': 'c', value: [one] }, [one]],
    ['the cmdlet endpoint with nothing', { '@odata.context': 'c', value: null }, []],
    ['one object with a value of its own', { value: ['a'], Name: 'b' }, [{ value: ['a'], Name: 'b' }]],
    ['a list of key-and-value lists', [[{ _key: 'Name', _value: 'a' }]], [one]],
  ])('%s', (_, json, objects) => {
    expect(decodeObjects(json)).toEqual(objects);
  });

  test.each<[string, unknown]>([
    ['a text', 'Get-Label'],
    ['a number', 3],
    ['a list of texts', ['@{Name=a}', '@{Name=b}']],
    ['a null in a list, which is what a failed cmdlet leaves', [null]],
    ['an object without a property', {}],
    ['a list that is shorter than it says', { value: [one], Count: 2 }],
    ['objects and something else', [one, 'b']],
    ['undefined', undefined],
  ])('%s is no list of objects', (_, json) => {
    expect(decodeObjects(json)).toBeNull();
  });
});
