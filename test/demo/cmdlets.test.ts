/** The cmdlet endpoint as a service: who is let in at which host, its errors, its pages, and that nothing can be written. */
import { afterEach, describe, expect, test } from 'vitest';
import { demoClinic, generateHospital, generateTenant } from '../../src/demo/index.js';
import { EXCHANGE, FRONT_DOOR, hangUp, REGIONAL, type Said, terminal } from './cmdlet-client.js';

afterEach(hangUp);

const POLICIES = 'Get-DlpCompliancePolicy';
const AUDIT = 'Get-AdminAuditLogConfig';

/** What a client should go by: the innermost text. */
const textOf = ({ body }: Said): string =>
  body?.error?.details?.[0]?.message ?? body?.error?.innererror?.internalexception?.message ?? body?.error?.message ?? '';

const appOf = (served: ReturnType<typeof demoClinic>) => {
  const [app] = served.tenant.apps;
  if (app === undefined) throw new Error('the tenant has no app');
  return app;
};

describe('discovery', () => {
  test('the front door sends on to a host and port where no token may go', async () => {
    const { moduleFile, simulator } = await terminal(demoClinic());
    const { status, headers } = await moduleFile(FRONT_DOOR);
    expect(status).toBe(302);
    expect(headers.get('location')).toMatch(/^https:\/\/nam12b\.admin\.protection\.outlook\.com:446\/AdminApi\/v1\.0\//);
    expect(simulator.unanswered).toBe(0);
  });

  test('the host of the region lists the cmdlets, and so does a front door without regions', async () => {
    const served = demoClinic();
    const { moduleFile } = await terminal(served);
    const listed = (said: Said): string[] => said.body.value[0].exportedCmdlets.split(',');
    expect(listed(await moduleFile(REGIONAL))).toContain(POLICIES);
    // Business Premium has no insider risk management.
    expect(listed(await moduleFile(REGIONAL))).not.toContain('Get-InsiderRiskPolicy');
    served.tenant.compliance.region = null;
    expect(listed(await moduleFile(FRONT_DOOR))).toContain(POLICIES);
    served.tenant.compliance.exchangeAnswersCompliance = false;
    expect(listed(await moduleFile(EXCHANGE))).not.toContain(POLICIES);
  });

  test('a host that is not of the tenant’s region does not serve it', async () => {
    const { invoke } = await terminal(demoClinic());
    const said = await invoke(POLICIES, { host: `eur05b.${FRONT_DOOR}` });
    expect([said.status, said.body.error.code]).toEqual([400, 'ErrorIncorrectRoutingHint']);
    expect((await invoke(POLICIES, { host: FRONT_DOOR })).status).toBe(200);
  });

  test('other hosts and other addresses are not simulated, and counted', async () => {
    const { invoke, simulator } = await terminal(demoClinic());
    const { endpoints } = simulator;
    expect((await fetch(`${endpoints.purview}/nam12b.admin.protection.outlook.com/AdminApi/`)).status).toBe(501);
    expect((await fetch(`${endpoints.exchange}/${EXCHANGE}.attacker.example/adminapi/`)).status).toBe(501);
    const url = `https://${EXCHANGE}/adminapi/beta/x/$batch`;
    await invoke(AUDIT, { host: EXCHANGE, url });
    expect(simulator.unanswered).toBeGreaterThanOrEqual(2);
  });
});

describe('who is let in', () => {
  test('both halves take a token of their own audience', async () => {
    const { invoke } = await terminal(demoClinic());
    expect((await invoke(POLICIES)).status).toBe(200);
    expect((await invoke(AUDIT, { host: EXCHANGE })).body.value[0].UnifiedAuditLogIngestionEnabled).toBe(true);
  });

  test.each([
    ['none', null, REGIONAL],
    ['one for Graph', 'graph.microsoft.com', REGIONAL],
    ['one for Security & Compliance at Exchange Online', FRONT_DOOR, EXCHANGE],
  ])('no other token: %s', async (_, audience, host) => {
    const { invoke } = await terminal(demoClinic());
    const said = await invoke(AUDIT, { host, audience });
    expect(said.status).toBe(401);
    expect(said.headers.get('x-ms-diagnostics')).toMatch(/reason="/);
  });

  test('without the permission of Exchange Online Protection, the other two doors answer by switch', async () => {
    const served = demoClinic();
    appOf(served).complianceRoles = [];
    const { invoke } = await terminal(served);
    const { compliance } = served.tenant;
    expect((await invoke(POLICIES)).status).toBe(401);
    expect((await invoke(POLICIES, { audience: EXCHANGE })).status).toBe(200);
    compliance.takesExchangeTokens = false;
    expect((await invoke(POLICIES, { audience: EXCHANGE })).status).toBe(401);
    expect((await invoke(POLICIES, { host: EXCHANGE })).status).toBe(200);
    compliance.exchangeAnswersCompliance = false;
    const last = await invoke(POLICIES, { host: EXCHANGE });
    expect([last.status, textOf(last)]).toEqual([400, expect.stringContaining('is not recognized as the name of a cmdlet')]);
  });

  test('without a directory role that will do, the service says so', async () => {
    const served = demoClinic();
    const { invoke } = await terminal(served);
    appOf(served).directoryRoles = [];
    const none = await invoke(POLICIES);
    expect([none.status, textOf(none)]).toEqual([403, expect.stringContaining("isn't supported in this scenario")]);
    expect(textOf(none)).toContain('FailureCategory=AuthZ-CmdletAccessDeniedException');
    // Exchange Administrator reads in Exchange Online only.
    appOf(served).directoryRoles = ['29232cdf-9323-42fd-ade2-1d097af3e4de'];
    expect((await invoke(AUDIT, { host: EXCHANGE })).status).toBe(200);
    expect((await invoke(POLICIES)).status).toBe(403);
  });

  test('the blind twin refuses everything', async () => {
    const { invoke } = await terminal(generateTenant({ seed: 20, variant: 'blind' }));
    for (const host of [REGIONAL, FRONT_DOOR, EXCHANGE]) expect((await invoke(AUDIT, { host })).status).toBe(401);
  });

  test.each([
    ['no mailbox', REGIONAL, ''],
    ['the id of the tenant, at Security & Compliance', REGIONAL, 'APP:SystemMailbox{x}@TENANT'],
    ['another domain of the tenant', REGIONAL, 'UPN:anybody@DOMAIN'],
    ['another tenant', EXCHANGE, 'UPN:anybody@other.onmicrosoft.com'],
  ])('a routing header that names %s is refused', async (_, host, anchor) => {
    const served = demoClinic();
    const { invoke } = await terminal(served);
    const named = anchor.replace('TENANT', served.tenant.id).replace('DOMAIN', served.credentials.domain);
    const said = await invoke(AUDIT, { host, anchor: named });
    expect([said.status, said.body.error.code]).toEqual([400, 'ErrorIncorrectRoutingHint']);
  });
});

describe('refusals of one cmdlet', () => {
  test('a role that is too small, a cmdlet that is not there, a licence that is not there', async () => {
    const served = demoClinic();
    const { refusals, refusesWithOk } = served.tenant.compliance;
    Object.assign(refusals, { [POLICIES]: 'role', [AUDIT]: 'role', 'Get-Label': 'not-exposed' });
    const { invoke } = await terminal(served);
    const compliance = await invoke(POLICIES);
    expect([compliance.status, textOf(compliance)]).toEqual([403, `User is not allowed to call ${POLICIES}`]);
    const exchange = await invoke(AUDIT, { host: EXCHANGE });
    expect([exchange.status, exchange.body.error.code]).toEqual([401, 'Unauthorized']);
    expect(exchange.body.error.innererror.type).toContain('ODataServiceException');
    expect(textOf(await invoke('Get-Label'))).toContain('not recognized');
    // Business Premium has no communication compliance either.
    expect(textOf(await invoke('Get-SupervisoryReviewRule'))).toMatch(/licen[sc]e/);
    expect(textOf(await invoke('Get-InsiderRiskPolicy'))).toContain('not recognized');
    refusesWithOk.push(POLICIES);
    const inside = await invoke(POLICIES);
    expect([inside.status, inside.body.error.code]).toEqual([200, 'Forbidden']);
  });

  test('nothing, and something to say about it', async () => {
    const served = demoClinic();
    served.tenant.compliance.warnings['Get-Label'] = ['No labels were found.'];
    const { invoke } = await terminal(served);
    const { body } = await invoke('Get-Label');
    expect([body.value, body['@adminapi.warnings']]).toEqual([null, ['No labels were found.']]);
    expect((await invoke('Get-LabelPolicy')).body.value).toEqual([]);
  });

  test('parameters that are missing or unknown', async () => {
    const { invoke } = await terminal(generateHospital({ staff: 200, seats: 20 }));
    const missing = await invoke('Get-FeatureConfiguration');
    expect([missing.status, textOf(missing)]).toEqual([400, expect.stringContaining('missing mandatory parameters')]);
    const given = await invoke('Get-FeatureConfiguration', { parameters: { FeatureScenario: 'KnowYourData' } });
    expect(given.body.value).toHaveLength(1);
    expect((await invoke(POLICIES, { parameters: { Colour: 'red' } })).status).toBe(400);
  });

  test('a fault may be laid in the way of one cmdlet', async () => {
    const busy = { when: /#Get-Label$/, times: 1, act: { status: 429, headers: { 'Retry-After': '7' } } } as const;
    const { invoke, simulator } = await terminal(demoClinic(), [busy]);
    expect((await invoke(POLICIES)).status).toBe(200);
    const said = await invoke('Get-Label');
    expect([said.status, said.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await invoke('Get-Label')).status).toBe(200);
    const asked = simulator.requests.filter(({ url }) => url.includes('InvokeCommand'));
    expect(asked.map(({ url, status }) => [url.split('#')[1], status])).toEqual([
      [POLICIES, 200],
      ['Get-Label', 429],
      ['Get-Label', 200],
    ]);
  });
});

describe('the audit log', () => {
  test('is always off for Security & Compliance, whatever Exchange Online says', async () => {
    const { invoke } = await terminal(demoClinic());
    const [there, here] = [await invoke(AUDIT), await invoke(AUDIT, { host: EXCHANGE })].map((said) => said.body.value[0]);
    expect(there.UnifiedAuditLogIngestionEnabled).toBe(false);
    expect(there.Identity).toMatch(/^FFO\.extest/);
    expect(here.UnifiedAuditLogIngestionEnabled).toBe(true);
    expect(here.Identity).not.toContain('FFO.');
  });
});

describe('pages', () => {
  test('go on by the same question to the next link, never by GET', async () => {
    const served = generateHospital({ staff: 200, seats: 20 });
    const asked = { host: EXCHANGE, parameters: { ResultSize: 'Unlimited' }, headers: { Prefer: 'odata.maxpagesize=60' } };
    const { all, invoke } = await terminal(served);
    const { rows, pages } = await all('Get-MailboxAuditBypassAssociation', asked);
    expect([rows.length, pages]).toEqual([200, 4]);
    expect(new Set(rows.map((row) => row.ExternalDirectoryObjectId)).size).toBe(200);
    const first = await invoke('Get-MailboxAuditBypassAssociation', asked);
    const url = first.body['@odata.nextLink'] as string;
    expect(url).toMatch(/^https:\/\/outlook\.office365\.com\/adminapi\/beta\//);
    expect((await invoke('Get-MailboxAuditBypassAssociation', { ...asked, url, method: 'GET' })).status).toBe(405);
    expect((await invoke('Get-RemoteDomain', { host: EXCHANGE, url })).status).toBe(400);
    served.tenant.pageSizes.cmdletObjects = 150;
    expect((await all('Get-MailboxAuditBypassAssociation', { ...asked, headers: {} })).pages).toBe(2);
  });

  test('hold no more than a thousand', async () => {
    const { all } = await terminal(generateHospital({ staff: 1200, seats: 20 }));
    const asked = { host: EXCHANGE, headers: { Prefer: 'odata.maxpagesize=5000' } };
    const unlimited = await all('Get-MailboxAuditBypassAssociation', { ...asked, parameters: { ResultSize: 'Unlimited' } });
    expect([unlimited.rows.length, unlimited.pages]).toEqual([1200, 2]);
    expect((await all('Get-MailboxAuditBypassAssociation', asked)).rows).toHaveLength(1000);
  });
});

describe('nothing is written', () => {
  test.each(['Set-AdminAuditLogConfig', 'Remove-Label', 'new-DlpCompliancePolicy', 'Get_Label', ''])(
    'whatever is asked: %s',
    async (cmdlet) => {
      const served = demoClinic();
      const before = structuredClone(served.tenant.compliance);
      const { invoke, simulator } = await terminal(served);
      expect(simulator.writesAttempted).toBe(0);
      expect((await invoke(cmdlet, { host: EXCHANGE })).status).toBe(403);
      expect(simulator.writesAttempted).toBe(1);
      expect(served.tenant.compliance).toEqual(before);
    },
  );
});
