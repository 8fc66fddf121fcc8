/** Only Get- cmdlets of the list leave, with exactly their parameters, by a token and to a host that are theirs; and nothing drawn at random gets past it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CMDLETS } from '../../src/purview/cmdlets.js';
import { ForbiddenRequestError } from '../../src/sources/allow-list.js';
import { assertCmdletCall, type CmdletCall, cmdletBody, directCmdlet } from '../../src/sources/cmdlet-allow-list.js';
import { anchorMailbox, isTenant } from '../../src/sources/cmdlet-doors.js';
import type { CmdletRequest } from '../../src/sources/cmdlets.js';
import { checkCmdletUrl, isCmdletHost } from '../../src/sources/hosts.js';
import { EXCHANGE_HOST, FRONT_DOOR, openCmdlets, REGIONAL, TENANT } from './cmdlet-kit.js';

const { tenantId } = TENANT;
const DIRECT = CMDLETS.filter((one) => one.direct);
const bodyOf = (CmdletName: unknown, Parameters: unknown = {}): string =>
  JSON.stringify({ CmdletInput: { CmdletName, Parameters } });
const RULES = bodyOf('Get-DlpComplianceRule');
const AUDIT = bodyOf('Get-AdminAuditLogConfig');

const call = (change: Partial<CmdletCall> = {}): CmdletCall => ({
  method: 'POST',
  audience: 'purview',
  host: REGIONAL,
  path: `/adminapi/beta/${tenantId}/InvokeCommand`,
  query: '',
  body: RULES,
  tenantId,
  cloud: 'global',
  isLink: false,
  ...change,
});
const region = (change: Partial<CmdletCall> = {}): CmdletCall =>
  call({ method: 'GET', host: FRONT_DOOR, path: `/AdminApi/v1.0/${tenantId}/EXOModuleFile`, body: null, ...change });
const atExchange = { audience: 'exchange', host: EXCHANGE_HOST } as const;

test('every cmdlet that may be asked directly leaves through each of its doors, in its own words', () => {
  expect(DIRECT.length).toBeGreaterThan(15);
  for (const cmdlet of DIRECT) {
    const session = cmdlet.session as CmdletRequest['session'];
    const body = cmdletBody(directCmdlet({ cmdlet: cmdlet.name, session }));
    expect(body).toBe(JSON.stringify({ CmdletInput: { CmdletName: cmdlet.name, Parameters: cmdlet.parameters } }));
    const doors: Partial<CmdletCall>[] =
      session === 'exchange' ? [atExchange] : [{}, { host: FRONT_DOOR }, { audience: 'exchange' }, atExchange];
    for (const door of doors) expect(() => assertCmdletCall(call({ ...door, body }))).not.toThrow();
  }
  for (const audience of ['purview', 'exchange'] as const) expect(() => assertCmdletCall(region({ audience }))).not.toThrow();
  expect(() => assertCmdletCall(call({ isLink: true, query: '?$skiptoken=a' }))).not.toThrow();
});

describe('refuses', () => {
  test.each<[string, CmdletCall]>([
    ['no body', call({ body: null })],
    ['a body that is no JSON', call({ body: 'Get-DlpComplianceRule' })],
    ['a list', call({ body: `[${RULES}]` })],
    ['a cmdlet that writes', call({ body: bodyOf('Set-DlpComplianceRule') })],
    ['a cmdlet of another case', call({ body: bodyOf('get-dlpcompliancerule') })],
    ['two cmdlets in one', call({ body: bodyOf('Get-Label;Set-Label', { IncludeDetailedLabelActions: true }) })],
    ['a blank behind the name', call({ body: bodyOf('Get-DlpComplianceRule ') })],
    ['a name that is a list', call({ body: bodyOf(['Get-DlpComplianceRule']) })],
    ['a Get- that is not on the list', call({ body: bodyOf('Get-ComplianceSearch') })],
    ['one that only the export reads', call({ body: bodyOf('Get-AipServiceSuperUser') })],
    ['a Search-', call({ ...atExchange, body: bodyOf('Search-UnifiedAuditLog', { ResultSize: 1 }) })],
    ['another parameter', call({ body: bodyOf('Get-DlpComplianceRule', { Identity: 'x' }) })],
    ['a missing parameter', call({ body: bodyOf('Get-Label') })],
    ['a parameter of another value', call({ body: bodyOf('Get-Label', { IncludeDetailedLabelActions: 'true' }) })],
    ['parameters that are a list', call({ body: bodyOf('Get-DlpComplianceRule', []) })],
    ['a key beside', call({ body: JSON.stringify({ ...JSON.parse(RULES), x: 1 }) })],
    ['a key beside the name', call({ body: JSON.stringify({ CmdletInput: { ...JSON.parse(RULES).CmdletInput, x: 1 } }) })],
    ['a key that stands twice', call({ body: RULES.replace('"CmdletName"', '"CmdletName":"Set-Label","CmdletName"') })],
    ['a blank more', call({ body: RULES.replace(':', ': ') })],
    ['the audit log asked of Security & Compliance', call({ body: AUDIT })],
    ['the same with a token of Exchange', call({ body: AUDIT, audience: 'exchange' })],
    ['a token of Security & Compliance at Exchange', call({ host: EXCHANGE_HOST })],
    ['another host', call({ host: 'evil.example' })],
    ['a host of two labels more', call({ host: `a.b.${FRONT_DOOR}` })],
    ['a host of another cloud', call({ host: 'ps.compliance.protection.office365.us' })],
    ['another tenant', call({ path: '/adminapi/beta/99999999-2222-4333-8444-555555555555/InvokeCommand' })],
    ['a batch', call({ path: `/adminapi/beta/${tenantId}/$batch` })],
    ['another version', call({ path: `/adminapi/v1.0/${tenantId}/InvokeCommand` })],
    ['an encoded path', call({ path: `/adminapi/beta/${tenantId}/Invoke%43ommand` })],
    ['a query of ours', call({ query: '?$select=Name' })],
    ['another method', call({ method: 'PUT' })],
    ['a cmdlet by GET', call({ method: 'GET' })],
    ['the region of a region', region({ host: REGIONAL })],
    ['the region asked of Exchange', region(atExchange)],
    ['the region with a query', region({ query: '?Version=1' })],
    ['the region with a body', region({ body: '{}' })],
    ['the region by POST', region({ method: 'POST' })],
  ])('%s', (_, asked) => {
    expect(() => assertCmdletCall(asked)).toThrow(ForbiddenRequestError);
  });
});

test('a caller gets no cmdlet but those of the list, each in its own session, and nothing is sent', async () => {
  const world = await openCmdlets(() => ({ status: 500 }));
  const names = fc.oneof(
    fc.constantFrom(
      ...CMDLETS.flatMap(({ name }) => [name.toLowerCase(), name.replace('Get-', 'Set-'), `${name} `, `${name};Set-Label`]),
    ),
    fc.constantFrom('Get-Labеl', 'Ｇet-Label', '__proto__', 'constructor', 'Get-', ''),
    fc.tuple(fc.constantFrom('Set-', 'New-', 'Remove-', 'Get-', 'Export-'), fc.string()).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme' }),
  );
  const session = fc.constantFrom<CmdletRequest['session']>('exchange', 'security-compliance');
  fc.assert(
    fc.property(names, session, (cmdlet, of) => {
      fc.pre(!DIRECT.some((one) => one.name === cmdlet && one.session === of));
      expect(() => world.invoke({ cmdlet, session: of })).toThrow(ForbiddenRequestError);
      expect(() => assertCmdletCall(call({ body: bodyOf(cmdlet), ...(of === 'exchange' ? atExchange : {}) }))).toThrow(
        ForbiddenRequestError,
      );
    }),
    { numRuns: 300 },
  );
  for (const { name, session: of } of CMDLETS.filter((one) => one.direct)) {
    const other = of === 'exchange' ? 'security-compliance' : 'exchange';
    expect(() => world.invoke({ cmdlet: name, session: other })).toThrow(ForbiddenRequestError);
  }
  expect(world.calls).toEqual([]);
  expect(world.asked).toEqual([]);
});

test('no parameters drawn at random pass in place of those of the list', () => {
  const value = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constant(null), fc.array(fc.string(), { maxLength: 2 }));
  const keys = fc.oneof(fc.string(), fc.constantFrom('Identity', 'IncludeDetailedLabelActions', 'ResultSize', '__proto__'));
  fc.assert(
    fc.property(fc.constantFrom(...DIRECT), fc.dictionary(keys, value), (cmdlet, parameters) => {
      const own = JSON.stringify(cmdlet.parameters);
      fc.pre(JSON.stringify(parameters) !== own);
      const where = cmdlet.session === 'exchange' ? atExchange : {};
      expect(() => assertCmdletCall(call({ ...where, body: bodyOf(cmdlet.name, parameters) }))).toThrow(ForbiddenRequestError);
    }),
    { numRuns: 300 },
  );
});

test('all that the list sends directly reads', () => {
  for (const { name } of DIRECT) expect(name).toMatch(/^Get-[A-Z][A-Za-z0-9]*$/);
});

describe('the hosts of the two services', () => {
  const moved = { exchange: 'http://127.0.0.1:4000/exo', purview: 'http://127.0.0.1:4000/scc' };

  test.each([
    ['purview', `https://${FRONT_DOOR}/adminapi/x`],
    ['purview', `https://NAM12B.${FRONT_DOOR}:443/adminapi/x`],
    ['exchange', `https://${EXCHANGE_HOST}/adminapi/x?$skiptoken=a`],
  ] as const)('%s takes %s, and sends it to a moved address with the host in front', (service, url) => {
    const canonical = new URL(url);
    expect(checkCmdletUrl(service, url, 'global', {})).toEqual({
      ok: true,
      canonical: canonical.href,
      send: canonical.href,
      host: canonical.hostname,
    });
    const send = `${moved[service]}/${canonical.hostname}${canonical.pathname}${canonical.search}`;
    expect(checkCmdletUrl(service, url, 'global', moved)).toMatchObject({ ok: true, send, canonical: canonical.href });
    expect(checkCmdletUrl(service, send, 'global', moved)).toMatchObject({ ok: true, send, canonical: canonical.href });
  });

  test.each([
    ['exchange', `https://nam12b.${EXCHANGE_HOST}/x`],
    ['exchange', `https://${FRONT_DOOR}/x`],
    ['purview', `https://${EXCHANGE_HOST}/x`],
    ['purview', `https://evil${FRONT_DOOR}/x`],
    ['purview', `https://a.b.${FRONT_DOOR}/x`],
    ['purview', `https://.${FRONT_DOOR}/x`],
    ['purview', `https://a_b.${FRONT_DOOR}/x`],
    ['purview', `https://${FRONT_DOOR}.evil.example/x`],
    ['purview', `https://${FRONT_DOOR}:8443/x`],
    ['purview', `https://user@${FRONT_DOOR}/x`],
    ['purview', `http://${FRONT_DOOR}/x`],
    ['purview', '/adminapi/x'],
    ['purview', 'http://127.0.0.1:4000/scc'],
    ['purview', 'http://127.0.0.1:4000/scc/evil.example/x'],
    ['purview', `http://127.0.0.1:4000/scc2/${FRONT_DOOR}/x`],
  ] as const)('%s refuses %s', (service, url) => {
    expect(checkCmdletUrl(service, url, 'global', moved).ok).toBe(false);
  });

  test('a label of a region is one label of 63 letters at most', () => {
    expect(isCmdletHost('purview', `${'a'.repeat(63)}.${FRONT_DOOR}`, 'global')).toBe(true);
    expect(isCmdletHost('purview', `${'a'.repeat(64)}.${FRONT_DOOR}`, 'global')).toBe(false);
  });
});

describe('what stands in headers', () => {
  test('each service gets its own form of the mailbox', () => {
    const mailbox = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';
    expect(anchorMailbox('exchange', TENANT)).toBe(`APP:${mailbox}@${tenantId}`);
    expect(anchorMailbox('purview', TENANT)).toBe(`UPN:${mailbox}@contoso.onmicrosoft.com`);
  });

  test.each([
    { tenantId: 'contoso', initialDomain: 'contoso.onmicrosoft.com' },
    { tenantId: `${tenantId}/x`, initialDomain: 'contoso.onmicrosoft.com' },
    { tenantId, initialDomain: 'contoso.onmicrosoft.com\r\nX-Evil: 1' },
    { tenantId, initialDomain: '' },
    { tenantId, initialDomain: 'contoso' },
  ])('a tenant that tells no such name is not asked (%j)', async (tenant) => {
    expect(isTenant(tenant)).toBe(false);
    const world = await openCmdlets(() => ({ status: 500 }));
    if (!world.cmdlets.reader.known) throw new Error('the kit gives tokens');
    const reply = await world.cmdlets.reader.value(tenant).invoke({ cmdlet: 'Get-Label', session: 'security-compliance' });
    expect(reply).toMatchObject({ ok: false, gap: { reason: 'failed' } });
    expect(world.calls).toEqual([]);
  });
});
