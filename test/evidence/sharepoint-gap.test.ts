/** What would tell where a scan may not ask: for SharePoint the certificate and an export of the same cmdlet, for others the export. */
import { expect, test } from 'vitest';
import { isUnasked } from '../../src/evidence/coverage.js';
import { gapSentence } from '../../src/evidence/gap-sentence.js';
import { needsExport } from '../../src/evidence/purview.js';
import { needsSharePoint, needsSharePointOrExport } from '../../src/evidence/sharepoint.js';

test('names both ways, and is otherwise the same gap', () => {
  const gap = needsSharePointOrExport('Get-SPOTenant', 'no certificate');
  expect(gap).toMatchObject({ reason: needsSharePoint().reason, detail: 'no certificate' });
  expect(isUnasked(gap)).toBe(true);
  expect(gapSentence(gap)).toMatch(
    /certificate.*Sites\.FullControl\.All \(SharePoint\), or --bundle with an export of Get-SPOTenant/,
  );
  expect(needsSharePointOrExport('Get-SPOSite')).not.toHaveProperty('detail');
});

test('what only an export tells names the flag and the cmdlet, and where the script comes from', () => {
  expect(gapSentence(needsExport('Get-Label'))).toBe(
    'Microsoft Graph does not tell this; --bundle with an export of Get-Label would.',
  );
  expect(gapSentence({ reason: 'not-requested', remedy: '--sam FILE' })).toBe('This scan did not ask for it; --sam FILE would.');
});
