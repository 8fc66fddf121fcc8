/** ITEM-006: links of people who left. */
import { describe, expect, it } from 'vitest';
import type { LinkRow } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/items/item-006.js';
import { aLink, aScope, daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const GAP = unknown(FORBIDDEN);
const gone = { creatorDeparted: known(true), creatorName: 'Dana Example' };
const links = (...over: Partial<LinkRow>[]) => ({ link: over.map((one, i) => aLink({ id: `d/i/${i}`, ...one })) });

ruleCases(rule, {
  pass: [
    {
      name: 'made by people who work here, open to anyone or not',
      rows: links({}, { scope: 'anonymous', sensitive: true }),
      expect: { summary: /Checked 2 links/, measures: { links: 0 } },
    },
  ],
  fail: [
    {
      name: 'for specific people, to a plain file',
      rows: links(gone, {}),
      expect: { objects: ['d/i/0'], severity: 'medium', gate: null, measures: { links: 1, users: 1, sensitive: 0 } },
    },
    { name: 'for the organization', rows: links({ ...gone, scope: 'organization' }), expect: { severity: 'medium' } },
    {
      name: 'for anyone',
      rows: links({ ...gone, scope: 'anonymous' }),
      expect: { severity: 'high', gate: null, summary: /for anyone 1, for everybody in the organization 0/ },
    },
    {
      name: 'to a PHI-looking place',
      rows: links({ ...gone, sensitive: true }),
      expect: { severity: 'high', measures: { sensitive: 1 } },
    },
    {
      name: 'one of somebody who left, one of nobody knows whom',
      rows: links(gone, { creatorDeparted: GAP }),
      expect: { objects: ['d/i/0'], measures: { links: 1, undecided: 1 } },
    },
    { name: 'one seen in part', rows: links(gone), partial: FORBIDDEN },
  ],
  notApplicable: [{ name: 'no link at all' }],
  notAssessed: [
    {
      name: 'no certificate, so no maker is known',
      rows: { link: needsSharePoint() },
      expect: { summary: /app-only sign-in with a certificate/, severity: 'high', gate: null },
    },
    { name: 'a maker whom SharePoint does not name', rows: links({ creatorDeparted: GAP, scope: 'anonymous', sensitive: true }) },
    { name: 'none seen in part', rows: links({}), partial: FORBIDDEN },
    { name: 'no link seen in part', rows: links(), partial: FORBIDDEN },
  ],
});

describe('ITEM-006: the object', () => {
  const objectOf = async (over: Partial<LinkRow>) => (await assess(rule, { rows: links({ ...gone, ...over }) })).objects[0];

  it.each([
    ['anonymous', 'anyone', 'latent'],
    ['organization', 'the organization', 'latent'],
    ['users', 'specific people', null],
  ] as const)('%s works for %s', async (scope, worksFor, reach) => {
    expect(await objectOf({ scope, canEdit: true, expires: daysAgo(-3) })).toMatchObject({
      reach,
      detail: { madeBy: 'Dana Example', worksFor, canEdit: true, expires: daysAgo(-3) },
    });
  });

  it.each([
    ['root', 'drive'],
    ['folder', 'folder'],
    ['file', 'file'],
  ] as const)('of a %s is a %s, in its place', async (kind, type) => {
    expect(await objectOf({ kind })).toMatchObject({ type, siteId: 'site-1', place: aScope().place, name: 'Vendor list' });
  });
});
