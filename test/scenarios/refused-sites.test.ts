/** Sites that SharePoint refuses, and groups whose members nobody may list: less is known then, and nothing looks better for it. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Generated,
  generateHospital,
  generateTenant,
  type PlantedTenant,
  type SimulatedSite,
} from '../../src/demo/index.js';
import { expectNoFalseWord } from '../kit/broken-scan.js';
import { type Told, tell } from '../kit/scenario.js';

type Tenant = Generated<PlantedTenant>;
interface Case {
  readonly make: () => Tenant;
  /** Sites with a claim on everybody inside one of their SharePoint groups. */
  readonly isOpen: (site: SimulatedSite) => boolean;
}

const claim = (site: SimulatedSite) =>
  site.collection?.groups.some((group) => group.members.some((one) => one.loginName.includes('spo-grid-all-users'))) === true;

const TENANTS: Readonly<Record<string, Case>> = {
  hospital: { make: () => generateHospital({ staff: 300, seats: 40 }), isOpen: claim },
  'seed 7': { make: () => generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 }), isOpen: claim },
  'seed 8, in Dutch': {
    make: () => generateTenant({ seed: 8, variant: 'clinic', language: 'nl', scale: 0.05 }),
    isOpen: claim,
  },
};
const NAMES = Object.keys(TENANTS);
const of = (name: string): Case => TENANTS[name] as Case;

const ask = (generated: Tenant, options: Parameters<typeof tell>[1] = {}) =>
  tell(generated, { withSharePoint: true, ...options });

const stateOf = (told: Told, dataset: string) => told.result.coverage.datasets.find((d) => d.dataset === dataset)?.state;

const whole = new Map<string, Told>();
beforeAll(async () => {
  for (const name of NAMES) whole.set(name, await ask(of(name).make()));
});
const unrefused = (name: string): Told => whole.get(name) as Told;

describe.each(NAMES)('%s', (name) => {
  it('has the site that this is about', () => {
    expect(of(name).make().tenant.sites.filter(of(name).isOpen).length).toBeGreaterThan(0);
    expect(unrefused(name).finding('SITE-001').outcome).toBe('fail');
    for (const dataset of ['siteGroups', 'roleAssignments']) expect(stateOf(unrefused(name), dataset)).toBe('complete');
  });

  it.each([401, 403, 404, 423] as const)('answers %i for the site that is open to all', async (status) => {
    const generated = of(name).make();
    for (const site of generated.tenant.sites.filter(of(name).isOpen))
      if (site.collection !== undefined) site.collection.refusal = status;
    const told = await ask(generated);
    expectNoFalseWord(told, unrefused(name).outcomes());
    expectLess(told, name, ['siteGroups', 'roleAssignments']);
  });

  it.each([401, 423] as const)('answers %i for every site', async (status) => {
    const generated = of(name).make();
    for (const { collection } of generated.tenant.sites) if (collection !== undefined) collection.refusal = status;
    const told = await ask(generated);
    expectNoFalseWord(told, unrefused(name).outcomes());
    expectLess(told, name, ['siteGroups', 'roleAssignments']);
    for (const rule of ['SITE-001', 'EXP-002']) expect(told.outcomes()[rule], rule).not.toBe('pass');
  });

  it('refuses the members of its SharePoint groups, and the administration as well', async () => {
    const when = /\/_api\/web\/sitegroups|GetSiteUserGroups/;
    const told = await ask(of(name).make(), { faults: [{ when, act: { status: 403, code: 'accessDenied' } }] });
    expectNoFalseWord(told, unrefused(name).outcomes());
    expectLess(told, name, ['siteGroups']);
    expect(told.finding('SITE-001').gaps.length).toBeGreaterThan(0);
  });

  it('refuses whatever is asked of SharePoint itself, and the report names the permission', async () => {
    const when = /\/_(?:api|vti_bin)\/(?!\$batch)/;
    const told = await ask(of(name).make(), { faults: [{ when, act: { status: 403, code: 'accessDenied' } }] });
    expectNoFalseWord(told, unrefused(name).outcomes());
    expectLess(told, name, ['siteGroups', 'roleAssignments', 'siteSettings', 'sharePointTenant']);
    expect(told.result.method.permissionsMissing.map((p) => p.permission)).toContain('Sites.FullControl.All (SharePoint)');
  });
});

function expectLess(told: Told, name: string, datasets: readonly string[]): void {
  for (const dataset of datasets) expect(stateOf(told, dataset), dataset).not.toBe('complete');
  const gaps = (one: Told) => one.assessment.findings.reduce((sum, f) => sum + f.gaps.length, 0);
  expect(gaps(told)).toBeGreaterThan(gaps(unrefused(name)));
}
