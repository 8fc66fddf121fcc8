/** Bad input: one clear sentence with what to do, exit code 2 (or 3), nothing written and nothing asked. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../kit/run-cli.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'preflight-bad-'));
  await writeFile(join(root, 'key.yaml'), 'thresholds:\n  staleMemberDay: 30\n');
  await writeFile(join(root, 'top.yaml'), 'pilotGruop: Pilots\n');
  await writeFile(join(root, 'type.json'), '{"thresholds": {"staleMemberDays": "many"}}');
  await writeFile(join(root, 'range.yaml'), 'thresholds: { orgWideShare: 7 }\n');
  await writeFile(join(root, 'broken.json'), '{"thresholds": ');
  await writeFile(join(root, 'leavers.csv'), 'Colour,Shape\nred,round\n');
  await writeFile(join(root, 'sites-none.txt'), '# nothing yet\n\n');
  await writeFile(join(root, 'sites-http.txt'), '# ours\nhttps://x.sharepoint.com/sites/A\nhttp://x.sharepoint.com/sites/B\n');
  await writeFile(join(root, 'sites-host.txt'), '\nhttps://evil.example/sites/A\n');
  await writeFile(join(root, 'sites-key.txt'), 'https://user:secret@x.sharepoint.com/sites/A\n');
  await writeFile(join(root, 'sites-shape.csv'), 'Colour,Shape\nred,round\n');
  await writeFile(
    join(root, 'sites-cell.csv'),
    '#TYPE Site\n"Title","Url"\n"A","https://x.sharepoint.com/sites/A"\n"B","sites/B"\n',
  );
  await writeFile(join(root, 'sites-header.csv'), 'Title;Site URL\n');
  await writeFile(
    join(root, 'sam-other.csv'),
    'Site ID,Site URL,Number of links created\n1,https://x.sharepoint.com/sites/A,3\n',
  );
  await writeFile(join(root, 'sam-empty.csv'), '');
  await writeFile(join(root, 'cert-only.pem'), '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
  await writeFile(join(root, 'manifest.json'), '{"not": "ours"}');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const ID = '11111111-2222-3333-4444-555555555555';
const env = { AZURE_TENANT_ID: ID, AZURE_CLIENT_ID: ID, AZURE_CLIENT_SECRET: 'canary-secret' };
const expired = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"exp":1000000000,"roles":[]}').toString('base64url')}.x`;

const CASES: readonly {
  name: string;
  args: (root: string) => string[];
  env?: Record<string, string>;
  exit: number;
  says: RegExp;
}[] = [
  { name: 'an unknown flag', args: () => ['scan', '--out', 'x', '--tenent', 'a'], exit: 2, says: /--tenant/ },
  { name: 'an unknown command', args: () => ['scna'], exit: 2, says: /scan/ },
  { name: 'no --out', args: () => ['scan'], exit: 2, says: /--out/ },
  {
    name: 'a choice that is none',
    args: () => ['scan', '--out', 'x', '--auth', 'password'],
    exit: 2,
    says: /secret, certificate/,
  },
  {
    name: 'an unknown threshold',
    args: (r) => ['scan', '--out', join(r, 'o'), '--config', join(r, 'key.yaml')],
    exit: 2,
    says: /staleMemberDays/,
  },
  {
    name: 'an unknown key',
    args: (r) => ['scan', '--out', join(r, 'o'), '--config', join(r, 'top.yaml')],
    exit: 2,
    says: /did you mean "pilotGroup"/,
  },
  {
    name: 'a wrong type',
    args: (r) => ['scan', '--out', join(r, 'o'), '--config', join(r, 'type.json')],
    exit: 2,
    says: /thresholds\.staleMemberDays/,
  },
  {
    name: 'a value out of range',
    args: (r) => ['scan', '--out', join(r, 'o'), '--config', join(r, 'range.yaml')],
    exit: 2,
    says: /the most is 1/,
  },
  {
    name: 'broken JSON',
    args: (r) => ['scan', '--out', join(r, 'o'), '--config', join(r, 'broken.json')],
    exit: 2,
    says: /line \d+/,
  },
  {
    name: 'a configuration that is not there',
    args: (r) => ['scan', '--out', join(r, 'o'), '--config', join(r, 'none.yaml')],
    exit: 2,
    says: /cannot be read/,
  },
  {
    name: 'a leavers list without a known column',
    args: (r) => ['scan', '--out', join(r, 'o'), '--leavers', join(r, 'leavers.csv')],
    exit: 2,
    says: /leavers\.csv/,
  },
  {
    name: 'an unknown word in --fail-on',
    args: (r) => ['scan', '--out', join(r, 'o'), '--fail-on', 'no-goo'],
    exit: 2,
    says: /did you mean "no-go"/,
  },
  {
    name: 'a coverage that is none',
    args: (r) => ['scan', '--out', join(r, 'o'), '--min-coverage', 'all'],
    exit: 2,
    says: /0 to 100/,
  },
  ...[
    { file: 'sites-none.txt', says: /names no site/ },
    { file: 'sites-http.txt', says: /sites-http\.txt, line 3: .* no https address/ },
    { file: 'sites-host.txt', says: /line 2: .*\.sharepoint\.com in this cloud/ },
    { file: 'sites-key.txt', says: /line 1: .* no https address/ },
    { file: 'sites-shape.csv', says: /line 1: .*column URL. Found "Colour", "Shape"/ },
    { file: 'sites-cell.csv', says: /line 4: "sites\/B" is no https address/ },
    { file: 'sites-header.csv', says: /names no site below its header/ },
    { file: 'sites-missing.txt', says: /is not there/ },
  ].flatMap(({ file, says }) =>
    (['scan', 'plan'] as const).map((command) => ({
      name: `${command} --sites ${file}`,
      args: (r: string) => [command, ...(command === 'scan' ? ['--out', join(r, 'o')] : []), '--sites', join(r, file)],
      exit: 2,
      says,
    })),
  ),
  ...['0', '-5', '1.5', 'many', '', '1e6', '200 000'].map((text) => ({
    name: `--max-ru ${JSON.stringify(text)}`,
    args: (r: string) => ['scan', '--out', join(r, 'o'), `--max-ru=${text}`],
    exit: 2,
    says: /--max-ru takes a whole number/,
  })),
  ...['6', '25:00', '06:61', 'tomorrow', '2026-13-01T06:00', '2026-11-24', ''].map((text) => ({
    name: `--until ${JSON.stringify(text)}`,
    args: () => ['plan', `--until=${text}`],
    exit: 2,
    says: /--until takes a time such as 06:00/,
  })),
  { name: '--until in the past', args: () => ['plan', '--until', '2020-01-01T06:00Z'], exit: 2, says: /is over already/ },
  {
    name: 'a report that --sam does not read',
    args: (r) => ['scan', '--out', join(r, 'o'), '--sam', join(r, 'sam-other.csv')],
    exit: 2,
    says: /Found the columns "Site ID", "Site URL", "Number of links created"; it reads/,
  },
  {
    name: 'a second report that is empty',
    args: (r) => ['scan', '--out', join(r, 'o'), '--sam', join(r, 'sam-empty.csv')],
    exit: 2,
    says: /sam-empty\.csv is empty/,
  },
  { name: 'a plan without a tenant', args: () => ['plan'], env: { AZURE_TENANT_ID: '' }, exit: 2, says: /AZURE_TENANT_ID/ },
  {
    name: 'a tenant id that is none',
    args: (r) => ['scan', '--out', join(r, 'o'), '--tenant', 'not a tenant'],
    exit: 2,
    says: /--tenant/,
  },
  {
    name: 'plain http to a host that is not this machine',
    args: (r) => ['scan', '--out', join(r, 'o'), '--endpoint', 'graph=http://graph.example'],
    exit: 2,
    says: /https|loopback/,
  },
  {
    name: 'a foreign host with a secret',
    args: (r) => ['scan', '--out', join(r, 'o'), '--endpoint', 'graph=https://graph.example'],
    exit: 2,
    says: /token/,
  },
  {
    name: 'a certificate without a key',
    args: (r) => ['scan', '--out', join(r, 'o'), '--auth', 'certificate', '--certificate', join(r, 'cert-only.pem')],
    exit: 2,
    says: /key/,
  },
  {
    name: 'a certificate without a key, without --auth',
    args: (r) => ['scan', '--out', join(r, 'o'), '--certificate', join(r, 'cert-only.pem')],
    exit: 2,
    says: /key/,
  },
  {
    name: 'a certificate that is not there',
    args: (r) => ['scan', '--out', join(r, 'o'), '--certificate', join(r, 'none.pem')],
    exit: 2,
    says: /check --certificate/,
  },
  {
    name: 'a certificate beside another way to sign in',
    args: (r) => ['scan', '--out', join(r, 'o'), '--auth', 'secret', '--certificate', join(r, 'cert-only.pem')],
    exit: 2,
    says: /--auth secret/,
  },
  {
    name: 'a secret that is not there',
    args: (r) => ['scan', '--out', join(r, 'o'), '--auth', 'secret'],
    env: { AZURE_CLIENT_SECRET: '' },
    exit: 2,
    says: /AZURE_CLIENT_SECRET/,
  },
  {
    name: 'no tenant',
    args: (r) => ['scan', '--out', join(r, 'o')],
    env: { AZURE_TENANT_ID: '' },
    exit: 2,
    says: /--tenant, or set AZURE_TENANT_ID/,
  },
  {
    name: 'an expired token',
    args: (r) => ['scan', '--out', join(r, 'o'), '--auth', 'token'],
    env: { COPILOT_PREFLIGHT_TOKEN: expired },
    exit: 3,
    says: /expired/,
  },
  { name: 'evidence that is none', args: (r) => ['report', r], exit: 2, says: /manifest|not evidence/ },
  {
    name: 'a date that is none',
    args: (r) => ['report', r, '--as-of', 'yesterday'],
    exit: 2,
    says: /manifest|not evidence|--as-of/,
  },
  { name: 'a rule that is none', args: () => ['rules', 'explain', 'ITEM-04'], exit: 2, says: /ITEM-00\d/ },
];

describe('bad input', () => {
  it.each(CASES)('$name', async ({ args, env: own, exit, says }) => {
    const before = await readdir(root);
    const run = await runCli(args(root), { ...env, ...own });
    expect(run.exitCode, run.err).toBe(exit);
    expect(run.err).toMatch(says);
    expect(run.out + run.err).not.toMatch(/canary-secret|\n\s+at /);
    expect(await readdir(root)).toEqual(before);
  });
});
