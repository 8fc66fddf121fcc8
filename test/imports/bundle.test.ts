/** An export as shells and engineers make it: whatever the encoding, the same objects; what was cut or is not proven stays unknown. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readBundle } from '../../src/imports/bundle/index.js';
import { OperatorError } from '../../src/operator-error.js';
import { type Bundle, type CmdletResult, UNREADABLE } from '../../src/purview/results.js';
import {
  as7Utf8,
  as51Redirect,
  asClipped,
  asRest,
  asSingleObject,
  EXPORT_TENANT,
  EXPORT_TIME,
  exportFiles,
  type Files,
  type PlainObject,
  WRITERS,
  writeExport,
  zipOf,
} from '../kit/export-encodings.js';

const made: string[] = [];
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function folderOf(files: Files): Promise<string> {
  const folder = await writeExport(files);
  made.push(folder);
  return folder;
}
const read = async (files: Files): Promise<Bundle> => readBundle(await folderOf(files));
async function one(files: Files): Promise<CmdletResult> {
  const { results } = await read(files);
  expect(results).toHaveLength(1);
  return results[0] as CmdletResult;
}
async function refusal(path: string): Promise<string> {
  const error = await readBundle(path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(OperatorError);
  return (error as OperatorError).message;
}

const RULES: readonly PlainObject[] = [
  {
    Name: "L'été <PHI> & Co – “quoted”",
    Guid: 'a44669fe-0d48-453d-a9b1-2cc83f2cba77',
    Disabled: false,
    Priority: 0,
    Comment: null,
    WhenChangedUTC: '2023-12-15T14:43:25.273Z',
    ExchangeLocation: [{ Name: 'All', DisplayName: 'All' }],
    Empty: [],
    AdvancedRule: '{\r\n  "Version": "1.0",\t"Condition": {"Operator": "And", "Path": "C:\\\\temp\\\\new"}\r\n}',
    ContentContainsSensitiveInformation: [
      { operator: 'And', groups: [{ name: 'Default', sensitivetypes: [{ name: 'SSN', id: 'x', mincount: '1' }] }] },
    ],
    RestrictAccess: [{ setting: 'ExcludeContentProcessing', value: 'Block' }],
    PSComputerName: 'nam12b.ps.compliance.protection.outlook.com',
  },
  { Name: 'Second', Disabled: true, Priority: 123456, Flag: true, Long: 'word '.repeat(60).trim() },
];

describe('the same objects', () => {
  test.each(Object.entries(WRITERS))('by %s', async (_, write) => {
    const { answer, session, door } = await one({ 'Get-DlpComplianceRule.json': write(RULES) });
    expect(session).toBe('security-compliance');
    expect(door).toMatch(/^Get-DlpComplianceRule\.json, (?:UTF-8|UTF-16|windows-1252)/);
    expect(answer).toEqual({ kind: 'read', objects: RULES, cut: null });
  });

  test('by one object that stands alone', async () => {
    const { answer } = await one({ 'Get-DlpComplianceRule.json': asSingleObject(RULES.slice(0, 1)) });
    expect(answer).toEqual({ kind: 'read', objects: RULES.slice(0, 1), cut: null });
  });

  test('without -Depth: what was cut is unreadable, and what was not is there', async () => {
    const { answer } = await one({ 'Get-DlpComplianceRule.json': asClipped(RULES) });
    const [first] = answer.kind === 'read' ? answer.objects : [];
    expect(first).toMatchObject({ Disabled: false, ExchangeLocation: [UNREADABLE], RestrictAccess: [UNREADABLE] });
    expect(first?.ContentContainsSensitiveInformation).toEqual([UNREADABLE]);
    expect(first?.WhenChangedUTC).toBe('2023-12-15T14:43:25.273Z');
  });

  test('letters that an old encoding may have spoilt are told', async () => {
    const { notes } = await read({ 'Get-Label.json': WRITERS['Windows PowerShell, Set-Content']?.(RULES) ?? '' });
    expect(notes.join('\n')).toMatch(/letters .* may be wrong.*Get-Label/);
  });

  test('lines that a console broke are told', async () => {
    const { notes } = await read({ 'Get-Label.json': WRITERS['Windows PowerShell, a console of 80 columns']?.(RULES) ?? '' });
    expect(notes.join('\n')).toMatch(/Lines were broken.*Get-Label/);
  });

  test('zeros and blanks at the end are no part of it', async () => {
    const bytes = Buffer.concat([as7Utf8(RULES), Buffer.alloc(600), Buffer.from('\r\n\x1a')]);
    expect((await one({ 'Get-Label.json': bytes })).answer).toEqual({ kind: 'read', objects: RULES, cut: null });
  });

  test('in UTF-16 of other languages', async () => {
    const objects = [{ Name: '患者データ', Comment: 'Конфиденциально' }];
    expect((await one({ 'Get-Label.json': as51Redirect(objects).subarray(2) })).answer).toMatchObject({ objects });
  });
});

describe('a file that cannot be read', () => {
  test.each<[string, Buffer | string, RegExp]>([
    ['that breaks off', as7Utf8(RULES).subarray(0, 300), /breaks off/],
    ['that is a table', 'Name   Mode\r\n----   ----\r\nPHI    Enable\r\n', /does not begin as JSON/],
    ['in UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x5b, 0, 0, 0, 0x5d, 0, 0, 0]), /UTF-32/],
    ['in UTF-32 without its mark', Buffer.from([...'[{"a":1}]'].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0])), /UTF-32/],
    ['of texts', '["@{Name=a}"]', /no list of objects/],
    ['that a failed cmdlet left', '[null]', /no list of objects/],
    ['with a comma too many', '[{"a":1},]', /not valid JSON/],
    ['that is empty', '', /is empty, and no manifest/],
    ['of nothing but a mark', Buffer.from([0xff, 0xfe]), /is empty, and no manifest/],
    ['of nothing but zeros', Buffer.alloc(64), /is empty, and no manifest/],
    ['with an empty list that nothing vouches for', '[]', /is empty, and no manifest/],
    ['with null', 'null', /is empty, and no manifest/],
  ])('%s is unreadable, and takes nothing from the others', async (_, content, why) => {
    const { results } = await read({ 'Get-LabelPolicy.json': content, 'Get-Label.json': as7Utf8(RULES) });
    const answers = new Map(results.map(({ cmdlet, answer }) => [cmdlet, answer]));
    expect(answers.get('Get-Label')?.kind).toBe('read');
    expect(answers.get('Get-LabelPolicy')).toMatchObject({
      kind: 'unreadable',
      gap: { reason: 'unreadable', detail: expect.stringMatching(why) },
    });
  });

  test('the empty answer of the endpoint itself is an answer', async () => {
    expect((await one({ 'Get-Label.json': asRest([]) })).answer).toEqual({ kind: 'empty' });
  });

  test('an error of the endpoint that somebody saved is a failure', async () => {
    const error = { error: { code: 'Unauthorized', message: 'User is not allowed to call Get-Label' } };
    expect((await one({ 'Get-Label.json': JSON.stringify(error) })).answer).toMatchObject({
      kind: 'failed',
      gap: { reason: 'forbidden', remedy: expect.stringContaining('Global Reader') },
    });
  });

  test('the first page of an answer is not the whole', async () => {
    const page = { ...JSON.parse(asRest(RULES).toString()), '@odata.nextLink': 'https://outlook.office365.com/next' };
    expect((await one({ 'Get-Label.json': JSON.stringify(page) })).answer).toMatchObject({
      kind: 'read',
      cut: { reason: 'unreadable', detail: expect.stringContaining('first page') },
    });
  });

  test.each<[string, number, boolean]>([
    ['Get-Mailbox', 1000, true],
    ['Get-Mailbox', 999, false],
    ['Get-SPOSite', 200, true],
    ['Get-Label', 1000, false],
  ])('%s with %i objects: cut %s', async (cmdlet, count, isCut) => {
    const objects = Array.from({ length: count }, (_, at) => ({ Name: `n${at}` }));
    const { answer } = await one({ [`${cmdlet}.json`]: as7Utf8(objects) });
    expect(answer.kind === 'read' && answer.cut !== null).toBe(isCut);
  });
});

describe('names of files', () => {
  test.each([
    ['Get-Label.json', 'Get-Label'],
    ['get-label.JSON', 'Get-Label'],
    ['Get-Label-contoso.json', 'Get-Label'],
    ['contoso_Get-LabelPolicy_2026.txt', 'Get-LabelPolicy'],
    ['01 Get Label (2).json', 'Get-Label'],
    ['Get–Label.json', 'Get-Label'],
    ['Get-Label', 'Get-Label'],
    ['GET_SPOTENANT.json', 'Get-SPOTenant'],
  ])('%s is of %s', async (name, cmdlet) => {
    expect((await one({ [name]: as7Utf8(RULES) })).cmdlet).toBe(cmdlet);
  });

  test.each([
    ['labels.json', /name no cmdlet of the list/],
    ['Get-Labels.json', /name no cmdlet of the list/],
    ['Set-Label.json', /name no cmdlet of the list/],
    ['Get-Label and Get-LabelPolicy.json', /more than one cmdlet/],
    ['Get-Label.csv', /are no JSON/],
    ['Get-Label.zip', /are no JSON/],
  ])('%s is left out with a sentence', async (name, why) => {
    const { results, notes } = await read({ [name]: as7Utf8(RULES), 'Get-SPOTenant.json': as7Utf8(RULES) });
    expect(results.map(({ cmdlet }) => cmdlet)).toEqual(['Get-SPOTenant']);
    expect(notes.join('\n')).toMatch(why);
  });

  test('many files of no use make one sentence', async () => {
    const others = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`photo${at}.jpg`, 'x']));
    const { notes } = await read({ ...others, 'Get-Label.json': as7Utf8(RULES), '.DS_Store': 'x', 'export.ps1': 'Get-Label' });
    expect(notes.filter((note) => note.includes('photo'))).toEqual([expect.stringMatching(/and 37 more\.$/)]);
  });

  test('the kind of audit record stands in the name', async () => {
    const objects = [{ RecordType: 'CopilotInteraction', CreationDate: '2026-11-01T00:00:00.000Z', AuditData: '{"Prompt":"x"}' }];
    const { answer, target } = await one({ 'Search-UnifiedAuditLog.CopilotInteraction.json': as7Utf8(objects) });
    expect(target).toBe('CopilotInteraction');
    expect(answer).toMatchObject({ kind: 'read', objects: [{ RecordType: 'CopilotInteraction' }] });
    expect(JSON.stringify(answer)).not.toContain('Prompt');
  });
});

describe('what an engineer exported by hand', () => {
  test('keeps no more than the export script would have saved', async () => {
    const objects = [
      { Name: 'a', AuditBypassEnabled: true, Manager: 'Zoe' },
      { Name: 'b', AuditBypassEnabled: false },
      { Name: 'c', auditBypassEnabled: 'False' },
    ];
    const { answer } = await one({ 'Get-MailboxAuditBypassAssociation.json': as7Utf8(objects) });
    expect(answer).toEqual({
      kind: 'read',
      objects: [
        { Name: 'a', AuditBypassEnabled: true },
        { Name: 'c', auditBypassEnabled: 'False' },
      ],
      cut: null,
    });
    const none = await one({ 'Get-MailboxAuditBypassAssociation.json': as7Utf8(objects.slice(1, 2)) });
    expect(none.answer).toEqual({ kind: 'empty' });
  });

  test.each<[string, PlainObject, string]>([
    ['Get-AdminAuditLogConfig', { PSComputerName: 'nam12b.ps.compliance.protection.outlook.com' }, 'security-compliance'],
    ['Get-AdminAuditLogConfig', { PSComputerName: 'ps.compliance.protection.office365.us' }, 'security-compliance'],
    ['Get-AdminAuditLogConfig', { PSComputerName: 'outlook.office365.com' }, 'exchange'],
    ['Get-AdminAuditLogConfig', { PSComputerName: 'ams01.outlook.office365.com' }, 'exchange'],
    [
      'Get-AdminAuditLogConfig',
      { PSComputerName: 'outlook.office365.com', Identity: 'FFO.extest.microsoft.com/x' },
      'security-compliance',
    ],
    ['Get-AdminAuditLogConfig', { OrganizationId: 'FFO.extest.microsoft.com/x' }, 'security-compliance'],
    ['Get-AdminAuditLogConfig', { PSComputerName: 'ps.compliance.protection.evil' }, 'security-compliance'],
    ['Get-AdminAuditLogConfig', {}, 'unknown'],
    ['Get-Label', {}, 'security-compliance'],
    ['Get-SPOTenant', {}, 'sharepoint'],
  ])('%s with %j is of the session %s', async (cmdlet, object, session) => {
    const objects = [{ ...object, UnifiedAuditLogIngestionEnabled: false }];
    expect((await one({ [`${cmdlet}.json`]: as7Utf8(objects) })).session).toBe(session);
  });

  test('groups of sites are told apart by site, and are of no use where nothing tells which', async () => {
    const groups = ['A', 'B', 'A'].map((name, at) => ({
      Site: `https://x.sharepoint.com/sites/${name}`,
      Title: `Members ${at}`,
    }));
    const { results } = await read({ 'Get-SPOSiteGroup.json': as7Utf8([...groups, { Title: 'Owners' }]) });
    expect(results.map(({ target, answer }) => [target, answer.kind])).toEqual([
      [null, 'unreadable'],
      ['https://x.sharepoint.com/sites/A', 'read'],
      ['https://x.sharepoint.com/sites/B', 'read'],
    ]);
    expect(results[1]?.answer).toEqual({ kind: 'read', objects: [groups[0], groups[2]], cut: null });
  });

  test('two files of one cmdlet that differ are both not believed, and two that say the same are one', async () => {
    const other = RULES.slice(1);
    expect((await one({ 'Get-Label.json': as7Utf8(RULES), 'Get-Label-old.json': as7Utf8(other) })).answer).toMatchObject({
      kind: 'unreadable',
      gap: { reason: 'contradictory' },
    });
    expect((await one({ 'Get-Label.json': as7Utf8(RULES), 'Get-Label-2.json': as51Redirect(RULES) })).answer.kind).toBe('read');
    expect((await one({ 'Get-Label.json': as7Utf8(RULES), 'Get-Label.txt': 'Name Mode' })).answer.kind).toBe('read');
  });

  test('of both sessions is kept for both', async () => {
    const of = (PSComputerName: string) => as7Utf8([{ PSComputerName, UnifiedAuditLogIngestionEnabled: true }]);
    const { results } = await read({
      'exchange/Get-AdminAuditLogConfig.json': of('outlook.office365.com'),
      'purview/Get-AdminAuditLogConfig.json': of('eur01b.ps.compliance.protection.outlook.com'),
    });
    expect(results.map(({ session }) => session).sort()).toEqual(['exchange', 'security-compliance']);
  });

  test('tells neither its time nor its tenant', async () => {
    const bundle = await read({ 'Get-Label.json': as7Utf8(RULES) });
    expect(bundle).toMatchObject({ tenantId: null, madeAt: null });
    expect(bundle.results[0]).toMatchObject({ at: null, module: null, source: 'export' });
    expect(bundle.notes.join('\n')).toMatch(/no manifest[\s\S]*does not say of which tenant/);
  });
});

describe('a folder and a ZIP', () => {
  const files = exportFiles([{ cmdlet: 'Get-Label', objects: RULES }, { cmdlet: 'Get-LabelPolicy' }]);
  const inside = (folder: string) =>
    Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));

  async function zipped(content: Files, name = 'export.zip'): Promise<Bundle> {
    const folder = await folderOf({ [name]: await zipOf(content) });
    return readBundle(join(folder, name));
  }

  test('give the same', async () => {
    const folder = await read(files);
    const zip = await zipped(files);
    expect(zip.name).toBe('export.zip');
    expect({ ...zip, name: '', notes: [] }).toEqual({ ...folder, name: '', notes: [] });
    expect(folder).toMatchObject({ tenantId: EXPORT_TENANT, madeAt: EXPORT_TIME });
    expect(folder.results.map(({ cmdlet, answer }) => [cmdlet, answer.kind])).toEqual([
      ['Get-Label', 'read'],
      ['Get-LabelPolicy', 'empty'],
    ]);
  });

  test('may hold the folder that was zipped, two deep, with backslashes, and what a Mac adds', async () => {
    for (const folder of ['export', 'a/b', 'a\\b']) {
      const { results, notes } = await zipped({ ...inside(folder), '__MACOSX/export/._Get-Label.json': 'x' });
      expect(results.map(({ answer }) => answer.kind)).toEqual(['read', 'empty']);
      expect(notes.filter((note) => note.includes('left out'))).toEqual([]);
    }
    expect((await read(inside('a/b'))).results).toHaveLength(2);
  });

  test('two exports in one are both read, and are as old as the older', async () => {
    const older = '2026-10-01T08:00:00.000Z';
    const exchange = exportFiles([{ cmdlet: 'Get-RemoteDomain', objects: RULES, at: older }], as51Redirect, { startedAt: older });
    const again = exportFiles([{ cmdlet: 'Get-Label', objects: RULES.slice(1), at: older }], as7Utf8, { startedAt: older });
    const both = await read({
      ...inside('purview'),
      ...Object.fromEntries(Object.entries(exchange).map(([name, content]) => [`exchange/${name}`, content])),
      ...Object.fromEntries(Object.entries(again).map(([name, content]) => [`old/${name}`, content])),
    });
    expect(both.madeAt).toBe(older);
    expect(both.results.map(({ cmdlet }) => cmdlet).sort()).toEqual(['Get-Label', 'Get-LabelPolicy', 'Get-RemoteDomain']);
    const label = both.results.find(({ cmdlet }) => cmdlet === 'Get-Label');
    expect(label).toMatchObject({ at: EXPORT_TIME, answer: { objects: RULES } });
    expect(both.notes.join('\n')).toMatch(/Get-Label is in the export twice; the newer/);
  });

  test('of several tenants are refused', async () => {
    const other = exportFiles([{ cmdlet: 'Get-Label' }], as7Utf8, { tenantId: '99999999-2222-4333-8444-555555555555' });
    const folder = await folderOf({
      ...files,
      ...Object.fromEntries(Object.entries(other).map(([name, content]) => [`b/${name}`, content])),
    });
    expect(await refusal(folder)).toMatch(/several tenants: 11111111-.*, 99999999-/);
  });

  test.each<[string, () => Promise<string>, RegExp]>([
    ['a path that is not there', async () => join(await folderOf({}), 'none'), /is not there/],
    ['an empty folder', () => folderOf({}), /holds no file\. Give the folder/],
    [
      'a folder of something else',
      () => folderOf({ 'photo.jpg': 'x', 'manifest.json': '{"not":"ours"}' }),
      /no output of a cmdlet.*photo\.jpg/,
    ],
    ['one file', async () => join(await folderOf({ 'Get-Label.json': '[]' }), 'Get-Label.json'), /is no folder and no ZIP/],
    ['an empty file', async () => join(await folderOf({ 'a.zip': '' }), 'a.zip'), /is no folder and no ZIP/],
    ['an empty ZIP', async () => join(await folderOf({ 'a.zip': await zipOf({}) }), 'a.zip'), /holds no file/],
    ['half a ZIP', async () => join(await folderOf({ 'a.zip': (await zipOf(files)).subarray(0, 400) }), 'a.zip'), /damaged ZIP/],
  ])('%s is refused in a sentence', async (_, path, says) => {
    expect(await refusal(await path())).toMatch(says);
  });

  test('a folder with folders that lie too deep says so', async () => {
    const folder = await folderOf(files);
    await mkdir(join(folder, 'a', 'b', 'c', 'd'), { recursive: true });
    await writeFile(join(folder, 'a', 'b', 'c', 'd', 'Get-SPOTenant.json'), '[]');
    const { results, notes } = await readBundle(folder);
    expect(results).toHaveLength(2);
    expect(notes.join('\n')).toContain('a/b/c/d');
  });
});
