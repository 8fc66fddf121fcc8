/** What would tell the settings of SharePoint where a scan may not ask it: the certificate, and an export of the same cmdlet. */
import { expect, test } from 'vitest';
import { isUnasked } from '../../src/evidence/coverage.js';
import { gapSentence } from '../../src/evidence/gap-sentence.js';
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
