/** Exports of simulated tenants: what the script and what an engineer's hand leave on disk, read back by the program. */
import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { demoClinic, generateHospital, generateTenant, type SimulatedTenant } from '../../src/demo/index.js';
import { readBundle } from '../../src/imports/bundle/index.js';
import { CMDLETS } from '../../src/purview/cmdlets.js';
import { decodeObjects } from '../../src/purview/decode.js';
import type { CmdletResult } from '../../src/purview/results.js';
import { WRITERS } from '../kit/export-encodings.js';
import { asPiped, type BundleOptions, bundleFiles, makeBundle } from '../kit/make-bundle.js';
import { EXCHANGE, hangUp, REGIONAL, terminal } from './cmdlet-client.js';

const folders: string[] = [];

afterEach(async () => {
  await hangUp();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function read(tenant: SimulatedTenant, options: BundleOptions = {}) {
  const folder = await makeBundle(tenant, options);
  folders.push(folder);
  return readBundle(folder);
}

const hospital = () => generateHospital({ staff: 200, seats: 20, asOf: new Date('2026-11-23T12:00:00Z') }).tenant;
const answersOf = (results: readonly CmdletResult[]) =>
  new Map(
    results.map(({ cmdlet, target, answer }) => {
      const objects = answer.kind === 'read' ? answer.objects : [];
      return [`${cmdlet} ${target ?? ''}`, JSON.parse(JSON.stringify(objects))] as const;
    }),
  );

describe('by the script', () => {
  test('every cmdlet of the list has its answer', async () => {
    const bundle = await read(hospital());
    expect(bundle.tenantId).toBe(hospital().id);
    const kinds = new Map(bundle.results.map(({ cmdlet, answer }) => [cmdlet, answer.kind]));
    expect([...kinds.keys()].sort()).toEqual(CMDLETS.map((one) => one.name).sort());
    const failed = [...kinds].filter(([, kind]) => kind !== 'read' && kind !== 'empty').map(([cmdlet]) => cmdlet);
    // It was never set there, which SharePoint answers with an error.
    expect(failed).toEqual(['Get-SPOTenantRestrictedSearchMode', 'Get-SPOTenantRestrictedSearchAllowedList']);
  });

  test('the same in each encoding that loses nothing', async () => {
    const tenant = hospital();
    const plain = answersOf((await read(tenant)).results);
    expect(plain.size).toBeGreaterThan(35);
    for (const [name, write] of Object.entries(WRITERS)) {
      expect(answersOf((await read(tenant, { write })).results), name).toEqual(plain);
    }
  });

  test('the same as the cmdlet endpoint answers, but that PowerShell has places as objects', async () => {
    const asWords = (object: Record<string, unknown>): Record<string, unknown> =>
      Object.fromEntries(
        Object.entries(object).map(([name, value]) => [
          name,
          /Location(?:Exception)?$/.test(name) && Array.isArray(value) ? value.map((one) => one.Name) : value,
        ]),
      );
    const served = generateTenant({ seed: 20, variant: 'clean' });
    const plain = answersOf((await read(served.tenant)).results);
    const { all } = await terminal(served);
    for (const { name, session, direct, parameters, only } of CMDLETS) {
      if (!direct || only !== undefined || plain.get(`${name} `)?.length === 0) continue;
      const host = session === 'exchange' ? EXCHANGE : REGIONAL;
      const { rows } = await all(name, { host, parameters });
      expect(JSON.parse(JSON.stringify(decodeObjects(rows))), name).toEqual(plain.get(`${name} `)?.map(asWords));
    }
  });

  test('a part that was left out, a cmdlet that failed and one that gave nothing are three things', async () => {
    const options = { parts: ['purview'], failed: { 'Get-Label': 'Access denied.' } } as const;
    const { results } = await read(demoClinic().tenant, options);
    const kindOf = (cmdlet: string) => results.find((one) => one.cmdlet === cmdlet)?.answer.kind;
    expect(kindOf('Get-Label')).toBe('failed');
    expect(kindOf('Get-LabelPolicy')).toBe('empty');
    expect(kindOf('Get-AdminAuditLogConfig')).toBe('not-run');
    expect(kindOf('Get-InsiderRiskPolicy')).toBe('failed');
  });

  test('saves no more than the list wants', () => {
    const files = bundleFiles(generateTenant({ seed: 20, variant: 'clean' }).tenant);
    const config = JSON.parse(String(files['Get-OrganizationConfig.json']));
    expect(config.map(Object.keys)).toEqual([['Identity', 'Name', 'AuditDisabled']]);
    expect(JSON.parse(String(files['Get-MailboxAuditBypassAssociation.json']))).toEqual([]);
    const [settings] = JSON.parse(String(files['Get-SPOTenant.json']));
    expect(settings).toMatchObject({ SharingCapability: 'ExistingExternalUserSharingOnly', DefaultSharingLinkType: 'Direct' });
  });
});

describe('by hand', () => {
  test('there is no manifest, numbers stand for words, and one object stands alone', async () => {
    const { tenant } = demoClinic();
    const files = bundleFiles(tenant, { by: 'hand', write: asPiped });
    expect(files).not.toHaveProperty('manifest.json');
    expect(files['Get-Label.json']).toHaveLength(0);
    const text = Buffer.from(files['Get-SPOTenant.json'] as Buffer).toString('utf16le');
    expect(JSON.parse(text.slice(1))).toMatchObject({ SharingCapability: 1 });
    const { results, tenantId } = await read(tenant, { by: 'hand', write: asPiped });
    expect(tenantId).toBeNull();
    const policies = results.find((one) => one.cmdlet === 'Get-DlpCompliancePolicy');
    expect(policies).toMatchObject({ session: 'security-compliance', answer: { kind: 'read', cut: null } });
    // Nobody says that the cmdlet ended well.
    expect(results.find((one) => one.cmdlet === 'Get-Label')?.answer.kind).toBe('unreadable');
    expect(results.find((one) => one.cmdlet === 'Get-AdminAuditLogConfig')?.session).toBe('exchange');
  });
});
