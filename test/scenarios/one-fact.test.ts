/**
 * Each rule through the whole crawl: it passes in the tidy twin, one changed fact of the tenant makes it find something, and one
 * refusal makes it say that it does not know. Facts that cannot touch the same rule share a scan.
 */
import { rm } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Generated } from '../../src/demo/index.js';
import type { Outcome } from '../../src/result/types.js';
import { RULES } from '../../src/rules/index.js';
import { broken } from '../kit/broken-scan.js';
import { SCANS } from '../kit/facts-of-places.js';
import { makeBundle } from '../kit/make-bundle.js';
import { type Told, tell } from '../kit/scenario.js';
import { COPILOT, clerk, clinicalSite, sku, tidy } from '../kit/tidy-tenant.js';

/** What keeps a rule from knowing, as addresses that are refused. */
const AWAY: readonly { readonly refused: RegExp; readonly rules: readonly string[] }[] = [
  {
    refused:
      /\/_(?:api|vti_bin)\/|\/adminapi\/|SiteUsageDetail|\/subscribedSkus|\/admin\/sharepoint|\/policies\/|\/sensitivityLabels|\/servicePrincipals|\/groups(\?|$)|\/permissions/,
    rules: RULES.map((r) => r.meta.id).filter((id) =>
      /^(LIC|SPO|SITE|TEAM|ITEM-00|LBL|DLP|AUD|APP|EXP-00[1-4]|OD-00[1345]|ID-007|ID-011)/.test(id),
    ),
  },
  { refused: /\/users\?/, rules: ['ID-001', 'ID-002', 'ID-003', 'ID-004', 'ID-005', 'LIC-001', 'LIC-002', 'LIC-004', 'OD-002'] },
  { refused: /getAllSites/, rules: ['EXP-006', 'EXP-002', 'OD-002', 'ITEM-004', 'ITEM-010'] },
];

/** With the seat that is in use counted as such: one assigned seat unlocks what LIC-005 asks for. */
function tidyWithSeat(): Generated {
  const generated = tidy();
  Object.assign(sku(generated, COPILOT), { consumedUnits: 1 });
  return generated;
}

/** Asked as somebody who must not reach the clinical site; with what an export tells, where nothing is refused. */
async function asked(generated: Generated, faults: Parameters<typeof tell>[1] = {}): Promise<Told> {
  const sites = generated.tenant.sites.filter(({ site }) => site !== clinicalSite(generated).site);
  const personas = [
    {
      name: 'Clerk',
      user: clerk(generated).userPrincipalName ?? '',
      mustNot: [clinicalSite(generated).site.webUrl ?? ''],
      ownSites: sites.map(({ site }) => site.webUrl ?? ''),
    },
  ];
  const bundle = faults.faults === undefined ? await makeBundle(generated.tenant) : null;
  const given = bundle === null ? {} : { bundle };
  const told = await tell(generated, { withSharePoint: true, withCmdlets: true, config: { personas }, ...given, ...faults });
  if (bundle !== null) await rm(bundle, { recursive: true, force: true });
  return told;
}

let base: Told;
const changed: Told[] = [];
const refused: Told[] = [];

beforeAll(async () => {
  base = await asked(tidyWithSeat());
  await Promise.all(
    SCANS.map(async (facts, i) => {
      const generated = tidyWithSeat();
      for (const fact of facts) fact.change(generated);
      changed[i] = await asked(generated);
    }),
  );
  await Promise.all(
    AWAY.map(async ({ refused: when }, i) => {
      refused[i] = await asked(tidy(), { faults: [{ when, act: { status: 403, code: 'accessDenied' } }] });
    }),
  );
});

/** What the tidy twin does not pass: four want a licence, links for anyone are off, and nothing open has to be shielded. */
const NOT_PASSED: Readonly<Record<string, Outcome>> = {
  'LBL-009': 'not-licensed',
  'DLP-008': 'not-licensed',
  'AUD-003': 'not-licensed',
  'AUD-007': 'not-licensed',
  'SPO-005': 'not-applicable',
  'SITE-010': 'not-applicable',
};

describe('one fact decides', () => {
  it.each(RULES.map((r) => r.meta.id))('%s passes in the tidy twin', (rule) => {
    expect(base.outcomes()[rule], base.finding(rule).summary).toBe(NOT_PASSED[rule] ?? 'pass');
  });

  it.each(SCANS.flatMap((facts, scan) => facts.map((fact) => ({ ...fact, scan }))))(
    '$rule: $expect',
    ({ rule, expect: wanted, objects = 1, scan }) => {
      const told = changed[scan] as Told;
      expect(told.outcomes()[rule], told.finding(rule).summary).toBe(wanted);
      if (wanted === 'fail') expect(told.finding(rule).objects.filter((o) => o.detail.suspicion !== true)).toHaveLength(objects);
    },
  );

  it('EXP-006: fail, where no library can be listed', async () => {
    const told = await broken(tidy(), [{ when: /\/sites\/[^/]+\/drives/, act: { status: 403, code: 'accessDenied' } }]);
    expect(told.finding('EXP-006')).toMatchObject({ outcome: 'fail', gate: 'condition' });
    expect(told.result.verdict.decision).toBe('not-determined');
  });

  it.each(SCANS.map((facts, scan) => ({ facts, scan })))('and touches no other rule: scan $scan', ({ facts, scan }) => {
    const told = changed[scan] as Told;
    const touched = new Set(facts.flatMap((f) => [f.rule, ...(f.alsoSeenBy ?? [])]));
    const others = (outcomes: Record<string, Outcome>) =>
      Object.fromEntries(Object.entries(outcomes).filter(([id]) => !touched.has(id)));
    expect(others(told.outcomes())).toEqual(others(base.outcomes()));
  });

  it.each(AWAY.flatMap(({ rules }, scan) => rules.map((rule) => ({ rule, scan }))))(
    '$rule: not assessed where it is refused',
    ({ rule, scan }) => {
      const told = refused[scan] as Told;
      expect(told.outcomes()[rule], told.finding(rule).summary).toBe('not-assessed');
      expect(told.finding(rule).gaps.length).toBeGreaterThan(0);
    },
  );

  it('has a case of each kind for every rule', () => {
    const cases = SCANS.flat().map((f) => f.rule);
    expect(RULES.map((r) => r.meta.id).filter((id) => !cases.includes(id))).toEqual(['EXP-006']);
    const away = AWAY.flatMap((a) => a.rules);
    expect(RULES.map((r) => r.meta.id).filter((id) => !away.includes(id))).toEqual([]);
  });
});
