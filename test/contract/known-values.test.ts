/**
 * Law 1 at the joined rows: each value that may be unknown is taken away from every mixture of the others. Where a rule
 * still says that all is well, it must say so for each value that could stand there.
 */
import { describe, expect, it } from 'vitest';
import { ROW_SOURCES } from '../../src/derive/row-datasets.js';
import type { App, DriveRow, Grant, GroupRow, LinkRow, Person, PersonaRow, RowKind, Scope } from '../../src/derive/rows.js';
import { type Known, known, mapKnown, type Tri } from '../../src/evidence/known.js';
import type { DlpRule } from '../../src/evidence/purview.js';
import { RULES } from '../../src/rules/index.js';
import { AWAY, breaches, type Choices, held, mixtures, NO, readyRules, type Space, TRI, value, YES } from '../kit/mixtures.js';
import { aDlpPolicyRow, aDlpRule, aDlpRuleRow } from '../kit/purview-rows.js';
import {
  aDrive,
  aGrant,
  aGroup,
  aLink,
  anApp,
  anEveryoneGrant,
  aPerson,
  aPersona,
  aScope,
  aSite,
  daysAgo,
  FORBIDDEN,
} from '../kit/rows.js';

const person: Space<'person'> = {
  kind: 'person',
  choices: {
    accountEnabled: [true, false],
    userType: ['Member', 'Guest'],
    licensed: [true, false],
    lastSignIn: [known(daysAgo(1)), known(daysAgo(400)), known(null), AWAY],
    leftOn: [known(null), known(daysAgo(50)), known(daysAgo(-50)), AWAY],
    departed: TRI,
    suspectedLeaver: TRI,
    hasCopilot: TRI,
    hasEligibleBasePlan: TRI,
    isPilot: TRI,
    directoryRoles: [known([]), known(['Global Administrator']), AWAY],
    ownedGroups: [known([]), known(['A']), AWAY],
    memberOfGroups: [known([]), known(['A']), AWAY],
  },
  row: (m): Person =>
    aPerson({
      user: { accountEnabled: m.accountEnabled as boolean, userType: m.userType as 'Member' },
      isLicensed: m.licensed as boolean,
      lastSignIn: value<string | null>(m.lastSignIn),
      leftOn: value<string | null>(m.leftOn),
      departed: m.departed as Tri,
      suspectedLeaver: m.suspectedLeaver as Tri,
      hasCopilot: m.hasCopilot as Tri,
      hasEligibleBasePlan: m.hasEligibleBasePlan as Tri,
      isPilot: m.isPilot as Tri,
      directoryRoles: value<readonly string[]>(m.directoryRoles),
      ownedGroups: value<readonly string[]>(m.ownedGroups),
      memberOfGroups: value<readonly string[]>(m.memberOfGroups),
    }),
  totals: [{ pilotGroupConfigured: true }, { pilotGroupConfigured: false }],
};

/** Alerted by a rule that blocks. */
const alerted: Space<'person'> = {
  ...person,
  rows: { dlpPolicy: [aDlpPolicyRow({ rules: known([aDlpRuleRow({ rule: alerting(aPerson().user.userPrincipalName) })]) })] },
};

function alerting(address: string): DlpRule {
  const rule = aDlpRule();
  return { ...rule, actions: mapKnown(rule.actions, (actions) => ({ ...actions, alerts: [address] })) };
}

const here = { name: 'Ada', departed: NO };
const gone = { name: 'Ben', departed: YES };
const maybe = { name: 'Cy', departed: AWAY };

const group: Space<'group'> = {
  kind: 'group',
  choices: {
    visibility: ['Private', 'Public'],
    isIntended: [false, true],
    owners: [known([here, here]), known([here]), known([]), known([here, gone]), known([gone, gone]), known([here, maybe]), AWAY],
    members: [known(3), known(70), AWAY],
    siteId: [known('site-1'), known(null), AWAY],
    sensitiveWord: [known(null), known('patient list'), AWAY],
    isTeam: [false, true],
    guests: [known([]), known([{ name: 'Gil', domain: 'rival.example' }]), AWAY],
    restrictedTo: [known(null), known(['group-1']), AWAY],
  },
  row: (m) =>
    aGroup({
      group: { visibility: m.visibility as string, isTeam: m.isTeam as boolean },
      guests: value<GroupRow['guests'] extends Known<infer T> ? T : never>(m.guests),
      restrictedTo: value<readonly string[] | null>(m.restrictedTo),
      isIntended: m.isIntended as boolean,
      owners: value<GroupRow['owners'] extends Known<infer T> ? T : never>(m.owners),
      members: value<number>(m.members),
      siteId: value<string | null>(m.siteId),
      sensitiveWord: value<string | null>(m.sensitiveWord),
    }),
};

const drive: Space<'drive'> = {
  kind: 'drive',
  choices: {
    isPersonal: [true, false],
    ownerDeparted: TRI,
    ownerLeftOn: [known(null), known(daysAgo(400)), known(daysAgo(5)), AWAY],
    liveShares: [known(0), known(4), AWAY],
  },
  row: (m): DriveRow =>
    aDrive({
      isPersonal: m.isPersonal as boolean,
      ownerDeparted: m.ownerDeparted as Tri,
      ownerLeftOn: value<string | null>(m.ownerLeftOn),
      liveShares: value<number>(m.liveShares),
    }),
};

const app: Space<'app'> = {
  kind: 'app',
  choices: {
    aiTool: [null, { name: 'ChatGPT (OpenAI)', matchedBy: 'appId' }, { name: 'Claude', matchedBy: 'name' }],
    delegated: [
      known([]),
      known([{ id: 'g', clientId: 'sp-1', consentType: 'Principal', principalId: 'u', resourceId: 'r', scopes: ['Mail.Read'] }]),
      AWAY,
    ],
    applicationRoles: [known([]), known(['Files.Read.All']), AWAY],
    consentedBy: [known([]), known(['ada@clinic.example']), AWAY],
  },
  row: (m): App =>
    anApp({
      aiTool: m.aiTool as App['aiTool'],
      delegated: value<App['delegated'] extends Known<infer T> ? T : never>(m.delegated),
      applicationRoles: value<readonly string[]>(m.applicationRoles),
      consentedBy: value<readonly string[]>(m.consentedBy),
    }),
};

const scope: Space<'scope'> = {
  kind: 'scope',
  choices: {
    kind: ['folder', 'file'],
    isPersonal: [false, true],
    sensitiveFiles: [0, 5],
    isPartlyRead: [false, true],
    age: [10, 1000],
    link: ['none', 'organization'],
    audience: ['group', 'everyone-except-external', 'unrecognised'],
    role: ['read', 'write'],
    standingOrgWide: TRI,
    standingBroad: TRI,
    standingBroadWrite: TRI,
    standingReaders: [known(4), known(60), AWAY],
    directReaders: [known(0), known(30), AWAY],
    creatorDeparted: TRI,
    creatorSuspected: TRI,
    restrictedTo: [known(null), known(['group-1']), AWAY],
    // Null: as it stands.
    grantedOrgWide: [null, ...TRI],
    grantedBroad: [null, ...TRI],
  },
  row: (m) => {
    const orgWide = m.standingOrgWide as Tri;
    const restrictedTo = value<readonly string[] | null>(m.restrictedTo);
    // Where Restricted Access Control is not known to be on, all that is granted is reached.
    const isRestricted = restrictedTo.known && restrictedTo.value !== null;
    if (!isRestricted && (m.grantedOrgWide !== null || m.grantedBroad !== null)) return null;
    const granted = (m.grantedOrgWide ?? orgWide) as Tri;
    const grantedBroad = (m.grantedBroad ?? m.standingBroad) as Tri;
    // It takes away and adds nothing; what everybody was granted was granted to many.
    if (orgWide === YES && granted !== YES) return null;
    if (m.standingBroad === YES && grantedBroad !== YES) return null;
    if (granted === YES && grantedBroad !== YES) return null;
    if (granted === AWAY && grantedBroad === NO) return null;
    if (granted === NO && orgWide === AWAY) return null;
    if (grantedBroad === NO && m.standingBroad === AWAY) return null;
    const broad = m.standingBroad as Tri;
    const broadWrite = m.standingBroadWrite as Tri;
    // Who may change may read.
    if (broadWrite === YES && broad !== YES) return null;
    if (broadWrite === AWAY && broad === NO) return null;
    // What everybody reaches is broad; where that is not known, broad may be known only if it is.
    if (orgWide === YES && broad !== YES) return null;
    if (orgWide === AWAY && broad === NO) return null;
    // Only a claim is for everybody, and one that we recognise is.
    if (m.audience === 'everyone-except-external' && granted !== YES) return null;
    const own: Grant = aGrant({
      audience: m.audience as Grant['audience'],
      role: m.role as Grant['role'],
      orgWide: granted,
      readers: value<number>(m.standingReaders),
    });
    const link = aGrant({ audience: 'organization-link', reach: 'latent', role: m.role as Grant['role'], readers: known(0) });
    const isLinked = m.link === 'organization';
    const date = daysAgo(m.age as number);
    return aScope({
      kind: m.kind as Scope['kind'],
      isPersonal: m.isPersonal as boolean,
      sensitiveFiles: m.sensitiveFiles as number,
      isPartlyRead: m.isPartlyRead as boolean,
      lastModified: date,
      newestFile: date,
      oldestFile: date,
      hasOrganizationLink: isLinked,
      grants: isLinked ? [own, link] : [own],
      restrictedTo,
      grantedOrgWide: granted,
      grantedBroad,
      standingOrgWide: orgWide,
      standingBroad: broad,
      standingBroadWrite: broadWrite,
      standingReaders: value<number>(m.standingReaders),
      directReaders: value<number>(m.directReaders),
      creatorDeparted: m.creatorDeparted as Tri,
      creatorSuspected: m.creatorSuspected as Tri,
    });
  },
};

const link: Space<'link'> = {
  kind: 'link',
  choices: { scope: ['users', 'organization', 'anonymous'], sensitive: [false, true], creatorDeparted: TRI },
  row: (m): LinkRow =>
    aLink({
      scope: m.scope as LinkRow['scope'],
      sensitive: m.sensitive as boolean,
      creatorDeparted: m.creatorDeparted as Tri,
    }),
};

const reached = { site: aSite().site, files: 5, sensitiveFiles: 5, isForbidden: true, isOwn: false, path: ['Hanna', 'Patients'] };

const persona: Space<'persona'> = {
  kind: 'persona',
  choices: {
    user: [known('Hanna Example'), known(null), AWAY],
    reached: [[], [reached], [{ ...reached, isForbidden: false }]],
    doubts: [[], [{ site: 'Patients', gap: FORBIDDEN }]],
  },
  row: (m): PersonaRow =>
    aPersona({
      user: value<string | null>(m.user),
      reached: m.reached as PersonaRow['reached'],
      doubts: m.doubts as PersonaRow['doubts'],
    }),
  totals: [{ personas: 1 }],
};

/** Whole libraries and folders, with what keeps people out of them. */
const restricted: Space<'scope'> = { ...scope, choices: { ...scope.choices, kind: ['root', 'folder'] } };

/** The same place with everybody, and both kinds of link, on the part of its list that was not seen. */
function opened(row: Scope): Scope {
  const link = aGrant({ audience: 'organization-link', reach: 'latent', role: 'write', readers: known(0) });
  const more = [anEveryoneGrant({ role: 'write' }), link, { ...link, audience: 'anyone-link' as const }];
  const wide = {
    standingOrgWide: YES,
    standingBroad: YES,
    standingBroadWrite: YES,
    standingReaders: known(74),
    directReaders: known(30),
  };
  return { ...row, ...wide, isAtLeast: true, grants: [...row.grants, ...more], hasOrganizationLink: true, hasAnyoneLink: true };
}

describe('a rule that is ready without a value is ready with each that could stand there', () => {
  const GRANTED = ['restrictedTo', 'grantedOrgWide', 'grantedBroad'];

  it.each([
    [
      'person: dates and suspicions',
      held(person, 'departed', 'directoryRoles', 'ownedGroups', 'memberOfGroups', 'hasEligibleBasePlan', 'isPilot'),
    ],
    ['person: licences and groups', held(person, 'departed', 'lastSignIn', 'leftOn', 'suspectedLeaver')],
    ['person: alerted by DLP', held(alerted, ...Object.keys(person.choices).filter((name) => name !== 'departed'))],
    ['group', group],
    ['drive', drive],
    ['app', app],
    ['link', link],
    ['persona', persona],
    ['scope: reach', held(scope, 'creatorDeparted', 'creatorSuspected', ...GRANTED)],
    ['scope: creators', held(scope, 'isPersonal', 'directReaders', 'audience', 'role', 'standingReaders', ...GRANTED)],
    ['scope: grants', held(restricted, 'age', 'isPartlyRead', 'directReaders', 'role', 'creatorSuspected', 'standingBroadWrite')],
  ] as const)('%s', async (_, space) => {
    expect(await breaches(space as Space<RowKind>)).toEqual([]);
  });

  it('scope: counts of a library that was not read whole, and lists that Microsoft may have cut', async () => {
    const rules = RULES.filter((r) => r.meta.needs.rows?.includes('scope'));
    const found = new Set<string>();
    for (const mixture of mixtures(held(scope, 'audience', 'role', 'standingReaders', 'creatorSuspected', ...GRANTED).choices)) {
      const row = scope.row(mixture);
      if (row === null) continue;
      const worse: readonly [string, Scope, Scope][] = [
        [
          'a PHI-looking file not yet read',
          { ...row, isPartlyRead: true },
          { ...row, isPartlyRead: true, sensitiveFiles: row.sensitiveFiles + 1 },
        ],
        ['an entry behind the ninetieth', { ...row, isAtLeast: true }, opened(row)],
      ];
      for (const [what, seen, hidden] of worse) {
        const before = await readyRules(rules, scope, seen, {});
        const after = await readyRules(rules, scope, hidden, {});
        for (const rule of before) if (!after.has(rule)) found.add(`${rule}: ${what}, at ${JSON.stringify(mixture)}`);
      }
    }
    expect([...found].slice(0, 5)).toEqual([]);
  });

  it('covers every value that may be unknown', () => {
    const known = {
      person: aPerson(),
      group: aGroup(),
      drive: aDrive(),
      app: anApp(),
      scope: aScope(),
      link: aLink(),
      persona: aPersona(),
    };
    const spaces: { readonly [K in RowKind]?: { readonly choices: Choices } } = {
      person,
      group,
      drive,
      app,
      scope,
      link,
      persona,
    };
    // Sites, labels, label policies and DLP policies have files of their own.
    const elsewhere = ['site', 'label', 'labelPolicy', 'dlpPolicy'];
    expect(Object.keys(ROW_SOURCES).sort()).toEqual([...Object.keys(spaces), ...elsewhere].sort());
    const missing = Object.entries(known).flatMap(([kind, row]) =>
      Object.entries(row)
        .filter(([, v]) => v !== null && typeof v === 'object' && 'known' in v)
        .map(([name]) => name)
        .filter((name) => !spaces[kind as RowKind]?.choices[name]?.includes(AWAY))
        .map((name) => `${kind} ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
