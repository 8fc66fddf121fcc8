/** `npm run docs` writes the generated docs; with `--check` it writes nothing and fails where they are not up to date. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../operator-error.js';
import { type Drift, driftOf } from './docs/drift.js';

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

main(fileURLToPath(new URL('../../', import.meta.url)), process.argv.includes('--check'));
