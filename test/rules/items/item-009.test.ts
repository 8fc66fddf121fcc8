/** ITEM-009: edit rights of too many on PHI-looking places. */
import { describe, expect, it } from 'vitest';
import type { Grant, Scope } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/items/item-009.js';
import { aGrant, anEveryoneGrant, aScope, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const YES = known(true);
const GAP = unknown(FORBIDDEN);
const written = { standingBroad: YES, standingBroadWrite: YES };
const editors = (over: Partial<Grant> = {}) => aGrant({ role: 'write', readers: known(60), ...over });
const link = (audience: 'organization-link' | 'anyone-link', role: Grant['role']) =>
  aGrant({ audience, role, reach: 'latent', readers: known(0) });
/** One PHI-looking place with these grants. */
const place = (grants: Grant[], over: Partial<Scope> = {}) => ({ scope: [aScope({ sensitiveFiles: 6, grants, ...over })] });

ruleCases(rule, {
  pass: [
    { name: 'everybody may read', rows: place([anEveryoneGrant()], { standingBroad: YES, standingOrgWide: YES }) },
    {
      name: 'a plain place that everybody may edit',
      rows: place([anEveryoneGrant({ role: 'write' })], { ...written, sensitiveFiles: 0 }),
    },
    {
      name: 'a plain place, and who may edit is not known',
      rows: place([editors()], { sensitiveFiles: 0, standingBroadWrite: GAP }),
    },
    {
      name: 'a site that is meant to be open',
      rows: place([anEveryoneGrant({ role: 'write' })], { ...written, isIntended: true }),
    },
    {
      name: 'the own group edits, others read',
      rows: place([editors({ audience: 'own-group' }), anEveryoneGrant()], { standingBroad: YES, standingOrgWide: YES }),
    },
    { name: 'a few editors where everybody reads', rows: place([editors({ readers: known(4) })], { standingBroad: YES }) },
    { name: 'few editors, and who reads is not known', rows: place([editors({ readers: known(4) })], { standingBroad: GAP }) },
    {
      name: 'a link to edit behind Restricted Access Control',
      rows: place([link('organization-link', 'write')], { hasOrganizationLink: true, restrictedTo: known(['group-1']) }),
    },
    {
      name: 'everybody behind Restricted Access Control',
      rows: place([anEveryoneGrant({ role: 'write' })], { restrictedTo: known(['group-1']) }),
    },
    { name: 'a link to read', rows: place([link('organization-link', 'read')], { hasOrganizationLink: true }) },
  ],
  fail: [
    {
      name: 'everybody may edit',
      rows: place([anEveryoneGrant({ role: 'write' })], written),
      expect: { objects: ['drive-1/item-1'], severity: 'medium', gate: null, measures: { standing: 6, latent: 0 } },
    },
    {
      name: 'everybody owns a place that looks PHI-like itself',
      rows: place([anEveryoneGrant({ role: 'owner' })], { ...written, sensitiveFiles: 0, sensitiveWord: 'intake' }),
    },
    { name: 'a group that is broad', rows: place([editors()], written), expect: { measures: { standing: 6, latent: 0 } } },
    { name: 'broad for certain, with a list that may be cut', rows: place([editors()], { ...written, isAtLeast: true }) },
    {
      name: 'a link for the organization to edit',
      rows: place([link('organization-link', 'write')], { hasOrganizationLink: true }),
      expect: { measures: { standing: 0, latent: 6 } },
    },
    {
      name: 'a link for anyone to edit',
      rows: place([link('anyone-link', 'write')], { hasAnyoneLink: true }),
      expect: { measures: { latent: 6 } },
    },
    {
      name: 'a link and a claim are counted apart',
      rows: place([link('organization-link', 'write'), anEveryoneGrant({ role: 'write' })], written),
      expect: { measures: { standing: 6, latent: 6 } },
    },
    {
      name: 'a link for certain, a site group perhaps',
      rows: place([link('organization-link', 'write'), editors({ audience: 'site-group', orgWide: GAP })], {
        standingBroadWrite: GAP,
      }),
      expect: { measures: { standing: 0, latent: 6, undecided: 1 } },
    },
    {
      name: 'a link for anyone, whatever Restricted Access Control says',
      rows: place([link('anyone-link', 'write')], { hasAnyoneLink: true, restrictedTo: known(['group-1']) }),
    },
    {
      name: 'many of those whom Restricted Access Control lets in',
      rows: place([anEveryoneGrant({ role: 'write' })], { ...written, restrictedTo: known(['group-1']) }),
      expect: { measures: { standing: 6, latent: 0 } },
    },
    { name: 'one seen in part', rows: place([anEveryoneGrant({ role: 'write' })], written), partial: FORBIDDEN },
  ],
  notAssessed: [
    {
      name: 'a link with edit rights behind Restricted Access Control that lets in nobody knows whom',
      rows: place([link('organization-link', 'write')], {
        hasOrganizationLink: true,
        restrictedTo: known(['group-1']),
        standingOrgWide: unknown(FORBIDDEN),
      }),
    },
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: place([]), partial: FORBIDDEN },
    {
      name: 'a site group that edits',
      rows: place([editors({ audience: 'site-group', orgWide: GAP })], { standingBroadWrite: GAP }),
      expect: { measures: { undecided: 1 } },
    },
    { name: 'a list that may be cut', rows: place([], { isAtLeast: true }) },
    {
      name: 'a library not read whole that everybody may edit',
      rows: place([anEveryoneGrant({ role: 'write' })], { ...written, sensitiveFiles: 0, isPartlyRead: true }),
    },
    {
      name: 'a library not read whole, and who may edit is not known',
      rows: place([editors()], { standingBroadWrite: GAP, sensitiveFiles: 0, isPartlyRead: true }),
    },
  ],
});

describe('ITEM-009: to whom', () => {
  const grantedTo = async (grants: Grant[], over: Partial<Scope> = written) =>
    (await assess(rule, { rows: place(grants, over) })).objects[0]?.detail.grantedTo;

  it.each([
    [
      'the claim before groups',
      [editors({ label: 'Billing' }), anEveryoneGrant({ role: 'write' })],
      'Everyone except external users',
    ],
    [
      'the claim with the SharePoint group that it goes through',
      [anEveryoneGrant({ role: 'write', via: 'Members' })],
      'Everyone except external users (in Members)',
    ],
    [
      'those who edit, the own group and readers and links apart',
      [
        editors({ label: 'Own', audience: 'own-group' }),
        aGrant({ label: 'Readers' }),
        link('anyone-link', 'write'),
        editors({ label: 'Billing' }),
        editors({ label: 'Ada', audience: 'person' }),
      ],
      'Billing, Ada',
    ],
    [
      'the first five of many people',
      ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((label) => editors({ label, audience: 'person' })),
      'A, B, C, D, E, 2 more',
    ],
  ])('%s', async (_, grants, expected) => {
    expect(await grantedTo(grants)).toBe(expected);
  });

  it('a link alone', async () => {
    expect(await grantedTo([link('organization-link', 'write'), editors({ readers: known(2) })], {})).toBe(
      'A link with edit rights',
    );
  });
});
