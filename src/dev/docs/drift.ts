/** What `npm run docs` would change: generated files that differ, and pages of rules that are gone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../assess.js';
import { allDocs } from './all-docs.js';
import { MADE } from './markdown.js';

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
