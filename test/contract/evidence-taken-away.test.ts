/**
 * Law 1 over everything after the crawl: each dataset, each shard that matters and each value that may be unknown is taken
 * away in turn. Nothing may pass then that would not pass with the worst value in its place, and nothing may fail for it.
 */
import { describe, expect, it } from 'vitest';
import { DATASET_NAMES, type DatasetName } from '../../src/evidence/datasets.js';
import type { User } from '../../src/evidence/directory.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { Outcome } from '../../src/result/types.js';
import { RULES } from '../../src/rules/index.js';
import { type Base, breaches, type Outcomes, TENANTS, useBases, withWorst } from '../kit/taken-bases.js';
import {
  ABSENT,
  allRows,
  type Change,
  copyOf,
  IN_PART,
  isSharded,
  mapRows,
  outcomes,
  READY,
  REFUSED,
  type Taken,
} from '../kit/taken-evidence.js';
import { ALSO_TOLD } from '../kit/worst-sharepoint.js';
import { type Worst, worstOf } from '../kit/worst-values.js';

const { names: NAMES, base } = useBases();

/** The lists of permissions at the tops of libraries are there where only some list is missing: what they say is known. */
const READ_WHOLE: { readonly [D in DatasetName]?: ReadonlySet<string> } = { accessLists: new Set(['SITE-001', 'SITE-003']) };

/** The same with no other shard of that dataset changed. */
function within(worst: Worst, dataset: DatasetName, shard: string): Worst {
  const change: Worst['change'] = (taken, crawled) => {
    const changed = worst.change(taken, crawled);
    return { ...changed, [dataset]: { ...taken[dataset], [shard]: changed[dataset][shard] ?? [] } };
  };
  return { ...worst, change };
}

describe('the base of the contract', () => {
  it('has nearly every rule pass where everything is tidy and visible', () => {
    const { whole } = base('the tidy twin, all of it visible');
    const others = [...whole].filter(([, outcome]) => outcome !== 'pass').map(([rule, outcome]) => `${rule} ${outcome}`);
    expect(others).toEqual([
      // Nobody holds a seat of Copilot.
      'LIC-002 not-applicable',
      'LIC-005 not-licensed',
      // Anyone links are off.
      'SPO-005 not-applicable',
      // In libraries of a tenth of their size, four items are many.
      'SITE-009 warn',
      // No sensitive site is open.
      'SITE-010 not-applicable',
      // A practice of this size has Business Premium; the hospital has licences for them.
      'LBL-009 not-licensed',
      'DLP-008 not-licensed',
      'AUD-003 not-licensed',
      'AUD-007 not-licensed',
      // No personas are given.
      'EXP-003 not-applicable',
    ]);
  });

  it('has those pass that a practice has no licence for, where a hospital owns them', () => {
    const { whole } = base('the hospital, put in order');
    const others = RULES.filter(({ meta: { pillar } }) => ['labels', 'dlp', 'audit'].includes(pillar))
      .map(({ meta: { id } }) => `${id} ${whole.get(id)}`)
      .filter((line) => !line.endsWith(' pass'));
    expect(others).toEqual([]);
  });

  it('has worst values for every dataset that a rule reads', () => {
    const idle = DATASET_NAMES.filter((dataset) => worstOf(dataset).length === 0);
    expect(idle).toEqual([
      // Whose a channel's site is: its values are taken away one by one in known-sites.test.ts.
      'channels',
      // What nothing but a report of the operator's tells is shown beside the findings, and decides none.
      'samSites',
      'samBroadItems',
      // Names of types for `phiTypes` of the configuration, which these tenants do without: see below.
      'sensitiveTypes',
      // No rule of this version reads them; Secure Score is a second voice that no outcome hangs on.
      'servicePolicies',
      'secureScore',
      // The age of exports, which makes no findings: see below. Disagreements are told; what they are about is unknown already.
      'cmdletReadings',
      'disagreements',
    ]);
  });

  it('has worst values that each turn some ready rule into a finding', async () => {
    const idle: string[] = [];
    for (const dataset of DATASET_NAMES) {
      for (const worst of worstOf(dataset)) {
        const turned: string[] = [];
        for (const name of NAMES) {
          const { whole } = base(name);
          for (const [rule, now] of await withWorst(base(name), worst))
            if ((now === 'fail' || now === 'warn') && READY.has(whole.get(rule) as Outcome)) turned.push(rule);
        }
        if (turned.length === 0) idle.push(`${dataset}: ${worst.name}`);
      }
    }
    // A directory role only raises the severity of what is found for another reason.
    expect(idle).toEqual(['directoryRoles: everybody is a Global Administrator']);
  });
});

describe.each(NAMES)('%s without a dataset', (name) => {
  it.each(DATASET_NAMES)('%s: absent', async (dataset) => {
    const of = base(name);
    const taken = ALSO_TOLD[dataset]?.(of.crawled.taken) ?? of.crawled.taken;
    const away: Change = { coverage: [{ dataset, says: ABSENT }], taken };
    expect(await breaches(of, away, worstOf(dataset))).toEqual([]);
  });

  it.each(DATASET_NAMES)('%s: seen in part', async (dataset) => {
    const of = base(name);
    // Of what was never seen a part is more, not less.
    if (of.crawled.coverage[dataset].state === 'absent') return;
    const additions = worstOf(dataset).filter((w) => w.adds);
    const said: Change = { coverage: [{ dataset, says: IN_PART }] };
    expect(await breaches(of, said, additions, { exempt: READ_WHOLE[dataset] })).toEqual([]);
    const half: Taken = copyOf(of.crawled.taken);
    for (const [shard, rows] of Object.entries(half[dataset]))
      Object.assign(half[dataset], { [shard]: rows.slice(0, Math.ceil(rows.length / 2)) });
    expect(await breaches(of, { ...said, taken: half }, additions, { exempt: READ_WHOLE[dataset] })).toEqual([]);
  });

  it.each(DATASET_NAMES.filter(isSharded))('%s: one shard absent, or in part', async (dataset) => {
    const of = base(name);
    const shards = Object.keys(of.crawled.taken[dataset]);
    // The first, the last, and those with the most rows: the clinical library and the front office are among them.
    const rows = of.crawled.taken[dataset] as Record<string, unknown[]>;
    const fullest = [...shards].sort((a, b) => (rows[b]?.length ?? 0) - (rows[a]?.length ?? 0)).slice(0, 4);
    const additions = worstOf(dataset).filter((w) => w.adds);
    for (const shard of new Set([shards[0] as string, ...fullest, shards.at(-1) as string])) {
      const worst = additions.map((addition) => within(addition, dataset, shard));
      for (const says of [ABSENT, IN_PART]) {
        const exempt = says === IN_PART ? READ_WHOLE[dataset] : undefined;
        const left = { coverage: [{ dataset, shard, says }] };
        expect(await breaches(of, left, worst, { exempt }), `${dataset} of ${shard}`).toEqual([]);
      }
    }
  });

  it('everything at once: nothing passes but what the way of signing in decides', async () => {
    const away: Change = { coverage: DATASET_NAMES.map((dataset) => ({ dataset, says: ABSENT })) };
    const left = await outcomes(base(name).crawled, away);
    expect([...left].filter(([, outcome]) => outcome !== 'not-assessed')).toEqual([]);
  });
});

describe('what decides how far other evidence is believed', () => {
  /** Every answer out of an export that is too old. */
  const old: Worst = {
    name: 'all of it was exported long ago',
    adds: false,
    change: (t, c) => {
      const at = new Date(c.asOf.getTime() - 200 * 86_400_000).toISOString();
      return mapRows(t, 'cmdletReadings', (reading) => ({ ...reading, source: 'export', at }));
    },
  };
  const WITH_EXPORT = NAMES.filter((name) => TENANTS[name]?.isWhole === true);

  it.each(WITH_EXPORT)('%s: without the dates of the answers nothing is ready that is not with old ones', async (name) => {
    const of = base(name);
    const lost = [...(await withWorst(of, old))].filter(
      ([rule, now]) => READY.has(of.whole.get(rule) as Outcome) && !READY.has(now),
    );
    expect(lost.length).toBeGreaterThan(5);
    for (const says of [ABSENT, IN_PART]) {
      const left = await outcomes(of.crawled, { coverage: [{ dataset: 'cmdletReadings', says }] });
      expect(lost.filter(([rule]) => READY.has(left.get(rule) as Outcome))).toEqual([]);
    }
  });

  it('types of the configuration, known by their names alone: without the list of types no rule covers PHI by an id', async () => {
    const of = base('the tidy twin, all of it visible');
    const [own] = allRows(of.crawled.taken, 'sensitiveTypes').filter(({ isCustom }) => isCustom);
    const name = own?.name ?? 'no type of its own';
    const bare = { kind: 'type' as const, id: own?.id ?? '', name: '', isClassifier: false };
    const taken = mapRows(of.crawled.taken, 'dlpRules', (rule) => ({ ...rule, conditions: known(bare) }));
    const config = { phiTypes: [name] };
    const told = await outcomes(of.crawled, { taken, config });
    const left = await outcomes(of.crawled, { taken, config, coverage: [{ dataset: 'sensitiveTypes', says: ABSENT }] });
    const other = await outcomes(of.crawled, { taken: mapRows(taken, 'sensitiveTypes', () => []), config });
    const onTypes = (all: Outcomes) => ['DLP-002', 'DLP-003', 'DLP-007'].map((rule) => all.get(rule));
    expect([onTypes(told), onTypes(left), onTypes(other)]).toEqual([
      ['pass', 'pass', 'pass'],
      ['not-assessed', 'not-assessed', 'not-assessed'],
      ['fail', 'fail', 'fail'],
    ]);
  });
});

describe.each(NAMES)('%s without a value inside the rows', (name) => {
  const users = (change: (user: User) => User, says?: Change['coverage']) => (of: Base) => ({
    taken: mapRows(of.crawled.taken, 'users', change),
    ...(says === undefined ? {} : { coverage: says }),
  });
  const noSignIn = (user: User): User => ({ ...user, signIn: unknown({ ...REFUSED, remedy: 'AuditLog.Read.All' }) });
  const noLeave = (user: User): User => ({ ...user, employeeLeaveDateTime: unknown(REFUSED) });
  const dated = (days: number): Worst => ({
    name: `everybody was last seen ${days} days ago`,
    adds: false,
    change: (t, c) => {
      const last = new Date(c.asOf.getTime() - days * 86_400_000).toISOString();
      const signIn = known({ lastSuccessful: last, lastInteractive: last, lastNonInteractive: last });
      return mapRows(t, 'users', (u) => ({ ...u, signIn }));
    },
  });
  const never: Worst = {
    name: 'nobody ever signed in',
    adds: false,
    change: (t) => {
      const signIn = known({ lastSuccessful: null, lastInteractive: null, lastNonInteractive: null });
      return mapRows(t, 'users', (u) => ({ ...u, signIn }));
    },
  };
  const allLeft: Worst = {
    name: 'everybody has a leave date in the past',
    adds: false,
    change: (t, c) => {
      const date = new Date(c.asOf.getTime() - 200 * 86_400_000).toISOString();
      return mapRows(t, 'users', (u) => ({ ...u, employeeLeaveDateTime: known(date) }));
    },
  };

  it('when people last signed in, of all and of one', async () => {
    const of = base(name);
    expect(await breaches(of, users(noSignIn)(of), [dated(500), never])).toEqual([]);
    const one = allRows(of.crawled.taken, 'users').find((u) => u.accountEnabled && u.userType === 'Member')?.id;
    const change = users((u) => (u.id === one ? noSignIn(u) : u))(of);
    const only = (worst: Worst): Worst => ({
      ...worst,
      change: (t, c) => {
        const bad = new Map(allRows(worst.change(t, c), 'users').map((u) => [u.id, u]));
        return mapRows(t, 'users', (u) => (u.id === one ? (bad.get(u.id) ?? u) : u));
      },
    });
    expect(await breaches(of, change, [only(dated(500)), only(never)])).toEqual([]);
  });

  it('when people leave, where no list of leavers was given', async () => {
    const of = base(name);
    const change = users(noLeave, [{ dataset: 'leavers', says: ABSENT }])(of);
    expect(await breaches(of, change, [allLeft])).toEqual([]);
  });

  it('when people leave, where a list of leavers was given: the list is the other source of the same fact', async () => {
    const of = base(name);
    // checks.md, ID-001: leave dates OR a list. The operator's list is taken at its word, whatever Entra would add.
    const restOnTheList = new Set(['ID-001', 'ITEM-005', 'ITEM-006', 'SITE-004', 'SITE-005', 'SITE-011', 'OD-002', 'EXP-004']);
    expect(await breaches(of, users(noLeave)(of), [allLeft], { exempt: restOnTheList })).toEqual([]);
  });

  it('where the list of leavers and the leave dates are away one after the other', async () => {
    const of = base(name);
    const left = await outcomes(of.crawled, { coverage: [{ dataset: 'leavers', says: ABSENT }] });
    expect(READY.has(left.get('ID-001') as Outcome)).toBe(false);
  });
});
