/** ITEM-005: open folders of people who left. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import type { AnyRule } from '../../../src/rules/define.js';
import item004 from '../../../src/rules/items/item-004.js';
import rule from '../../../src/rules/items/item-005.js';
import item008 from '../../../src/rules/items/item-008.js';
import { anEveryoneGrant, aScope, daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const YES = known(true);
const GAP = unknown(FORBIDDEN);
const gone = { creatorDeparted: YES };
const broad = { standingBroad: YES, standingReaders: known(37) };
const everybody = { ...broad, standingOrgWide: YES };
const phi = { sensitiveFiles: 8 };

ruleCases(rule, {
  pass: [
    { name: 'a broad folder of somebody who works here', rows: { scope: [aScope(everybody)] } },
    { name: 'a closed folder of somebody who left', rows: { scope: [aScope(gone)] } },
    { name: 'a file is another rule', rows: { scope: [aScope({ ...gone, ...everybody, kind: 'file' })] } },
    { name: 'a site that is meant to be open', rows: { scope: [aScope({ ...gone, ...everybody, isIntended: true })] } },
    { name: 'a closed folder of nobody knows whom', rows: { scope: [aScope({ creatorDeparted: GAP })] } },
    {
      name: 'a link of the organization behind Restricted Access Control',
      rows: { scope: [aScope({ ...gone, ...phi, hasOrganizationLink: true, restrictedTo: known(['group-1']) })] },
    },
    {
      name: 'a grant to everybody behind Restricted Access Control',
      rows: { scope: [aScope({ ...gone, ...phi, grantedOrgWide: YES, grantedBroad: YES, restrictedTo: known(['group-1']) })] },
    },
    { name: 'an unread reach where the creator works here', rows: { scope: [aScope({ standingBroad: GAP })] } },
  ],
  fail: [
    {
      name: 'three folders: everybody reads intake, many read contracts, a link opens the third',
      rows: {
        scope: [
          aScope({ id: 'intake', ...gone, ...everybody, files: 612, sensitiveFiles: 612 }),
          aScope({ id: 'contracts', ...gone, ...broad, files: 80 }),
          aScope({ id: 'schedules', ...gone, isPersonal: true, hasOrganizationLink: true, files: 41, sensitiveFiles: 41 }),
        ],
      },
      expect: {
        objects: ['intake', 'contracts', 'schedules'],
        severity: 'critical',
        gate: 'block',
        measures: { standing: 612, latent: 41 },
      },
    },
    {
      name: 'a library whose site lets everybody in through a SharePoint group',
      rows: {
        scope: [
          aScope({
            ...gone,
            ...everybody,
            kind: 'root',
            files: 47,
            sensitiveFiles: 47,
            grants: [anEveryoneGrant({ via: 'Visitors' })],
          }),
        ],
      },
      expect: { severity: 'critical', gate: 'block', measures: { standing: 47, latent: 0 } },
    },
    {
      name: 'an Anyone link, whatever Restricted Access Control says',
      rows: { scope: [aScope({ ...gone, hasAnyoneLink: true, restrictedTo: known(['group-1']) })] },
    },
    {
      name: 'PHI-looking and merely broad',
      rows: { scope: [aScope({ ...gone, ...broad, ...phi })] },
      expect: { severity: 'high', gate: 'condition' },
    },
    {
      name: 'plain, for everybody',
      rows: { scope: [aScope({ ...gone, ...everybody })] },
      expect: { severity: 'high', gate: 'condition' },
    },
    {
      name: 'PHI-looking behind an Anyone link',
      rows: { scope: [aScope({ ...gone, ...phi, hasAnyoneLink: true })] },
      expect: { severity: 'high', gate: 'condition', measures: { standing: 0, latent: 8 } },
    },
    {
      name: 'standing reach and a link are counted apart',
      rows: { scope: [aScope({ ...gone, ...everybody, ...phi, kind: 'root', hasOrganizationLink: true })] },
      expect: { measures: { standing: 8, latent: 8 }, objects: ['drive-1/item-1'] },
    },
    {
      name: 'broad for certain, for everybody perhaps',
      rows: { scope: [aScope({ ...gone, ...broad, ...phi, standingOrgWide: GAP, standingReaders: GAP })] },
      totals: { enabledMembers: GAP },
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'broad for certain, and a list that may hide everybody',
      rows: { scope: [aScope({ ...gone, ...broad, ...phi, isAtLeast: true })] },
      expect: { gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'for everybody, in a library not read whole',
      rows: { scope: [aScope({ ...gone, ...everybody, kind: 'root', isPartlyRead: true })] },
      expect: { gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'a link for certain, and a list that may hide more',
      rows: { scope: [aScope({ ...gone, ...phi, hasAnyoneLink: true, isAtLeast: true })] },
      expect: { gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'one who left, beside one who seems to have left',
      rows: { scope: [aScope({ ...gone, ...broad }), aScope({ id: 'other', ...broad, creatorSuspected: YES })] },
      expect: {
        message: 'someAndSuspected',
        objects: ['drive-1/item-1', 'other'],
        summary: /Found 1 folder of people who left, still open to many, and 1 more/,
      },
    },
    {
      name: 'a link for certain, broad perhaps',
      rows: { scope: [aScope({ ...gone, hasOrganizationLink: true, standingBroad: GAP })] },
    },
    { name: 'gone for certain, suspected or not', rows: { scope: [aScope({ ...gone, ...broad, creatorSuspected: GAP })] } },
  ],
  warn: [
    {
      name: 'the creator seems to have left',
      rows: { scope: [aScope({ ...everybody, ...phi, creatorSuspected: YES })] },
      expect: { message: 'suspected', severity: 'high', gate: 'condition', measures: { standing: 0 } },
    },
    {
      name: 'left or not is unread, and seems so',
      rows: { scope: [aScope({ ...broad, creatorDeparted: GAP, creatorSuspected: YES })] },
    },
  ],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: { scope: [aScope()] }, partial: FORBIDDEN },
    { name: 'a broad folder of nobody knows whom', rows: { scope: [aScope({ ...broad, creatorDeparted: GAP })] } },
    {
      name: 'a linked folder of nobody knows whom',
      rows: { scope: [aScope({ hasOrganizationLink: true, creatorDeparted: GAP })] },
    },
    { name: 'an unread reach of somebody who left', rows: { scope: [aScope({ ...gone, standingBroad: GAP })] } },
    {
      name: 'an unread reach of somebody who seems gone',
      rows: { scope: [aScope({ creatorSuspected: YES, standingBroad: GAP })] },
    },
    { name: 'both unread', rows: { scope: [aScope({ creatorDeparted: GAP, standingBroad: GAP })] } },
    { name: 'a list that may be cut', rows: { scope: [aScope({ ...gone, isAtLeast: true })] } },
  ],
});

it.each([
  ['by its newest file', daysAgo(1500), 1500],
  ['by the folder itself, where no file has a date', null, 900],
])('ITEM-004, ITEM-005 and ITEM-008 date the same place alike: %s', async (_, newestFile, days) => {
  const scope = aScope({ ...gone, ...everybody, newestFile, lastModified: daysAgo(900), grants: [anEveryoneGrant()] });
  const detail = async (one: AnyRule) => (await assess(one, { rows: { scope: [scope] } })).objects[0]?.detail;
  expect(await detail(item004)).toMatchObject({ lastModified: daysAgo(days) });
  expect(await detail(rule)).toMatchObject({ daysUntouched: days });
  expect(await detail(item008)).toMatchObject({ daysUntouched: days });
});
