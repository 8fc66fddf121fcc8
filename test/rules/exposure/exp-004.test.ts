/** EXP-004: what people who left still expose. */
import { describe, expect, it } from 'vitest';
import type { LinkRow, Scope, SiteRow } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/exposure/exp-004.js';
import { aDrive, aLink, aScope, aSite, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const YES = known(true);
const NO = known(false);
const GAP = unknown(FORBIDDEN);
const gone = { creatorDeparted: YES };
const broad = { standingBroad: YES, standingReaders: known(37) };
const phi = { sensitiveFiles: 8 };
const scope = (over: Partial<Scope>) => ({ scope: [aScope(over)] });
const link = (over: Partial<LinkRow> = {}) => ({ link: [aLink({ ...gone, scope: 'organization', ...over })] });
const drive = (over: Parameters<typeof aDrive>[0]) => ({
  drive: [aDrive({ ownerDeparted: YES, liveShares: known(3), ...over })],
});
const leavers: SiteRow['owners'] = known([{ name: 'Dana Example', departed: YES }]);
const site = (over: Parameters<typeof aSite>[0]) => ({ site: [aSite({ standingBroad: YES, owners: leavers, ...over })] });

ruleCases(rule, {
  pass: [
    { name: 'nothing at all' },
    {
      name: 'everybody works here',
      rows: { ...scope(broad), ...link({ creatorDeparted: NO }), drive: [aDrive({ liveShares: known(3) })] },
    },
    { name: 'a closed folder of somebody who left', rows: scope(gone) },
    {
      name: 'a site that is meant to be open',
      rows: { ...scope({ ...gone, ...broad, isIntended: true }), ...site({ isIntended: true }) },
    },
    { name: 'a link for specific people', rows: link({ scope: 'users' }) },
    { name: 'a link for specific people of nobody knows whom', rows: link({ scope: 'users', creatorDeparted: GAP }) },
    { name: 'a OneDrive of somebody who left, with no share', rows: drive({ liveShares: known(0) }) },
    { name: 'a OneDrive of nobody knows whom, with no share', rows: drive({ ownerDeparted: GAP, liveShares: known(0) }) },
    { name: 'a library is no OneDrive', rows: drive({ isPersonal: false }) },
    {
      name: 'a broad site with one owner left',
      rows: site({
        owners: known([
          { name: 'D', departed: YES },
          { name: 'A', departed: NO },
        ]),
      }),
    },
    { name: 'a closed site without owners', rows: site({ standingBroad: NO, owners: known([]) }) },
    { name: 'a closed site whose owners could not be read', rows: site({ standingBroad: NO, owners: GAP }) },
    { name: 'a OneDrive is no site', rows: site({ isPersonal: true }) },
    { name: 'a site that Microsoft made', rows: site({ properties: { template: 'SRCHCEN#0' } }) },
    {
      name: 'an organization link behind Restricted Access Control',
      rows: scope({ ...gone, hasOrganizationLink: true, restrictedTo: known(['group-1']) }),
    },
  ],
  fail: [
    {
      name: 'a folder, a file, a link, a OneDrive and a site',
      rows: {
        scope: [
          aScope({ id: 'd/folder', ...gone, ...broad, ...phi }),
          aScope({ id: 'd/file', ...gone, kind: 'file', files: 1, sensitiveFiles: 1, hasOrganizationLink: true }),
        ],
        link: [aLink({ id: 'd/file/link', ...gone, scope: 'organization', sensitive: true, files: 1 })],
        drive: [aDrive({ drive: { id: 'od' }, ownerDeparted: YES, liveShares: known(2), organizationLinks: 1 })],
        site: [aSite({ standingBroad: YES, owners: leavers, sensitiveFiles: 9 })],
      },
      expect: {
        objects: ['d/folder', 'd/file', 'd/file/link', 'od', 'site-1'],
        severity: 'high',
        gate: 'condition',
        measures: { standing: 8, latent: 1, places: 2, links: 1, drives: 1, sites: 1 },
      },
    },
    { name: 'broad', rows: scope({ ...gone, ...broad, ...phi }), expect: { measures: { standing: 8, latent: 0 } } },
    {
      name: 'a library, and a link on it',
      rows: scope({ ...gone, ...broad, ...phi, kind: 'root', hasAnyoneLink: true }),
      expect: { measures: { standing: 8, latent: 8 } },
    },
    {
      name: 'a link on a place that somebody here made',
      rows: { ...scope({ id: 'd/i', ...phi, hasOrganizationLink: true }), ...link({ id: 'd/i/l', files: 10, sensitive: true }) },
      expect: { objects: ['d/i/l'], measures: { standing: 0, latent: 10 } },
    },
    { name: 'a link to plain files', rows: link({ files: 10 }), expect: { measures: { latent: 0, links: 1 } } },
    { name: 'a site with no owner at all', rows: site({ owners: known([]) }), expect: { objects: ['site-1'] } },
    {
      name: 'found without a certificate, which would tell of links',
      rows: { ...scope({ ...gone, ...broad }), link: needsSharePoint() },
      expect: { objects: ['drive-1/item-1'], summary: /Not everything could be read/ },
    },
    {
      name: 'for certain, beside reach that could not be read',
      rows: { scope: [aScope({ ...gone, ...broad }), aScope({ id: 'other', ...gone, standingBroad: GAP })] },
      expect: { measures: { places: 1, undecided: 1 } },
    },
    { name: 'one seen in part', rows: scope({ ...gone, ...broad }), partial: FORBIDDEN },
  ],
  warn: [
    {
      name: 'a OneDrive that shares with some',
      rows: drive({}),
      expect: { message: 'shares', severity: 'medium', gate: null, measures: { drives: 1, standing: 0, latent: 0 } },
    },
  ],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'nothing found, without a certificate', rows: { ...scope({}), link: needsSharePoint() } },
    { name: 'none seen in part', rows: scope({}), partial: FORBIDDEN },
    { name: 'a broad place of nobody knows whom', rows: scope({ ...broad, creatorDeparted: GAP }) },
    { name: 'a linked place of nobody knows whom', rows: scope({ hasAnyoneLink: true, creatorDeparted: GAP }) },
    { name: 'reach that could not be read', rows: scope({ ...gone, standingBroad: GAP }) },
    { name: 'neither reach nor creator', rows: scope({ creatorDeparted: GAP, standingBroad: GAP }) },
    { name: 'a list that may be cut', rows: scope({ ...gone, isAtLeast: true }) },
    { name: 'a link of nobody knows whom', rows: link({ creatorDeparted: GAP }) },
    { name: 'a shared OneDrive of nobody knows whom', rows: drive({ ownerDeparted: GAP }) },
    { name: 'shares that could not be read', rows: drive({ liveShares: GAP }) },
    { name: 'a broad site whose owners could not be read', rows: site({ owners: GAP }) },
    { name: 'a broad site whose owner may have left', rows: site({ owners: known([{ name: 'D', departed: GAP }]) }) },
    { name: 'a site of unknown reach that nobody looks after', rows: site({ standingBroad: GAP }) },
  ],
});

describe('EXP-004: the objects', () => {
  it.each([
    [
      'broad',
      scope({ ...gone, ...broad }),
      { reach: 'standing', readersShare: 0.5, detail: { what: 'made by', who: 'Ada Example', hasLink: false } },
    ],
    ['linked', scope({ ...gone, hasAnyoneLink: true }), { reach: 'latent', readersShare: 0 }],
    ['a link', link({ creatorName: 'Dana' }), { type: 'file', reach: 'latent', detail: { what: 'link made by', who: 'Dana' } }],
    [
      'a OneDrive',
      drive({ organizationLinks: 1 }),
      { type: 'drive', reach: 'latent', detail: { what: 'OneDrive of', liveShares: 3 } },
    ],
    ['a site', site({ standingReaders: known(74) }), { type: 'site', reach: 'standing', readersShare: 1 }],
    ['a site whose readers are not counted', site({ standingReaders: GAP }), { readersShare: 0 }],
  ])('%s', async (_, rows, expected) => {
    expect((await assess(rule, { rows })).objects[0]).toMatchObject(expected);
  });

  it('does not count one place twice, whoever made its two links', async () => {
    const rows = {
      scope: [aScope({ id: 'd/i', ...gone, ...phi, hasOrganizationLink: true })],
      link: [1, 2].map((n) => aLink({ id: `d/i/${n}`, ...gone, scope: 'anonymous', sensitive: true, files: 10 })),
    };
    expect((await assess(rule, { rows })).measures).toMatchObject({ latent: 8, links: 2, places: 1 });
  });
});
