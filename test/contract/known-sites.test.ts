/** Law 1 at the rows of sites: each value that may be unknown is taken away from every mixture of the others. */
import { describe, expect, it } from 'vitest';
import type { SiteAdmin, SiteRow } from '../../src/derive/rows.js';
import { type Known, known, type Tri } from '../../src/evidence/known.js';
import type { SiteProperties } from '../../src/evidence/sharepoint.js';
import { AWAY, breaches, held, NO, type Space, TRI, value, YES } from '../kit/mixtures.js';
import { anEveryoneSiteGrant, aSite, aSiteGrant, daysAgo, FORBIDDEN } from '../kit/rows.js';
import { someSharePointTenant, someSiteProperties } from '../kit/sharepoint-settings.js';

type Of<F extends keyof SiteRow> = SiteRow[F] extends Known<infer T> ? T : never;

const here = { name: 'Ada', departed: NO };
const gone = { name: 'Ben', departed: YES };
const perhaps = { name: 'Cy', departed: AWAY };
const admin = (over: Partial<SiteAdmin> = {}): SiteAdmin => ({ ...here, kind: 'person', ...over });
const web = (over: object = {}) => ({
  webUrl: 'https://x.example',
  to: 'ada@x.example',
  departed: NO,
  membersCanShare: false,
  ...over,
});
const properties = (over: Partial<SiteProperties>) => known(someSiteProperties(over));

const site: Space<'site'> = {
  kind: 'site',
  choices: {
    isPersonal: [false, true],
    isIntended: [false, true],
    nameWord: [null, 'patient'],
    placeWord: [null, 'legal'],
    sensitiveWord: [known(null), known('patient'), AWAY],
    isDiscoveryRestricted: [false, true],
    restrictedTo: [known(null), known(['group-1']), AWAY],
    grants: ['own', 'everyone', AWAY],
    grantedOrgWide: TRI,
    grantedBroad: TRI,
    standingOrgWide: TRI,
    standingBroad: TRI,
    standingReaders: [known(4), known(74), AWAY],
    lastActivity: [known(daysAgo(5)), known(daysAgo(400)), known(daysAgo(1500)), known(null), AWAY],
    properties: [
      properties({}),
      properties({ lockState: 'ReadOnly' }),
      properties({ sharingCapability: 'ExternalUserSharingOnly' }),
      properties({ sharingCapability: 'ExternalUserSharingOnly', sharingDomainRestrictionMode: 'AllowList' }),
      AWAY,
    ],
    ownGroup: [known(null), known({ id: 'group-1', visibility: 'Private' }), AWAY],
    owners: [known([here, here]), known([here]), known([]), known([gone, gone]), known([here, perhaps]), AWAY],
    admins: [
      known([admin()]),
      known([admin({ kind: 'everybody' })]),
      known([admin({ departed: YES })]),
      known([admin({ departed: AWAY })]),
      known(Array(6).fill(admin())),
      AWAY,
    ],
    accessRequests: [
      known([web()]),
      known([web({ departed: YES })]),
      known([web({ departed: AWAY })]),
      known([web({ membersCanShare: true })]),
      known([web({ membersCanShare: null })]),
      AWAY,
    ],
    lists: [
      known([{ title: 'A', url: 'https://x.example/a', items: 100, unique: 1 }]),
      known([{ title: 'A', url: 'https://x.example/a', items: 9000, unique: 6000 }]),
      AWAY,
    ],
    containerLabel: [known('label-1'), known(null), AWAY],
    channelType: [known('none'), known('private'), AWAY],
  },
  row: (m) => {
    const [granted, broad] = [m.grantedOrgWide as Tri, m.grantedBroad as Tri];
    const [standing, standingBroad] = [m.standingOrgWide as Tri, m.standingBroad as Tri];
    const restrictedTo = value<readonly string[] | null>(m.restrictedTo);
    const isRestricted = restrictedTo.known && restrictedTo.value !== null;
    // Restricted Access Control takes away and adds nothing, and where it is not known to be on it takes nothing away.
    if (!isRestricted && (granted !== standing || broad !== standingBroad)) return null;
    if (standing === YES && granted !== YES) return null;
    if (standingBroad === YES && broad !== YES) return null;
    if ((granted === NO && standing === AWAY) || (broad === NO && standingBroad === AWAY)) return null;
    // What is for everybody is for many.
    if ((granted === YES && broad !== YES) || (standing === YES && standingBroad !== YES)) return null;
    if ((granted === AWAY && broad === NO) || (standing === AWAY && standingBroad === NO)) return null;
    if (m.grants === 'everyone' && granted !== YES) return null;
    if (m.grants === 'own' && granted !== NO) return null;
    // A name that looks like PHI makes the site sensitive, and who has properties has the control with them.
    const word = value<string | null>(m.sensitiveWord);
    if (m.nameWord !== null && !(word.known && word.value !== null)) return null;
    if (m.properties === AWAY && (isRestricted || m.isDiscoveryRestricted)) return null;
    const grants = m.grants === 'own' ? known([aSiteGrant()]) : m.grants === 'everyone' ? known([anEveryoneSiteGrant()]) : AWAY;
    return aSite({
      isPersonal: m.isPersonal as boolean,
      isIntended: m.isIntended as boolean,
      nameWord: m.nameWord as string | null,
      placeWord: m.placeWord as string | null,
      sensitiveWord: word,
      isDiscoveryRestricted: m.isDiscoveryRestricted as boolean,
      restrictedTo,
      grants,
      grantedOrgWide: granted,
      grantedBroad: broad,
      standingOrgWide: standing,
      standingBroad,
      standingReaders: value<number>(m.standingReaders),
      lastActivity: value<Of<'lastActivity'>>(m.lastActivity),
      properties: value<Of<'properties'>>(m.properties),
      ownGroup: value<Of<'ownGroup'>>(m.ownGroup),
      owners: value<Of<'owners'>>(m.owners),
      admins: value<Of<'admins'>>(m.admins),
      accessRequests: value<Of<'accessRequests'>>(m.accessRequests),
      lists: value<Of<'lists'>>(m.lists),
      containerLabel: value<Of<'containerLabel'>>(m.containerLabel),
      channelType: value<Of<'channelType'>>(m.channelType),
    });
  },
  facts: {
    sharePointTenant: [
      someSharePointTenant({ sharingCapability: 'ExternalUserAndGuestSharing', sharingDomainRestrictionMode: 'None' }),
    ],
  },
};

const REACH = ['grants', 'grantedOrgWide', 'grantedBroad', 'standingOrgWide', 'standingBroad', 'standingReaders', 'restrictedTo'];
const CARE = ['ownGroup', 'owners', 'admins', 'accessRequests', 'lists', 'containerLabel', 'channelType'];
const USE = ['lastActivity', 'properties'];

describe('a rule on sites that is ready without a value is ready with each that could stand there', () => {
  it.each([
    ['who gets in', held(site, ...USE, ...CARE)],
    [
      'what is no longer used',
      held(site, ...CARE, 'nameWord', 'placeWord', 'isPersonal', 'isDiscoveryRestricted', 'standingReaders'),
    ],
    ['what leaves the organization', held(site, ...CARE, ...REACH, 'lastActivity', 'nameWord', 'placeWord')],
    [
      'who looks after it',
      held(site, ...REACH, ...USE, 'nameWord', 'placeWord', 'isIntended', 'isDiscoveryRestricted', 'lists', 'containerLabel'),
    ],
    ['how it is kept', held(site, ...REACH, ...USE, 'nameWord', 'placeWord', 'ownGroup', 'owners', 'admins', 'accessRequests')],
  ] as const)('%s', async (_, space) => {
    expect(await breaches(space)).toEqual([]);
  });

  it('covers every value that may be unknown', () => {
    const missing = Object.entries(aSite())
      .filter(([, v]) => v !== null && typeof v === 'object' && 'known' in v)
      .map(([name]) => name)
      .filter((name) => !site.choices[name]?.includes(AWAY));
    expect(missing).toEqual([]);
    expect(AWAY.gap).toEqual(FORBIDDEN);
  });
});
