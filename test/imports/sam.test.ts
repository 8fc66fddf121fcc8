/** Reports of SharePoint Advanced Management as the admin center and PowerShell export them, headers drifting. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSamReports } from '../../src/imports/sam.js';
import { OperatorError } from '../../src/operator-error.js';

let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sam-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(content: string | Buffer): string {
  files += 1;
  const path = join(folder, `report-${files}.csv`);
  writeFileSync(path, content);
  return path;
}
const read = (...contents: (string | Buffer)[]) => readSamReports(contents.map(write));

const TENANT = '6F0C2A51-7A0E-4E0D-9A8F-0D6B1A52C9E4';
const SITE = 'AAAAAAAA-1111-2222-3333-444444444444';
const SITES_HEADER =
  'TenantID,Site ID,Site Name,Site URL,Site Template,Primary admin,Primary admin email,ExternalSharing,Site Privacy,Site Sensitivity,Number of users having access,Guest user permissions,External participant permissions,Microsoft Entra group count,File count,Items with unique permissions count,People In Your Org link count,Anyone link count,EEEU permission count,Everyone permission count,Report Date';
const siteRow = (over: { id?: string; url?: string; people?: string; date?: string } = {}) =>
  `${TENANT},${over.id ?? SITE},Payroll,${over.url ?? 'https://x.sharepoint.com/sites/Payroll'},STS#3,Ada,ada@x.example,On,Private,,${over.people ?? '412'},3,0,2,1840,37,5,1,2,0,${over.date ?? '2026-11-01T04:00:00Z'}`;
const ITEMS_HEADER =
  'TenantId,SiteId,WebId,ListId,ScopeId,UniqueId,ListItemId,ItemType,Item Url,Role definition,LinkId,LinkScope,Recipient,ParentObjectID,ParentGroupName,ParentGroupEmail,ParentGroupType,TotalUserCount,ReportDate';
const itemRow = (url = 'Shared Documents/Benefits', id = SITE) =>
  `${TENANT},${id},w,l,s,u,7,Folder,${url},Read,,,Everyone except external users,,,,,412,11/30/2026 4:05:00 AM`;

const PAYROLL = {
  collectionId: SITE.toLowerCase(),
  url: 'https://x.sharepoint.com/sites/Payroll',
  people: 412,
  guests: 3,
  everyoneExceptExternalGrants: 2,
  everyoneGrants: 0,
  organizationLinks: 5,
  anyoneLinks: 1,
  uniqueItems: 37,
  reportDate: '2026-11-01',
};

describe('a report of site permissions', () => {
  const text = `${SITES_HEADER}\r\n${siteRow()}\r\n`;

  test.each([
    ['UTF-8', Buffer.from(text, 'utf8')],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`, 'utf8')],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    [
      'PowerShell',
      Buffer.from(`#TYPE Selected.Report\r\n"${text.trim().replaceAll(',', '","').replaceAll('\r\n', '"\r\n"')}"\r\n`),
    ],
    ['Excel of a country with commas in numbers', Buffer.from(`sep=;\r\n${text.replaceAll(',', ';')}`)],
    ['other letters in the header', Buffer.from(text.replace(SITES_HEADER, SITES_HEADER.toUpperCase().replaceAll(' ', '_')))],
  ])('%s', async (_, bytes) => {
    const { sites, broadItems, tenants } = await read(bytes);
    expect(sites).toEqual([PAYROLL]);
    expect(broadItems).toBeNull();
    expect(tenants).toEqual([TENANT.toLowerCase()]);
  });

  test.each([
    ['People In Your Org link count', 'PeopleInYourOrg link count', 'organizationLinks', 5],
    ['Number of users having access', 'Permissioned users count', 'people', 412],
    ['Items with unique permissions count', 'Items With Unique Permission Count', 'uniqueItems', 37],
    ['Guest user permissions', 'Guest user permissions count', 'guests', 3],
  ])('%s is also called %s', async (name, alias, column, value) => {
    const { sites } = await read(text.replace(name, alias));
    expect(sites?.[0]).toMatchObject({ [column]: value });
  });

  test.each([
    ['1,204', 1204],
    ['1.204', 1204],
    ['1 204 500', 1_204_500],
    ['', null],
    ['many', null],
    ['-1', null],
    ['1e9', null],
    ['12,3', null],
  ])('a count of %j is %j', async (people, count) => {
    const { sites } = await read(`${SITES_HEADER}\n${siteRow({ people: `"${people}"` })}\n`);
    expect(sites?.[0]?.people).toBe(count);
  });

  test('a column that is missing is not known, which is not zero', async () => {
    const { sites } = await read('Site URL,EEEU permission count\nhttps://x.sharepoint.com/sites/A,4\n');
    expect(sites).toEqual([
      {
        ...PAYROLL,
        collectionId: null,
        url: 'https://x.sharepoint.com/sites/A',
        everyoneExceptExternalGrants: 4,
        people: null,
        guests: null,
        everyoneGrants: null,
        organizationLinks: null,
        anyoneLinks: null,
        uniqueItems: null,
        reportDate: null,
      },
    ]);
  });
});

describe('dates', () => {
  test.each<[string[], string[]]>([
    [['2026-11-01T04:00:00Z'], ['2026-11-01']],
    [
      ['11/30/2026', '11/02/2026'],
      ['2026-11-30', '2026-11-02'],
    ],
    [
      ['30.11.2026', '02.11.2026'],
      ['2026-11-30', '2026-11-02'],
    ],
    [['11/02/2026'], ['11/02/2026']],
    [
      ['11/30/2026', '30/11/2026'],
      ['11/30/2026', '30/11/2026'],
    ],
    [['last week'], ['last week']],
  ])('%j are read as %j', async (given, wanted) => {
    const { sites } = await read(`${SITES_HEADER}\n${given.map((date) => siteRow({ date })).join('\n')}\n`);
    expect(sites?.map((s) => s.reportDate)).toEqual(wanted);
  });
});

describe('a report of items open to everyone', () => {
  test('keeps the address as it was exported', async () => {
    const { sites, broadItems } = await read(`${ITEMS_HEADER}\n${itemRow()}\n${itemRow('"/sites/Payroll/Lists/A, B"')}\n`);
    expect(sites).toBeNull();
    expect(broadItems).toEqual([
      {
        collectionId: SITE.toLowerCase(),
        itemUrl: 'Shared Documents/Benefits',
        itemType: 'Folder',
        role: 'Read',
        recipient: 'Everyone except external users',
        reportDate: '2026-11-30',
      },
      expect.objectContaining({ itemUrl: '/sites/Payroll/Lists/A, B' }),
    ]);
  });

  test('stands beside the other report, and beside another of its kind', async () => {
    const { sites, broadItems } = await read(
      `${ITEMS_HEADER}\n${itemRow()}\n`,
      `${SITES_HEADER}\n${siteRow()}\n`,
      `${ITEMS_HEADER}\n${itemRow('Other')}\n`,
    );
    expect(sites).toHaveLength(1);
    expect(broadItems?.map((i) => i.itemUrl)).toEqual(['Shared Documents/Benefits', 'Other']);
  });

  test('without rows is an answer, not a lack of one', async () => {
    expect((await read(`${ITEMS_HEADER}\n`)).broadItems).toEqual([]);
  });
});

describe('concealed names', () => {
  const mark = '9F1B6C0E5A4D4B7C8E2F1A0B3C4D5E6F';
  const none = '00000000-0000-0000-0000-000000000000';

  test('are left out, counted and told', async () => {
    const { sites, notes } = await read(`${SITES_HEADER}\n${siteRow()}\n${siteRow({ id: none, url: mark })}\n`);
    expect(sites).toEqual([PAYROLL]);
    expect(notes.join(' ')).toMatch(/name no site, left out: 1; .*Display concealed names/);
  });

  test('with an id can still be compared', async () => {
    const { sites } = await read(`${SITES_HEADER}\n${siteRow({ url: mark })}\n`);
    expect(sites).toMatchObject([{ collectionId: SITE.toLowerCase(), url: '' }]);
  });

  test.each([
    ['sites', `${SITES_HEADER}\n${siteRow({ id: none, url: mark })}\n`],
    ['items', `${ITEMS_HEADER}\n${itemRow(mark)}\n`],
  ])('everywhere make a report of %s useless', async (_, text) => {
    await expect(read(text)).rejects.toThrow(/not one row names a site or an item/);
  });
});

describe('a file that is no such report', () => {
  test.each([
    [
      'another list',
      'userPrincipalName,lastDay\na@x.example,2026-01-01\n',
      /Found the columns "userPrincipalName", "lastDay"; it reads/,
    ],
    [
      'links made in 28 days',
      'Site ID,Site name,Site URL,Number of links created\n1,a,https://x.sharepoint.com/sites/A,3\n',
      /"Number of links created"/,
    ],
    ['an empty file', '', /is empty/],
    ['quotation marks that do not pair up', `${SITES_HEADER}\n"${siteRow()}\n`, /line \d+: quotation marks/],
    ['an Excel workbook', Buffer.from('PK\u0003\u0004'), /Excel workbook/],
    ['control characters in a header', '\u001b[31mred,\u202eright\n1,2\n', /"\?\[31mred", "\?right"/],
  ])('%s', async (_, content, says) => {
    const failure = await read(content).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OperatorError);
    expect((failure as OperatorError).message).toMatch(says);
    expect((failure as OperatorError).exitCode).toBe(2);
  });
});
