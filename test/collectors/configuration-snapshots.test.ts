/** Configuration snapshots that are there already: the newest whole one of each kind, read by GET alone, and no fuss where there is none. */
import { describe, expect, test } from 'vitest';
import { readSnapshots } from '../../src/collectors/configuration-snapshots.js';
import { defineCollector } from '../../src/collectors/define.js';
import { demoClinic, startSimulator } from '../../src/demo/index.js';
import type { CmdletResult } from '../../src/purview/results.js';
import { signIn } from '../demo/harness.js';
import { collect, fakeGraph, type Given, refused } from './fakes.js';

const OLD = '11111111-1111-4111-8111-111111111111';
const NEW = '22222222-2222-4222-8222-222222222222';
const DLP = 'microsoft.securityAndCompliance.dlpCompliancePolicy';
const LABELS = 'microsoft.securityandcompliance.labelpolicy';
const JOBS = '/admin/configurationManagement/configurationSnapshotJobs';
const at = (id: string) => `/admin/configurationManagement/configurationSnapshots/${id}`;

const job = (id: string, over: object = {}) => ({
  id,
  status: 'succeeded',
  resources: [DLP],
  completedDateTime: id === NEW ? '2026-11-20T10:00:00Z' : '2026-11-18T10:00:00Z',
  errorDetails: [],
  resourceLocation: `https://graph.microsoft.com/v1.0${at(id)}`,
  ...over,
});
const resource = (resourceType: string, properties: unknown) => ({ resourceType, displayName: 'x', properties });
const policy = (Name: string, over: object = {}) => resource(DLP, { Name, Mode: 'Enable', SharePointLocation: ['All'], ...over });

async function read(jobs: Given, snapshots: Readonly<Record<string, unknown>> = {}) {
  let results: readonly CmdletResult[] = [];
  const meta = { provides: [], after: [], application: [], delegated: [], modes: [], endpoints: [] } as const;
  const reader = defineCollector({
    meta: { id: 'x', title: 'x', profile: 'standard', ...meta },
    async collect(context) {
      results = await readSnapshots(context);
    },
  });
  const graph = fakeGraph((path) => (path === JOBS ? jobs : (snapshots[path] ?? refused(404))));
  const { notes } = await collect(reader, { graph });
  return { results, notes: [...notes], asked: graph.asked.map((one) => one.path) };
}
const holding = (...resources: unknown[]) => ({ id: 'x', resources });

describe('what is taken', () => {
  test('is the newest of each kind, at the time of its job, under the name of the cmdlet', async () => {
    const jobs = [job(OLD, { resources: [DLP, LABELS] }), job(NEW)];
    const { results, notes, asked } = await read(
      { value: jobs },
      {
        [at(NEW)]: holding(policy('HIPAA')),
        [at(OLD)]: holding(policy('Old'), resource(LABELS, { Name: 'Everybody', Labels: ['PHI'] })),
      },
    );
    expect(results.map(({ cmdlet, at: time, answer }) => [cmdlet, time, answer.kind === 'read' && answer.objects])).toEqual([
      ['Get-DlpCompliancePolicy', '2026-11-20T10:00:00Z', [{ Name: 'HIPAA', Mode: 'Enable', SharePointLocation: ['All'] }]],
      ['Get-LabelPolicy', '2026-11-18T10:00:00Z', [{ Name: 'Everybody', Labels: ['PHI'] }]],
    ]);
    for (const one of results) expect(one).toMatchObject({ source: 'graph', session: 'graph', target: null });
    expect(notes).toEqual([]);
    expect(asked).toEqual([JOBS, at(NEW), at(OLD)]);
  });

  test('goes by the id in the address, never by the address', async () => {
    const odd = job(NEW, { resourceLocation: `https://evil.example/take/${OLD}?x=1` });
    const { results, asked } = await read({ value: [odd] }, { [at(OLD)]: holding(policy('HIPAA')) });
    expect(asked).toEqual([JOBS, at(OLD)]);
    expect(results).toHaveLength(1);
  });
});

describe('what is left aside, without a word', () => {
  test.each<[string, Given, Record<string, unknown>]>([
    ['no permission', refused(403, null, 'ConfigurationMonitoring.Read.All'), {}],
    ['a cloud without the service', refused(404), {}],
    ['no snapshots', { value: [] }, {}],
    ['a job that failed or runs still', { value: [job(NEW, { status: 'failed' }), job(OLD, { status: 'running' })] }, {}],
    ['a job that saw only some', { value: [job(NEW, { status: 'partiallySuccessful' })] }, {}],
    ['a job of other things', { value: [job(NEW, { resources: ['microsoft.entra.user'] })] }, {}],
    ['a job without a time', { value: [job(NEW, { completedDateTime: 'x' })] }, {}],
    ['jobs that are none', { value: ['x', null, { status: 'succeeded' }] }, {}],
    ['a kind that the job had trouble with', { value: [job(NEW, { errorDetails: [`${DLP}: no connection`] })] }, {}],
    ['a snapshot without such policies', { value: [job(NEW)] }, { [at(NEW)]: holding() }],
    ['a policy that is to go', { value: [job(NEW)] }, { [at(NEW)]: holding(policy('Old', { Ensure: 'Absent' })) }],
  ])('%s', async (_, jobs, snapshots) => {
    expect(await read(jobs, snapshots)).toMatchObject({ results: [], notes: [] });
  });
});

describe('what is left aside, with a note', () => {
  test.each<[string, Given, Record<string, unknown>]>([
    ['a list that broke off', { pages: [[job(NEW)], refused(500)] }, {}],
    ['a snapshot that is gone', { value: [job(NEW)] }, {}],
    ['a snapshot without a list', { value: [job(NEW)] }, { [at(NEW)]: { id: 'x' } }],
    ['a snapshot of odd things', { value: [job(NEW)] }, { [at(NEW)]: holding(7) }],
    ['policies without properties', { value: [job(NEW)] }, { [at(NEW)]: holding(resource(DLP, 'cut')) }],
  ])('%s', async (_, jobs, snapshots) => {
    const { results, notes } = await read(jobs, snapshots);
    expect(results).toEqual([]);
    expect(notes).toHaveLength(1);
  });
});

test('the simulated Microsoft 365 serves snapshots that a tenant stores', async () => {
  const generated = demoClinic();
  generated.tenant.configurationSnapshots = [
    { id: NEW, status: 'succeeded', completedDateTime: '2026-11-20T10:00:00Z', resources: [policy('HIPAA') as never] },
  ];
  const simulator = await startSimulator({ tenants: [generated.tenant] });
  const headers = { Authorization: `Bearer ${await signIn(simulator, generated)}` };
  const get = async (path: string) => (await fetch(`${simulator.endpoints.graph}/v1.0${path}`, { headers })).json();
  const [jobs, one] = [await get(JOBS), await get(at(NEW))];
  await simulator.close();
  const { results } = await read(jobs, { [at(NEW)]: one });
  expect(results).toMatchObject([{ cmdlet: 'Get-DlpCompliancePolicy', answer: { objects: [{ Name: 'HIPAA' }] } }]);
});
