/** An old export tells nothing of today, whether what it says is good or bad; another source that is young does. */
import { describe, expect, it } from 'vitest';
import { withoutOldExports } from '../../src/derive/export-age.js';
import { known } from '../../src/evidence/known.js';
import type { CmdletReading } from '../../src/evidence/purview.js';
import { createMemoryEvidence } from '../../src/snapshot/memory.js';
import { ORIGIN } from '../kit/purview-rows.js';
import { daysAgo, NOW } from '../kit/rows.js';
import { someSharePointTenant, someSiteProperties } from '../kit/sharepoint-settings.js';

const reading = (over: Partial<CmdletReading>): CmdletReading => ({
  source: 'export',
  cmdlet: 'Get-AdminAuditLogConfig',
  at: daysAgo(1),
  session: 'exchange',
  outcome: 'read',
  objects: 1,
  gap: null,
  module: null,
  feeds: ['auditConfiguration'],
  door: null,
  ...over,
});

async function stateOf(...readings: CmdletReading[]) {
  const evidence = createMemoryEvidence({
    cmdletReadings: readings,
    auditConfiguration: [{ unifiedAuditLogIngestionEnabled: known(true), origins: [ORIGIN] }],
  });
  const fresh = await withoutOldExports(evidence, { days: 31, now: NOW, hasExport: true, wasSharePointAsked: false });
  const rows = [];
  for await (const row of fresh.rows('auditConfiguration')) rows.push(row);
  const { state } = fresh.coverage('auditConfiguration');
  expect(rows.length).toBe(state === 'absent' ? 0 : 1);
  return state;
}

describe('the age of an export', () => {
  it.each([
    ['of yesterday', [reading({})], 'complete'],
    ['at the bound', [reading({ at: daysAgo(31) })], 'complete'],
    ['beyond it', [reading({ at: daysAgo(32) })], 'absent'],
    ['without a date', [reading({ at: null })], 'complete'],
    ['beyond it, with a young answer of the endpoint', [reading({ at: daysAgo(32) }), reading({ source: 'direct' })], 'complete'],
    [
      'beyond it, where the endpoint failed',
      [reading({ at: daysAgo(32) }), reading({ source: 'direct', outcome: 'failed' })],
      'absent',
    ],
    ['one of two cmdlets beyond it', [reading({}), reading({ cmdlet: 'Get-Other', at: daysAgo(32) })], 'absent'],
    ['of another dataset', [reading({ at: daysAgo(32), feeds: ['dlpPolicies'] })], 'complete'],
    ['a reading of the endpoint, however old the scan is', [reading({ source: 'direct', at: daysAgo(90) })], 'complete'],
  ] as const)('%s', async (_name, readings, state) => {
    expect(await stateOf(...readings)).toBe(state);
  });

  it('names the cmdlet, the day and what would tell', async () => {
    const evidence = createMemoryEvidence({ cmdletReadings: [reading({ at: daysAgo(40) })], auditConfiguration: [] });
    const fresh = await withoutOldExports(evidence, { days: 31, now: NOW, hasExport: true, wasSharePointAsked: false });
    expect(fresh.coverage('auditConfiguration')).toMatchObject({
      gaps: [{ reason: 'expired', detail: expect.stringContaining('Get-AdminAuditLogConfig was exported on 20') }],
    });
  });

  it.each(['absent', 'partial'] as const)('that nobody can tell, the list of answers being %s', async (state) => {
    const evidence = createMemoryEvidence({
      cmdletReadings: [reading({})],
      auditConfiguration: [{ unifiedAuditLogIngestionEnabled: known(true), origins: [ORIGIN] }],
    });
    evidence.setCoverage('cmdletReadings', { state, rows: 0, gaps: [{ reason: 'not-yet-read' }] });
    const asked = { days: 31, now: NOW, wasSharePointAsked: false };
    const of = async (hasExport: boolean) =>
      (await withoutOldExports(evidence, { ...asked, hasExport })).coverage('auditConfiguration').state;
    expect(await of(true)).toBe('absent');
    // Who gave no export has no old one.
    expect(await of(false)).toBe('complete');
  });

  it('takes of SharePoint what an old export stood in for, and leaves what SharePoint told itself', async () => {
    const settings = {
      url: 'https://clinic.sharepoint.example/sites/a',
      properties: known(someSiteProperties()),
      admins: known([]),
    };
    const evidence = createMemoryEvidence({
      cmdletReadings: ['siteSettings', 'siteGroups', 'sharePointTenant'].map((feeds) =>
        reading({ cmdlet: `Get-${feeds}`, at: daysAgo(40), feeds: [feeds] }),
      ),
      siteSettings: [
        { ...settings, collectionId: 'told' },
        { ...settings, collectionId: 'refused', isExported: true },
      ],
      sharePointTenant: [someSharePointTenant()],
    });
    const seen = async (wasSharePointAsked: boolean) => {
      const fresh = await withoutOldExports(evidence, { days: 31, now: NOW, hasExport: true, wasSharePointAsked });
      const ids: string[] = [];
      for await (const { collectionId } of fresh.rows('siteSettings')) ids.push(collectionId);
      return { ids, settings: fresh.coverage('siteSettings').state, tenant: fresh.coverage('sharePointTenant').state };
    };
    expect(await seen(true)).toEqual({ ids: ['told'], settings: 'partial', tenant: 'complete' });
    expect(await seen(false)).toEqual({ ids: [], settings: 'absent', tenant: 'absent' });
  });

  it('takes the settings of the tenant whole, where an old export stood in for a part of them', async () => {
    const evidence = createMemoryEvidence({
      cmdletReadings: [reading({ cmdlet: 'Get-SPOTenant', at: daysAgo(40), feeds: ['sharePointTenant'] })],
      sharePointTenant: [{ ...someSharePointTenant(), isExported: true }],
    });
    const fresh = await withoutOldExports(evidence, { days: 31, now: NOW, hasExport: true, wasSharePointAsked: true });
    expect(fresh.coverage('sharePointTenant').state).toBe('absent');
  });
});
