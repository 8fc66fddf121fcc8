/** Random small tenants as evidence, and random pieces taken out of them: for the property that less evidence never passes more. */
import fc from 'fast-check';
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import { deriveWorld } from '../../src/derive/world.js';
import type { RuleInputs } from '../../src/engine/inputs.js';
import { runRules } from '../../src/engine/run-rules.js';
import type { Item, Permission, Principal } from '../../src/evidence/content.js';
import type { Coverage, Gap } from '../../src/evidence/coverage.js';
import { DATASET_NAMES, type DatasetName, type Datasets } from '../../src/evidence/datasets.js';
import type { User } from '../../src/evidence/directory.js';
import { known, unknown } from '../../src/evidence/known.js';
import type { EvidenceReader } from '../../src/evidence/store.js';
import type { Outcome } from '../../src/result/types.js';
import { FACT_NAMES, type FactName } from '../../src/rules/define.js';
import { RULES } from '../../src/rules/index.js';
import { createMemoryEvidence, type InitialEvidence } from '../../src/snapshot/memory.js';
import { asGraphLists } from './labels.js';
import { randomPurview } from './random-purview.js';
import { COLLECTION, PERSONAL, randomSharePoint, veiled } from './random-sharepoint.js';
import { aUser, daysAgo, NOW } from './rows.js';
import { BAD, GOOD } from './rule-worlds.js';
import { DRIVE, everyone, folder, grant, group, item, principal, SITE, TENANT, toGroup } from './small-evidence.js';

export type Rows = { [D in DatasetName]?: readonly Datasets[D][] | Record<string, readonly Datasets[D][]> };

const GAP: Gap = { reason: 'forbidden', remedy: 'Some.Read.All', status: 403 };

const age = fc.constantFrom(1, 20, 100, 400, 900, 1600);
const user = (id: string): fc.Arbitrary<User> =>
  fc
    .record({
      accountEnabled: fc.boolean(),
      isGuest: fc.nat(3).map((n) => n === 0),
      created: age,
      seen: fc.option(age),
      licensed: fc.boolean(),
      left: fc.option(age, { freq: 4 }),
    })
    .map(({ isGuest, created, seen, licensed, left, ...rest }) =>
      aUser({
        ...rest,
        id,
        displayName: id,
        userPrincipalName: `${id}@clinic.example`,
        mail: null,
        userType: isGuest ? 'Guest' : 'Member',
        createdDateTime: daysAgo(created),
        signIn: known({ lastSuccessful: seen === null ? null : daysAgo(seen), lastInteractive: null, lastNonInteractive: null }),
        assignedLicenses: licensed ? [{ skuId: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46', disabledPlans: [] }] : [],
        employeeLeaveDateTime: known(left === null ? null : daysAgo(left)),
      }),
    );

const USERS = ['u0', 'u1', 'u2', 'u3', 'u4', 'u5'];
const GROUPS = ['g0', 'g1'];
const NAMED: readonly Principal[] = [
  everyone,
  ...GROUPS.map(toGroup),
  ...USERS.map((id) => principal({ kind: 'user', id, loginName: `i:0#.f|membership|${id}@clinic.example` })),
];
const VISITORS = principal({ kind: 'siteGroup', id: '4', displayName: 'Visitors' });
const PRINCIPALS: readonly Principal[] = [...NAMED, VISITORS];

const permission = (itemId: string): fc.Arbitrary<Permission> =>
  fc
    .record({
      to: fc.subarray([...PRINCIPALS], { maxLength: 4 }),
      roles: fc.constantFrom(['read'], ['write'], ['owner']),
      link: fc.option(
        fc.record({ scope: fc.constantFrom('organization', 'anonymous', 'users'), type: fc.constantFrom('view', 'edit') }),
        { freq: 2 },
      ),
      expirationDateTime: fc.option(fc.constantFrom(daysAgo(5), daysAgo(-5)), { freq: 4 }),
    })
    .map(({ to, ...rest }) => grant(itemId, { ...rest, to }));

const library = fc
  .record({
    names: fc.array(fc.constantFrom('Patient list.xlsx', 'Lunch.docx', 'Notes.pdf', 'mrn 12.csv'), {
      minLength: 1,
      maxLength: 4,
    }),
    folderName: fc.constantFrom('Team', 'Patient intake'),
    by: fc.constantFrom(...USERS, 'deleted', null),
    days: age,
    root: fc.array(permission('root'), { maxLength: 2 }),
    own: fc.option(fc.array(permission('open'), { maxLength: 3 })),
    cut: fc.nat(9).map((n) => n === 0),
  })
  .map(({ names, folderName, by, days, root, own, cut }) => {
    const dates = { createdById: by, lastModifiedDateTime: daysAgo(days) };
    const items = [
      item('root', null, dates),
      folder('open', 'root', { ...dates, name: folderName, hasSharedFacet: own !== null, listItemId: 1 }),
    ];
    const files = names.map((name, n) => item(`f${n}`, n % 2 === 0 ? 'open' : 'root', { ...dates, name }));
    const lists = [{ itemId: 'root', permissions: root, isAtLeast: cut }];
    return {
      items: [...items, ...files],
      lists: own === null ? lists : [...lists, { itemId: 'open', permissions: own, isAtLeast: false }],
    };
  });

/** Settings and policies, each from one of the two worlds of the contract. */
const facts = fc
  .array(fc.boolean(), { minLength: FACT_NAMES.length, maxLength: FACT_NAMES.length })
  .map((good) =>
    Object.fromEntries(
      FACT_NAMES.map((name, i) => [name, [...(((good[i] ? GOOD : BAD).facts?.[name] as readonly unknown[] | undefined) ?? [])]]),
    ),
  );

export const randomTenant: fc.Arbitrary<Rows> = fc
  .record({
    facts,
    users: fc.tuple(...USERS.map(user)),
    groups: fc.tuple(
      ...GROUPS.map((id) =>
        fc
          .record({
            visibility: fc.constantFrom('Public', 'Private'),
            isUnified: fc.boolean(),
            displayName: fc.constantFrom('Team', 'Patient list'),
          })
          .map((over) => group(id, over)),
      ),
    ),
    links: fc.subarray(
      GROUPS.flatMap((groupId) =>
        USERS.flatMap((memberId) =>
          (['member', 'owner'] as const).map((role) => ({ groupId, memberId, memberKind: 'user' as const, role })),
        ),
      ),
    ),
    ownGroup: fc.boolean(),
    leavers: fc.subarray(USERS),
    site: library,
    oneDrive: library,
    owner: fc.constantFrom(...USERS),
    /** Whether SharePoint itself was asked. */
    sharePoint: fc.option(randomSharePoint(NAMED, VISITORS), { freq: 3 }),
    /** What cmdlets told of labels and DLP. */
    purview: randomPurview,
    /** On every file of the site, and on every file of the OneDrive: a label, none, or nobody read it. */
    label: fc.constantFrom('label-1', null, undefined),
    ownLabel: fc.constantFrom('label-1', null, undefined),
    tool: fc.record({ granted: fc.boolean(), role: fc.boolean(), enabled: fc.boolean() }),
  })
  .map((t) => {
    const personal = {
      ...SITE,
      id: 'personal',
      isPersonal: true,
      displayName: 'Ada',
      webUrl: 'https://x-my.sharepoint.example/personal/a',
    };
    const oneDrive = { ...DRIVE, id: 'onedrive', siteId: 'personal', driveType: 'business', ownerId: t.owner };
    const app = {
      id: 'app',
      appId: 'e0476654-c1d5-430b-ab80-70cbd947616a',
      displayName: 'ChatGPT',
      accountEnabled: t.tool.enabled,
    };
    return {
      ...(t.facts as Rows),
      channels: [],
      ...(t.sharePoint ?? {}),
      ...t.purview,
      // Two sources of one fact, which do not contradict each other here.
      sensitivityLabels: t.purview.labels.map(asGraphLists),
      users: t.users,
      groups: t.groups,
      groupLinks: t.links,
      groupSites: t.ownGroup ? [{ groupId: 'g0', siteId: SITE.id, webUrl: SITE.webUrl }] : [],
      // The list and Entra are two sources of one fact, each taken at its word: they do not contradict each other here.
      leavers: t.users
        .filter((u) => t.leavers.includes(u.id))
        .map(({ userPrincipalName, employeeLeaveDateTime: date }) => ({
          key: userPrincipalName,
          lastDay: date.known && date.value !== null ? date.value.slice(0, 10) : '2026-01-01',
        })),
      sites: [SITE, personal],
      drives: { [SITE.id]: [DRIVE], personal: [oneDrive] },
      items: {
        [DRIVE.id]: withLabel(t.site.items, t.label),
        onedrive: withLabel(t.oneDrive.items, t.ownLabel),
      },
      accessLists: { [DRIVE.id]: t.site.lists, onedrive: t.oneDrive.lists },
      servicePrincipals: [
        {
          ...app,
          servicePrincipalType: 'Application',
          appOwnerOrganizationId: 'other',
          verifiedPublisher: null,
          homepage: null,
          replyUrlHosts: [],
        },
      ],
      delegatedGrants: t.tool.granted
        ? [{ id: 'd', clientId: 'app', consentType: 'Principal', principalId: 'u0', resourceId: 'graph', scopes: ['Mail.Read'] }]
        : [],
      appRoleAssignments: t.tool.role
        ? [
            {
              id: 'r',
              principalId: 'app',
              resourceId: 'graph',
              resourceName: 'Graph',
              appRoleId: 'x',
              appRoleValue: 'Files.Read.All',
            },
          ]
        : [],
    } satisfies Rows;
  });

function withLabel(items: readonly Item[], labelId: string | null | undefined): Item[] {
  return items.map((one) => (labelId === undefined ? one : { ...one, labelId }));
}

export interface Removal {
  readonly dataset: DatasetName;
  /** Of a cut dataset: this shard only. */
  readonly shard: string | null;
  readonly state: 'absent' | 'partial';
  /** Share of the rows that go with a partial one. */
  readonly share: number;
  readonly signIn: boolean;
  /** Values inside the rows of this dataset are unknown. */
  readonly veiled: boolean;
}

const SHARDS: { readonly [D in DatasetName]?: readonly string[] } = {
  drives: [SITE.id, 'personal'],
  items: [DRIVE.id, 'onedrive'],
  accessLists: [DRIVE.id, 'onedrive'],
  sharingLinks: [DRIVE.id, 'onedrive'],
  siteGroups: [COLLECTION, PERSONAL],
  roleAssignments: [COLLECTION, PERSONAL],
};

export const randomRemovals: fc.Arbitrary<readonly Removal[]> = fc.array(
  fc.constantFrom(...DATASET_NAMES).chain((dataset) =>
    fc.record({
      dataset: fc.constant(dataset),
      shard: SHARDS[dataset] === undefined ? fc.constant(null) : fc.option(fc.constantFrom(...SHARDS[dataset])),
      state: fc.constantFrom('absent' as const, 'partial' as const),
      share: fc.constantFrom(0, 0.5, 1),
      signIn: fc.boolean(),
      veiled: fc.boolean(),
    }),
  ),
  { minLength: 1, maxLength: 3 },
);

function thinned(rows: Rows, { dataset, shard, state, share, signIn, veiled: isVeiled }: Removal): Rows {
  if (state === 'absent') return rows;
  const cut = <T>(list: readonly T[]): T[] => {
    const left = list.slice(0, Math.ceil(list.length * (1 - share)));
    return isVeiled ? left.map((row) => veiled(dataset, row as never, GAP) as T) : left;
  };
  const given = rows[dataset];
  const thin = Array.isArray(given)
    ? cut(given as readonly unknown[])
    : Object.fromEntries(
        Object.entries(given ?? {}).map(([name, list]) => [
          name,
          shard === null || shard === name ? cut(list as readonly unknown[]) : list,
        ]),
      );
  const less = { ...rows, [dataset]: thin } as Rows;
  if (!signIn) return less;
  return { ...less, users: (less.users as readonly User[]).map((u, n) => (n % 2 === 0 ? { ...u, signIn: unknown(GAP) } : u)) };
}

export async function outcomesOf(
  rows: Rows,
  removals: readonly Removal[],
  pilotGroup: string | null,
): Promise<Map<string, Outcome>> {
  const evidence = createMemoryEvidence(removals.reduce(thinned, rows) as InitialEvidence);
  for (const { dataset, shard, state } of removals) {
    const says: Coverage = state === 'absent' ? { state, rows: 0, gaps: [GAP] } : { state, rows: 1, gaps: [GAP] };
    evidence.setCoverage(dataset, says, shard ?? undefined);
  }
  return judged(evidence, pilotGroup);
}

async function judged(evidence: EvidenceReader, pilotGroup: string | null): Promise<Map<string, Outcome>> {
  const world = await deriveWorld(evidence, { ...DEFAULT_CONFIG, pilotGroup, now: NOW }, TENANT);
  const small = new Map<FactName, unknown[]>();
  for (const name of FACT_NAMES) {
    const list: unknown[] = [];
    for await (const row of evidence.rows(name)) list.push(row);
    small.set(name, list);
  }
  const inputs: RuleInputs = {
    totals: world.totals,
    thresholds: DEFAULT_CONFIG.thresholds,
    now: NOW,
    fact: <F extends FactName>(name: F) => (small.get(name) ?? []) as readonly Datasets[F][],
    factCoverage: (name) => world.datasetCoverage(name),
    rows: (kind) => world.rows(kind),
    rowCoverage: (kind) => world.rowCoverage(kind),
  };
  return new Map((await runRules(RULES, inputs)).map((f) => [f.ruleId, f.outcome]));
}
