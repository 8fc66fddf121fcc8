/** `scan` with limits and with imported reports: what is left out is told, what disagrees is told, and no imported name gets out. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateTenant } from '../../src/demo/index.js';
import type { ScanResult } from '../../src/result/types.js';
import { runCli, serveTenant } from '../kit/run-cli.js';
import { validateResult } from '../reporters/validate-result.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'preflight-limits-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const TENANT = () => generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 });
const { tenantId } = TENANT().credentials;
const HOST = `https://${TENANT().tenant.sites[0]?.site.webUrl?.split('/')[2]}`;
const DOCUMENTS = ['report.html', 'report.md', 'result.json', 'findings.csv'];

async function file(name: string, text: string): Promise<string> {
  const path = join(root, name);
  await writeFile(path, text);
  return path;
}

async function scan(name: string, ...args: string[]) {
  const { simulator, flags, env } = await serveTenant(TENANT());
  const out = join(root, name);
  try {
    const run = await runCli(['scan', '--out', out, ...flags, ...args], env);
    const result = async () => JSON.parse(await readFile(join(out, 'result.json'), 'utf8')) as ScanResult;
    return { ...run, out: out, said: run.err, result, asked: simulator.requests.length };
  } finally {
    await simulator.close();
  }
}

const remedies = ({ coverage }: ScanResult) => coverage.datasets.flatMap(({ gaps }) => gaps.map((gap) => gap.remedy));

describe('a scan with a limit', () => {
  it('by a list of sites reads those, and says of the others that it did not', async () => {
    const list = await file('sites.txt', `${HOST}/\nhttps://nobody.sharepoint.com/sites/X\n`);
    const run = await scan('listed', '--sites', list);
    expect(run.exitCode, run.said).toBe(0);
    expect(run.said).toContain('Not a site of this tenant, though --sites names it: https://nobody.sharepoint.com/sites/X.');
    const result = await run.result();
    expect(validateResult(result)).toEqual([]);
    expect(result.scan.limits).toEqual({ sites: 2, maxUnits: null, until: null });
    expect(remedies(result)).toContain('--sites');
    expect(result.coverage.sites ?? 100).toBeLessThan(50);
    expect(result.method.statements.join(' ')).toContain('(--sites)');
    expect(await readFile(join(run.out, 'report.md'), 'utf8')).toContain('The scan was limited to other sites, by --sites.');
  });

  it.each([
    ['--max-ru', '1', { sites: null, maxUnits: 1, until: null }],
    ['--until', '2100-01-01T06:00Z', { sites: null, maxUnits: null, until: '2100-01-01T06:00:00.000Z' }],
  ])('%s %s keeps it in the result', async (flag, value, limits) => {
    const run = await scan(`limited${flag}`, flag, value);
    expect(run.exitCode, run.said).toBe(0);
    const result = await run.result();
    expect(validateResult(result)).toEqual([]);
    expect(result.scan.limits).toEqual(limits);
    expect(remedies(result).includes(flag)).toBe(flag === '--max-ru');
    expect(['go', 'go-with-conditions']).not.toContain(result.verdict.decision);
  });
});

describe('a scan with reports of SharePoint Advanced Management', () => {
  const SITES = 'TenantID,Site ID,Site Name,Site URL,Number of users having access,EEEU permission count,Report Date';
  const ITEMS = 'TenantId,SiteId,ItemType,Item Url,Role definition,Recipient,ReportDate';

  it('tells where they disagree with it, and hides names that look like PHI', async () => {
    const sites = await file('sites.csv', `${SITES}\n${tenantId},,New,${HOST}/sites/BrandNew,4,1,2020-01-01\n`);
    const items = await file(
      'items.csv',
      `${ITEMS}\n${tenantId},,File,${HOST}/Docs/Patient intake/Zebulon Quist.pdf,Read,Everyone,2026-11-01\n`,
    );
    const run = await scan('second', '--sam', sites, '--sam', items);
    expect(run.exitCode, run.said).toBe(0);
    expect(run.said).toContain('a report of site permissions, rows: 1.');
    const result = await run.result();
    expect(validateResult(result)).toEqual([]);
    expect(result.secondOpinion?.reports.map(({ kind, isOld }) => [kind, isOld])).toEqual([
      ['sites', true],
      ['items', expect.any(Boolean)],
    ]);
    expect(result.secondOpinion?.rows.map(({ what }) => what)).toEqual(expect.arrayContaining(['open-item', 'only-imported']));
    for (const name of DOCUMENTS) {
      const text = await readFile(join(run.out, name), 'utf8');
      expect(text, name).not.toContain('Zebulon');
      if (name.startsWith('report')) expect(text, name).toContain('Second opinion');
    }
    const shown = join(root, 'shown');
    expect((await runCli(['report', join(run.out, 'evidence'), '--out', shown, '--show-names'])).exitCode).toBe(0);
    expect(await readFile(join(shown, 'report.md'), 'utf8')).toContain('Zebulon');
  });

  it('refuses those of another tenant before anything is read', async () => {
    const other = await file('other.csv', `${SITES}\n11111111-2222-3333-4444-555555555555,,A,${HOST}/sites/A,4,1,2026-11-01\n`);
    const before = await readdir(root);
    const run = await scan('foreign', '--sam', other);
    expect(run.exitCode).toBe(2);
    expect(run.said).toContain('is of the tenant 11111111-2222-3333-4444-555555555555');
    expect(await readdir(root)).toEqual(before);
    expect(run.asked).toBeLessThan(5);
  });

  it('has no second opinion without them', async () => {
    const run = await scan('alone', '--profile', 'minimal');
    expect((await run.result()).secondOpinion).toBeNull();
  });
});
