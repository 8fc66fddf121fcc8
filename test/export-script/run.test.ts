/** The script run for real, where there is a PowerShell, against modules that stand in for Microsoft's. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportScript } from '../../src/export-script/script.js';
import { readBundle } from '../../src/imports/bundle/index.js';
import { CMDLETS, PARTS } from '../../src/purview/cmdlets.js';
import { syntaxErrors } from './powershell.js';

const STUBS = fileURLToPath(new URL('./stub-modules/', import.meta.url));
/** First on the path: nothing of Microsoft's that this computer may have is loaded in their place. */
const MODULES = [STUBS, ...(process.env.PSModulePath === undefined ? [] : [process.env.PSModulePath])].join(delimiter);
/** Modules that no computer has. */
const scriptWithoutSome = () =>
  exportScript(PARTS, '1.2.3')
    .replace("Module = 'MSCommerce'", "Module = 'Stub.Missing.Commerce'")
    .replace("Module = 'AIPService'", "Module = 'Stub.Missing.Rights'");
/** `-NonInteractive`: a question on the terminal would wait for ever. */
const FLAGS = ['-NoProfile', '-NonInteractive'];
const SHELLS = ['pwsh', 'powershell'].filter((name) => spawnSync(name, [...FLAGS, '-Command', 'exit 0']).status === 0);

interface Entry {
  readonly part: string;
  readonly cmdlet: string;
  readonly session: string;
  readonly target: string | null;
  readonly parameter: string | null;
  readonly file: string | null;
  readonly outcome: 'read' | 'empty' | 'failed' | 'not-run';
  readonly error: string | null;
  readonly count: number | null;
  readonly at: string | null;
  readonly module: string | null;
}
interface Manifest {
  readonly format: string;
  readonly version: number;
  readonly tool: string;
  readonly shell: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly tenantId: string | null;
  readonly entries: readonly Entry[];
  readonly skipped: readonly { readonly part: string; readonly module: string; readonly why: string }[];
}

it('the modules that stand in are PowerShell', async () => {
  const folders = await readdir(STUBS);
  expect(folders.length).toBeGreaterThan(0);
  for (const folder of folders)
    expect(await syntaxErrors(await readFile(join(STUBS, folder, `${folder}.psm1`), 'utf8'))).toEqual([]);
});

describe.skipIf(SHELLS.length > 0)('no PowerShell is on the path', () => {
  it.skip('the script was parsed, not run: put pwsh or powershell on the path', () => {});
});

describe.each(SHELLS)('run with %s', (shell) => {
  let root: string;
  let folder: string;
  let manifest: Manifest;
  let printed: string;

  const run = (...args: string[]) => {
    const { stdout, stderr, status } = spawnSync(
      shell,
      [...FLAGS, '-ExecutionPolicy', 'Bypass', '-File', join(root, 'export.ps1'), ...args],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, PSModulePath: MODULES, NO_COLOR: '1' },
      },
    );
    return { said: `${stdout}${stderr}`, status };
  };
  const read = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, unknown>[];
  const entry = (cmdlet: string, parameter: string | null = null) =>
    manifest.entries.find((one) => one.cmdlet === cmdlet && one.parameter === parameter && one.target === null);

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "preflight o'export-"));
    folder = join(root, 'out');
    await writeFile(join(root, 'export.ps1'), `\ufeff${scriptWithoutSome()}`);
    const { said } = run(
      '-OutputFolder',
      'out',
      '-AdminUrl',
      'https://contoso-admin.sharepoint.com',
      '-UserPrincipalName',
      'a@contoso.com',
    );
    printed = said;
    manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('writes a manifest of every cmdlet, with the tenant and the shell', () => {
    expect(manifest).toMatchObject({
      format: 'copilot-preflight-bundle',
      version: 1,
      tool: '1.2.3',
      tenantId: '7f5d6c4a-0000-4000-8000-000000000001',
    });
    expect(manifest.shell).toMatch(/^\d+\.\d+.* (?:Core|Desktop)$/);
    for (const time of [manifest.startedAt, manifest.endedAt]) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(new Set(manifest.entries.map((one) => one.cmdlet))).toEqual(new Set(CMDLETS.map((one) => one.name)));
  });

  it('writes one object as a list, with words for enumerations and identifiers and UTC for moments', async () => {
    expect(entry('Get-Label')).toMatchObject({ outcome: 'read', count: 1, error: null, session: 'security-compliance' });
    expect(entry('Get-Label')?.module).toMatch(/^ExchangeOnlineManagement \d/);
    const [label, ...others] = await read('Get-Label.json');
    expect(others).toEqual([]);
    expect(label).toMatchObject({
      Name: `Confid"ential \\ 'O'Brien' <b>\u00e9\n\u001b`,
      Guid: '11111111-2222-3333-4444-555555555555',
      Day: 'Monday',
      DayOfElsewhere: 'Friday',
      Lines: 'one\r\ntwo',
      WhenCreatedUTC: '2026-03-04T05:06:07.000Z',
      WhenUnspecified: '2026-03-04T05:06:07.000Z',
      Age: '90.00:00:00',
      Detailed: true,
      Disabled: false,
      Priority: 3,
      Share: 0.5,
      Nothing: null,
      ContentType: ['File'],
      Empty: [],
      Settings: { color: '#FF0000' },
      Itself: 'System.Object[]',
    });
    expect(label).not.toHaveProperty('RunspaceId');
    expect(JSON.stringify(label?.Deep).split('"Inner"')).toHaveLength(10);
  });

  it('tells read, empty, failed and not run apart, and saves nothing of what failed', async () => {
    expect(entry('Get-DlpCompliancePolicy')).toMatchObject({ outcome: 'read', count: 2 });
    expect(entry('Get-LabelPolicy')).toMatchObject({ outcome: 'empty', count: 0 });
    expect(await read('Get-LabelPolicy.json')).toEqual([]);
    expect(entry('Get-DlpComplianceRule')).toMatchObject({ outcome: 'failed', count: null, file: null });
    expect(entry('Get-DlpComplianceRule')?.error).toContain('The role is missing.');
    expect(entry('Get-InsiderRiskPolicy')?.error).toContain('CommandNotFoundException');
    expect(entry('Get-HostedOutboundSpamFilterPolicy')).toMatchObject({ outcome: 'failed', count: null, file: null });
    expect(entry('Get-HostedOutboundSpamFilterPolicy')?.error).toContain('It gave nothing at all');
    expect(entry('Get-MSCommerceProductPolicies')).toMatchObject({ outcome: 'not-run', file: null, at: null });
    expect(manifest.skipped.map((one) => one.module)).toEqual(
      expect.arrayContaining(['Stub.Missing.Commerce', 'Stub.Missing.Rights']),
    );
    const files = new Set(await readdir(folder));
    for (const one of manifest.entries) if (one.file !== null) expect(files).toContain(one.file);
    expect(files).not.toContain('Get-DlpComplianceRule.json');
  });

  it('asks for the state of the audit log in the session of Exchange', async () => {
    expect(entry('Get-AdminAuditLogConfig')?.session).toBe('exchange');
    expect(await read('Get-AdminAuditLogConfig.json')).toEqual([{ UnifiedAuditLogIngestionEnabled: true }]);
  });

  it('keeps what the list says and no more', async () => {
    expect(await read('Get-MailboxAuditBypassAssociation.json')).toEqual([{ Name: 'bypassed', AuditBypassEnabled: true }]);
    expect(await read('Get-Mailbox.json')).toEqual([
      { Name: 'ForwardingSmtpAddress -ne $null', ForwardingSmtpAddress: 'smtp:a@example.org' },
    ]);
    expect(entry('Get-OrganizationConfig')).toMatchObject({ outcome: 'failed' });
    const [record] = await read('Search-UnifiedAuditLog.CopilotInteraction.json');
    expect(record).toEqual({ RecordType: 'CopilotInteraction', CreationDate: expect.stringMatching(/Z$/), ResultCount: 30 });
    expect(entry('Search-UnifiedAuditLog', 'AIAppInteraction')).toMatchObject({ outcome: 'empty' });
    expect(entry('Search-UnifiedAuditLog', 'DragonCopilotSession')).toMatchObject({ outcome: 'failed' });
    for (const file of await readdir(folder)) expect(await readFile(join(folder, file), 'utf8')).not.toContain('not to be saved');
  });

  it('reads sites one by one without OneDrives, and names those that refuse', async () => {
    const sites = await read('Get-SPOSite.json');
    expect(sites.map((site) => [site.Title, site.SharingCapability])).toEqual([
      ['detailed', 'ExternalUserAndGuestSharing'],
      ['detailed', 'ExternalUserAndGuestSharing'],
      ['/sites/refused', undefined],
    ]);
    const groups = await read('Get-SPOSiteGroup.json');
    expect(groups).toEqual(
      ['a', 'b'].map((name) => ({
        Site: `https://contoso.sharepoint.com/sites/${name}`,
        Title: 'Visitors',
        LoginName: 'Visitors',
        OwnerLoginName: 'Owners',
        Roles: ['Read'],
        Users: ['c:0-.f|rolemanager|spo-grid-all-users/x'],
      })),
    );
    const refused = manifest.entries.filter((one) => one.target !== null);
    expect(refused.map((one) => [one.cmdlet, one.outcome, one.target])).toEqual(
      ['Get-SPOSite', 'Get-SPOSiteGroup'].map((cmdlet) => [cmdlet, 'failed', 'https://contoso.sharepoint.com/sites/refused']),
    );
    expect(await read('Get-SPOTenantRestrictedSearchMode.json')).toEqual([{ Value: 'Friday' }]);
    expect(await read('Get-SPOTenantRestrictedSearchAllowedList.json')).toEqual([
      { Value: 'https://contoso.sharepoint.com/sites/a' },
    ]);
  });

  it('counts every cmdlet of a session as failed that nobody could sign in to', () => {
    for (const cmdlet of CMDLETS.filter((one) => one.session === 'teams')) {
      expect(entry(cmdlet.name)).toMatchObject({ outcome: 'failed', file: null });
      expect(entry(cmdlet.name)?.error).toContain('The sign-in was refused.');
    }
  });

  it('takes the list out of a whole answer, and a refusal that is no error for one', async () => {
    if (manifest.shell.endsWith('Core')) {
      expect(entry('Get-DlpPolicy')).toMatchObject({ outcome: 'not-run' });
      expect(entry('Get-DlpPolicy')?.error).toContain('Windows PowerShell 5.1');
      return;
    }
    expect(await read('Get-DlpPolicy.json')).toEqual([{ name: 'one' }, { name: 'two' }]);
    expect(entry('Get-AdminPowerAppEnvironment')).toMatchObject({ outcome: 'failed' });
  });

  it('ends with what failed, where the export is, and the next command', () => {
    expect(printed).toContain('Failed: Get-DlpComplianceRule');
    expect(printed).toContain("copilot-preflight scan --bundle '");
    expect(printed).toContain("o''export-");
  });

  it('is an export that a scan reads', async () => {
    const bundle = await readBundle(folder);
    expect(bundle.tenantId).toBe('7f5d6c4a-0000-4000-8000-000000000001');
    const kinds = new Map(bundle.results.map((result) => [`${result.cmdlet} ${result.target ?? ''}`.trim(), result.answer.kind]));
    expect(kinds.get('Get-Label')).toBe('read');
    expect(kinds.get('Get-LabelPolicy')).toBe('empty');
    expect(kinds.get('Get-DlpComplianceRule')).toBe('failed');
    expect(kinds.get('Get-MSCommerceProductPolicies')).toBe('not-run');
    expect(kinds.get('Search-UnifiedAuditLog CopilotInteraction')).toBe('read');
    expect(kinds.get('Get-SPOSiteGroup https://contoso.sharepoint.com/sites/a')).toBe('read');
    expect(kinds.get('Get-SPOSiteGroup https://contoso.sharepoint.com/sites/refused')).toBe('failed');
  });

  it('leaves an export alone that is there already', async () => {
    const before = await readFile(join(folder, 'manifest.json'), 'utf8');
    expect(run('-OutputFolder', 'out').said).toContain('Choose another folder');
    expect(await readFile(join(folder, 'manifest.json'), 'utf8')).toBe(before);
  });

  it('writes into no folder that holds something', async () => {
    await mkdir(join(root, 'taken'));
    await writeFile(join(root, 'taken', 'Get-Label.json'), '[]');
    expect(run('-OutputFolder', 'taken').said).toContain('Choose another folder');
    expect(await readdir(join(root, 'taken'))).toEqual(['Get-Label.json']);
  });

  it('wants all three values of a sign-in as an application', () => {
    expect(run('-OutputFolder', 'other', '-AppId', 'x').said).toContain('together');
  });
});
