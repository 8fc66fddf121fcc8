/** Each collector refused in turn, and each list broken off for good: nothing turns ready for it, and the report says what is missing. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Collector } from '../../src/collectors/define.js';
import { COLLECTORS } from '../../src/collectors/index.js';
import { COMPLIANCE_PERMISSION, EXCHANGE_PERMISSION, READER_ROLE } from '../../src/evidence/cmdlet-access.js';
import type { Outcome } from '../../src/result/types.js';
import {
  answersThatPass,
  broken,
  expectNamed,
  expectNoFalseWord,
  expectNotComplete,
  inTheWayOf,
  REFUSAL,
  smallTenant,
  twoPolicies,
} from '../kit/broken-scan.js';
import { withoutRoles } from '../kit/scenario.js';

let whole: Record<string, Outcome>;
let tidy: Record<string, Outcome>;
beforeAll(async () => {
  whole = (await broken(smallTenant('clinic'))).outcomes();
  tidy = (await broken(twoPolicies(smallTenant('clean')))).outcomes();
});

const byId = COLLECTORS.map((collector) => [collector.meta.id, collector] as const);

describe.concurrent('a collector that is refused', () => {
  it.each(byId)('%s', async (_, collector) => {
    const told = await broken(smallTenant('clinic'), inTheWayOf(collector, REFUSAL));
    expectNotComplete(told, collector);
    expectNamed(told, collector);
    expectNoFalseWord(told, whole);
  });
});

describe.concurrent('a collector whose connection is cut for good after its first answer', () => {
  it.each(byId.filter(([id]) => id !== 'organization'))('%s', async (_, collector) => {
    const told = await broken(twoPolicies(smallTenant('clean')), inTheWayOf(collector, 'reset', answersThatPass(collector)));
    expectNotComplete(told, collector);
    expectNoFalseWord(told, tidy);
  });

  it('the very first one: nothing can be reached, and the operator is told so', async () => {
    const organization = COLLECTORS.find((c) => c.meta.id === 'organization') as Collector;
    await expect(broken(smallTenant('clinic'), inTheWayOf(organization, 'reset'))).rejects.toThrow(/cannot be reached/);
  });
});

describe.concurrent('a permission that was never granted', () => {
  it.each([
    { roles: ['Sites.FullControl.All'], names: 'Sites.FullControl.All' },
    { roles: ['Sites.FullControl.All', 'Sites.Read.All'], names: 'Sites.Read.All' },
    { roles: ['User.Read.All', 'Directory.Read.All'], names: 'User.Read.All' },
    { roles: ['AuditLog.Read.All'], names: 'AuditLog.Read.All' },
    { roles: ['Policy.Read.All'], names: 'Policy.Read.All' },
  ])('$roles', async ({ roles, names }) => {
    const told = await broken(withoutRoles(smallTenant('clinic'), ...roles));
    expectNoFalseWord(told, whole);
    expect(told.result.method.permissionsMissing.map((p) => p.permission)).toContain(names);
  });

  it.each([
    { without: 'permission of Exchange Online', drop: { exchangeRoles: [] }, names: EXCHANGE_PERMISSION },
    { without: 'permission of Security & Compliance', drop: { complianceRoles: [] }, names: COMPLIANCE_PERMISSION },
    { without: 'Entra role', drop: { directoryRoles: [] }, names: READER_ROLE },
  ])('for cmdlets: no $without', async ({ drop, names }) => {
    const generated = smallTenant('clean');
    Object.assign(generated.tenant.apps[0] as object, drop);
    // Else the token of one service would open the other as well.
    Object.assign(generated.tenant.compliance, { takesExchangeTokens: false, exchangeAnswersCompliance: false });
    const told = await broken(generated);
    expectNoFalseWord(told, tidy);
    const gaps = JSON.stringify(told.result.coverage.datasets.map((d) => d.gaps));
    expect(gaps).toContain(names);
    expect(told.result.method.permissionsMissing.map((p) => p.permission)).toContain(names);
  });
});
