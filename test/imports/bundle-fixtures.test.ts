/** The exports that are kept as files: each shell's way gives the same objects as PowerShell 7's. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readBundle } from '../../src/imports/bundle/index.js';
import { type CmdletObject, UNREADABLE } from '../../src/purview/results.js';

const ROOT = fileURLToPath(new URL('../../fixtures/exports/', import.meta.url));
const FOLDERS = readdirSync(ROOT, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

async function objectsIn(folder: string): Promise<ReadonlyMap<string, readonly CmdletObject[]>> {
  const { results } = await readBundle(join(ROOT, folder));
  return new Map(results.flatMap(({ cmdlet, answer }) => (answer.kind === 'read' ? [[cmdlet, answer.objects]] : [])));
}

const CUT = ['windows-powershell-without-depth', 'audit-from-compliance'];

describe('the files of', () => {
  test.each(FOLDERS.filter((folder) => !CUT.includes(folder)))('%s say the same', async (folder) => {
    const wanted = await objectsIn('powershell-7');
    const found = await objectsIn(folder);
    const shared = [...found.keys()].filter((cmdlet) => wanted.has(cmdlet));
    expect(shared.length).toBeGreaterThan(2);
    for (const cmdlet of shared) expect(found.get(cmdlet), cmdlet).toEqual(wanted.get(cmdlet));
  });

  test('windows-powershell-without-depth say so where they were cut, and the same where they were not', async () => {
    const wanted = (await objectsIn('powershell-7')).get('Get-DlpComplianceRule') ?? [];
    const found = (await objectsIn('windows-powershell-without-depth')).get('Get-DlpComplianceRule') ?? [];
    expect(found.map(({ Name, Disabled, Policy }) => [Name, Disabled, Policy])).toEqual(
      wanted.map(({ Name, Disabled, Policy }) => [Name, Disabled, Policy]),
    );
    expect(found[0]).toMatchObject({ RestrictAccess: [UNREADABLE], ContentContainsSensitiveInformation: [UNREADABLE] });
    expect(found[1]).toMatchObject({ RestrictAccess: null, ContentContainsSensitiveInformation: [UNREADABLE, UNREADABLE] });
  });

  test('audit-from-compliance show the session that they are from', async () => {
    const { results } = await readBundle(join(ROOT, 'audit-from-compliance'));
    expect(results.map(({ session }) => session)).toEqual(['security-compliance']);
  });

  test('script tell the outcomes apart', async () => {
    const { results, notes } = await readBundle(join(ROOT, 'script'));
    expect(results.map(({ cmdlet, target, answer }) => [cmdlet, target, answer.kind])).toEqual([
      ['Get-DlpCompliancePolicy', null, 'read'],
      ['Get-DlpComplianceRule', null, 'read'],
      ['Get-Label', null, 'read'],
      ['Get-LabelPolicy', null, 'read'],
      ['Get-AdminAuditLogConfig', null, 'read'],
      ['Get-AutoSensitivityLabelPolicy', null, 'empty'],
      ['Get-InsiderRiskPolicy', null, 'failed'],
      ['Get-AipServiceSuperUser', null, 'not-run'],
      ['Search-UnifiedAuditLog', 'CopilotInteraction', 'read'],
      ['Search-UnifiedAuditLog', 'DragonCopilotSession', 'empty'],
    ]);
    expect(notes).toEqual([expect.stringMatching(/read: 8, failed: 1, not run: 1, not readable: 0\.$/)]);
  });
});
