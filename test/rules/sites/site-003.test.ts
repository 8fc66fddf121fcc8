/** SITE-003: who reads sites that are called after PHI; only everybody blocks. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/sites/site-003.js';
import { anEveryoneSiteGrant, aSite, aSiteGrant, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const NAMED = { nameWord: 'treatment notes', sensitiveWord: known('treatment notes') };
const everybody = {
  ...NAMED,
  grants: known([anEveryoneSiteGrant()]),
  grantedOrgWide: known(true),
  grantedBroad: known(true),
  standingOrgWide: known(true),
  standingBroad: known(true),
  standingReaders: known(74),
};
const many = { ...NAMED, grantedBroad: known(true), standingBroad: known(true), standingReaders: known(30) };
const fence = { restrictedTo: known(['group-1']), standingOrgWide: known(false), standingBroad: known(false) };

ruleCases(rule, {
  pass: [
    { name: 'a few readers', rows: { site: [aSite(NAMED)] }, expect: { message: 'none', summary: /Checked 1 site / } },
    { name: 'an open site whose name says nothing', rows: { site: [aSite(NAMED), aSite({ ...everybody, nameWord: null })] } },
    { name: 'a site that is meant to be open', rows: { site: [aSite(NAMED), aSite({ ...everybody, isIntended: true })] } },
    { name: 'a OneDrive', rows: { site: [aSite(NAMED), aSite({ ...everybody, isPersonal: true })] } },
    { name: 'a site named after legal work, and few readers', rows: { site: [aSite({ placeWord: 'legal' })] } },
    { name: 'a few readers behind a fence', rows: { site: [aSite({ ...NAMED, ...fence })] } },
  ],
  warn: [
    {
      name: 'granted to everybody, behind Restricted Access Control',
      rows: { site: [aSite({ ...everybody, ...fence })] },
      expect: { message: 'latent', severity: 'medium', gate: null, objects: ['site-1'] },
    },
    { name: 'granted to many, behind Restricted Access Control', rows: { site: [aSite({ ...many, ...fence })] } },
  ],
  fail: [
    {
      name: 'everybody',
      rows: { site: [aSite(everybody)] },
      expect: { severity: 'critical', gate: 'block', measures: { everybody: 1, many: 0 } },
    },
    {
      name: 'everybody, where the name says legal work',
      rows: { site: [aSite({ ...everybody, nameWord: null, placeWord: 'legal', sensitiveWord: known(null) })] },
      expect: { severity: 'critical', gate: 'block' },
    },
    {
      name: 'many, and not everybody',
      rows: { site: [aSite(many)] },
      expect: { severity: 'high', gate: 'condition', measures: { everybody: 0, many: 1 } },
    },
    {
      name: 'many, and perhaps everybody',
      rows: { site: [aSite({ ...many, standingOrgWide: unknown(FORBIDDEN) })] },
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 } },
    },
    { name: 'many behind a fence that lets many in', rows: { site: [aSite({ ...many, restrictedTo: known(['all']) })] } },
    { name: 'hidden from search is not closed', rows: { site: [aSite({ ...everybody, isDiscoveryRestricted: true })] } },
    {
      name: 'one with everybody, one with many',
      rows: { site: [aSite(everybody), aSite({ ...many, site: { id: 'site-2' } })] },
      expect: { severity: 'critical', gate: 'block', measures: { everybody: 1, many: 1 } },
    },
    {
      name: 'whether a fence stands is not known: that counts as none',
      rows: { site: [aSite({ ...everybody, restrictedTo: unknown(FORBIDDEN) })] },
    },
    { name: 'one seen in part', rows: { site: [aSite(everybody)] }, partial: FORBIDDEN },
  ],
  notApplicable: [
    { name: 'no site' },
    { name: 'no site of such a name', rows: { site: [aSite(), aSite({ sensitiveWord: known('patient') })] } },
  ],
  notAssessed: [
    { name: 'who reads it is not known', rows: { site: [aSite({ ...NAMED, standingBroad: unknown(FORBIDDEN) })] } },
    { name: 'whether everybody does is not known', rows: { site: [aSite({ ...NAMED, standingOrgWide: unknown(FORBIDDEN) })] } },
    {
      name: 'behind a fence, what was granted is not known',
      rows: { site: [aSite({ ...NAMED, ...fence, grantedBroad: unknown(FORBIDDEN) })] },
    },
    { name: 'sites could not be listed', rows: { site: FORBIDDEN } },
    { name: 'none seen in part', rows: { site: [aSite(NAMED)] }, partial: FORBIDDEN },
  ],
});

it('SITE-003 gives readers as a count and as a share, and who lets them in', async () => {
  const grants = known([
    aSiteGrant({ audience: 'own-group', readers: known(60) }),
    anEveryoneSiteGrant(),
    aSiteGrant({ isTop: false }),
  ]);
  const { objects } = await assess(rule, {
    rows: { site: [aSite({ ...everybody, grants })] },
    totals: { enabledMembers: known(148) },
  });
  expect(objects[0]?.detail).toMatchObject({
    readers: 74,
    percentOfStaff: 50,
    openTo: 'Everyone except external users (in Front office Visitors)',
    matchedWord: 'treatment notes',
  });
});

it('SITE-003 gives no share where the staff is not counted', async () => {
  const { objects } = await assess(rule, { rows: { site: [aSite(everybody)] }, totals: { enabledMembers: unknown(FORBIDDEN) } });
  expect(objects[0]?.detail).toMatchObject({ readers: 74, percentOfStaff: null });
});
