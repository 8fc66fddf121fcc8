/** ITEM-009: edit rights of too many on PHI-looking places. */
import type { Grant, Scope } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/items/item-009.js';
import { aGrant, anEveryoneGrant, aScope, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const YES = known(true);
const GAP = unknown(FORBIDDEN);
const broad = { standingBroad: YES };
const editors = (readers: number, over: Partial<Grant> = {}) => aGrant({ role: 'write', readers: known(readers), ...over });
const link = (audience: 'organization-link' | 'anyone-link', role: Grant['role']) =>
  aGrant({ audience, role, reach: 'latent', readers: known(0) });
/** One PHI-looking place with these grants. */
const place = (grants: Grant[], over: Partial<Scope> = {}) => ({ scope: [aScope({ sensitiveFiles: 6, grants, ...over })] });

ruleCases(rule, {
  pass: [
    { name: 'everybody may read', rows: place([anEveryoneGrant()], { ...broad, standingOrgWide: YES }) },
    { name: 'a plain place that everybody may edit', rows: place([anEveryoneGrant({ role: 'write' })], { sensitiveFiles: 0 }) },
    { name: 'a site that is meant to be open', rows: place([anEveryoneGrant({ role: 'write' })], { isIntended: true }) },
    { name: 'the own group edits, others read', rows: place([editors(60, { audience: 'own-group' }), anEveryoneGrant()], broad) },
    { name: 'a few editors where everybody reads', rows: place([editors(4), anEveryoneGrant()], broad) },
    {
      name: 'editors of less than a quarter of the staff',
      rows: place([editors(9)], broad),
      totals: { enabledMembers: known(40) },
    },
    { name: '99 of very many', rows: place([editors(99)], broad), totals: { enabledMembers: known(3000) } },
    { name: 'the same people in two groups', rows: place([editors(15), editors(15)]) },
    { name: 'a link to read', rows: place([link('organization-link', 'read')], { hasOrganizationLink: true }) },
    { name: 'a person who edits', rows: place([editors(1, { audience: 'person' })], broad) },
    { name: 'few editors, and the reach is not known', rows: place([editors(4)], { standingBroad: GAP }) },
    { name: 'unread editors where few reach', rows: place([editors(4, { readers: GAP })]) },
  ],
  fail: [
    {
      name: 'everybody may edit',
      rows: place([anEveryoneGrant({ role: 'write' })]),
      expect: { objects: ['drive-1/item-1'], severity: 'medium', gate: null, measures: { standing: 6, latent: 0 } },
    },
    { name: 'everybody owns', rows: place([anEveryoneGrant({ role: 'owner' })], { sensitiveFiles: 0, sensitiveWord: 'intake' }) },
    { name: 'a quarter of the staff', rows: place([editors(10)], broad), totals: { enabledMembers: known(40) } },
    { name: '100 of very many', rows: place([editors(100)], broad), totals: { enabledMembers: known(3000) } },
    { name: '100, and the staff is not counted', rows: place([editors(100)], broad), totals: { enabledMembers: GAP } },
    { name: 'three groups that are many together', rows: place([editors(9), editors(9), editors(9)], broad) },
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
      rows: place([link('organization-link', 'write'), anEveryoneGrant({ role: 'write' })]),
      expect: { measures: { standing: 6, latent: 6 } },
    },
    {
      name: 'a link beside a site group',
      rows: place([link('organization-link', 'write'), editors(4, { audience: 'site-group', orgWide: GAP })]),
    },
    { name: 'one seen in part', rows: place([anEveryoneGrant({ role: 'write' })]), partial: FORBIDDEN },
  ],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: place([]), partial: FORBIDDEN },
    { name: 'a site group that edits', rows: place([editors(4, { audience: 'site-group', orgWide: GAP })]) },
    { name: 'many editors, and whether they are broad is not known', rows: place([editors(60)], { standingBroad: GAP }) },
    { name: 'editors who could not be counted', rows: place([editors(4, { readers: GAP })], broad) },
    { name: 'the staff is not counted', rows: place([editors(60)], broad), totals: { enabledMembers: GAP } },
    { name: 'a list that may be cut', rows: place([], { isAtLeast: true }) },
    {
      name: 'a library not read whole',
      rows: place([anEveryoneGrant({ role: 'write' })], { sensitiveFiles: 0, isPartlyRead: true }),
    },
  ],
});
