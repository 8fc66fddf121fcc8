/** Scans in which one collector is refused, or its lists break off, against the same tenant unbroken. */
import { expect } from 'vitest';
import type { Collector } from '../../src/collectors/define.js';
import { type Fault, type FaultAct, type Generated, generateTenant } from '../../src/demo/index.js';
import type { DatasetName } from '../../src/evidence/datasets.js';
import type { Outcome } from '../../src/result/types.js';
import { type Told, tell } from './scenario.js';
import { READY } from './taken-evidence.js';

/** Small lists on many pages, so that each can break off in the middle. */
export function smallTenant(variant: 'clinic' | 'clean'): Generated {
  const generated = generateTenant({ seed: 7, variant, scale: 0.03 });
  generated.tenant.pageSizes = {
    users: 9,
    groups: 2,
    members: 3,
    owners: 1,
    roleAssignments: 1,
    roleDefinitions: 2,
    conditionalAccess: 1,
    sites: 5,
    drives: 1,
    delta: 15,
    permissions: 2,
    labels: 2,
    servicePrincipals: 3,
    appRoleAssignedTo: 2,
    grants: 1,
    channels: 1,
    siteUsage: 4,
    listItems: 40,
    siteProperties: 3,
  };
  return generated;
}

/** Two Conditional Access policies that ask for little, so that their list has two pages. */
export function twoPolicies(generated: Generated): Generated {
  const policy = (name: string): Generated['tenant']['conditionalAccess'][number] => ({
    id: `policy-${name}`,
    displayName: name,
    state: 'disabled',
    createdDateTime: '2026-01-01T00:00:00Z',
    modifiedDateTime: null,
    conditions: {
      users: { includeUsers: ['All'], excludeUsers: [] },
      applications: { includeApplications: ['All'], excludeApplications: [] },
      clientAppTypes: ['all'],
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    sessionControls: null,
  });
  generated.tenant.conditionalAccess = [policy('First'), policy('Second')];
  return generated;
}

/** `/groups/{id}/members` → the addresses that it stands for, with or without a query. */
export function addressesOf(endpoint: string, version = '/v1\\.0'): RegExp {
  const path = endpoint.split('?')[0] ?? endpoint;
  const pattern = path
    .replaceAll(/[.()$]/g, '\\$&')
    // A service principal is asked for by app id as well.
    .replace('/servicePrincipals/{id}', "/servicePrincipals(?:/[^/?]+|\\(appId='[^']+'\\))")
    // Microsoft's link to the next page of all sites leads to another path.
    .replace('/sites/getAllSites', '/sites/(?:oneDrive\\.)?getAllSites')
    .replaceAll(/\{(?:id|tenantId)\}/g, '[^/?]+');
  // What SharePoint's own API answers begins at the address of a web, or of the administration; cmdlets have hosts of their own.
  const isElsewhere = /^\/(?:_api|_vti_bin|adminapi)\//i.test(endpoint);
  // The simulator writes the name of the cmdlet behind the address.
  return new RegExp(`${isElsewhere ? '' : version}${pattern}(?:\\?|#|$)`);
}

/** Answers that are one object, or a list that Microsoft never cuts: they have no second page to lose. */
const ONE_ANSWER = [
  'licences',
  'security-defaults',
  'authorization-policy',
  'sharepoint-settings',
  'sharepoint-tenant',
  'group-settings',
  'secure-score',
  'copilot-usage',
  // Each cmdlet is a question of its own.
  'cmdlets',
];

/** How many answers of a collector pass before its connection is cut; of the tidy twin, which has labels and a policy. */
export function answersThatPass(collector: Collector): number {
  return ONE_ANSWER.includes(collector.meta.id) ? 0 : 1;
}

/** `act` in the way of everything that a collector asks; `skip` requests of each endpoint pass first. */
export function inTheWayOf({ meta: { endpoints, beta = [] } }: Collector, act: FaultAct, skip = 0): Fault[] {
  const addresses = [...endpoints.map((one) => addressesOf(one)), ...beta.map(({ path }) => addressesOf(path, '/beta'))];
  return addresses.map((when) => ({ when, act, skip }));
}

export const REFUSAL: FaultAct = { status: 403, code: 'Authorization_RequestDenied', message: 'Insufficient privileges' };

/** What a collector tells of its own questions: whole, whatever the answers were. */
const OF_ITSELF: readonly DatasetName[] = ['cmdletReadings', 'disagreements'];

/** Nothing becomes ready that was not, and nothing fails for want of evidence. */
export function expectNoFalseWord(broken: Told, whole: Readonly<Record<string, Outcome>>): void {
  for (const [rule, outcome] of Object.entries(broken.outcomes())) {
    const before = whole[rule] as Outcome;
    if (!READY.has(before)) expect(READY.has(outcome), `${rule}: ${before} → ${outcome}`).toBe(false);
    // To see less is what EXP-006 finds.
    else if (rule !== 'EXP-006') expect(['fail', 'warn'], `${rule}: ${before} → ${outcome}`).not.toContain(outcome);
  }
  // A Go never comes of seeing less.
  expect(broken.result.verdict.decision).not.toBe('go');
}

export function expectNotComplete(broken: Told, collector: Collector): void {
  const provided = collector.meta.provides.filter((dataset) => !OF_ITSELF.includes(dataset));
  const states = provided.map((dataset) => {
    const found = broken.result.coverage.datasets.find((d) => d.dataset === dataset);
    return { dataset, state: found?.state, gaps: found?.gaps.length ?? 0 };
  });
  for (const { dataset, state, gaps } of states) {
    expect(state, dataset).not.toBe('complete');
    expect(gaps, dataset).toBeGreaterThan(0);
  }
}

/** Who holds the permission for cmdlets, as the scanner does, is told which role a refusal asks for, and what an export would tell. */
function expectCmdletsNamed(broken: Told, { meta: { provides } }: Collector): void {
  for (const dataset of provides.filter((name) => !OF_ITSELF.includes(name))) {
    const gaps = broken.result.coverage.datasets.find((d) => d.dataset === dataset)?.gaps ?? [];
    for (const { reason, remedy = '' } of gaps)
      expect([reason, remedy], dataset).toEqual(
        reason === 'forbidden'
          ? ['forbidden', expect.stringMatching(/^a role that may run Get-|role group of Microsoft Purview/)]
          : ['not-requested', expect.stringMatching(/^--bundle with an export of /)],
      );
  }
}

/** The permission stands with the data that is missing, and on the list of what to grant. */
export function expectNamed(broken: Told, collector: Collector): void {
  if (collector.meta.cmdlets !== undefined) {
    expectCmdletsNamed(broken, collector);
    return;
  }
  const { application, sharePoint = [] } = collector.meta;
  const asked = [...application, ...sharePoint].map((a) => a.permission);
  for (const dataset of collector.meta.provides) {
    const gaps = broken.result.coverage.datasets.find((d) => d.dataset === dataset)?.gaps ?? [];
    const remedies = gaps.filter((g) => g.reason === 'forbidden').map((g) => g.remedy ?? '');
    expect(
      remedies.some((r) => asked.includes(r)),
      `${dataset}: ${JSON.stringify(gaps)}`,
    ).toBe(true);
  }
  const missing = broken.result.method.permissionsMissing;
  expect(
    missing.map((p) => p.permission).some((p) => asked.includes(p)),
    JSON.stringify(missing),
  ).toBe(true);
  for (const { why, permission } of missing) expect(why, permission).not.toBe('');
}

/** Asked with a certificate, and cmdlets directly, so that all of Microsoft's services are there to refuse. */
export async function broken(generated: Generated, faults: readonly Fault[] = []): Promise<Told> {
  return tell(generated, { faults, withSharePoint: true, withCmdlets: true });
}
