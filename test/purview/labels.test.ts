/** Labels, their encryption, the policies that publish them, and auto-labeling. */
import { describe, expect, test } from 'vitest';
import { known } from '../../src/evidence/known.js';
import { type CmdletObject, type CmdletValue, UNREADABLE } from '../../src/purview/results.js';
import {
  dlpPolicyObject,
  dlpRuleObject,
  encryptAction,
  failed,
  LABEL,
  labelObject,
  labelPolicyObject,
  RIGHTS,
  result,
  rowOf,
  rowsOf,
} from './objects.js';

const label = (over: CmdletObject = {}) => rowOf('labels', labelObject(over));
const policy = (over: CmdletObject = {}) => rowOf('labelPolicies', labelPolicyObject(over));
const notKnown = expect.objectContaining({ known: false });
const rights = [{ identity: 'clinicians@clinic.example', rights: ['VIEW', 'EXTRACT', 'EDIT'] }];
const template = { kind: 'template', rights: known(rights), isDoubleKey: known(false) };

describe('a label', () => {
  test('as the service gives it', () => {
    expect(label()).toEqual({
      id: LABEL,
      immutableId: LABEL,
      name: 'PHI',
      parentId: null,
      tooltip: 'Health information of patients',
      priority: 3,
      enabled: known(true),
      contentTypes: known(['File', 'Email']),
      encryption: known(template),
      blocksContentAnalysis: known(false),
      origins: [expect.objectContaining({ cmdlet: 'Get-Label' })],
    });
  });

  test.each<[string, CmdletValue, unknown]>([
    ['Disabled', true, { enabled: known(false) }],
    ['Disabled', UNREADABLE, { enabled: notKnown }],
    ['Mode', 'PendingDeletion', { enabled: known(false) }],
    ['Mode', null, { enabled: notKnown }],
    ['ContentType', ['File', 'Site'], { contentTypes: known(['File', 'Site']) }],
    ['ContentType', UNREADABLE, { contentTypes: notKnown }],
    ['ParentId', '00000000-0000-0000-0000-000000000000', { parentId: null }],
    ['ParentId', LABEL.toUpperCase(), { parentId: LABEL }],
    ['DisplayName', null, { name: 'phi' }],
    ['Settings', [{ Key: 'BlockContentAnalysisServices', Value: 'True' }], { blocksContentAnalysis: known(true) }],
    ['Settings', ['[blockcontentanalysisservices, false]'], { blocksContentAnalysis: known(false) }],
    ['Settings', { BlockContentAnalysisServices: 'perhaps' }, { blocksContentAnalysis: notKnown }],
    ['Settings', [UNREADABLE], { blocksContentAnalysis: notKnown }],
  ])('%s %p', (name, value, expected) => {
    expect(label({ [name]: value })).toMatchObject(expected as object);
  });
});

describe('encryption', () => {
  const of = (actions: CmdletValue, over: CmdletObject = {}) => label({ LabelActions: actions, ...over }).encryption;
  const kind = (over: Readonly<Record<string, string>>) => {
    const read = of([encryptAction(over)]);
    return read.known ? (read.value?.kind ?? null) : undefined;
  };

  test.each<[string, CmdletValue]>([
    ['texts with JSON inside', [encryptAction()]],
    ['objects', [JSON.parse(encryptAction()) as CmdletValue]],
    ['one object', JSON.parse(encryptAction()) as CmdletValue],
    ['one text', encryptAction()],
    [
      'settings as one object',
      [
        {
          type: 'encrypt',
          settings: { ProtectionType: 'template', Disabled: 'False', RightsDefinitions: JSON.stringify(RIGHTS) },
        },
      ],
    ],
    [
      'rights as objects',
      [
        {
          Type: 'encrypt',
          Settings: [
            { Key: 'protectiontype', Value: 'template' },
            { Key: 'disabled', Value: 'false' },
            { Key: 'rightsdefinitions', Value: RIGHTS },
          ],
        },
      ],
    ],
    ['rights as a flat text', [encryptAction({ rightsdefinitions: 'clinicians@clinic.example:VIEW,EXTRACT,EDIT' })]],
    [
      'beside another action',
      [JSON.stringify({ Type: 'applycontentmarking', SubType: 'header', Settings: [] }), encryptAction()],
    ],
  ])('as %s', (_, actions) => {
    expect(of(actions)).toEqual(known(template));
  });

  test.each<[string, CmdletValue]>([
    ['no actions', []],
    ['nothing', null],
    ['other actions', [JSON.stringify({ Type: 'protectsite', Settings: [] })]],
    ['an action that is off', [encryptAction({ disabled: 'true' })]],
    ['an action that takes encryption away', [encryptAction({ protectiontype: 'removeprotection' })]],
  ])('is none with %s', (_, actions) => {
    expect(of(actions)).toEqual(known(null));
  });

  test.each<[Readonly<Record<string, string>>, string | undefined]>([
    [{ protectiontype: 'userdefined' }, 'user-defined'],
    [{ protectiontype: 'userdefined', donotforward: 'true' }, 'do-not-forward'],
    [{ protectiontype: 'userdefined', encryptonly: 'true' }, 'encrypt-only'],
    [{ protectiontype: 'somethingnew' }, 'other'],
  ])('of %j is %s', (over, expected) => {
    expect(kind(over)).toBe(expected);
  });

  test.each<[string, CmdletValue]>([
    ['cut short', [UNREADABLE]],
    ['cut short as a whole', UNREADABLE],
    ['an action without a type', ['{"SubType":null}']],
    ['a text that is no JSON', ['{"Type":"encry']],
    ['settings that were cut short', [{ Type: 'encrypt', Settings: UNREADABLE }]],
    ['no word on whether it is off', [{ Type: 'encrypt', Settings: [{ Key: 'protectiontype', Value: 'template' }] }]],
    ['no word on who sets the rights', [{ Type: 'encrypt', Settings: [{ Key: 'disabled', Value: 'false' }] }]],
    ['two of them', [encryptAction(), encryptAction()]],
  ])('is not known with %s', (_, actions) => {
    expect(of(actions)).toEqual(notKnown);
  });

  test.each([[''], ['{'], ['[{"Identity":"a"}]'], ['nobody'], ['[]']])('with rights %j that cannot be read', (definitions) => {
    const read = of([encryptAction({ rightsdefinitions: definitions })]);
    expect(read).toMatchObject({ known: true, value: { kind: 'template', rights: { known: false } } });
  });

  test('with a key of the tenant’s own', () => {
    expect(of([encryptAction()], { Capabilities: ['DoubleKeyEncryption'] })).toMatchObject({
      value: { isDoubleKey: known(true) },
    });
    expect(of([encryptAction({ doublekeyencryptionurl: 'https://keys' })], { Capabilities: UNREADABLE })).toMatchObject({
      value: { isDoubleKey: known(true) },
    });
    expect(of([encryptAction()], { Capabilities: UNREADABLE })).toMatchObject({ value: { isDoubleKey: { known: false } } });
  });

  test('in flat properties', () => {
    const { LabelActions: _, ...flat } = labelObject();
    const read = (over: CmdletObject) => rowOf('labels', { ...flat, ...over }).encryption;
    const on = { EncryptionEnabled: true, EncryptionProtectionType: 'Template', EncryptionRightsDefinitions: RIGHTS };
    expect(read(on)).toEqual(known(template));
    expect(read({ ...on, EncryptionRightsDefinitions: 'clinicians@clinic.example:VIEW,EXTRACT,EDIT' })).toEqual(known(template));
    expect(read({ ...on, EncryptionEnabled: 'False' })).toEqual(known(null));
    expect(read({ ...on, EncryptionEnabled: null })).toEqual(notKnown);
    expect(read({})).toEqual(notKnown);
  });
});

describe('a label policy', () => {
  const settings = { defaultLabelId: LABEL, mandatory: true, siteAndGroupMandatory: false, requireDowngradeJustification: true };

  test('as the service gives it', () => {
    expect(policy()).toMatchObject({
      enabled: known(true),
      labels: known([LABEL]),
      people: known({ includes: 'all', excludes: [], adaptive: [] }),
      groups: known({ includes: [], excludes: [], adaptive: [] }),
      settings: known(settings),
    });
  });

  test.each<[CmdletObject, unknown]>([
    [{ Enabled: false }, known(false)],
    [{ Mode: 'PendingDeletion' }, known(false)],
    [{ Enabled: UNREADABLE }, notKnown],
    [{ Mode: null }, notKnown],
    [{ Mode: UNREADABLE, Enabled: false }, known(false)],
  ])('with %p is on: %j', (over, expected) => {
    expect(policy(over).enabled).toEqual(expected);
  });

  test('that lost its switch is neither on nor off', () => {
    const { Enabled: _, ...rest } = labelPolicyObject();
    expect(rowOf('labelPolicies', rest).enabled).toEqual(notKnown);
  });

  test.each<[string, CmdletObject, unknown]>([
    ['from the list where the XML is broken', { PolicySettingsBlob: '<settings><setting key="man' }, known(settings)],
    ['from the list where there is no XML', { PolicySettingsBlob: '' }, known(settings)],
    ['from the XML where the list was cut short', { Settings: UNREADABLE }, known(settings)],
    [
      'from a list of objects',
      { PolicySettingsBlob: null, Settings: [{ Key: 'mandatory', Value: 'true' }] },
      { known: true, value: { mandatory: true, defaultLabelId: null } },
    ],
    [
      'none, where both are empty',
      { PolicySettingsBlob: '', Settings: [] },
      known({ defaultLabelId: null, mandatory: false, siteAndGroupMandatory: false, requireDowngradeJustification: false }),
    ],
    ['unknown, where one is away and the other empty', { PolicySettingsBlob: UNREADABLE, Settings: [] }, { known: false }],
    [
      'unknown, where a value is neither yes nor no',
      { PolicySettingsBlob: '<settings><setting key="mandatory" value="perhaps"/></settings>' },
      { known: false },
    ],
  ])('has settings %s', (_, over, expected) => {
    expect(policy(over).settings).toMatchObject(expected as object);
  });
});

describe('an auto-labeling policy', () => {
  const policyObject = dlpPolicyObject({ Name: 'PHI', ApplySensitivityLabel: LABEL.toUpperCase() });
  const ruleObject = dlpRuleObject({ AccessScope: null });
  const of = (rules: readonly CmdletObject[]) =>
    rowOf('autoLabelPolicies', policyObject, { 'Get-AutoSensitivityLabelRule': rules });

  test('has the conditions of its rules that are on', () => {
    const others = [dlpRuleObject({ Disabled: true }), dlpRuleObject({ Policy: '00000000-0000-4000-8000-000000000009' })];
    const row = of([ruleObject, ...others]);
    expect(row).toMatchObject({ labelId: LABEL, mode: known('Enable'), conditions: { known: true, value: [{ kind: 'and' }] } });
  });

  test('has unknown ones where a rule cannot be read, or the rules were refused', () => {
    expect(of([{ ...ruleObject, Disabled: UNREADABLE }]).conditions).toEqual(notKnown);
    expect(of([{ ...ruleObject, Policy: null, ParentPolicyName: null }]).conditions).toEqual(notKnown);
    const refused = rowsOf('autoLabelPolicies', result('Get-AutoSensitivityLabelPolicy', [policyObject]));
    expect(refused.rows[0]?.conditions).toMatchObject({ known: false, gap: 'gap' in failed ? failed.gap : {} });
  });
});
