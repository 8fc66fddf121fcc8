import { describe, expect, it } from 'vitest';
import type { NeededPermission } from '../../src/cli/permissions-text.js';
import { COLLECTORS } from '../../src/collectors/index.js';
import { CLOUD_NAMES, CLOUDS } from '../../src/sources/index.js';
import { runCli } from '../kit/run-cli.js';
import { listed, names, printed } from './permissions-kit.js';

describe('the table', () => {
  it('lists what the collectors of a profile ask for, each with why and for whom', async () => {
    const rows = await listed();
    const graph = rows.filter((row) => row.resource === 'graph');
    expect(new Set(names(graph))).toEqual(new Set(COLLECTORS.flatMap((c) => c.meta.application.map((a) => a.permission))));
    for (const row of rows) {
      expect(row.why.length).toBeGreaterThan(0);
      expect(row.collectors.length).toBeGreaterThan(0);
    }
    expect(rows.find((row) => row.permission === 'Policy.Read.All')?.rules).toContain('APP-002');
  });

  it('names the permission of SharePoint itself as SharePoint calls it, beside Microsoft Graph’s of the same name', async () => {
    for (const [kind, permission] of [
      ['application', 'Sites.FullControl.All'],
      ['delegated', 'AllSites.FullControl'],
    ] as const) {
      const own = (await listed('--kind', kind)).filter((row) => row.resource === 'sharepoint');
      expect(own).toMatchObject([{ permission, kind, optional: false, writeCapable: true }]);
      expect(own[0]?.collectors).toEqual(
        COLLECTORS.flatMap(({ meta }) => (meta.sharePoint === undefined ? [] : [meta.id])).sort(),
      );
      const text = (await printed('--kind', kind)).replaceAll(/\s+/g, ' ');
      expect(text).toContain(`${permission} (SharePoint) (could write)`);
      expect(text).toContain('It could write; this program has one way out, and that refuses all but a short list of reads.');
    }
    expect((await printed()).replaceAll(/\s+/g, ' ')).toContain('It serves a sign-in with a certificate only');
  });

  it('of the minimal profile asks for nothing of SharePoint’s content', async () => {
    expect(names(await listed('--profile', 'minimal'))).not.toContain('Sites.Read.All');
  });

  it('marks Sites.FullControl.All, and leaves it out when told', async () => {
    expect((await listed()).filter((row) => row.writeCapable)).toMatchObject([
      { permission: 'Sites.FullControl.All', resource: 'graph', optional: true },
      { permission: 'Sites.FullControl.All', resource: 'sharepoint', optional: false },
    ]);
    const without = names(await listed('--without-full-control'));
    expect(without).toContain('Sites.Read.All');
    expect(without).not.toContain('Sites.FullControl.All');
    expect(await printed()).toMatch(/Sites\.FullControl\.All {2}\(optional, could write\)/);
    expect(await printed('--without-full-control')).toMatch(/seen in part/);
  });

  it('of a person never asks for Sites.FullControl.All, and names the role', async () => {
    expect(names(await listed('--kind', 'delegated'))).not.toContain('Sites.FullControl.All');
    expect(await printed('--kind', 'delegated')).toContain('Global Reader');
  });

  it('is a Markdown table with a row a permission', async () => {
    const rows = await listed();
    const lines = (await printed('--as', 'markdown')).split('\n').filter((line) => line.startsWith('| `'));
    expect(lines).toHaveLength(rows.length);
    for (const line of lines) expect(line.split(' | ')).toHaveLength(7);
    expect(lines.filter((line) => /`\s+\(could write\) \| SharePoint \| application \|/.test(line))).toHaveLength(1);
  });

  it('fits 80 columns', async () => {
    for (const args of [[], ['--purview-direct']]) {
      for (const line of (await printed(...args)).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });
});

describe('with --purview-direct', () => {
  const SERVICES = [
    ['Office 365 Exchange Online', '00000002-0000-0ff1-ce00-000000000000', 'dc50a0fb-09a3-484d-be87-e023b12c6440'],
    ['Microsoft Exchange Online Protection', '00000007-0000-0ff1-ce00-000000000000', '455e5cd2-84e8-4751-8344-5672145dfa17'],
  ] as const;
  const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
  const isOfCmdlets = ({ resource }: NeededPermission) => resource === 'exchange' || resource === 'entra';

  it('adds one permission of two services and one role, by their ids, and nothing without it', async () => {
    const rows = await listed('--purview-direct');
    expect(rows.filter((row) => !isOfCmdlets(row))).toEqual(await listed());
    expect((await listed()).filter(isOfCmdlets)).toEqual([]);
    expect(rows.filter(isOfCmdlets)).toMatchObject([
      ...SERVICES.map(([title, appId, roleId]) => ({
        permission: 'Exchange.ManageAsApp',
        kind: 'application',
        optional: true,
        writeCapable: true,
        of: { title, appId, roleId },
      })),
      { permission: 'Global Reader', optional: true, writeCapable: false, of: { appId: null, roleId: GLOBAL_READER } },
    ]);
    // The flag that leaves out Full Control leaves these in.
    expect((await listed('--purview-direct', '--without-full-control')).filter(isOfCmdlets)).toHaveLength(3);
  });

  it('says so in text and Markdown', async () => {
    for (const as of ['text', 'markdown']) {
      const text = (await printed('--purview-direct', '--as', as)).replaceAll(/\s+/g, ' ');
      for (const [title, appId, roleId] of SERVICES) {
        expect(text).toContain(title);
        expect(text).toContain(`${roleId} of ${appId}`);
      }
      expect(text).toContain(GLOBAL_READER);
      expect(text).toContain('Security Reader (5d6b6bb7-de71-4623-b4af-96380a352509) serves too');
      expect(text).toContain('Microsoft does not document this endpoint for this use');
    }
  });

  it.each([
    [['--kind', 'delegated'], 'applications only'],
    [['--cloud', 'gcc-high'], 'worldwide cloud only'],
  ])('refuses %j', async (args, sentence) => {
    const run = await runCli(['permissions', '--purview-direct', ...args]);
    expect(run).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining(sentence) });
  });

  it('scripts grant both and the role, take the role away at the end, and are ASCII', async () => {
    for (const as of ['powershell', 'azure-cli']) {
      const script = await printed('--purview-direct', '--as', as);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
      expect(script).toMatch(/^[\x0A\x20-\x7E]+$/);
      for (const [, appId] of SERVICES) expect(script).toContain(appId);
      expect(script).toContain(GLOBAL_READER);
      for (const command of ['doctor', 'scan']) expect(script).toContain(`copilot-preflight ${command} --purview-direct`);
      const without = await printed('--as', as);
      expect(without).not.toMatch(/ManageAsApp|f2ef992c|roleAssignments|purview-direct/);
    }
    const script = await printed('--purview-direct', '--as', 'powershell');
    expect(unbalanced(script)).toBeNull();
    const [before = '', after = ''] = script.split('# ---- Removal');
    expect(before).toMatch(
      /if \(\$GrantConsent\) \{\n {4}\$role = @\{ principalId = \$own\.Id; roleDefinitionId = \$ReaderRole;/,
    );
    expect(before).not.toContain('DELETE');
    expect(after).toMatch(/\$_\.roleDefinitionId -eq \$ReaderRole[^\n]*\n[^\n]*-Method DELETE/);
    expect(after.indexOf('DELETE')).toBeLessThan(after.indexOf('Remove-MgServicePrincipal'));
    expect(script).toContain("'AppRoleAssignment.ReadWrite.All', 'RoleManagement.ReadWrite.Directory'");
  });
});

describe('both scripts', () => {
  const variants = CLOUD_NAMES.flatMap((cloud) =>
    (['application', 'delegated'] as const).flatMap((kind) =>
      ['powershell', ...(cloud === 'dod' ? [] : ['azure-cli'])].map((as) => ({ as, cloud, kind })),
    ),
  );

  it.each(variants)('$as for $cloud, $kind: every permission, the right hosts, ASCII, no secret', async ({ as, cloud, kind }) => {
    const script = await printed('--as', as, '--cloud', cloud, '--kind', kind);
    for (const name of names(await listed('--kind', kind)))
      expect(script).toMatch(new RegExp(`^ *'?${name.replaceAll('.', '\\.')}'?,?$`, 'm'));
    // Windows PowerShell reads a script without a byte order mark as ANSI; a curly quote would end a string.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
    expect(script).toMatch(/^[\x0A\x20-\x7E]+$/);
    expect(script).toMatch(new RegExp(`${CLOUDS[cloud].login}/\\$tenant(_id)?/adminconsent\\?client_id=\\$`));
    for (const other of CLOUD_NAMES)
      if (CLOUDS[other].login !== CLOUDS[cloud].login) expect(script).not.toContain(CLOUDS[other].login);
    expect(script.includes(`--cloud ${cloud}`)).toBe(cloud !== 'global');
    expect(script).toContain('copilot-preflight doctor');
    expect(script).toMatch(/copilot-preflight scan .*--out /);
    expect(script).not.toMatch(
      /client.?secret|AZURE_CLIENT_SECRET|ConvertTo-SecureString|ConvertFrom-SecureString|-AsPlainText/i,
    );
    expect(script.includes('AZURE_CLIENT_CERTIFICATE_PATH')).toBe(kind === 'application');
    expect(script.includes('--auth device-code')).toBe(kind === 'delegated');
  });

  it('explains Sites.FullControl.All where it is asked for, and only there', async () => {
    for (const as of ['powershell', 'azure-cli']) {
      expect(await printed('--as', as)).toContain('--without-full-control');
      expect(await printed('--as', as, '--without-full-control')).not.toContain('FullControl');
    }
  });

  it.each(["x'; rm -rf ~; '", 'a"b', '$(id)', '`id`', '', ' x', 'a\nb', '-x', 'a'.repeat(61)])(
    'refuses the app name %j',
    async (name) => {
      const run = await runCli(['permissions', '--as', 'powershell', `--app-name=${name}`]);
      expect(run).toMatchObject({ exitCode: 2, out: '' });
      expect(run.err).toContain('--app-name');
    },
  );

  it('refuses Azure CLI for DoD, which it cannot reach', async () => {
    expect(await runCli(['permissions', '--as', 'azure-cli', '--cloud', 'dod'])).toMatchObject({ exitCode: 2, out: '' });
  });
});

/** Brackets and strings of PowerShell, enough for scripts of ours: comments, both quotes, here-strings, `$(…)` in strings. */
function unbalanced(script: string): string | null {
  const stack: string[] = [];
  const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
  for (let at = 0; at < script.length; at += 1) {
    const rest = script.slice(at);
    const inString = stack.at(-1) === '"' || stack.at(-1) === '@"';
    const char = script[at] ?? '';
    if (inString) {
      if (char === '`') at += 1;
      else if (rest.startsWith('$(')) {
        stack.push(')');
        at += 1;
      } else if (stack.at(-1) === '@"' ? rest.startsWith('"@') && script[at - 1] === '\n' : char === '"') {
        if (stack.pop() === '@"') at += 1;
      }
      continue;
    }
    if (rest.startsWith('<#')) at = script.indexOf('#>', at) + 1;
    else if (char === '#') at = script.indexOf('\n', at);
    else if (rest.startsWith('@"\n')) {
      stack.push('@"');
      at += 1;
    } else if (char === '"') stack.push('"');
    else if (char === "'") {
      const end = script.indexOf("'", at + 1);
      if (end < 0 || script.slice(at, end).includes('\n')) return `a string from ${rest.slice(0, 40)}`;
      at = end;
    } else if (char === '`') {
      if (script[at + 1] !== '\n') return `a back quote before ${rest.slice(0, 20)}`;
    } else if (closing[char] !== undefined) stack.push(closing[char]);
    else if (')]}'.includes(char) && stack.pop() !== char) return `${char} at ${script.slice(0, at).split('\n').length}`;
  }
  return stack.length === 0 ? null : `still open: ${stack.join(' ')}`;
}

describe('the PowerShell script', () => {
  const kinds = ['application', 'delegated'] as const;

  it.each(kinds)('is balanced (%s)', async (kind) => {
    expect(unbalanced(await printed('--as', 'powershell', '--kind', kind))).toBeNull();
  });

  it('and the scanner would see if it were not', () => {
    for (const bad of ['if ($x) { ', "$a = 'b", '"$(x"', '@"\ntext', 'x )']) expect(unbalanced(bad)).not.toBeNull();
  });

  it.each(kinds)('removes nothing outside the removal part, and there only what it was given (%s)', async (kind) => {
    const script = await printed('--as', 'powershell', '--kind', kind);
    const [before = '', after = ''] = script.split('# ---- Removal');
    expect(before).not.toMatch(/\bRemove-|\bdel\b|\brm\b/);
    expect(after).toContain('Remove-MgApplication -ApplicationId $app.Id');
    expect(after).toContain('Remove-MgServicePrincipal');
    expect(after).toContain("appId eq '$ClientId'");
    expect(after).not.toContain('displayName');
    expect(after.includes('Remove-Item -LiteralPath $PfxPath')).toBe(kind === 'application');
    expect(script.trimEnd().split('\n').at(-1)).toBe('if ($Remove) { Remove-Preparation } else { Add-Preparation }');
  });

  it('holds nothing that Windows PowerShell 5.1 does not know', async () => {
    const script = await printed('--as', 'powershell');
    // A consent address has a `?` inside a string; the ternary has blanks around it.
    expect(script).not.toMatch(/\?\?|\s\?\s|&&|\|\||ForEach-Object -Parallel|-MaskInput/);
    // `$IsWindows` is not there on 5.1, and strict mode would stop at it.
    expect(script).toContain("$PSVersionTable.PSEdition -ne 'Desktop' -and -not $IsWindows");
  });

  it('asks for the password and never prints it', async () => {
    const script = await printed('--as', 'powershell');
    expect(script).toContain('$password = Read-Host -AsSecureString');
    expect(script.match(/\$password/g)).toHaveLength(3);
  });

  it('looks permissions up in the service that they are of', async () => {
    const script = await printed('--as', 'powershell');
    expect(script).toContain(
      "$SharePointAppId = '00000003-0000-0ff1-ce00-000000000000'\n$SharePointPermissions = @(\n  'Sites.FullControl.All'\n)",
    );
    expect(script).toContain('ResourceId = $service.Id');
    const without = await printed('--as', 'powershell', '--without-full-control');
    expect(without).toContain('$SharePointPermissions = @(\n)');
  });

  it('asks for the right to grant only when it is to grant', async () => {
    const script = await printed('--as', 'powershell');
    expect(script).toContain("if ($GrantConsent) { $scopes += 'AppRoleAssignment.ReadWrite.All' }");
  });
});
