/** Reads `src/` once: text, syntax and imports of every file, for the tests of the house's rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Import {
  /** As written: `node:fs/promises`, `../evidence/known.js`. */
  readonly specifier: string;
  /** For files of ours the path below `src/` without its ending; null for a package. */
  readonly file: string | null;
  /** `import type` and `export type`: nothing is loaded at run time. */
  readonly isTypeOnly: boolean;
}

export interface SourceFile {
  /** Below `src/`, with forward slashes. */
  readonly path: string;
  /** The folder of `src/` that it stands in, or its own name. */
  readonly room: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly syntax: ts.SourceFile;
}

/** Every file below a folder of the repository, with forward slashes. */
export function filesBelow(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .sort();
}

export function readSource(): SourceFile[] {
  return filesBelow('src')
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const text = readFileSync(`${ROOT}src/${path}`, 'utf8');
      return {
        path,
        room: roomOf(path),
        text,
        lines: text.split('\n').length - 1,
        imports: importsOf(path, text),
        syntax: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true),
      };
    });
}

export function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

/** Static, dynamic, re-exported and type imports. */
export function importsOf(path: string, text: string): Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    file: fileName.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(path), fileName)).replace(/\.(?:js|json)$/, '')
      : null,
    isTypeOnly: isTypeOnly(text.slice(0, pos)),
  }));
}

/** Looks back from the name of the module to the word that began the statement. */
function isTypeOnly(before: string): boolean {
  const start = Math.max(before.lastIndexOf('import'), before.lastIndexOf('export'));
  return /^(?:import|export) type\b/.test(before.slice(start)) || /typeof import\(\s*['"]?$/.test(before);
}

/** The package of a specifier: `csv-parse/sync` → `csv-parse`, `@azure/identity` stays, `node:fs/promises` → `node:fs`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}
