/** What Security & Compliance and Exchange Online keep of each kind of tenant, by the shapes in which they answer. */
import { afterEach, describe, expect, test } from 'vitest';
import { demoClinic, generateHospital, generateTenant, type SimulatedTenant } from '../../src/demo/index.js';
import { EXCHANGE, hangUp, terminal } from './cmdlet-client.js';

afterEach(hangUp);

const asOf = new Date('2026-11-23T12:00:00Z');
const clinic = () => demoClinic(asOf);
const clean = () => generateTenant({ seed: 20, variant: 'clean', asOf });
const hospital = (variant: 'hospital' | 'clean' = 'hospital') => generateHospital({ staff: 200, seats: 20, asOf, variant });

const objects = (tenant: SimulatedTenant, cmdlet: string) =>
  tenant.compliance.compliance[cmdlet] ?? tenant.compliance.exchange[cmdlet] ?? [];
const modes = (tenant: SimulatedTenant) => objects(tenant, 'Get-DlpCompliancePolicy').map((policy) => [policy.Name, policy.Mode]);
const [SSN, ICD10] = ['a44669fe-0d48-453d-a9b1-2cc83f2cba77', '3356946c-6bb7-449b-b253-6ffa419c0ce7'];

describe('on the wire', () => {
  test('a policy has all its properties, its places as text, and companions that name types', async () => {
    const served = clinic();
    const { invoke } = await terminal(served);
    const [policy] = (await invoke('Get-DlpCompliancePolicy')).body.value;
    expect(Object.keys(policy).filter((name) => !name.includes('@')).length).toBeGreaterThan(60);
    expect(policy).toMatchObject({
      Mode: 'TestWithoutNotifications',
      Enabled: true,
      IsSimulationPolicy: true,
      Workload: 'Applications',
      EnforcementPlanes: ['CopilotExperiences'],
      'EnforcementPlanes@odata.type': '#Collection(String)',
      'Guid@data.type': 'System.Guid',
      'Priority@data.type': 'System.Int32',
      'WhenChangedUTC@data.type': 'System.DateTime',
      DistributionStatus: 'Pending',
    });
    expect(JSON.parse(policy.Locations)).toMatchObject([{ Workload: 'Applications', Location: 'Copilot.M365' }]);
    const chosen = await invoke('Get-DlpCompliancePolicy', {
      url: `https://nam12b.ps.compliance.protection.outlook.com/adminapi/beta/${served.tenant.id}/InvokeCommand?$select=Name,Mode`,
    });
    expect(chosen.body.value[0]).toEqual({ Name: policy.Name, Mode: policy.Mode });
  });

  test('conditions are lists of keys and values, all the way down', async () => {
    const { invoke } = await terminal(clean());
    const rules = (await invoke('Get-DlpComplianceRule')).body.value as Record<string, unknown>[];
    const [grouped] = rules.map((rule) => JSON.stringify(rule.ContentContainsSensitiveInformation));
    expect(grouped).toMatch(/^\[\[\{"_key":"operator","_value":"And"\},\{"_key":"groups","_value":\[\[/);
    expect(grouped).toContain(`{"_key":"id","_value":"${SSN}"}`);
    const advanced = rules.find((rule) => rule.IsAdvancedRule === true);
    expect(advanced?.ContentContainsSensitiveInformation).toBeNull();
    const text = String(advanced?.AdvancedRule);
    expect(JSON.parse(text).Condition.SubConditions[0].Value[0].Groups[1].Sensitivetypes[1]).toMatchObject({
      Id: ICD10,
      Mincount: 10,
    });
    const copilot = rules.filter((rule) => rule.RestrictAccess !== null);
    expect(copilot).toHaveLength(2);
    const block = [
      { _key: 'setting', _value: 'ExcludeContentProcessing' },
      { _key: 'value', _value: 'Block' },
    ];
    for (const rule of copilot) expect(rule.RestrictAccess).toEqual([block]);
    // The rule's own mode says so even where its policy is off.
    expect(new Set(rules.map((rule) => rule.Mode))).toEqual(new Set(['Enforce']));
  });

  test('rights of a label are JSON in JSON in a list of texts, and only where details are asked for', async () => {
    const { invoke } = await terminal(clean());
    const detailed = (await invoke('Get-Label', { parameters: { IncludeDetailedLabelActions: true } })).body.value;
    const phi = detailed.find((label: { Name: string }) => label.Name === 'Confidential PHI');
    const settings = (text: string): Record<string, string> =>
      Object.fromEntries(JSON.parse(text).Settings.map((one: { Key: string; Value: string }) => [one.Key, one.Value]));
    const rights = JSON.parse(settings(phi.LabelActions[0]).rightsdefinitions ?? '');
    expect(rights).toEqual([{ Identity: expect.stringMatching(/^clinical@/i), Rights: expect.stringContaining('EXTRACT') }]);
    const plain = (await invoke('Get-Label')).body.value.find((label: { Name: string }) => label.Name === 'Confidential PHI');
    expect(settings(plain.LabelActions[0])).not.toHaveProperty('rightsdefinitions');
  });

  test('where retention holds is told only with its details, and forwarding only to a filter', async () => {
    const { invoke } = await terminal(clean());
    const [without, given] = await Promise.all(
      [{}, { DistributionDetail: true }].map((parameters) => invoke('Get-RetentionCompliancePolicy', { parameters })),
    );
    expect(without?.body.value[0].SharePointLocation).toEqual([]);
    expect(given?.body.value[0].SharePointLocation).toEqual(['All']);
    const parameters = { Filter: 'ForwardingSmtpAddress -ne $null', ResultSize: 'Unlimited' };
    expect((await invoke('Get-Mailbox', { host: EXCHANGE, parameters })).body.value).toEqual([]);
    expect((await invoke('Get-Mailbox', { host: EXCHANGE })).body.value.length).toBeGreaterThan(10);
  });
});

describe('the clinic', () => {
  const { tenant, planted } = clinic();

  test('has no labels, a log that is on, and Copilot in simulation', () => {
    expect(objects(tenant, 'Get-Label')).toEqual([]);
    expect(objects(tenant, 'Get-LabelPolicy')).toEqual([]);
    expect(modes(tenant)).toEqual([
      ['Default DLP policy - Protect sensitive M365 Copilot interactions', 'TestWithoutNotifications'],
      ['Credit card numbers', 'Enable'],
    ]);
    expect(planted.compliance).toEqual({
      auditIsOn: true,
      labels: 0,
      publishedLabels: 0,
      dlpPolicies: { enforced: 1, inSimulation: 1, disabled: 0, pendingDeletion: 0 },
      copilotPolicies: { enforced: 0, inSimulation: 1 },
      rules: { active: 2, disabled: 0 },
      retentionOfPrompts: false,
      autoForwarding: 'Automatic',
      forwardingMailboxes: 0,
      unauditedMailboxes: 0,
    });
  });
});

describe('the clean twin', () => {
  const { tenant, planted } = clean();

  test('publishes the labels of Graph to all, with a default, mandatory', () => {
    expect(objects(tenant, 'Get-Label').map((label) => label.Guid)).toEqual(tenant.labels.map((label) => label.id));
    const [policy] = objects(tenant, 'Get-LabelPolicy');
    expect(policy).toMatchObject({ Enabled: true, Mode: 'Enforce', ExchangeLocation: [{ Name: 'All' }] });
    const blob = String(policy?.PolicySettingsBlob);
    const general = tenant.labels.find((label) => label.name === 'General')?.id;
    expect(blob).toMatch(/^<settings>.*<setting key="mandatory" value="true" \/>.*<\/settings>$/);
    expect(blob).toContain(`<setting key="defaultlabelid" value="${general}" />`);
    expect(planted.compliance).toMatchObject({ labels: 5, publishedLabels: 5 });
  });

  test('enforces every policy, looks for patients, and keeps Copilot away from the labels that encrypt', () => {
    expect(new Set(modes(tenant).map(([, mode]) => mode))).toEqual(new Set(['Enable']));
    const rules = objects(tenant, 'Get-DlpComplianceRule');
    const labels = tenant.labels.filter((label) => label.hasProtection).map((label) => label.id);
    const [labelRule] = rules.filter((rule) => JSON.stringify(rule.ContentContainsSensitiveInformation).includes('"labels"'));
    for (const id of labels) expect(JSON.stringify(labelRule)).toContain(id);
    const watchers = tenant.groups.map(({ group }) => group.mail).find((mail) => mail?.startsWith('it@'));
    const alerts = rules.flatMap((rule) => rule.GenerateAlert as string[]);
    expect(new Set(alerts)).toEqual(new Set([watchers]));
    expect(planted.compliance).toMatchObject({
      copilotPolicies: { enforced: 2, inSimulation: 0 },
      retentionOfPrompts: true,
      autoForwarding: 'Off',
    });
  });

  test('has nothing that its licence has not', () => {
    expect(objects(tenant, 'Get-AutoSensitivityLabelPolicy')).toEqual([]);
    expect(tenant.compliance.compliance).not.toHaveProperty('Get-InsiderRiskPolicy');
    const [policy] = objects(tenant, 'Get-DlpCompliancePolicy');
    expect(policy?.EndpointDlpLocation).toEqual([]);
  });
});

describe('the hospital', () => {
  test('looks for card numbers only, everywhere but in Copilot, and has the rest in order', () => {
    const { tenant, planted } = hospital();
    expect(modes(tenant)).toEqual([['Credit card numbers', 'Enable']]);
    expect(JSON.stringify(objects(tenant, 'Get-DlpComplianceRule'))).not.toContain(ICD10);
    expect(planted.compliance).toMatchObject({
      auditIsOn: true,
      labels: 5,
      copilotPolicies: { enforced: 0 },
      retentionOfPrompts: true,
    });
    expect(objects(tenant, 'Get-AutoSensitivityLabelPolicy')).toMatchObject([{ Mode: 'Enable' }]);
    // What Microsoft keeps its own settings in is listed among the policies.
    expect(objects(tenant, 'Get-InsiderRiskPolicy').map((policy) => policy.InsiderRiskScenario)).toEqual([
      'TenantSetting',
      'RiskyAIUsage',
    ]);
    const [rule] = objects(tenant, 'Get-SupervisoryReviewRule');
    expect(JSON.parse(String(rule?.ContentSources)).Workloads).toEqual(['Copilot']);
    expect(objects(tenant, 'Get-SupervisoryReviewPolicyV2')).toMatchObject([{ Locations: '' }]);
  });

  test('puts right what was wrong', () => {
    const { tenant, planted } = hospital('clean');
    expect(planted.compliance).toMatchObject({ dlpPolicies: { enforced: 5, inSimulation: 0 }, copilotPolicies: { enforced: 2 } });
    expect(objects(tenant, 'Get-DlpCompliancePolicy').map((policy) => policy.EnforcementPlanes)).toContainEqual(['Browser']);
  });
});

describe('other seeds', () => {
  const made = Array.from({ length: 24 }, (_, seed) =>
    generateTenant({ seed: seed + 100, variant: 'clinic', language: 'de', asOf }),
  );

  test('build the same again, and differ from each other', () => {
    const again = generateTenant({ seed: 100, variant: 'clinic', language: 'de', asOf });
    expect(again.tenant.compliance).toEqual(made[0]?.tenant.compliance);
    const kinds = new Set(made.map(({ planted }) => JSON.stringify(planted.compliance)));
    expect(kinds.size).toBeGreaterThan(8);
    expect(new Set(made.map(({ planted }) => planted.compliance.auditIsOn))).toEqual(new Set([true, false]));
    expect(new Set(made.map(({ planted }) => planted.compliance.copilotPolicies.enforced))).toEqual(new Set([0, 1]));
  });

  test('have Copilot for all or for one group, by its id', () => {
    const copilot = made
      .flatMap(({ tenant }) => objects(tenant, 'Get-DlpCompliancePolicy'))
      .filter((policy) => policy.Mode === 'Enable' && policy.Locations !== '[]')
      .map((policy) => JSON.parse(String(policy.Locations))[0]);
    expect(new Set(copilot.map((place) => place.Inclusions[0].Type))).toEqual(new Set(['Tenant', 'Group']));
    expect(new Set(copilot.map((place) => place.Location))).toEqual(new Set(['470f2276-e011-4e9d-a6ec-20768be3a4b0']));
  });
});
