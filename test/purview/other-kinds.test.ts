/** Audit, retention, mail, policies that watch people, super users, Power Platform and other services. */
import { describe, expect, test } from 'vitest';
import { known } from '../../src/evidence/known.js';
import { COPILOT_RECORD_TYPES } from '../../src/purview/cmdlets.js';
import { type CmdletObject, type CmdletValue, UNREADABLE } from '../../src/purview/results.js';
import { FAILED, result, retentionObject, rowOf, rowsOf } from './objects.js';

const notKnown = expect.objectContaining({ known: false });

describe('the audit log', () => {
  const object = { Identity: 'Admin Audit Log Settings', UnifiedAuditLogIngestionEnabled: false };
  const of = (over: CmdletObject, session: 'exchange' | 'security-compliance' | 'unknown') =>
    rowOf('auditConfiguration', { ...object, ...over }, {}, { session }).unifiedAuditLogIngestionEnabled;

  test('is on or off as Exchange Online says', () => {
    expect(of({}, 'exchange')).toEqual(known(false));
    expect(of({ UnifiedAuditLogIngestionEnabled: 'True' }, 'exchange')).toEqual(known(true));
    expect(of({ UnifiedAuditLogIngestionEnabled: null }, 'exchange')).toEqual(notKnown);
  });

  test.each<[string, CmdletObject, 'exchange' | 'security-compliance' | 'unknown']>([
    ['Security & Compliance', {}, 'security-compliance'],
    ['nobody knows where', {}, 'unknown'],
    [
      'Exchange, as a manifest says, under an organization of the other',
      { OrganizationId: 'FFO.extest.microsoft.com/x' },
      'exchange',
    ],
    ['Exchange, on a computer of the other', { PSComputerName: 'nam12b.ps.compliance.protection.outlook.com' }, 'exchange'],
  ])('is never off as %s says', (_, over, session) => {
    expect(of(over, session)).toMatchObject({ known: false, gap: { detail: expect.stringContaining('always reads False') } });
  });

  test('that gave no object at all is a gap', () => {
    expect(rowsOf('auditConfiguration', result('Get-AdminAuditLogConfig', { kind: 'empty' }))).toMatchObject({
      rows: [],
      gaps: [{ reason: 'unreadable' }],
    });
  });

  test.each<[CmdletObject, unknown]>([
    [{ RetentionDuration: 'TwelveMonths' }, known(365)],
    [{ RetentionDuration: 'TenYears' }, known(3650)],
    [{ RetentionDuration: 'sevendays' }, known(7)],
    [{ RetentionDuration: 'Forever' }, notKnown],
    [{ RetentionDuration: 'TwelveMonths', UserIds: UNREADABLE }, notKnown],
  ])('is kept for %p: %j', (over, days) => {
    expect(rowOf('auditRetentionPolicies', { Name: 'Year', RecordTypes: [], UserIds: [], ...over }).days).toEqual(days);
  });

  test('leaves out only who is switched out of it', () => {
    const objects: CmdletObject[] = [
      { Name: 'Ada', AuditBypassEnabled: true, ExternalDirectoryObjectId: 'AAAAAAAA-0000-4000-8000-000000000001' },
      { Name: 'Ben', AuditBypassEnabled: false },
      { Name: 'Cem', AuditBypassEnabled: UNREADABLE },
    ];
    const { rows, gaps } = rowsOf('auditBypasses', result('Get-MailboxAuditBypassAssociation', objects));
    expect(rows).toMatchObject([{ name: 'Ada', userId: 'aaaaaaaa-0000-4000-8000-000000000001' }]);
    expect(gaps).toHaveLength(1);
  });

  test('bypasses mailboxes by the id of their user, which may be their name', () => {
    const id = 'AAAAAAAA-0000-4000-8000-000000000002';
    const row = rowOf('auditBypasses', { Name: id, ObjectId: 'NAMPR05A001/clinic/Ada', AuditBypassEnabled: true });
    expect(row.userId).toBe(id.toLowerCase());
  });

  test('holds records of Copilot, asked for type by type or all together', () => {
    const record = (type: CmdletValue): CmdletObject => ({
      RecordType: type,
      CreationDate: '2026-11-20T00:00:00Z',
      ResultCount: 1,
    });
    const one = result('Search-UnifiedAuditLog', [record('x')], { target: 'CopilotInteraction' });
    expect(rowsOf('copilotAudit', one).rows).toMatchObject([
      { recordType: 'CopilotInteraction', found: true, latest: '2026-11-20T00:00:00.000Z' },
    ]);
    const none = result('Search-UnifiedAuditLog', { kind: 'empty' }, { target: 'AIAppInteraction' });
    expect(rowsOf('copilotAudit', none).rows).toMatchObject([{ recordType: 'AIAppInteraction', found: false, latest: null }]);
    const all = rowsOf('copilotAudit', result('Search-UnifiedAuditLog', [record('copilotinteraction')]));
    expect(all.rows.map(({ recordType, found }) => [recordType, found])).toEqual(
      COPILOT_RECORD_TYPES.map((type, at) => [type, at === 0]),
    );
    const broken = rowsOf('copilotAudit', result('Search-UnifiedAuditLog', [record(UNREADABLE)]));
    expect(broken).toMatchObject({ rows: [], gaps: [{ reason: 'unreadable' }] });
  });
});

describe('retention', () => {
  const RULES = 'Get-RetentionComplianceRule';
  const rule = (over: CmdletObject = {}): CmdletObject => ({
    Policy: retentionObject().Guid ?? null,
    Disabled: false,
    RetentionComplianceAction: 'KeepAndDelete',
    ...over,
  });
  const of = (over: CmdletObject = {}, rules: readonly CmdletObject[] = [rule()]) =>
    rowOf('retentionPolicies', retentionObject(over), { [RULES]: rules });

  test('of places', () => {
    expect(of()).toMatchObject({
      enabled: known(true),
      coversCopilot: known(false),
      sharePoint: known({ includes: 'all', excludes: [], adaptive: [] }),
      oneDrive: known({ includes: [], excludes: [], adaptive: [] }),
      deletes: known(true),
    });
  });

  test.each<[string, readonly CmdletObject[], unknown]>([
    ['only keeps', [rule({ RetentionComplianceAction: 'Keep' })], known(false)],
    ['publishes labels', [rule({ RetentionComplianceAction: null })], known(false)],
    ['is off', [rule({ Disabled: true })], known(false)],
    ['belongs to another', [rule({ Policy: '00000000-0000-4000-8000-000000000009' })], known(false)],
    ['is named after its policy', [rule({ Policy: 'Everything' })], known(true)],
    ['does what nobody knows', [rule({ RetentionComplianceAction: UNREADABLE })], notKnown],
    ['is one of two, of which the other cannot be read', [rule({ RetentionComplianceAction: UNREADABLE }), rule()], known(true)],
  ])('whose rule %s', (_, rules, deletes) => {
    expect(of({}, rules).deletes).toEqual(deletes);
  });

  test('whose rules were refused deletes nobody knows what', () => {
    expect(rowOf('retentionPolicies', retentionObject()).deletes).toEqual({ known: false, gap: FAILED });
  });

  test.each<[string, CmdletObject, Partial<Record<'coversCopilot' | 'sharePoint', unknown>>]>([
    ['of Teams chats', { TeamsChatLocation: ['All'] }, { coversCopilot: notKnown }],
    ['without a word on Teams chats', { TeamsChatLocation: UNREADABLE }, { coversCopilot: notKnown }],
    ['of Copilot by its application', { Applications: ['User:M365Copilot'] }, { coversCopilot: known(true) }],
    ['asked without the details of places', { SharePointLocation: [] }, { sharePoint: notKnown, coversCopilot: notKnown }],
    ['of adaptive scopes', { AdaptiveScopeLocation: ['Leavers'] }, { sharePoint: notKnown }],
    ['whose exceptions were cut short', { SharePointLocationException: UNREADABLE }, { sharePoint: notKnown }],
  ])('%s', (_, over, expected) => {
    expect(of(over)).toMatchObject(expected);
  });

  test.each<[CmdletValue, unknown]>([
    [['User:M365Copilot', 'CopilotStudio'], known(true)],
    ['Users:M365Copilot', known(true)],
    [['Entrabased3PAIApps'], known(false)],
    [UNREADABLE, notKnown],
  ])('of the applications %p covers Copilot: %j', (applications, covers) => {
    const object: CmdletObject = { Name: 'Prompts', Mode: 'Enforce', Enabled: true, Applications: applications };
    const row = rowOf('retentionPolicies', object, {}, { cmdlet: 'Get-AppRetentionCompliancePolicy' });
    expect(row).toMatchObject({ coversCopilot: covers, sharePoint: known({ includes: [] }), deletes: { known: false } });
  });
});

describe('mail', () => {
  const transport = {
    Name: 'Copy',
    State: 'Enabled',
    Mode: 'Enforce',
    RedirectMessageTo: null,
    BlindCopyTo: ['smtp:a@Out.example'],
    CopyTo: [],
    AddToRecipients: null,
  };
  const forwards = (object: CmdletObject, cmdlet = 'Get-TransportRule') => rowsOf('mailForwards', result(cmdlet, [object]));

  test.each<[CmdletObject, unknown]>([
    [{}, known(true)],
    [{ State: 'Disabled' }, known(false)],
    [{ Mode: 'Audit' }, known(false)],
    [{ State: UNREADABLE }, notKnown],
  ])('a transport rule with %p is on: %j', (over, enabled) => {
    expect(forwards({ ...transport, ...over }).rows).toMatchObject([
      { kind: 'transport-rule', name: 'Copy', enabled, domains: ['out.example'] },
    ]);
  });

  test('a rule that sends nothing on is none; one that cannot be read is told of', () => {
    expect(forwards({ ...transport, BlindCopyTo: null })).toEqual({ rows: [], gaps: [] });
    expect(forwards({ ...transport, BlindCopyTo: ['Reception'] })).toEqual({ rows: [], gaps: [] });
    expect(forwards({ ...transport, CopyTo: UNREADABLE })).toMatchObject({ rows: [], gaps: [{ reason: 'unreadable' }] });
    const { BlindCopyTo: _, ...rest } = transport;
    expect(forwards(rest)).toMatchObject({ rows: [], gaps: [{ reason: 'unreadable' }] });
  });

  test('mailboxes', () => {
    const mailbox = (to: CmdletValue) => forwards({ Name: 'ben', ForwardingSmtpAddress: to }, 'Get-Mailbox');
    expect(mailbox('smtp:ben@gmail.com').rows).toMatchObject([
      { kind: 'mailbox', name: 'ben', enabled: known(true), domains: ['gmail.com'] },
    ]);
    expect(mailbox(null)).toEqual({ rows: [], gaps: [] });
    expect(mailbox(UNREADABLE).gaps).toHaveLength(1);
  });

  test('the outbound spam policy and remote domains', () => {
    expect(rowOf('outboundSpamPolicies', { Name: 'Default', AutoForwardingMode: 'automatic' })).toMatchObject({
      isDefault: true,
      autoForwardingMode: known('Automatic'),
    });
    expect(rowOf('outboundSpamPolicies', { Name: 'x', IsDefault: false, AutoForwardingMode: 0 })).toMatchObject({
      autoForwardingMode: notKnown,
    });
    expect(rowOf('remoteDomains', { DomainName: '*', AutoForwardEnabled: 'False' })).toMatchObject({
      domain: '*',
      autoForwardEnabled: known(false),
    });
  });
});

describe('policies that watch people', () => {
  const insider = (over: CmdletObject) =>
    rowsOf('riskPolicies', result('Get-InsiderRiskPolicy', [{ Name: 'Watch', Mode: 'Enable', Enabled: true, ...over }])).rows;

  test.each<[CmdletValue, unknown]>([
    ['RiskyAIUsage', known(true)],
    ['RiskyAI', known(true)],
    ['CopilotUsage', known(true)],
    ['LeakOfInformation', known(false)],
    ['EmailAbuse', known(false)],
    ['MAILFLOW', known(false)],
    [null, notKnown],
    [UNREADABLE, notKnown],
  ])('of the template %p watch AI: %j', (scenario, watches) => {
    expect(insider({ InsiderRiskScenario: scenario })).toMatchObject([{ kind: 'insider-risk', watchesAi: watches }]);
  });

  test('are none, where Microsoft lists the settings of the tenant among them', () => {
    expect(insider({ InsiderRiskScenario: 'TenantSetting' })).toEqual([]);
    expect(insider({ Name: 'IRM_Tenant_Setting_00000000-0000-4000-8000-000000000001', InsiderRiskScenario: UNREADABLE })).toEqual(
      [],
    );
  });

  const review = (rules: CmdletObject[] | undefined) =>
    rowOf(
      'riskPolicies',
      { Name: 'Review', Guid: 'g', Mode: 'Enforce', Enabled: true },
      rules === undefined ? {} : { 'Get-SupervisoryReviewRule': rules },
      {
        cmdlet: 'Get-SupervisoryReviewPolicyV2',
      },
    ).watchesAi;
  const rule = (over: CmdletObject) => ({ Policy: 'Review', ContentSources: null, RuleXml: '', ...over });

  test.each<[string, CmdletObject[] | undefined, unknown]>([
    ['sources name Copilot', [rule({ ContentSources: '{"Workloads":["Copilot"]}' })], known(true)],
    ['sources do not', [rule({ ContentSources: '{"Workloads":["Teams"]}' })], known(false)],
    ['XML names Copilot', [rule({ RuleXml: '<rule name="x"><source>Copilot</source></rule>' })], known(true)],
    ['XML is named after Copilot', [rule({ RuleXml: '<rule name="Copilot"><source>Teams</source></rule>' })], known(false)],
    ['sources cannot be read', [rule({ ContentSources: UNREADABLE })], notKnown],
    ['rules are away', undefined, notKnown],
  ])('communication compliance whose %s', (_, rules, watches) => {
    expect(review(rules)).toEqual(watches);
  });

  test.each<[CmdletObject, unknown]>([
    [{ ScenarioConfig: '{"EnforcementPlanes":["CopilotExperiences"]}' }, known(true)],
    [{ ScenarioConfig: '{"EnforcementPlanes":["Browser"]}', Locations: '[]' }, known(false)],
    [{ ScenarioConfig: UNREADABLE, Locations: '[{"Location":"49baeafd-1a6b-4c58-be55-75ae6d1dff6a"}]' }, known(true)],
    [{ ScenarioConfig: UNREADABLE, Locations: '[]' }, notKnown],
  ])('a collection policy with %p', (over, watches) => {
    const row = rowOf('riskPolicies', { Name: 'Collect', Mode: 'Enable', ...over }, {}, { cmdlet: 'Get-FeatureConfiguration' });
    expect(row).toMatchObject({ kind: 'collection', enabled: known(true), watchesAi: watches });
  });
});

test.each<[string, CmdletObject[], unknown]>([
  ['Get-AipServiceSuperUserFeature', [{ value: 'Enabled' }], { featureEnabled: known(true), users: notKnown }],
  ['Get-AipServiceSuperUserFeature', [{ Feature: 'disabled' }], { featureEnabled: known(false) }],
  ['Get-AipServiceSuperUserFeature', [{ value: 1 }], { featureEnabled: notKnown }],
  ['Get-AipServiceSuperUserFeature', [], { featureEnabled: notKnown }],
  [
    'Get-AipServiceSuperUser',
    [{ value: 'ada@clinic.example' }],
    { featureEnabled: notKnown, users: known(['ada@clinic.example']) },
  ],
  ['Get-AipServiceSuperUser', [], { users: known([]) }],
  ['Get-AipServiceSuperUser', [{ Length: 5 }], { users: notKnown }],
])('super users by %s %j', (cmdlet, objects, expected) => {
  expect(rowsOf('superUsers', result(cmdlet, objects)).rows).toMatchObject([expected]);
});

describe('the Power Platform', () => {
  const connector = (id: string) => ({ id: `/providers/Microsoft.PowerApps/apis/${id}`, name: 'A name' });
  const today = {
    displayName: 'All',
    environmentType: 'AllEnvironments',
    environments: [],
    defaultConnectorsClassification: 'General',
    connectorGroups: [
      { classification: 'Confidential', connectors: [connector('shared_sharepointonline')] },
      { classification: 'Blocked', connectors: [connector('shared_HTTP')] },
    ],
  };
  const expected = {
    name: 'All',
    environments: 'all',
    business: known(['shared_sharepointonline']),
    blocked: known(['shared_http']),
    defaultGroup: 'non-business',
  };

  test('in the form of today, alone or inside a list', () => {
    expect(rowOf('powerPlatformPolicies', today)).toMatchObject(expected);
    expect(rowOf('powerPlatformPolicies', { value: [today] })).toMatchObject(expected);
  });

  test('in the classic form', () => {
    const classic = {
      PolicyName: 'All',
      FilterType: 'exclude',
      Environments: [{ name: 'Sandbox' }],
      BusinessDataGroup: [connector('shared_sharepointonline')],
      NonBusinessDataGroup: [],
      BlockedGroup: [connector('shared_http')],
      DefaultApiGroup: 'lbi',
    };
    expect(rowOf('powerPlatformPolicies', classic)).toMatchObject({ ...expected, environments: { except: ['sandbox'] } });
    expect(rowOf('powerPlatformPolicies', { ...classic, FilterType: 'include' })).toMatchObject({
      environments: { only: ['sandbox'] },
    });
  });

  test('with environments or groups that cannot be read', () => {
    expect(
      rowsOf('powerPlatformPolicies', result('Get-DlpPolicy', [{ ...today, environmentType: UNREADABLE }])).gaps,
    ).toHaveLength(1);
    expect(rowOf('powerPlatformPolicies', { ...today, connectorGroups: [UNREADABLE] })).toMatchObject({
      business: notKnown,
      blocked: notKnown,
    });
    expect(
      rowOf('powerPlatformPolicies', { ...today, connectorGroups: [{ classification: 'Blocked', connectors: [{}] }] }),
    ).toMatchObject({ blocked: notKnown });
  });

  test('its environments', () => {
    expect(
      rowOf('powerPlatformEnvironments', { EnvironmentName: 'Default-1', DisplayName: 'Clinic', IsDefault: 'True' }),
    ).toMatchObject({ name: 'default-1', isDefault: true });
    expect(
      rowsOf('powerPlatformEnvironments', result('Get-AdminPowerAppEnvironment', [{ EnvironmentName: 'x' }])).gaps,
    ).toHaveLength(1);
  });
});

test('policies of services keep single values only', () => {
  const meeting: CmdletObject = {
    Identity: 'Global',
    AllowCloudRecording: true,
    Copilot: 'Enabled',
    Lists: ['x'],
    Cut: UNREADABLE,
    Description: null,
  };
  expect(rowOf('servicePolicies', meeting)).toMatchObject({
    kind: 'teams-meeting',
    name: 'Global',
    settings: { identity: 'Global', allowcloudrecording: true, copilot: 'Enabled', description: null },
  });
  const product = rowOf(
    'servicePolicies',
    { ProductName: 'Copilot', ProductId: 'p', PolicyValue: 'Disabled' },
    {},
    { cmdlet: 'Get-MSCommerceProductPolicies' },
  );
  expect(product).toMatchObject({ kind: 'self-service-purchase', name: 'Copilot', settings: { policyvalue: 'Disabled' } });
});

test('sensitive types that somebody else published are the tenant’s own', () => {
  const type = { Id: 'A', Name: 'MRN', Publisher: 'Clinic' };
  expect(rowOf('sensitiveTypes', type)).toMatchObject({ id: 'a', isCustom: true });
  expect(rowOf('sensitiveTypes', { ...type, Publisher: 'Microsoft Corporation' })).toMatchObject({ isCustom: false });
  expect(rowsOf('sensitiveTypes', result('Get-DlpSensitiveInformationType', [{ Id: 'A', Name: 'MRN' }])).gaps).toHaveLength(1);
});
