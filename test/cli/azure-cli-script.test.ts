/** The script of Azure CLI commands, run by a real shell against an `az` that only writes down what it was asked. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { listed, names, printed } from './permissions-kit.js';

describe.skipIf(process.platform === 'win32')('the Azure CLI script', () => {
  const run = promisify(execFile);

  /** An `az` that knows the permissions but one, and writes down how it was called. */
  async function withFakeAz(body: (folder: string, script: string) => Promise<void>, ...args: string[]): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'preflight-az-'));
    try {
      const idsOf = async (resource: string) =>
        names((await listed()).filter((row) => row.resource === resource && row.permission !== 'SensitivityLabels.Read.All'))
          .map((name, at) => `${name}\\t${resource}-${at}`)
          .join('\\r\\n');
      const az = `#!/bin/sh
printf '%s\\n' "$*" >> '${folder}/calls'
case "$*" in
  'account show'*) echo 11111111-2222-3333-4444-555555555555 ;;
  'ad app list'*) cat '${folder}/others' ;;
  'ad sp show --id 00000003-0000-0000-c000-000000000000'*) printf '${await idsOf('graph')}\\r\\n' ;;
  'ad sp show --id 00000003-0000-0ff1-ce00-000000000000'*) printf '${await idsOf('sharepoint')}\\r\\n' ;;
  'ad app create'*) echo 99999999-2222-3333-4444-555555555555 ;;
  'ad sp show --id 99999999-2222-3333-4444-555555555555'*) printf 'principal-1\\r\\n' ;;
  'rest --method POST'*) cat '${folder}/assignment' ;;
  'ad app credential reset'*) echo 'key' > '${folder}/made.pem'; echo '${folder}/made.pem' ;;
esac
`;
      await writeFile(join(folder, 'az'), az);
      await chmod(join(folder, 'az'), 0o755);
      await writeFile(join(folder, 'others'), '0\n');
      await writeFile(join(folder, 'assignment'), 'assignment-1\r\n');
      await writeFile(join(folder, 'prepare.sh'), await printed('--as', 'azure-cli', ...args));
      await body(folder, join(folder, 'prepare.sh'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  const env = (folder: string) => ({ ...process.env, PATH: `${folder}:${process.env.PATH}` });

  it('registers the application and says how to go on and how to undo', async () => {
    await withFakeAz(
      async (folder, script) => {
        const { stdout, stderr } = await run('sh', [script], { env: env(folder) });
        const calls = await readFile(join(folder, 'calls'), 'utf8');
        expect(calls).toMatch(/ad app create --display-name Copilot check --sign-in-audience AzureADMyOrg/);
        const added = calls.split('\n').filter((line) => line.startsWith('ad app permission add'));
        expect(added).toHaveLength(2);
        expect(added[0]).toContain('--api 00000003-0000-0000-c000-000000000000');
        expect(added[0]?.match(/ graph-\d+=Role/g)).toHaveLength(names(await listed()).length - 2);
        expect(added[1]).toMatch(/--api 00000003-0000-0ff1-ce00-000000000000 .* sharepoint-0=Role$/);
        expect(added.join()).not.toContain('\r');
        expect(calls).not.toContain('delete');
        const [, end = ''] = /credential reset .*--create-cert --end-date (\d{4}-\d\d-\d\d) /.exec(calls) ?? [];
        expect(Math.round((Date.parse(end) - Date.now()) / 86_400_000 + 0.5)).toBe(90);
        expect(stderr).toContain('no permission SensitivityLabels.Read.All');
        expect(stdout).toContain(
          '/11111111-2222-3333-4444-555555555555/adminconsent?client_id=99999999-2222-3333-4444-555555555555',
        );
        expect(stdout).toContain(`export AZURE_CLIENT_CERTIFICATE_PATH='${folder}/made.pem'`);
        expect(stdout).toContain('az ad app delete --id 99999999-2222-3333-4444-555555555555');
      },
      '--app-name',
      'Copilot check',
    );
  });

  it('without full control does not speak of SharePoint itself to Azure', async () => {
    await withFakeAz(async (folder, script) => {
      await run('sh', [script], { env: env(folder) });
      const calls = await readFile(join(folder, 'calls'), 'utf8');
      expect(calls).toContain('--api 00000003-0000-0000-c000-000000000000');
      expect(calls).not.toContain('0ff1-ce00');
    }, '--without-full-control');
  });

  it('with --purview-direct asks for both permissions, assigns the role, and says how to take it away', async () => {
    await withFakeAz(async (folder, script) => {
      const { stdout } = await run('sh', [script], { env: env(folder) });
      const calls = await readFile(join(folder, 'calls'), 'utf8');
      expect(calls).toContain('--api 00000002-0000-0ff1-ce00-000000000000');
      expect(calls).toContain('--api-permissions dc50a0fb-09a3-484d-be87-e023b12c6440=Role');
      expect(calls).toContain('--api 00000007-0000-0ff1-ce00-000000000000');
      expect(calls).toContain('--api-permissions 455e5cd2-84e8-4751-8344-5672145dfa17=Role');
      const body = JSON.parse(/rest --method POST .* --body (\{.*\}) --query/.exec(calls)?.[1] ?? '');
      expect(body).toEqual({
        principalId: 'principal-1',
        roleDefinitionId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
        directoryScopeId: '/',
      });
      expect(calls).not.toContain('DELETE');
      const assignments = 'https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments';
      expect(stdout).toContain(`   az rest --method DELETE --url ${assignments}/assignment-1\n   az ad app delete --id`);
      // Who may not assign roles is told so, and everything else is made.
      await rm(join(folder, 'assignment'));
      const second = await run('sh', [script], { env: env(folder) });
      expect(second.stderr).toContain('The role Global Reader could not be assigned');
      expect(second.stdout).not.toContain('DELETE');
      expect(second.stdout).toContain('az ad app delete --id');
    }, '--purview-direct');
  });

  it('stops before anything is made where the name is taken', async () => {
    await withFakeAz(async (folder, script) => {
      await writeFile(join(folder, 'others'), '1\n');
      await expect(run('sh', [script], { env: env(folder) })).rejects.toMatchObject({ code: 1 });
      expect(await readFile(join(folder, 'calls'), 'utf8')).not.toMatch(/create|add|reset/);
    });
  });

  it('is good shell for a person’s sign-in too', async () => {
    await withFakeAz(
      async (_, script) => {
        await run('sh', ['-n', script]);
        expect(await readFile(script, 'utf8')).not.toContain('--create-cert');
      },
      '--kind',
      'delegated',
    );
  });
});
