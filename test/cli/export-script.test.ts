/** `export-script`: which parts, where it goes, and one sentence for what it does not know. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../../src/cli/version.js';
import { exportScript } from '../../src/export-script/script.js';
import { PARTS } from '../../src/purview/cmdlets.js';
import { runCli } from '../kit/run-cli.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'preflight-export-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('parts', () => {
  it('are all of them when none is named', async () => {
    expect(await runCli(['export-script'])).toEqual({ exitCode: 0, err: '', out: exportScript(PARTS, VERSION) });
  });

  it.each([
    ['exchange,purview', ['purview', 'exchange']],
    [' Teams , teams,', ['teams']],
  ] as const)('%j gives those, each once, in the order of the list', async (text, parts) => {
    expect((await runCli(['export-script', '--parts', text])).out).toBe(exportScript(parts, VERSION));
  });

  it.each([
    ['purvew', /does not know "purvew"; did you mean "purview"\? It knows purview, exchange, /],
    ['teams,power-platfrom', /did you mean "power-platform"/],
    ['graph', /does not know "graph"\. It knows/],
    [' , ', /names no part/],
    ["x'; Remove-Item y", /does not know/],
  ])('%j is refused in a sentence', async (text, says) => {
    const run = await runCli(['export-script', '--parts', text]);
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).toMatch(says);
    expect(run.err.trim().split('\n')).toHaveLength(1);
  });
});

describe('--out', () => {
  it('writes UTF-8 with a byte order mark, which Windows PowerShell needs, and prints nothing else', async () => {
    const path = join(root, 'export.ps1');
    const run = await runCli(['export-script', '--parts', 'teams', '--out', path]);
    expect(run).toMatchObject({ exitCode: 0, out: '' });
    const bytes = await readFile(path);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).toString('utf8')).toBe(exportScript(['teams'], VERSION));
    expect(run.err).toContain(path);
  });

  it('never writes over a file', async () => {
    const path = join(root, 'again.ps1');
    await runCli(['export-script', '--parts', 'teams', '--out', path]);
    const run = await runCli(['export-script', '--out', path]);
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).toMatch(/is there already/);
    expect((await readFile(path, 'utf8')).slice(1)).toBe(exportScript(['teams'], VERSION));
  });

  it('says where a folder is missing', async () => {
    const run = await runCli(['export-script', '--out', join(root, 'nowhere', 'export.ps1')]);
    expect(run).toMatchObject({ exitCode: 2 });
    expect(run.err).toMatch(/is not there/);
  });
});
