/** What cmdlets say, out of an export, of the direct path and of snapshots: what is asked, what is written, and what is told of each. */
import { describe, expect, test } from 'vitest';
import cmdlets from '../../src/collectors/cmdlets.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { DATASETS, type DatasetName, type Datasets } from '../../src/evidence/datasets.js';
import { known, unknown } from '../../src/evidence/known.js';
import { CMDLETS } from '../../src/purview/cmdlets.js';
import type { Bundle, CmdletResult } from '../../src/purview/results.js';
import type { InitialEvidence } from '../../src/snapshot/memory.js';
import type { CmdletReply, CmdletRequest, CmdletTenant } from '../../src/sources/cmdlets.js';
import { someSharePointTenant } from '../kit/sharepoint-settings.js';
import { dlpPolicyObject, FAILED, failed, labelObject, result } from '../purview/objects.js';
import { type CollectOptions, collect, fakeGraph } from './fakes.js';

const TENANT = '7e6f0c7a-0000-4000-8000-00000000abcd';
const NOW = new Date('2026-11-23T08:00:00Z');
const organization = (over: Partial<Datasets['organization']> = {}): InitialEvidence => ({
  organization: [
    {
      id: TENANT,
      displayName: 'Clinic',
      verifiedDomains: [
        { name: 'clinic.example', isDefault: true, isInitial: false },
        { name: 'clinic.onmicrosoft.com', isDefault: false, isInitial: true },
      ],
      countryLetterCode: null,
      createdDateTime: null,
      ...over,
    },
  ],
});

const bundle = (results: readonly CmdletResult[], over: Partial<Bundle> = {}): Bundle => ({
  name: 'export.zip',
  tenantId: TENANT,
  madeAt: '2026-11-22T08:00:00.000Z',
  results,
  notes: [],
  ...over,
});

const run = (options: CollectOptions = {}) => collect(cmdlets, { evidence: organization(), now: NOW, ...options });
type Run = Awaited<ReturnType<typeof run>>;

async function rows<D extends DatasetName>({ evidence }: Run, dataset: D): Promise<Datasets[D][]> {
  const all: Datasets[D][] = [];
  for await (const row of evidence.rows(dataset)) all.push(row);
  return all;
}

/** Answers each cmdlet; what is not given is empty. */
function direct(answers: Readonly<Record<string, CmdletReply>> = {}) {
  const asked: CmdletRequest[] = [];
  const tenants: CmdletTenant[] = [];
  let open = 0;
  let most = 0;
  const opened = known((tenant: CmdletTenant) => {
    tenants.push(tenant);
    return {
      async invoke(request: CmdletRequest): Promise<CmdletReply> {
        asked.push(request);
        open += 1;
        most = Math.max(most, open);
        await Promise.resolve();
        open -= 1;
        return answers[request.cmdlet] ?? { ok: true, values: [], cut: null, door: 'a host', warnings: [] };
      },
    };
  });
  return { cmdlets: opened, asked, tenants, most: () => most };
}
const says = (values: readonly unknown[]): CmdletReply => ({ ok: true, values, cut: null, door: 'a host', warnings: [] });

const provided = cmdlets.meta.provides;

describe('without an export and without the direct path', () => {
  test('every dataset is absent, and says both ways to have it', async () => {
    const done = await run();
    for (const dataset of provided.filter((name) => name !== 'cmdletReadings' && name !== 'disagreements')) {
      const coverage = done.evidence.coverage(dataset);
      expect(coverage, dataset).toMatchObject({
        state: 'absent',
        gaps: expect.arrayContaining([expect.objectContaining({ reason: 'not-requested' })]),
      });
    }
    expect(done.evidence.coverage('dlpPolicies')).toMatchObject({
      gaps: [
        {
          remedy: '--bundle with an export of Get-DlpCompliancePolicy',
          detail: expect.stringMatching(/export-script.*--purview-direct/s),
        },
      ],
    });
    expect(done.evidence.coverage('powerPlatformPolicies')).toMatchObject({
      gaps: [{ detail: expect.not.stringContaining('--purview-direct') }],
    });
  });

  test('nothing was read, and nothing is told of it', async () => {
    const done = await run();
    expect(done.evidence.coverage('cmdletReadings')).toEqual({ state: 'complete', rows: 0 });
    expect(done.evidence.coverage('disagreements')).toEqual({ state: 'complete', rows: 0 });
    expect([...done.notes]).toEqual([]);
  });
});

describe('an export', () => {
  test('gives rows, readings and a sentence', async () => {
    const given = bundle([result('Get-DlpCompliancePolicy', [dlpPolicyObject()]), result('Get-Label', failed)], {
      notes: ['A file was left aside.'],
    });
    const done = await run({ bundle: given });
    expect(await rows(done, 'dlpPolicies')).toMatchObject([{ name: 'HIPAA', origins: [{ source: 'export' }] }]);
    expect(done.evidence.coverage('dlpPolicies')).toEqual({ state: 'complete', rows: 1 });
    expect(done.evidence.coverage('labels')).toEqual({ state: 'absent', rows: 0, gaps: [FAILED] });
    expect(await rows(done, 'cmdletReadings')).toMatchObject([
      { cmdlet: 'Get-DlpCompliancePolicy', outcome: 'read', objects: 1, feeds: ['dlpPolicies'] },
      { cmdlet: 'Get-Label', outcome: 'failed', gap: FAILED },
    ]);
    expect([...done.notes]).toEqual([
      'The export export.zip was read, with 2 cmdlets. It was made a day ago.',
      'A file was left aside.',
    ]);
  });

  test.each([
    [null, 'It does not say when it was made.'],
    ['2026-11-23T07:00:00Z', 'It was made today.'],
    ['2026-11-13T07:00:00Z', 'It was made 10 days ago.'],
  ])('made at %s: %s', async (madeAt, sentence) => {
    const done = await run({ bundle: bundle([], { madeAt }) });
    expect([...done.notes].join()).toContain(sentence);
  });

  test('of another tenant is not used', async () => {
    const given = bundle([result('Get-DlpCompliancePolicy', [dlpPolicyObject()])], {
      tenantId: '00000000-0000-4000-8000-000000000009',
    });
    const done = await run({ bundle: given });
    expect(await rows(done, 'dlpPolicies')).toEqual([]);
    expect(done.evidence.coverage('dlpPolicies')).toMatchObject({
      state: 'absent',
      gaps: [{ detail: expect.stringContaining('another tenant') }],
    });
    expect([...done.notes]).toEqual(['The export export.zip is of another tenant, and was not used.']);
  });

  test('of which SharePoint’s administration tells otherwise', async () => {
    const settings = { SharingCapability: 'Disabled', DefaultLinkPermission: 'View', ShowEveryoneClaim: null };
    const evidence = { ...organization(), sharePointTenant: [someSharePointTenant()] };
    const done = await run({ evidence, bundle: bundle([result('Get-SPOTenant', [settings])]) });
    expect(await rows(done, 'disagreements')).toEqual([
      {
        fact: 'SharePoint tenant settings: sharing capability',
        values: [
          {
            origin: { source: 'direct', cmdlet: 'SharePoint administration', at: NOW.toISOString() },
            value: 'ExistingExternalUserSharingOnly',
          },
          { origin: { source: 'export', cmdlet: 'Get-SPOTenant', at: '2026-11-22T08:00:00.000Z' }, value: 'Disabled' },
        ],
      },
    ]);
    expect(await rows(done, 'cmdletReadings')).toMatchObject([{ cmdlet: 'Get-SPOTenant', feeds: ['sharePointTenant'] }]);
  });
});

describe('the direct path', () => {
  test('asks every cmdlet that it may, one after the other, in the name of the tenant', async () => {
    const fake = direct();
    const done = await run(fake);
    expect(fake.asked.map(({ cmdlet }) => cmdlet)).toEqual(CMDLETS.filter((one) => one.direct).map(({ name }) => name));
    expect(fake.asked.every(({ session }) => session === 'exchange' || session === 'security-compliance')).toBe(true);
    expect(fake.most()).toBe(1);
    expect(fake.tenants).toEqual([{ tenantId: TENANT, initialDomain: 'clinic.onmicrosoft.com' }]);
    expect(done.evidence.coverage('dlpPolicies')).toEqual({ state: 'complete', rows: 0 });
    const readings = await rows(done, 'cmdletReadings');
    expect(readings.every(({ source, door }) => source === 'direct' && door === 'a host')).toBe(true);
    // What no tenant is without cannot be empty.
    const some = CMDLETS.filter((one) => one.alwaysSome === true && one.keepWhere === undefined).map(({ name }) => name);
    expect(readings.filter(({ outcome }) => outcome !== 'empty').map(({ cmdlet }) => cmdlet)).toEqual(
      readings.filter(({ cmdlet }) => some.includes(cmdlet)).map(({ cmdlet }) => cmdlet),
    );
    expect(readings.find(({ cmdlet }) => cmdlet === 'Get-RemoteDomain')).toMatchObject({ outcome: 'unreadable' });
    expect([...done.notes].join()).toContain('does not document it for this use');
  });

  test('is decoded as an export is', async () => {
    const hashtable = [{ _key: 'Name', _value: 'All' }];
    const done = await run(
      direct({
        'Get-DlpCompliancePolicy': says([
          { ...dlpPolicyObject({ ExchangeLocation: [hashtable] }), 'Mode@odata.type': '#String' },
        ]),
      }),
    );
    expect(await rows(done, 'dlpPolicies')).toMatchObject([
      { locations: { exchange: known({ includes: 'all' }) }, origins: [{ source: 'direct', at: NOW.toISOString() }] },
    ]);
  });

  test.each<[string, CmdletReply, object]>([
    ['refused', { ok: false, gap: FAILED, door: null }, { state: 'absent', gaps: [FAILED] }],
    [
      'cut',
      { ok: true, values: [dlpPolicyObject()], cut: FAILED, door: 'a host', warnings: [] },
      { state: 'partial', rows: 1, gaps: [FAILED] },
    ],
    [
      'cut before the first',
      { ok: true, values: [], cut: FAILED, door: 'a host', warnings: [] },
      { state: 'partial', rows: 0, gaps: [FAILED] },
    ],
    ['no list of objects', says(['x']), { state: 'absent', gaps: [{ reason: 'unreadable' }] }],
  ])('that is %s', async (_, reply, coverage) => {
    const done = await run(direct({ 'Get-DlpCompliancePolicy': reply }));
    expect(done.evidence.coverage('dlpPolicies')).toMatchObject(coverage);
  });

  test('needs the initial domain', async () => {
    const fake = direct();
    const done = await run({ ...fake, evidence: organization({ verifiedDomains: [] }) });
    expect(fake.asked).toEqual([]);
    expect(done.evidence.coverage('labels')).toMatchObject({
      state: 'absent',
      gaps: [{ detail: expect.stringContaining('initial domain') }],
    });
    expect(done.evidence.coverage('powerPlatformPolicies')).toMatchObject({ gaps: [{ reason: 'not-requested' }] });
  });

  test('that somebody wanted and could not have says why', async () => {
    const why: Gap = { reason: 'needs-other-sign-in', remedy: 'an application' };
    const done = await run({ cmdlets: unknown(why) });
    expect(done.evidence.coverage('labels')).toMatchObject({ gaps: [why] });
  });

  test('is put together with the export, and differences are told', async () => {
    const labels = [labelObject(), labelObject({ Guid: 'only-here', DisplayName: 'Other' })];
    const given = bundle([result('Get-DlpCompliancePolicy', [dlpPolicyObject()]), result('Get-Label', labels)]);
    const fake = direct({
      'Get-DlpCompliancePolicy': says([dlpPolicyObject({ Enabled: false })]),
      'Get-Label': { ok: false, gap: FAILED, door: null },
    });
    const done = await run({ ...fake, bundle: given });
    expect(await rows(done, 'dlpPolicies')).toMatchObject([
      { enabled: { known: false, gap: { reason: 'contradictory' } }, origins: [{ source: 'export' }, { source: 'direct' }] },
    ]);
    expect(done.evidence.coverage('labels')).toEqual({ state: 'complete', rows: 2 });
    expect(await rows(done, 'disagreements')).toMatchObject([{ fact: 'DLP policy "HIPAA": enabled' }]);
    const readings = await rows(done, 'cmdletReadings');
    expect(readings.filter(({ cmdlet }) => cmdlet === 'Get-Label').map(({ source, outcome }) => [source, outcome])).toEqual([
      ['export', 'read'],
      ['direct', 'failed'],
    ]);
  });
});

test('a configuration snapshot of Graph is one more source', async () => {
  const id = '99999999-0000-4000-8000-000000000001';
  const type = 'microsoft.securityAndCompliance.dlpCompliancePolicy';
  const graph = fakeGraph((path) => {
    if (path.endsWith('configurationSnapshotJobs'))
      return {
        value: [
          { id, status: 'succeeded', completedDateTime: '2026-11-22T00:00:00Z', resources: [type], resourceLocation: `x/${id}` },
        ],
      };
    return { resources: [{ resourceType: type, properties: { Name: 'HIPAA', Mode: 'Enable', Enabled: true } }] };
  });
  const done = await run({ graph });
  expect(await rows(done, 'dlpPolicies')).toMatchObject([
    { id: 'hipaa', mode: known('Enable'), copilot: { known: false }, origins: [{ source: 'graph' }] },
  ]);
});

test('provides what nobody else does, and asks for nothing that it could not do without', () => {
  const sourced = Object.keys(DATASETS).filter((name) => provided.includes(name as DatasetName));
  expect(sourced).toHaveLength(provided.length);
  const { application, cmdlets: accesses = [] } = cmdlets.meta;
  expect([...application, ...accesses].every(({ optional }) => optional === true)).toBe(true);
});
