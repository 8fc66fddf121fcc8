/** What the manifest of an export adds: empty, failed, not run and unreadable are four things, and what it says is held against the files. */
import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { readBundle } from '../../src/imports/bundle/index.js';
import { CMDLETS } from '../../src/purview/cmdlets.js';
import type { Bundle, CmdletResult } from '../../src/purview/results.js';
import {
  as7Utf8,
  EXPORT_TIME,
  type Exported,
  exportFiles,
  type Files,
  type PlainObject,
  WRITERS,
  writeExport,
} from '../kit/export-encodings.js';

const made: string[] = [];
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function read(files: Files): Promise<Bundle> {
  const folder = await writeExport(files);
  made.push(folder);
  return readBundle(folder);
}
async function one(entry: Exported, files: Files = {}): Promise<CmdletResult & { readonly notes: readonly string[] }> {
  const { results, notes } = await read({ ...exportFiles([entry]), ...files });
  expect(results).toHaveLength(1);
  return { ...(results[0] as CmdletResult), notes };
}
const without = (files: Files, name: string) => Object.fromEntries(Object.entries(files).filter(([key]) => key !== name));

const OBJECTS: readonly PlainObject[] = [{ Name: 'a' }, { Name: 'b' }, { Name: 'c' }];

describe('an entry', () => {
  test('that was read tells when, by which module and from which session', async () => {
    expect(await one({ cmdlet: 'Get-Label', objects: OBJECTS })).toMatchObject({
      cmdlet: 'Get-Label',
      session: 'security-compliance',
      at: EXPORT_TIME,
      module: 'ExchangeOnlineManagement 3.9.2',
      door: 'Get-Label.json, UTF-8',
      target: null,
      answer: { kind: 'read', objects: OBJECTS, cut: null },
    });
  });

  test.each<[string, Exported, Files, unknown]>([
    ['ran and gave nothing', { cmdlet: 'Get-Label' }, {}, { kind: 'empty' }],
    ['ran, gave nothing and wrote nothing', { cmdlet: 'Get-Label' }, { 'Get-Label.json': '' }, { kind: 'empty' }],
    ['ran, gave nothing and saved no file', { cmdlet: 'Get-Label', file: null }, {}, { kind: 'empty' }],
    ['gave nothing, by its count alone', { cmdlet: 'Get-Label', outcome: 'read' }, {}, { kind: 'empty' }],
    [
      'counts objects that the file does not hold',
      { cmdlet: 'Get-Label', objects: OBJECTS },
      { 'Get-Label.json': '[]' },
      { kind: 'unreadable', gap: { detail: expect.stringContaining('counts 3 objects') } },
    ],
    [
      'says that there were objects, and neither how many nor which',
      { cmdlet: 'Get-Label', outcome: 'read', count: null },
      {},
      { kind: 'unreadable', gap: { detail: expect.stringContaining('counts some objects') } },
    ],
    [
      'counts more objects than the file holds',
      { cmdlet: 'Get-Label', objects: OBJECTS, count: 5 },
      {},
      {
        kind: 'read',
        objects: OBJECTS,
        cut: { reason: 'unreadable', detail: expect.stringContaining('counts 5 objects of Get-Label') },
      },
    ],
    [
      'counts fewer objects than the file holds',
      { cmdlet: 'Get-Label', objects: OBJECTS, outcome: 'empty', count: null },
      {},
      { kind: 'read', objects: OBJECTS, cut: { detail: expect.stringContaining('counts 0 objects') } },
    ],
    [
      'names a file that breaks off',
      { cmdlet: 'Get-Label', objects: OBJECTS },
      { 'Get-Label.json': as7Utf8(OBJECTS).subarray(0, 20) },
      { kind: 'unreadable', gap: { detail: expect.stringContaining('breaks off') } },
    ],
    [
      'failed',
      { cmdlet: 'Get-Label', outcome: 'failed', error: 'Access is denied.' },
      {},
      {
        kind: 'failed',
        gap: { reason: 'forbidden', remedy: 'Global Reader (Entra role)', detail: 'Get-Label failed: Access is denied.' },
      },
    ],
    [
      'failed after it gave something',
      { cmdlet: 'Get-Label', outcome: 'failed', error: 'The operation timed out.', objects: OBJECTS },
      {},
      { kind: 'read', objects: OBJECTS, cut: { reason: 'failed' } },
    ],
    [
      'did not run',
      { cmdlet: 'Get-SPOTenant', outcome: 'not-run' },
      {},
      {
        kind: 'not-run',
        gap: { reason: 'not-requested', detail: expect.stringContaining('Microsoft.Online.SharePoint.PowerShell') },
      },
    ],
    [
      'did not run, for a reason that the script tells',
      {
        cmdlet: 'Get-AipServiceSuperUser',
        outcome: 'not-run',
        error: 'The module AIPService runs in Windows PowerShell 5.1 only.',
      },
      {},
      { kind: 'not-run', gap: { remedy: expect.stringContaining('--bundle'), detail: expect.stringContaining('5.1 only') } },
    ],
    [
      'did not run, and has a file all the same',
      { cmdlet: 'Get-Label', outcome: 'not-run', objects: OBJECTS },
      {},
      { kind: 'read', objects: OBJECTS, cut: { reason: 'unreadable' } },
    ],
  ])('that %s', async (_, entry, files, answer) => {
    expect((await one(entry, files)).answer).toMatchObject(answer as object);
  });

  test('whose file is not there is unreadable', async () => {
    const files = without(exportFiles([{ cmdlet: 'Get-Label', objects: OBJECTS }]), 'Get-Label.json');
    expect((await read(files)).results[0]?.answer).toMatchObject({
      kind: 'unreadable',
      gap: { detail: 'the manifest names Get-Label.json, which is not in the export' },
    });
  });

  test.each([
    '../Get-Label.json',
    '/etc/passwd',
    'C:\\Windows\\win.ini',
    'c:secret',
    '\\\\host\\share\\a.json',
    'a/../../b.json',
  ])('that points at %s opens nothing', async (file) => {
    const { answer, notes } = await one({ cmdlet: 'Get-Label', objects: OBJECTS, file });
    expect(answer.kind).toBe('unreadable');
    expect(notes.join('\n')).toContain('points out of the export');
  });

  test('may name its file in other letters, and in a folder of its own', async () => {
    expect(
      (await one({ cmdlet: 'get-label', objects: OBJECTS, file: '.\\Labels\\ALL.json' }, { 'labels/all.JSON': as7Utf8(OBJECTS) }))
        .answer.kind,
    ).toBe('read');
  });

  test('that gives the file of one cmdlet to another is not believed', async () => {
    const { results } = await read(exportFiles([{ cmdlet: 'Get-Label', objects: OBJECTS, file: 'Get-LabelPolicy.json' }]));
    expect(results.map(({ answer }) => answer.kind)).toEqual(['unreadable']);
    const shared = await read(
      exportFiles([
        { cmdlet: 'Get-Label', objects: OBJECTS, file: 'all.json' },
        { cmdlet: 'Get-LabelPolicy', objects: OBJECTS, file: 'all.json' },
      ]),
    );
    expect(shared.results.map(({ answer }) => answer.kind)).toEqual(['unreadable', 'unreadable']);
  });

  test('of a cmdlet that is not on the list, or of no outcome that is known, is left out with a sentence', async () => {
    const { results, notes } = await read(
      exportFiles([
        { cmdlet: 'Get-Label', objects: OBJECTS },
        { cmdlet: 'Remove-Label', objects: OBJECTS },
        { cmdlet: 'Get-LabelPolicy', outcome: 'splendid' as never, file: null },
      ]),
    );
    expect(results.map(({ cmdlet }) => cmdlet)).toEqual(['Get-Label']);
    expect(notes.join('\n')).toContain('Remove-Label, Get-LabelPolicy');
  });

  test('that names another session than the objects is not believed in that', async () => {
    const objects = [{ UnifiedAuditLogIngestionEnabled: false, PSComputerName: 'nam12b.ps.compliance.protection.outlook.com' }];
    const { session, notes } = await one({ cmdlet: 'Get-AdminAuditLogConfig', session: 'exchange', objects });
    expect(session).toBe('security-compliance');
    expect(notes.join('\n')).toContain('show another session than the manifest');
    expect((await one({ cmdlet: 'Get-AdminAuditLogConfig', session: 'exchange', objects: OBJECTS })).session).toBe('exchange');
    expect((await one({ cmdlet: 'Get-AdminAuditLogConfig', session: 'mars' as never, objects: OBJECTS })).session).toBe(
      'unknown',
    );
  });

  test.each([['yesterday'], ['2026-11-20T08:00:00'], ['2026-99-99T08:00:00Z'], [7 as unknown as string]])(
    'with the time %s tells no time',
    async (at) => {
      expect((await one({ cmdlet: 'Get-Label', objects: OBJECTS, at })).at).toBeNull();
    },
  );

  test('one for each kind of audit record gives a result for each', async () => {
    const { results } = await read(
      exportFiles([
        { cmdlet: 'Search-UnifiedAuditLog', parameter: 'CopilotInteraction', objects: [{ RecordType: 'CopilotInteraction' }] },
        { cmdlet: 'Search-UnifiedAuditLog', parameter: 'DragonCopilotSession' },
      ]),
    );
    expect(results.map(({ target, answer }) => [target, answer.kind])).toEqual([
      ['CopilotInteraction', 'read'],
      ['DragonCopilotSession', 'empty'],
    ]);
  });

  test('one for each site that refused makes the list less than whole', async () => {
    const sites = ['A', 'B'].map((name) => ({ Url: `https://x.sharepoint.com/sites/${name}`, Title: name }));
    const { results, notes } = await read(
      exportFiles([
        { cmdlet: 'Get-SPOSite', objects: sites },
        { cmdlet: 'Get-SPOSite', outcome: 'failed', error: 'Access denied', target: sites[1]?.Url ?? '', file: null },
      ]),
    );
    expect(results.map(({ target, answer }) => [target, answer.kind])).toEqual([
      [null, 'read'],
      ['https://x.sharepoint.com/sites/B', 'failed'],
    ]);
    expect(results[0]?.answer).toMatchObject({
      cut: { reason: 'forbidden', detail: 'Get-SPOSite could not read 1 of the sites' },
    });
    expect(notes[0]).toMatch(/read: 1, failed: 0/);
  });
});

describe('the text of an error', () => {
  test.each([
    ['Get-Label', 'Access is denied. [AccessDenied]', 'forbidden', 'Global Reader (Entra role)'],
    ['Get-Label', 'User is not allowed to call Get-Label', 'forbidden', 'Global Reader (Entra role)'],
    [
      'Get-Label',
      "The term 'Get-Label' is not recognized as the name of a cmdlet [CommandNotFoundException]",
      'forbidden',
      'Global Reader (Entra role)',
    ],
    ['Get-InsiderRiskPolicy', 'Access denied', 'forbidden', 'Insider Risk Management (role group of Microsoft Purview)'],
    ['Get-SPOSite', 'Attempted to perform an unauthorized operation.', 'forbidden', 'SharePoint Administrator (Entra role)'],
    ['Get-SPOSite', "The term 'Get-SPOSite' is not recognized", 'failed', 'the module Microsoft.Online.SharePoint.PowerShell'],
    [
      'Get-InsiderRiskPolicy',
      'This feature requires an E5 license.',
      'not-licensed',
      'the licence that Get-InsiderRiskPolicy needs',
    ],
    ['Get-Mailbox', 'Micro delay was applied: the server is too busy', 'throttled', undefined],
    ['Get-Label', 'Zugriff verweigert', 'failed', undefined],
    ['Get-Label', 'The operation has timed out.', 'failed', undefined],
  ])('%s: %s is %s', async (cmdlet, error, reason, remedy) => {
    const { answer } = await one({ cmdlet, outcome: 'failed', error });
    expect(answer).toMatchObject({ kind: 'failed', gap: { reason, ...(remedy === undefined ? {} : { remedy }) } });
  });

  test('is cut, in one line, without control characters, addresses and keys', async () => {
    const error = `\u001b[31mBad\r\n<script>\u202E zoe@contoso.com https://contoso.com/x Bearer abc.def ${'k'.repeat(60)} ${'word '.repeat(200)}`;
    const { answer } = await one({ cmdlet: 'Get-Label', outcome: 'failed', error });
    const detail = (answer.kind === 'failed' && answer.gap.detail) || '';
    expect(detail).toMatch(/^Get-Label failed: \[31mBad <script> … … … …/);
    expect(detail).not.toMatch(/\p{C}|zoe|contoso|abc|kkkk/u);
    expect([...detail].length).toBeLessThanOrEqual(320);
  });
});

describe('a manifest', () => {
  const files = exportFiles([
    { cmdlet: 'Get-Label', objects: OBJECTS },
    { cmdlet: 'Get-LabelPolicy', outcome: 'failed', error: 'x' },
  ]);

  test.each<[string, string | Buffer, RegExp]>([
    ['of another version', '{"format":"copilot-preflight-bundle","version":2,"entries":[]}', /is of version 2 .* reads 1/],
    ['of something else', '{"entries":[]}', /is no manifest of an export/],
    ['that is a list', '[]', /is no manifest of an export/],
    ['that breaks off', '{"format":"copilot-pre', /cannot be read/],
    ['that is empty', '', /cannot be read/],
    ['with entries that are none', '{"format":"copilot-preflight-bundle","version":1,"entries":{}}', /is of version 1/],
  ])('%s leaves the names of the files', async (_, manifest, says) => {
    const { results, notes } = await read({ ...files, 'manifest.json': manifest });
    expect(results.map(({ cmdlet, at }) => [cmdlet, at])).toEqual([['Get-Label', null]]);
    expect(notes.join('\n')).toMatch(says);
  });

  test('of another version still says of which tenant it is', async () => {
    const tenantId = '99999999-2222-4333-8444-555555555555';
    const manifest = JSON.stringify({
      format: 'copilot-preflight-bundle',
      version: 2,
      tenantId: tenantId.toUpperCase(),
      entries: [],
    });
    expect((await read({ ...files, 'manifest.json': manifest })).tenantId).toBe(tenantId);
  });

  test.each([null, 'contoso', '00000000-0000-0000-0000-000000000000', 7])('with the tenant %s names none', async (tenantId) => {
    const manifest = JSON.stringify({ ...JSON.parse(files['manifest.json'] as string), tenantId });
    const bundle = await read({ ...files, 'manifest.json': manifest });
    expect(bundle.tenantId).toBeNull();
    expect(bundle.notes.join('\n')).toContain('does not say of which tenant');
  });

  test('is read in every encoding', async () => {
    const manifest = files['manifest.json'] as string;
    const utf16 = Buffer.from(`\uFEFF${manifest}`, 'utf16le');
    for (const content of [utf16, Buffer.from(`\uFEFF${manifest}`), Buffer.from(manifest.replaceAll('\n', '\r\n'))]) {
      expect((await read({ ...files, 'manifest.json': content })).results.map(({ at }) => at)).toEqual([
        EXPORT_TIME,
        EXPORT_TIME,
      ]);
    }
  });

  test('beside a file that it does not name keeps both, and the file tells no time', async () => {
    const { results } = await read({ ...files, 'Get-SPOTenant.json': as7Utf8(OBJECTS) });
    expect(results.map(({ cmdlet, at }) => [cmdlet, at === null])).toEqual([
      ['Get-Label', false],
      ['Get-LabelPolicy', false],
      ['Get-SPOTenant', true],
    ]);
  });

  test('that says failed is overruled by a file that answers', async () => {
    const { results, notes } = await read({ ...files, 'Get-LabelPolicy.json': as7Utf8(OBJECTS) });
    expect(results.find(({ cmdlet }) => cmdlet === 'Get-LabelPolicy')?.answer.kind).toBe('read');
    expect(notes.join('\n')).toContain('Get-LabelPolicy is in the export twice');
  });
});

test('a whole export of every cmdlet gives the same in every encoding', async () => {
  const all = CMDLETS.flatMap(({ name, forEach, forEachSite, only, keepWhere }): Exported[] => {
    const object = { Name: name, WhenChangedUTC: '2026-01-02T03:04:05.678Z', Nested: { Deep: [{ a: 1 }] } };
    const kept = Object.fromEntries((only ?? []).map((key) => [key, key === keepWhere ? true : key]));
    const objects = [
      only === undefined
        ? { ...object, ...(forEachSite === undefined ? {} : { [forEachSite]: 'https://x.sharepoint.com' }) }
        : kept,
    ];
    if (forEach === undefined) return [{ cmdlet: name, objects }];
    return forEach.values.map((parameter) => ({ cmdlet: name, parameter, objects }));
  });
  const results: (readonly CmdletResult[])[] = [];
  for (const write of Object.values(WRITERS)) {
    const bundle = await read(exportFiles(all, write));
    expect(bundle.results.map(({ answer }) => answer.kind)).toEqual(all.map(() => 'read'));
    results.push(bundle.results.map((result) => ({ ...result, door: null })));
  }
  for (const other of results) expect(other).toEqual(results[0]);
});
