/** `doctor` against a simulated tenant: what is seen, what is missing, what is too much, and that no name of a tenant draws on the screen. */
import { afterEach, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/assess.js';
import type { Sight } from '../../src/cli/sight.js';
import { COLLECTORS } from '../../src/collectors/index.js';
import { type Fault, generateTenant, registerCertificate, type SimulatedTenant } from '../../src/demo/index.js';
import { runCli, serveTenant } from '../kit/run-cli.js';
import { ALL } from '../reporters/hostile.js';

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

const ALL_ROLES = catalogue()
  .permissions.filter((p) => p.resource === 'graph' && p.kinds.includes('application'))
  .map((p) => p.permission);
const OF_SHAREPOINT = COLLECTORS.filter(({ meta }) => meta.sharePoint !== undefined);

async function doctor(
  roles: readonly string[],
  args: readonly string[] = [],
  change: (tenant: SimulatedTenant) => void = () => {},
  way: 'secret' | 'certificate' = 'secret',
  faults: readonly Fault[] = [],
) {
  const generated = generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 });
  for (const app of generated.tenant.apps) app.roles = [...roles];
  change(generated.tenant);
  const served = await serveTenant(generated, faults);
  const certificate = way === 'certificate' ? registerCertificate(generated) : null;
  close = async () => {
    certificate?.remove();
    await served.simulator.close();
  };
  const named = certificate === null ? [] : ['--certificate', certificate.path];
  const run = await runCli(['doctor', ...served.flags, ...named, ...args], served.env);
  return { run, requests: served.simulator.requests, credentials: generated.credentials };
}

describe('doctor', () => {
  it('with everything that is needed: sees all, misses nothing, holds nothing too much', async () => {
    const { run, requests, credentials } = await doctor(ALL_ROLES, ['--purview-direct'], () => {}, 'certificate');
    expect(run.exitCode).toBe(0);
    expect(run.out).toMatch(/SharePoint itself answers: [a-z0-9-]+\.sharepoint\.com\n/);
    expect(run.out).toContain(`What this sign-in will see (${COLLECTORS.length} of ${COLLECTORS.length})`);
    for (const { meta } of COLLECTORS) expect(run.out).toContain(`\n  ${meta.title}\n`);
    expect(run.out).not.toContain('will not see');
    expect(run.out).not.toContain('in part');
    expect(run.out).toContain('It holds nothing that is not needed.');
    expect(run.out).toContain(`Application: ${credentials.clientId}`);
    expect(run.out).toContain(`Tenant: ${credentials.tenantId}`);
    expect(run.out).toMatch(/The token ends: \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    expect(run.out).not.toContain(credentials.clientSecret);
    const asked = requests.filter((r) => new URL(r.url).host !== 'login.microsoftonline.com');
    expect(asked.map((r) => `${r.method} ${new URL(r.url).pathname}`)).toEqual([
      'GET /v1.0/organization',
      'GET /v1.0/sites/root',
      'POST /_vti_bin/client.svc/ProcessQuery',
      `POST /adminapi/beta/${credentials.tenantId}/InvokeCommand`,
      `GET /AdminApi/v1.0/${credentials.tenantId}/EXOModuleFile`,
      `POST /adminapi/beta/${credentials.tenantId}/InvokeCommand`,
    ]);
  });

  it('with a client secret: SharePoint itself is not even asked, and all that only it tells is named', async () => {
    const { run, requests } = await doctor(ALL_ROLES);
    expect(run.exitCode).toBe(0);
    const text = run.out.replaceAll(/\s+/g, ' ');
    expect(text).toContain('SharePoint itself cannot be asked.');
    // The reason stands once, however many collectors it stops.
    expect(text.split('SharePoint refuses applications that sign in with a client secret')).toHaveLength(2);
    expect(text.split('only SharePoint itself tells it, which cannot be asked').length).toBeGreaterThan(3);
    const [seen = '', unseen = ''] = run.out.split('What it will not see');
    for (const { meta } of OF_SHAREPOINT) {
      expect(unseen).toContain(`\n  ${meta.title}\n`);
      expect(seen).not.toContain(`\n  ${meta.title}\n`);
    }
    expect(requests.some((r) => r.url.includes('sharepoint.com'))).toBe(false);
  });

  const refusedToken = { error: 'invalid_resource', error_description: 'AADSTS500011: x', error_codes: [500011] };
  it.each<[string, readonly string[], Fault[], RegExp]>([
    ['its permission was not granted', [], [], /the permission Sites.FullControl.All \(SharePoint\) would answer it/],
    [
      'there is no token for it',
      ['Sites.FullControl.All'],
      [{ when: /oauth2\/v2\.0\/token/, skip: 1, act: { status: 400, body: refusedToken } }],
      /does not know the service .* \(AADSTS500011\)/,
    ],
    [
      'its root site is not told',
      ['Sites.FullControl.All'],
      [{ when: /\/sites\/root/, act: { status: 404 } }],
      /Microsoft Graph does not tell where it is/,
    ],
  ])('with a certificate, where %s: says so, and ends well', async (_, sharePointRoles, faults, sentence) => {
    const change = (tenant: SimulatedTenant) => {
      for (const app of tenant.apps) app.sharePointRoles = [...sharePointRoles];
    };
    const { run } = await doctor(ALL_ROLES, [], change, 'certificate', faults);
    expect(run.exitCode).toBe(0);
    const text = run.out.replaceAll(/\s+/g, ' ');
    expect(text).toContain('SharePoint itself cannot be asked.');
    expect(text).toMatch(sentence);
    for (const { meta } of OF_SHAREPOINT) expect(run.out.split('What it will not see')[1]).toContain(meta.title);
  });

  it('names what is too much in SharePoint itself', async () => {
    const { run } = await doctor(
      ALL_ROLES,
      ['--json'],
      (tenant) => {
        for (const app of tenant.apps) app.sharePointRoles = ['Sites.FullControl.All', 'TermStore.ReadWrite.All'];
      },
      'certificate',
    );
    const told = JSON.parse(run.out) as Sight & { sharePoint: { read: boolean } };
    expect(told.sharePoint.read).toBe(true);
    expect(told.moreThanNeeded).toEqual([
      { permission: 'TermStore.ReadWrite.All (SharePoint)', warnings: [expect.stringContaining('can change')] },
    ]);
  });

  it('with fewer roles: names what is missing, what rests on it, and what is seen in part', async () => {
    const { run } = await doctor(['Organization.Read.All', 'User.Read.All', 'Sites.Read.All']);
    expect(run.exitCode).toBe(0);
    expect(run.out).toMatch(
      /SharePoint tenant settings\n {6}missing: SharePointTenantSettings.Read.All\n {6}not assessed: [A-Z]+-\d{3}/,
    );
    expect(run.out).toContain('in part, without AuditLog.Read.All: when people last signed in');
    expect(run.out).toContain('in part, without Sites.FullControl.All');
    expect(run.out).toMatch(
      /Sites of Microsoft 365 groups\n {6}it starts from “Groups, their members and owners”, which is not seen/,
    );
    expect(run.out).toContain('copilot-preflight permissions --as powershell');
    for (const line of run.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('with more roles: names what is too much, loudly what writes or opens content', async () => {
    const { run } = await doctor([...ALL_ROLES, 'Mail.Read', 'Directory.ReadWrite.All', 'Domain.Read.All']);
    expect(run.out).toContain('More than needed (3)');
    expect(run.out).toMatch(/ {2}Directory.ReadWrite.All\n {6}WARNING: it can change/);
    expect(run.out).toMatch(/ {2}Mail.Read\n {6}WARNING: it opens what people wrote/);
    expect(run.out).toMatch(/ {2}Domain.Read.All\n {2}Mail.Read/);
  });

  it('ends with 3 when the organization cannot be read, and still says what would be seen', async () => {
    const { run } = await doctor(['User.Read.All']);
    expect(run.exitCode).toBe(3);
    expect(run.out).toContain('The organization cannot be read.');
    expect(run.out).toContain('Users and sign-in activity');
  });

  it('ends with 3 when sign-in fails, without a word of a fault of the program', async () => {
    const generated = generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 });
    const served = await serveTenant(generated);
    close = () => served.simulator.close();
    const run = await runCli(['doctor', ...served.flags], { ...served.env, AZURE_CLIENT_SECRET: 'wrong' });
    expect(run).toMatchObject({ exitCode: 3, out: '' });
    expect(run.err).toMatch(/^copilot-preflight: .*secret is wrong/);
  });

  it('prints JSON with the same facts', async () => {
    const { run } = await doctor(['Organization.Read.All', 'Mail.Send'], ['--json', '--profile', 'minimal']);
    const told = JSON.parse(run.out) as Sight & { signIn: { mode: string }; organization: { read: boolean } };
    expect(told.signIn.mode).toBe('application');
    expect(told.organization.read).toBe(true);
    expect(told.sees.map((s) => s.collector)).toEqual(['organization', 'licences']);
    expect(told.doesNotSee.find((u) => u.collector === 'users')?.missing).toEqual(['User.Read.All']);
    expect(told.doesNotSee.find((u) => u.collector === 'items')).toBeUndefined();
    expect(told.moreThanNeeded).toEqual([{ permission: 'Mail.Send', warnings: [expect.any(String), expect.any(String)] }]);
  });

  it.each([{ args: [] }, { args: ['--json'] }])('shows hostile names as text ($args)', async ({ args }) => {
    const { run } = await doctor([...ALL_ROLES, ALL], args, (tenant) => {
      tenant.organization.displayName = ALL;
    });
    expect(run.exitCode).toBe(0);
    expect(run.out).toContain('octocat');
    expect(run.out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
    // A build server would obey a line that begins so.
    expect(run.out).not.toMatch(/^\s*::/m);
  });
});

describe('doctor --purview-direct', () => {
  const direct = (
    change: (app: SimulatedTenant['apps'][number], tenant: SimulatedTenant) => void = () => {},
    args: readonly string[] = [],
    way: 'secret' | 'certificate' = 'certificate',
  ) =>
    doctor(
      ALL_ROLES,
      ['--purview-direct', ...args],
      (tenant) => {
        for (const app of tenant.apps) change(app, tenant);
      },
      way,
    );
  const isCmdlet = (r: { readonly method: string; readonly url: string }) => r.url.includes('/InvokeCommand');

  it.each(['secret', 'certificate'] as const)('asks each service one cmdlet, with a token of its own (%s)', async (way) => {
    const { run, requests } = await direct(() => {}, [], way);
    expect(run.exitCode).toBe(0);
    const text = run.out.replaceAll(/\s+/g, ' ');
    expect(text).toContain('Exchange Online answers: outlook.office365.com (token for outlook.office365.com)');
    expect(text).toMatch(
      /Security & Compliance answers: [a-z0-9-]+\.ps\.compliance\.protection\.outlook\.com \(token for ps\.compliance/,
    );
    expect(requests.filter(isCmdlet)).toHaveLength(2);
    expect(run.out).toMatch(/copilot-preflight scan --out FOLDER --purview-direct/);
    expect(run.out).toContain('It holds nothing that is not needed.');
  });

  it('is not done unasked, and what rests on it is named', async () => {
    const { run, requests } = await doctor(ALL_ROLES, [], () => {}, 'certificate');
    expect(requests.filter((r) => /outlook/.test(r.url))).toEqual([]);
    const unseen = run.out.split('What it will not see')[1] ?? '';
    for (const { meta } of COLLECTORS) expect(unseen.includes(`\n  ${meta.title}\n`)).toBe(meta.cmdlets !== undefined);
    expect(unseen).toContain('only an export (--bundle) tells it, or --purview-direct');
  });

  it.each<[string, (app: SimulatedTenant['apps'][number], tenant: SimulatedTenant) => void, RegExp[]]>([
    [
      'the permission of the second service',
      (app, tenant) => {
        app.complianceRoles = [];
        tenant.compliance.takesExchangeTokens = false;
        tenant.compliance.exchangeAnswersCompliance = false;
      },
      [
        /Exchange Online answers/,
        /Security & Compliance runs no cmdlets .*Exchange\.ManageAsApp \(Microsoft Exchange Online Protection\)/,
      ],
    ],
    [
      'both permissions',
      (app) => {
        app.complianceRoles = [];
        app.exchangeRoles = [];
      },
      [
        /Exchange Online runs no cmdlets .*Exchange\.ManageAsApp \(Office 365 Exchange Online\)/,
        /Security & Compliance runs no cmdlets .*\(Microsoft Exchange Online Protection\)/,
      ],
    ],
    [
      'the Entra role',
      (app) => {
        app.directoryRoles = [];
      },
      [/run no cmdlets for this sign-in\. .*Global Reader \(Entra role\)/, /Entra role: The token names no Entra role/],
    ],
  ])('names what is missing: %s', async (_, change, sentences) => {
    const { run } = await direct(change);
    expect(run.exitCode).toBe(0);
    const text = run.out.replaceAll(/\s+/g, ' ');
    for (const sentence of sentences) expect(text).toMatch(sentence);
    expect(text).toContain('copilot-preflight permissions --as powershell --purview-direct');
  });

  it('says which door answered where it is not the first', async () => {
    const { run } = await direct((app, tenant) => {
      app.complianceRoles = [];
      tenant.compliance.takesExchangeTokens = true;
    });
    expect(run.out.replaceAll(/\s+/g, ' ')).toMatch(/Security & Compliance answers: .*\(token for outlook\.office365\.com\)/);
  });

  it('names what is too much there', async () => {
    const { run } = await direct(
      (app) => {
        app.exchangeRoles = ['Exchange.ManageAsApp', 'full_access_as_app'];
      },
      ['--json'],
    );
    const told = JSON.parse(run.out) as Sight & { cmdlets: { exchange: { read: boolean }; compliance: { read: boolean } } };
    expect(told.cmdlets).toMatchObject({ exchange: { read: true }, compliance: { read: true }, warning: null });
    expect(told.moreThanNeeded).toEqual([
      { permission: 'full_access_as_app (Office 365 Exchange Online)', warnings: [expect.stringContaining('can change')] },
    ]);
  });

  it('tells another cloud and a token that was brought that it is not for them', async () => {
    const generated = generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 });
    const body = { value: [{ id: 'x', displayName: 'Lakeside' }] };
    const served = await serveTenant(generated, [{ when: /\/organization/, act: { status: 200, body } }]);
    close = () => served.simulator.close();
    const brought = await runCli(['doctor', '--purview-direct', ...served.flags, '--tenant', generated.credentials.tenantId], {
      COPILOT_PREFLIGHT_TOKEN: 'opaque',
    });
    expect(brought.out.replaceAll(/\s+/g, ' ')).toMatch(
      /run no cmdlets for this sign-in\. Microsoft answers this only for an application/,
    );
    const other = await runCli(['doctor', '--purview-direct', '--cloud', 'gcc-high', ...served.flags], served.env);
    expect(other.out.replaceAll(/\s+/g, ' ')).toMatch(/--purview-direct serves the worldwide cloud/);
    expect(served.simulator.requests.filter(isCmdlet)).toEqual([]);
  });
});

describe('doctor with an opaque token', () => {
  it('says that permissions are learned from the answers', async () => {
    const generated = generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 });
    const body = { value: [{ id: 'x', displayName: 'Lakeside' }] };
    const served = await serveTenant(generated, [{ when: /\/organization/, act: { status: 200, body } }]);
    close = () => served.simulator.close();
    const env = { COPILOT_PREFLIGHT_TOKEN: 'opaque' };
    const run = await runCli(['doctor', ...served.flags, '--tenant', generated.credentials.tenantId], env);
    expect(run.out).toContain('The token does not tell its permissions.');
    expect(run.out).toContain('Application: not told by the token');
    expect(run.out).toContain('The organization answers: Lakeside');
    expect(run.out).not.toContain('will see');
    expect(run.exitCode).toBe(0);
  });
});
