/** ITEM-002: organization links by count and by share of files. */
import { expect, it } from 'vitest';
import type { Scope } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/items/item-002.js';
import { aScope, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const linkedFiles = (count: number, over: Partial<Scope> = {}): Scope[] =>
  Array.from({ length: count }, (_, n) =>
    aScope({ id: `file-${n}`, kind: 'file', files: 1, hasOrganizationLink: true, ...over }),
  );

ruleCases(rule, {
  pass: [
    { name: 'no link', rows: { scope: [aScope()] }, expect: { measures: { links: 0, percent: 0 }, objects: [] } },
    { name: 'no file at all', rows: { scope: [] }, totals: { files: 0 } },
    {
      name: '50 links on few of many files',
      rows: { scope: linkedFiles(50) },
      totals: { files: 1_000_000 },
      expect: { objects: [] },
    },
    {
      name: 'exactly 1 % of files',
      rows: { scope: linkedFiles(10) },
      totals: { files: 1000 },
      expect: { measures: { percent: 1 } },
    },
    {
      name: 'links behind Restricted Access Control reach no file of those who are kept out',
      rows: { scope: linkedFiles(40, { restrictedTo: known(['group-1']) }) },
      totals: { files: 100 },
      expect: { measures: { links: 40, files: 0, latent: 0, percent: 0 } },
    },
    { name: 'links on sites that are meant to be open', rows: { scope: linkedFiles(501, { isIntended: true }) } },
  ],
  warn: [
    {
      name: '51 links',
      rows: { scope: linkedFiles(51) },
      totals: { files: 1_000_000 },
      expect: { severity: 'medium', gate: null },
    },
    { name: '500 links', rows: { scope: linkedFiles(500) }, totals: { files: 1_000_000 } },
    {
      name: 'one link on one of 40 files',
      rows: { scope: linkedFiles(1) },
      totals: { files: 40 },
      expect: { objects: ['file-0'], measures: { percent: 2.5 } },
    },
    {
      name: 'a folder with 11 of 1,000 files',
      rows: { scope: [aScope({ files: 11, hasOrganizationLink: true })] },
      totals: { files: 1000 },
    },
    { name: 'exactly 5 % of files', rows: { scope: linkedFiles(50) }, totals: { files: 1000 } },
  ],
  fail: [
    {
      name: '501 links',
      rows: { scope: linkedFiles(501, { sensitiveFiles: 1 }) },
      totals: { files: 1_000_000 },
      expect: { measures: { links: 501, latent: 501, standing: 0 } },
    },
    {
      name: '501 links seen in part settle it',
      rows: { scope: linkedFiles(501) },
      totals: { files: 1_000_000 },
      partial: FORBIDDEN,
    },
    { name: 'more than 5 % of files', rows: { scope: linkedFiles(51) }, totals: { files: 1000 } },
    { name: 'limits of the configuration', rows: { scope: linkedFiles(3) }, thresholds: { orgLinksFailCount: 2 } },
  ],
  notAssessed: [
    {
      name: 'many files behind links that Restricted Access Control holds back from nobody knows whom',
      rows: { scope: linkedFiles(40, { restrictedTo: known(['group-1']), standingOrgWide: unknown(FORBIDDEN) }) },
      totals: { files: 100 },
    },
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'few links seen in part', rows: { scope: linkedFiles(1) }, partial: FORBIDDEN },
    {
      name: 'a high share seen in part settles nothing',
      rows: { scope: linkedFiles(51) },
      totals: { files: 1000 },
      partial: FORBIDDEN,
    },
    { name: 'a list that may be cut', rows: { scope: [aScope({ isAtLeast: true })] } },
    { name: 'a linked library not read whole', rows: { scope: [aScope({ hasOrganizationLink: true, isPartlyRead: true })] } },
  ],
});

it('ITEM-002: counts places of places, whatever the number of files', async () => {
  const finding = await assess(rule, { rows: { scope: linkedFiles(51) }, totals: { files: 1000, scopes: 60 } });
  expect(finding.affected).toEqual({ count: 51, total: 60 });
  expect(finding.measures).toMatchObject({ percent: 5.1 });
  const rare = await assess(rule, { rows: { scope: [aScope()] }, totals: { files: 1000, scopes: 60 } });
  expect(rare.affected).toEqual({ count: 0, total: 60 });
});
