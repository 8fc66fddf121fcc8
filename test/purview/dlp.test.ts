/** DLP policies and rules: modes, places, Copilot by its id, and what a rule does. */
import { describe, expect, test } from 'vitest';
import { known } from '../../src/evidence/known.js';
import type { DlpActions } from '../../src/evidence/purview.js';
import { type CmdletObject, type CmdletValue, UNREADABLE } from '../../src/purview/results.js';
import { COPILOT, copilotLocations, dlpPolicyObject, dlpRuleObject, result, rowOf, rowsOf } from './objects.js';

const policy = (over: CmdletObject = {}) => rowOf('dlpPolicies', dlpPolicyObject(over));
const rule = (over: CmdletObject = {}) => rowOf('dlpRules', dlpRuleObject(over));
const everywhere = { includes: 'all', excludes: [], adaptive: [] };
const nowhere = { includes: [], excludes: [], adaptive: [] };
const notKnown = expect.objectContaining({ known: false });

/** The same without some of its properties. */
function without(object: CmdletObject, ...names: string[]): CmdletObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

describe('a policy', () => {
  test('as the service gives it', () => {
    expect(policy()).toEqual({
      id: '46f77b71-0000-4000-8000-000000000001',
      name: 'HIPAA',
      mode: known('Enable'),
      enabled: known(true),
      isSimulation: false,
      locations: {
        exchange: known(everywhere),
        sharePoint: known(everywhere),
        oneDrive: known(everywhere),
        teams: known(everywhere),
        endpoint: known(nowhere),
      },
      copilot: known(null),
      planes: known([]),
      changed: '2026-08-01T00:00:00.000Z',
      origins: [{ source: 'export', cmdlet: 'Get-DlpCompliancePolicy', at: '2026-11-22T08:00:00.000Z' }],
    });
  });

  test.each<[string, CmdletValue, unknown]>([
    ['Mode', 'testwithoutnotifications', { mode: known('TestWithoutNotifications') }],
    ['Mode', 'PendingDeletion', { mode: known('PendingDeletion') }],
    ['Mode', 1, { mode: notKnown }],
    ['Mode', 'Enforce', { mode: notKnown }],
    ['Enabled', 'False', { enabled: known(false) }],
    ['Enabled', null, { enabled: notKnown }],
    ['IsSimulationPolicy', 'True', { isSimulation: true }],
    ['IsSimulationPolicy', UNREADABLE, { isSimulation: null }],
    ['EnforcementPlanes', 'Browser', { planes: known(['Browser']) }],
    ['EnforcementPlanes', ['Browser', 'Network'], { planes: known(['Browser', 'Network']) }],
    ['EnforcementPlanes', UNREADABLE, { planes: notKnown, copilot: notKnown }],
    ['Guid', { Guid: 'ABCDEF00-0000-4000-8000-000000000000' }, { id: 'abcdef00-0000-4000-8000-000000000000' }],
  ])('%s %j', (name, value, expected) => {
    expect(policy({ [name]: value })).toMatchObject(expected as object);
  });

  test('that lost its switch is neither on nor off', () => {
    expect(rowOf('dlpPolicies', without(dlpPolicyObject(), 'Enabled')).enabled).toEqual(notKnown);
  });

  test('without name and id is told of, not dropped', () => {
    const nameless = without(dlpPolicyObject(), 'Name', 'Guid');
    const { rows, gaps } = rowsOf('dlpPolicies', result('Get-DlpCompliancePolicy', [nameless, dlpPolicyObject()]));
    expect(rows).toHaveLength(1);
    expect(gaps).toMatchObject([{ reason: 'unreadable', detail: 'Get-DlpCompliancePolicy: one object could not be read' }]);
  });

  test('without an id has its name for one', () => {
    expect(rowOf('dlpPolicies', without(dlpPolicyObject(), 'Guid'))).toMatchObject({ id: 'hipaa', name: 'HIPAA' });
  });
});

describe('a place of a policy', () => {
  test.each<[string, CmdletObject, string, unknown]>([
    [
      'everywhere but a site',
      { SharePointLocationException: [{ Name: 'https://x/a' }] },
      'sharePoint',
      { ...everywhere, excludes: ['https://x/a'] },
    ],
    ['some sites', { SharePointLocation: [{ Name: 'https://x/a' }] }, 'sharePoint', { ...nowhere, includes: ['https://x/a'] }],
    [
      'an adaptive scope',
      { SharePointLocation: [], SharePointAdaptiveScopes: ['HR sites'] },
      'sharePoint',
      { ...nowhere, adaptive: ['HR sites'] },
    ],
    ['a group of senders only', { ExchangeSenderMemberOf: ['pilot@x'] }, 'exchange', { ...nowhere, includes: ['pilot@x'] }],
    ['all but a group', { ExceptIfOneDriveSharedByMemberOf: ['hr@x'] }, 'oneDrive', { ...everywhere, excludes: ['hr@x'] }],
    [
      'all but a group that stands there as a text with an object inside',
      { ExceptIfOneDriveSharedByMemberOf: ['{"PrimarySmtpAddress":"hr@x","Id":"7c2f","DisplayName":"HR"}'] },
      'oneDrive',
      { ...everywhere, excludes: ['hr@x'] },
    ],
    ['an administrative unit only', { PolicyRBACScopes: ['north'] }, 'teams', { ...nowhere, includes: ['north'] }],
    ['texts, as a clipped export has them', { TeamsLocation: ['All'] }, 'teams', everywhere],
  ])('%s', (_, over, place, expected) => {
    expect(policy(over).locations[place as 'exchange']).toEqual(known(expected));
  });

  test.each([
    ['its location', 'sharePoint', 'SharePointLocation'],
    ['its exceptions', 'sharePoint', 'SharePointLocationException'],
    ['who may be the sender', 'exchange', 'ExchangeSenderMemberOf'],
    ['who is spared', 'oneDrive', 'ExceptIfOneDriveSharedBy'],
    ['its administrative units', 'teams', 'PolicyRBACScopes'],
    ['adaptive scopes of a place that it is not in', 'endpoint', 'EndpointDlpAdaptiveScopes'],
  ])('is not known without %s', (_, place, name) => {
    for (const object of [without(dlpPolicyObject(), name), dlpPolicyObject({ [name]: UNREADABLE })]) {
      const row = rowOf('dlpPolicies', object);
      expect(row.locations[place as 'exchange']).toMatchObject({
        known: false,
        gap: { reason: 'unreadable', detail: expect.stringContaining(name) },
      });
      expect(Object.values(row.locations).filter((one) => !one.known).length).toBeLessThan(5);
    }
  });
});

describe('Copilot', () => {
  const copilot = (locations: CmdletValue, planes: CmdletValue = null) =>
    policy({ Locations: locations, EnforcementPlanes: planes }).copilot;

  test.each<[string, CmdletValue, unknown]>([
    ['by its id', copilotLocations(), everywhere],
    ['by its id in capitals', copilotLocations({ Location: COPILOT.toUpperCase() }), everywhere],
    ['by the name that the portal writes', copilotLocations({ Location: 'Copilot.M365' }), everywhere],
    ['decoded already', JSON.parse(copilotLocations()) as CmdletValue, everywhere],
    [
      'for a group',
      copilotLocations({ Inclusions: [{ Type: 'Group', Identity: 'pilot' }] }),
      { ...nowhere, includes: ['pilot'] },
    ],
    [
      'for all but one',
      copilotLocations({ Exclusions: [{ Type: 'IndividualResource', Identity: 'ada' }] }),
      { ...everywhere, excludes: ['ada'] },
    ],
    ['in another workload', copilotLocations({ Workload: 'Exchange' }), null],
    ['in a name only', copilotLocations({ Location: 'Not a Copilot.M365', LocationDisplayName: 'Microsoft 365 Copilot' }), null],
    ['nowhere', '[]', null],
    ['nowhere, with an empty text', '', null],
  ])('%s', (_, locations, expected) => {
    expect(copilot(locations)).toEqual(known(expected));
  });

  test.each<[string, CmdletValue, CmdletValue]>([
    ['where places were cut short', UNREADABLE, null],
    ['where places are no JSON', '[{"Workload":"Appl', null],
    ['where a place was cut short', [UNREADABLE], null],
    ['where only the planes name it', '[]', ['CopilotExperiences']],
    ['where it does not say for whom', copilotLocations({ Inclusions: null }), null],
    ['where it names nobody', copilotLocations({ Inclusions: [] }), null],
    ['for a kind of next year', copilotLocations({ Inclusions: [{ Type: 'Device', Identity: 'x' }] }), null],
    ['where the exceptions cannot be read', copilotLocations({ Exclusions: 'x' }), null],
  ])('is not known %s', (_, locations, planes) => {
    expect(copilot(locations, planes)).toEqual(notKnown);
  });

  test('twice: whoever is in one of the two is in', () => {
    const [one] = JSON.parse(copilotLocations({ Inclusions: [{ Type: 'Group', Identity: 'pilot' }] })) as CmdletObject[];
    const [two] = JSON.parse(copilotLocations({ Location: 'Copilot.M365' })) as CmdletObject[];
    expect(copilot([one ?? null, two ?? null])).toEqual(known(everywhere));
  });
});

describe('a rule', () => {
  const actions = (over: CmdletObject) => rule(over).actions;
  const does = (over: Partial<DlpActions>) => expect.objectContaining({ known: true, value: expect.objectContaining(over) });

  test('belongs to a policy by id, or by name', () => {
    expect(rule()).toMatchObject({
      policyId: '46f77b71-0000-4000-8000-000000000001',
      policyName: 'HIPAA',
      disabled: known(false),
    });
    expect(rule({ Policy: 'HIPAA', ParentPolicyName: null })).toMatchObject({ policyId: null, policyName: 'HIPAA' });
    const stray = rowsOf(
      'dlpRules',
      result('Get-DlpComplianceRule', [dlpRuleObject({ Policy: null, ParentPolicyName: UNREADABLE })]),
    );
    expect(stray).toMatchObject({ rows: [], gaps: [{ reason: 'unreadable' }] });
  });

  test.each<[string, CmdletValue, Partial<DlpActions>]>([
    ['RestrictAccess', [{ setting: 'ExcludeContentProcessing', value: 'Block' }], { excludesFromCopilot: true }],
    ['RestrictAccess', { Setting: 'excludecontentprocessing', Value: 'block' }, { excludesFromCopilot: true }],
    ['RestrictAccess', '[{"setting":"ExcludeContentProcessing","value":"Block"}]', { excludesFromCopilot: true }],
    ['RestrictAccess', [{ setting: 'ExcludeContentProcessing', value: 'Audit' }], { excludesFromCopilot: false }],
    ['RestrictAccess', [{ setting: 'Other', value: 'Block' }], { excludesFromCopilot: false }],
    ['RestrictAccess', [], { excludesFromCopilot: false }],
    ['RestrictAccess', ['{"setting":"ExcludeContentProcessing","value":"Block"}'], { excludesFromCopilot: true }],
    ['RestrictAccess', [{ setting: 'UploadText', value: 'Block' }], { excludesFromCopilot: false, restrictsEndpoint: true }],
    ['RestrictAccess', [{ setting: 'UploadText', value: 'Audit' }], { restrictsEndpoint: false }],
    ['RestrictAccess', [{ setting: 'ExcludeContentProcessing', value: 'Block' }], { restrictsEndpoint: false }],
    ['RestrictWebGrounding', true, { blocksWebSearch: true }],
    ['BlockAccess', 'False', { blocks: false }],
    ['BlockAccessScope', null, { blockScope: null }],
    ['EndpointDlpRestrictions', [{ setting: 'CloudEgress', value: 'Audit' }], { restrictsEndpoint: false }],
    ['EndpointDlpRestrictions', [{ setting: 'CloudEgress', value: 'Warn' }], { restrictsEndpoint: true }],
    ['EndpointDlpBrowserRestrictions', [{ setting: 'Paste', value: 'BlockWithOverride' }], { restrictsEndpoint: true }],
    ['NotifyUser', 'Owner, LastModifier', { notifies: ['Owner', 'LastModifier'] }],
    ['GenerateAlert', ['true'], { alerts: ['privacy@clinic.example'] }],
    ['GenerateAlert', ['ada@clinic.example'], { alerts: ['ada@clinic.example', 'privacy@clinic.example'] }],
    ['GenerateAlert', false, { alerts: ['privacy@clinic.example'] }],
  ])('%s %j', (name, value, expected) => {
    expect(actions({ [name]: value })).toEqual(does(expected));
  });

  test.each<[string, CmdletValue]>([
    ['RestrictAccess', UNREADABLE],
    ['RestrictAccess', [UNREADABLE]],
    ['RestrictAccess', [{ setting: 'ExcludeContentProcessing' }]],
    ['RestrictWebGrounding', null],
    ['BlockAccess', null],
    ['EndpointDlpRestrictions', [{ setting: 'CloudEgress', value: 5 }]],
    ['NotifyUser', UNREADABLE],
  ])('does what nobody knows with %s %p', (name, value) => {
    expect(actions({ [name]: value })).toEqual(notKnown);
  });

  test.each<[string, CmdletValue, boolean]>([
    ['EncryptRMSTemplate', 'Encrypt', true],
    ['EncryptRMSTemplate', '', false],
    ['EncryptRMSTemplate', null, false],
    ['Quarantine', true, true],
    ['Quarantine', 'False', false],
    ['Moderate', { ModerateMessageByManager: true }, true],
    ['Moderate', [], false],
  ])('on mail does something with %s %j: %s', (name, value, expected) => {
    expect(actions({ BlockAccess: false, [name]: value })).toEqual(does({ blocks: expected }));
  });

  test('that encrypts or not, nobody knows, does what nobody knows, unless it blocks anyway', () => {
    expect(actions({ BlockAccess: false, EncryptRMSTemplate: UNREADABLE })).toEqual(notKnown);
    expect(actions({ BlockAccess: true, EncryptRMSTemplate: UNREADABLE })).toEqual(does({ blocks: true }));
  });

  test('for Copilot cannot block access, so there nothing stands for no', () => {
    const excludes = [{ setting: 'ExcludeContentProcessing', value: 'Block' }];
    expect(actions({ BlockAccess: null, RestrictAccess: excludes })).toEqual(does({ blocks: false, excludesFromCopilot: true }));
    expect(actions({ BlockAccess: UNREADABLE, RestrictAccess: excludes })).toEqual(notKnown);
    expect(actions({ BlockAccess: null, RestrictAccess: null })).toEqual(notKnown);
  });

  test('whose end cannot be read may be over', () => {
    expect(rule({ ExpiryDate: UNREADABLE }).disabled).toEqual(notKnown);
    expect(rule({ ExpiryDate: '2026-01-01T00:00:00Z' })).toMatchObject({
      expires: '2026-01-01T00:00:00.000Z',
      disabled: known(false),
    });
    expect(rule({ Disabled: true, ExpiryDate: UNREADABLE }).disabled).toEqual(known(true));
  });
});
