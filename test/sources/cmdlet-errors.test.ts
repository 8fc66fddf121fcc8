/** Refusals of the cmdlet endpoint told apart, each with what to grant, and without a word of the tenant's or of a token in it. */
import { describe, expect, test } from 'vitest';
import { COMPLIANCE_PERMISSION, EXCHANGE_PERMISSION, READER_ROLE } from '../../src/evidence/cmdlet-access.js';
import type { Gap } from '../../src/evidence/coverage.js';
import { printable } from '../../src/sources/cmdlet-errors.js';
import type { CmdletRequest } from '../../src/sources/cmdlets.js';
import { directoryRolesOf } from '../../src/sources/token.js';
import {
  type Answering,
  AUDIT,
  type CmdletWish,
  cmdletToken,
  errorOf,
  GLOBAL_READER,
  listOf,
  NO_ROLE_TEXT,
  openCmdlets,
  POLICIES,
} from './cmdlet-kit.js';
import type { Sent } from './kit.js';

const RISK: CmdletRequest = { cmdlet: 'Get-InsiderRiskPolicy', session: 'security-compliance' };
const GRANTED = { roles: ['Exchange.ManageAsApp'] };

async function gapOf(answer: Answering | Sent, request = POLICIES, claims?: CmdletWish['claims']): Promise<Gap> {
  const speak: Answering = typeof answer === 'function' ? answer : () => answer;
  const world = await openCmdlets((called, count) => (called.kind === 'region' ? listOf() : speak(called, count)), {
    ...(claims === undefined ? {} : { claims }),
  });
  const reply = await world.invoke(request);
  if (reply.ok) throw new Error('there should be a gap');
  return reply.gap;
}

const claimsOf = (exchange: object, purview: object): CmdletWish['claims'] => ({ exchange, purview });
const withRoles = (...wids: string[]): CmdletWish['claims'] => claimsOf({ ...GRANTED, wids }, { ...GRANTED, wids });

describe('what is missing', () => {
  test.each<[string, Sent]>([
    ['in the message', errorOf(401, NO_ROLE_TEXT)],
    ['with a typographic apostrophe', errorOf(403, NO_ROLE_TEXT.replace("'", '’'))],
    ['in the details', errorOf(401, 'Unauthorized', { details: [{ code: 'x', message: NO_ROLE_TEXT }] })],
    ['in details that are one object', errorOf(401, 'Unauthorized', { details: { message: NO_ROLE_TEXT } })],
    ['in the innermost exception', errorOf(401, 'x', { inner: { internalException: { message: NO_ROLE_TEXT } } })],
    ['in JSON inside a text', errorOf(401, JSON.stringify({ error: { message: NO_ROLE_TEXT } }))],
    ['in a 200', errorOf(200, NO_ROLE_TEXT)],
  ])('an Entra role, told %s', async (_, sent) => {
    expect(await gapOf(sent)).toMatchObject({
      reason: 'forbidden',
      remedy: READER_ROLE,
      detail: expect.stringContaining('no Entra role'),
    });
  });

  test('the permission of the second service, where Exchange takes its token', async () => {
    const refusing: Answering = ({ cmdlet, audience, host }) =>
      cmdlet === 'Get-AdminAuditLogConfig'
        ? listOf({})
        : audience === 'exchange' && host.startsWith('outlook')
          ? errorOf(404, 'no such cmdlet is recognized: it is not recognized')
          : errorOf(401, 'Unauthorized');
    expect(await gapOf(refusing)).toMatchObject({ reason: 'forbidden', remedy: COMPLIANCE_PERMISSION, status: 401 });
    const world = await openCmdlets((called) =>
      called.cmdlet === 'Get-AdminAuditLogConfig' ? listOf({}) : errorOf(401, 'Unauthorized'),
    );
    expect((await world.invoke(AUDIT)).ok).toBe(true);
    expect(await world.invoke(POLICIES)).toMatchObject({ ok: false, gap: { remedy: COMPLIANCE_PERMISSION } });
  });

  test.each<[string, CmdletRequest, CmdletWish['claims'], string]>([
    ['of one of two, where nothing tells which', POLICIES, undefined, `${COMPLIANCE_PERMISSION} and ${READER_ROLE}`],
    ['of Exchange and the role, likewise', AUDIT, undefined, `${EXCHANGE_PERMISSION} and ${READER_ROLE}`],
    ['the permission that the token lacks', POLICIES, claimsOf(GRANTED, {}), COMPLIANCE_PERMISSION],
    ['the permission that Exchange’s token lacks', AUDIT, claimsOf({}, GRANTED), EXCHANGE_PERMISSION],
    ['the role that the token lacks', POLICIES, withRoles('88d8e3e3-8f55-4a1e-953a-9b9898b8876b'), READER_ROLE],
    [
      'the role group, where a role is there',
      RISK,
      withRoles(GLOBAL_READER),
      'Insider Risk Management (role group of Microsoft Purview)',
    ],
  ])('%s', async (_, request, claims, remedy) => {
    expect(await gapOf(errorOf(401, 'Unauthorized'), request, claims)).toMatchObject({
      reason: 'forbidden',
      remedy,
      status: 401,
    });
  });

  test.each<[string, CmdletRequest, CmdletWish['claims'], string]>([
    ['nobody knows which role it has', POLICIES, undefined, READER_ROLE],
    ['it has none that is accepted', RISK, withRoles('88d8e3e3-8f55-4a1e-953a-9b9898b8876b'), READER_ROLE],
    ['it has the wider reader already', POLICIES, withRoles(GLOBAL_READER), 'a role that may run Get-DlpCompliancePolicy'],
    [
      'the objects are shown to a role group',
      RISK,
      withRoles(GLOBAL_READER),
      'Insider Risk Management (role group of Microsoft Purview)',
    ],
    [
      'communication compliance likewise',
      { cmdlet: 'Get-SupervisoryReviewRule', session: 'security-compliance' },
      withRoles(GLOBAL_READER),
      'Communication Compliance (role group of Microsoft Purview)',
    ],
  ])('a role that is too small for a cmdlet: %s', async (_, request, claims, remedy) => {
    const message = `User is not allowed to call ${request.cmdlet}`;
    const inner = { message, type: 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException' };
    for (const status of [401, 403]) {
      expect(await gapOf(errorOf(status, message, { inner }), request, claims)).toMatchObject({
        reason: 'forbidden',
        remedy,
        status,
      });
    }
  });

  test('a bare 403 is tried at the next door, and then is a role', async () => {
    const doors: string[] = [];
    const gap = await gapOf(({ audience, host }) => {
      doors.push(`${audience} ${host}`);
      return { status: 403, body: '' };
    });
    expect(doors).toHaveLength(3);
    expect(gap).toMatchObject({ reason: 'forbidden', status: 403, remedy: READER_ROLE });
  });
});

describe('what no grant would mend', () => {
  test.each([
    "The term 'Get-InsiderRiskPolicy' is not recognized as the name of a cmdlet, function, script file, or operable program.",
    'The cmdlet Get-InsiderRiskPolicy was not found.',
    'System.Management.Automation.CommandNotFoundException: x',
  ])('a cmdlet that is not exposed: %s', async (message) => {
    for (const status of [200, 400, 404, 500]) {
      const gap = await gapOf(errorOf(status, message, { code: 'BadRequest' }), RISK);
      expect(gap).toMatchObject({
        reason: 'failed',
        status,
        detail: expect.stringContaining('is not exposed to this application'),
      });
      expect(gap.remedy).toMatch(/Get-InsiderRiskPolicy; or an export \(--bundle\)$/);
    }
  });

  test('a licence', async () => {
    const message = 'This feature requires an Office 365 E5 license.';
    expect(await gapOf(errorOf(400, message, { code: 'x' }))).toMatchObject({
      reason: 'not-licensed',
      remedy: 'the licence that Get-DlpCompliancePolicy needs',
    });
  });

  test('a routing hint, in code or text', async () => {
    for (const sent of [errorOf(400, 'x', { code: 'ErrorIncorrectRoutingHint' }), errorOf(400, 'Incorrect routing hint')]) {
      expect(await gapOf(sent)).toMatchObject({
        reason: 'failed',
        status: 400,
        detail: expect.stringContaining('servers of the tenant'),
      });
    }
  });

  test('throttling without an end, and a service that fails', async () => {
    expect(await gapOf({ status: 429 })).toMatchObject({ reason: 'throttled', status: 429 });
    expect(await gapOf({ status: 500 })).toMatchObject({ reason: 'failed', status: 500 });
    expect(await gapOf({ body: '<html>', headers: { 'content-type': 'text/html' } })).toMatchObject({
      reason: 'failed',
      detail: expect.stringContaining('web page'),
    });
  });

  test('an error in a 200 is no data', async () => {
    const sent: Sent = { body: { error: { code: 'Failed', message: 'It went wrong.' }, value: [] } };
    expect(await gapOf(sent)).toEqual({
      reason: 'failed',
      status: 200,
      detail: 'Get-DlpCompliancePolicy failed (200 Failed): It went wrong.',
    });
    expect(await gapOf(errorOf(200, 'x', { code: 'Unauthorized' }))).toMatchObject({ reason: 'forbidden', status: 200 });
  });

  test('the text that tells most is the one that is shown', async () => {
    const inner = { message: 'second', internalexception: { message: 'first' } };
    const told = async (more: Parameters<typeof errorOf>[2]) =>
      (await gapOf(errorOf(400, 'last', { code: 'x', ...more }))).detail;
    expect(await told({ inner, details: [{ message: 'best' }] })).toMatch(/: best$/);
    expect(await told({ inner })).toMatch(/: first$/);
    expect(await told({ inner: { message: 'second' } })).toMatch(/: second$/);
    expect(await told({})).toMatch(/: last$/);
  });
});

describe('the texts of errors', () => {
  const HOSTILE = `a\u001b[31m\r\n::error::\u202e <script> Bearer ${cmdletToken('exchange')} and ${cmdletToken('x')} of anna@contoso.com in "Salaries 2026" at https://evil.example/?x=1 isn't 'Board'`;

  test('lose all that draws, names or opens something', async () => {
    const gap = await gapOf(errorOf(400, HOSTILE, { code: 'x' }));
    const text = JSON.stringify(gap);
    expect(text).not.toMatch(/canary|eyJ|anna|Salaries|Board|evil\.example/);
    expect(gap.detail).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(gap.detail).toContain("isn't");
    expect((gap.detail ?? '').length).toBeLessThan(320);
  });

  test('a code that is more than a word is left out', async () => {
    expect((await gapOf(errorOf(400, '', { code: 'Anna was here' }))).detail).toBe('Get-DlpCompliancePolicy failed (400)');
  });

  test('warnings likewise', async () => {
    const world = await openCmdlets(() => ({ body: { value: [], '@adminapi.warnings': [HOSTILE, 7, null, HOSTILE, ''] } }));
    const reply = await world.invoke(AUDIT);
    expect(reply).toMatchObject({ ok: true, warnings: [printable(HOSTILE)] });
  });
});

describe('what tokens say of roles', () => {
  test('a warning where they name roles and none of them is accepted', async () => {
    const warningOf = async (claims: CmdletWish['claims']) => {
      const world = await openCmdlets(() => listOf(), claims === undefined ? {} : { claims });
      expect(world.cmdlets.warning()).toBeNull();
      expect(world.cmdlets.permissions()).toBeNull();
      await world.invoke(AUDIT);
      return [world.cmdlets.warning(), world.cmdlets.permissions()];
    };
    expect(await warningOf(withRoles('0997a1d0-0d1d-4acb-b408-d5ca73121e90'))).toEqual([
      expect.stringContaining('Global Reader'),
      [EXCHANGE_PERMISSION],
    ]);
    expect(await warningOf(withRoles(GLOBAL_READER.toUpperCase()))).toEqual([null, [EXCHANGE_PERMISSION]]);
    expect(await warningOf(claimsOf({}, {}))).toEqual([null, []]);
    expect(await warningOf(undefined)).toEqual([null, null]);
  });

  test('are read from any token, and from nothing else', () => {
    expect(directoryRolesOf(cmdletToken('x', { wids: ['A', 7] }))).toEqual(['a']);
    for (const token of ['opaque', 'a.b.c', cmdletToken('x'), cmdletToken('x', { wids: 'a' })])
      expect(directoryRolesOf(token)).toBeNull();
  });
});
