/** What a rule looks for, in the five forms in which services and exports keep it. */
import { describe, expect, test } from 'vitest';
import { known } from '../../src/evidence/known.js';
import type { Condition } from '../../src/evidence/purview.js';
import { conditionsOf } from '../../src/purview/normal/conditions.js';
import { type CmdletObject, type CmdletValue, UNREADABLE } from '../../src/purview/results.js';
import { dlpRuleObject, fields, GROUPED, ICD10, LABEL, SSN } from './objects.js';

const ssn = { kind: 'type', id: SSN, name: 'SSN', isClassifier: false } as const;
const icd = { kind: 'type', id: ICD10, name: 'ICD-10', isClassifier: false } as const;
const outside = { kind: 'other', name: 'AccessScope' } as const;

const of = (over: CmdletObject) => conditionsOf(fields(dlpRuleObject({ AccessScope: null, ...over })));
const flat = (content: CmdletValue, over: CmdletObject = {}) => of({ ContentContainsSensitiveInformation: content, ...over });

/** An advanced rule as the service writes it: the flat property is null. */
const advanced = (condition: object | string, over: CmdletObject = {}) =>
  of({
    IsAdvancedRule: true,
    ContentContainsSensitiveInformation: null,
    AdvancedRule: typeof condition === 'string' ? condition : JSON.stringify({ Version: '1.0', Condition: condition }),
    ...over,
  });

const and = (...of: Condition[]) => known({ kind: 'and', of });
const or = (...of: Condition[]) => known({ kind: 'or', of });

describe('a flat rule', () => {
  test('looks for one of its types', () => {
    const content = [
      { name: 'SSN', id: SSN.toUpperCase(), mincount: '1' },
      { name: 'ICD-10', id: ICD10, classifiertype: 'MLModel' },
    ];
    expect(flat(content)).toEqual(or({ ...icd, isClassifier: true }, ssn));
  });

  test('looks for one of each of its groups', () => {
    expect(flat(GROUPED)).toEqual(and(icd, ssn));
  });

  test('looks for labels, by the id that stands in their name', () => {
    const groups = [{ name: 'Default', operator: 'Or', labels: [{ name: LABEL.toUpperCase(), type: 'Sensitivity' }] }];
    expect(flat([{ operator: 'And', groups }])).toEqual(known({ kind: 'label', id: LABEL }));
  });

  test('keeps the names of other conditions, and what it lets go', () => {
    const read = of({ AccessScope: 'NotInOrganization', ExceptIfFrom: ['ada@clinic.example'], ContentIsNotLabeled: true });
    const others = [
      outside,
      { kind: 'other', name: 'ContentIsNotLabeled' },
      { kind: 'not', of: [{ kind: 'other', name: 'exceptiffrom' }] },
    ] as const;
    expect(read.known && read.value.kind === 'and' && read.value.of).toEqual(expect.arrayContaining([...others, ssn, icd]));
  });

  test('is not known by half', () => {
    const odd: CmdletValue[] = [
      UNREADABLE,
      [UNREADABLE],
      'x',
      [{ name: 'SSN' }],
      [{ operator: 'And', groups: [UNREADABLE] }],
      [{}],
      5,
    ];
    for (const content of odd) expect(flat(content).known, JSON.stringify(content)).toBe(false);
    const open = GROUPED.map(({ groups }) => ({ groups }));
    expect(flat(open).known, 'two groups without an operator').toBe(false);
    expect(flat([{ operator: 'And', groups: [{ name: 'Medical', operator: 'Or' }] }]).known, 'a group that lost its types').toBe(
      false,
    );
    const strange = GROUPED.map((one) => ({ ...one, operator: 'Xor' }));
    expect(flat(strange).known, 'an operator of next year').toBe(false);
  });

  test('may hold an operator with nothing in it beside the rest, and not alone', () => {
    expect(flat([...GROUPED, { operator: 'And' }])).toEqual(and(icd, ssn));
    expect(flat([{ operator: 'And' }]).known).toBe(false);
  });
});

describe('an advanced rule', () => {
  const content = {
    ConditionName: 'ContentContainsSensitiveInformation',
    Value: capital(GROUPED),
  };

  test('is read in whatever case its keys are', () => {
    expect(advanced({ Operator: 'And', SubConditions: [content] })).toEqual(and(icd, ssn));
    const lower = JSON.parse(JSON.stringify({ Operator: 'And', SubConditions: [content] }).toLowerCase()) as object;
    expect(advanced(lower)).toMatchObject({ known: true, value: { kind: 'and', of: [{ id: ICD10 }, { id: SSN }] } });
  });

  test('may nest operators, and let things go', () => {
    const not = { Operator: 'Not', SubConditions: [{ ConditionName: 'FromScope', Value: 'InOrganization' }] };
    const inner = { Operator: 'Or', SubConditions: [content, { ConditionName: 'AccessScope', Value: 'NotInOrganization' }] };
    expect(advanced({ Operator: 'And', SubConditions: [inner, not] })).toEqual(
      and(
        { kind: 'not', of: [{ kind: 'other', name: 'FromScope' }] },
        { kind: 'or', of: [{ kind: 'and', of: [icd, ssn] }, outside] },
      ),
    );
  });

  test.each([
    ['mangled by a shell', "{rn  'Version': '1.0',rn  'Condition': {}rn}"],
    ['cut short', '{"Version":"1.0","Condition":{"Operator":"And","SubCondi'],
    ['without a condition', '{"Version":"1.0"}'],
    ['with an unknown operator', '{"Condition":{"Operator":"Xor","SubConditions":[]}}'],
    [
      'with a type that has no id',
      JSON.stringify({ Condition: { Operator: 'And', SubConditions: [{ ...content, Value: [{ Name: 'SSN' }] }] } }),
    ],
    ['nested without end', `{"Condition":${'{"Operator":"And","SubConditions":['.repeat(500)}${']}'.repeat(500)}}`],
  ])('%s is not known', (_, text) => {
    expect(advanced(text)).toMatchObject({ known: false, gap: { reason: 'unreadable' } });
  });

  test.each<[CmdletValue]>([[null], [''], [UNREADABLE], [5]])(
    'of which only %p is there is not one without conditions',
    (text) => {
      expect(advanced('', { AdvancedRule: text }).known).toBe(false);
    },
  );
});

describe('a flat rule that is kept a second time as an advanced one', () => {
  const twice = JSON.stringify({
    Condition: {
      Operator: 'And',
      SubConditions: [
        { ConditionName: 'AccessScope', Value: 'NotInOrganization' },
        { ConditionName: 'ContentContainsSensitiveInformation', Value: GROUPED },
      ],
    },
  });

  test('says the same, whichever of the two is broken', () => {
    const rule = { AccessScope: 'NotInOrganization', AdvancedRule: twice };
    const whole = of(rule);
    expect(whole).toEqual(and(outside, icd, ssn));
    expect(of({ ...rule, AdvancedRule: UNREADABLE })).toEqual(whole);
    expect(of({ ...rule, AdvancedRule: twice.slice(0, 80) })).toEqual(whole);
    expect(of({ ...rule, ContentContainsSensitiveInformation: UNREADABLE })).toEqual(whole);
  });

  test('is not known where both are', () => {
    expect(of({ AdvancedRule: UNREADABLE, ContentContainsSensitiveInformation: UNREADABLE }).known).toBe(false);
  });
});

/** Keys begin with capitals in advanced rules, and numbers are numbers. */
function capital(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capital);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [`${key.charAt(0).toUpperCase()}${key.slice(1)}`, capital(one)]),
  );
}
