/** What `--sites`, `--max-ru` and `--until` mean, as a scan takes them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseUntil, readLimits, strangers } from '../../src/cli/limits.js';
import { createMemoryEvidence } from '../../src/snapshot/memory.js';
import { aScope } from '../kit/rows.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'limits-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const A = 'https://x.sharepoint.com/sites/A';
const B = 'https://x.sharepoint.com/sites/B';

async function sites(content: string | Buffer, cloud: 'global' | 'gcc-high' = 'global') {
  const path = join(folder, 'sites.txt');
  writeFileSync(path, content);
  return (await readLimits({ sites: path }, cloud, new Date())).sites;
}

describe('--sites', () => {
  it.each<[string, string | Buffer, readonly string[]]>([
    ['an address a line', `${A}\n${B}\n`, [A, B]],
    ['remarks, blanks and Windows line ends', `# ours\r\n\r\n  ${A}  \r\n  # and\r\n${B}`, [A, B]],
    ['quoted, with commas at the end', `"${A}",\n"${B}"\n`, [A, B]],
    [
      'the same site twice',
      `${A}\n${A.toUpperCase().replace('HTTPS', 'https')}/\n`,
      [`${A.toUpperCase().replace('HTTPS', 'https')}/`],
    ],
    ['UTF-16, as PowerShell redirects', Buffer.from(`\uFEFF${A}\r\n`, 'utf16le'), [A]],
    ['CSV with a column URL', `Title,Url,Owner\nHR,${A},ada\n"B, the second",${B},\n`, [A, B]],
    ['CSV of Excel', `Site name;Site URL\nHR;${A}\n`, [A]],
    ['CSV of PowerShell', `#TYPE Site\n"WebUrl"\n"${A}"\n`, [A]],
    ['CSV with an empty cell', `Title,Url\nHR,${A}\nNone,\n`, [A]],
    ['an address with a comma', `${A},one\n`, [`${A},one`]],
  ])('%s', async (_, content, wanted) => {
    expect(await sites(content)).toEqual(wanted);
  });

  it('knows the hosts of the cloud', async () => {
    expect(await sites('https://x.sharepoint.us/sites/A\n', 'gcc-high')).toEqual(['https://x.sharepoint.us/sites/A']);
    await expect(sites('https://x.sharepoint.us/sites/A\n')).rejects.toThrow(/\.sharepoint\.com/);
    await expect(sites('https://x.sharepoint.com.evil.example/sites/A\n')).rejects.toThrow(/\.sharepoint\.com/);
  });

  it('tells of addresses that the tenant does not have, where its list is whole', async () => {
    const { site } = aScope();
    const whole = createMemoryEvidence({ sites: [site] });
    const limits = { sites: [site.webUrl, B], maxUnits: null, until: null };
    expect(await strangers(limits, whole)).toEqual([`Not a site of this tenant, though --sites names it: ${B}.`]);
    expect(await strangers({ ...limits, sites: null }, whole)).toEqual([]);
    whole.setCoverage('sites', { state: 'partial', rows: 1, gaps: [{ reason: 'throttled' }] });
    expect(await strangers(limits, whole)).toEqual([]);
  });
});

describe('--until', () => {
  const local = (text: string) => new Date(text).toISOString();

  it.each([
    ['06:00', '2026-11-23T05:59:30', '2026-11-23T06:00'],
    ['06:00', '2026-11-23T06:00:00', '2026-11-24T06:00'],
    ['6:00', '2026-11-23T22:00:00', '2026-11-24T06:00'],
    ['00:00', '2026-12-31T22:00:00', '2027-01-01T00:00'],
    ['2026-11-24T06:00', '2026-11-23T22:00:00', '2026-11-24T06:00'],
  ])('%s at %s is %s by this clock', (text, now, wanted) => {
    expect(parseUntil(text, new Date(now)).toISOString()).toBe(local(wanted));
  });

  it.each([
    ['2026-11-24T06:00Z', '2026-11-24T06:00:00.000Z'],
    ['2026-11-24T06:00:30+02:00', '2026-11-24T04:00:30.000Z'],
  ])('%s is %s anywhere', (text, wanted) => {
    expect(parseUntil(text, new Date('2026-11-23T22:00:00Z')).toISOString()).toBe(wanted);
  });
});

describe('--max-ru', () => {
  it.each([
    ['200000', 200_000],
    [' 1 ', 1],
  ])('%j is %d', async (text, units) => {
    expect((await readLimits({ maxRu: text }, 'global', new Date())).maxUnits).toBe(units);
  });
});

it('without flags nothing is limited', async () => {
  expect(await readLimits({}, 'global', new Date())).toEqual({ sites: null, maxUnits: null, until: null });
});
