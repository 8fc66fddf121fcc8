/** `npm run docs` writes the generated docs; with `--check` it writes nothing and fails where they are not up to date. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { catalogue } from '../assess.js';
import { OperatorError } from '../operator-error.js';
import { allDocs } from './docs/all-docs.js';
import { MADE } from './docs/markdown.js';

const RULES = 'docs/rules';

export interface Drift {
  /** What `npm run docs` would write; content by path. */
  readonly outdated: ReadonlyMap<string, string>;
  /** Pages of rules that are gone. */
  readonly leftOver: readonly string[];
}

/** Compares the generated files with what stands below `root`; line ends of Windows make no difference. */
export function driftOf(root: string): Drift {
  const wanted = allDocs(catalogue(), read(root, 'README.md') ?? '');
  const outdated = new Map([...wanted].filter(([path, text]) => read(root, path) !== text));
  return { outdated, leftOver: pages(root).filter((path) => !wanted.has(path) && read(root, path)?.startsWith(MADE)) };
}

function read(root: string, path: string): string | null {
  try {
    return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return null;
  }
}

function pages(root: string): string[] {
  try {
    return readdirSync(join(root, RULES)).map((name) => `${RULES}/${name}`);
  } catch {
    return [];
  }
}

function write(root: string, { outdated, leftOver }: Drift): void {
  for (const [path, text] of outdated) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of leftOver) rmSync(join(root, path));
}

function main(root: string, check: boolean): void {
  try {
    const drift = driftOf(root);
    const paths = [...drift.outdated.keys(), ...drift.leftOver];
    if (!check) write(root, drift);
    if (paths.length === 0) console.log('The generated docs are up to date.');
    else if (!check) console.log(`Wrote ${paths.join(', ')}.`);
    else {
      console.error(`Not up to date: ${paths.join(', ')}.\nRun: npm run docs`);
      process.exitCode = 1;
    }
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  main(fileURLToPath(new URL('../../', import.meta.url)), process.argv.includes('--check'));
