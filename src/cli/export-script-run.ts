/** What `export-script` does: the chosen parts, the script, and where it goes. Loaded only when it runs. */
import { writeFile } from 'node:fs/promises';
import { nearest } from '../config/nearest.js';
import { exportScript } from '../export-script/script.js';
import { OperatorError } from '../operator-error.js';
import { PARTS, type Part } from '../purview/cmdlets.js';
import type { CliIo } from './io.js';
import { VERSION } from './version.js';

export interface ExportScriptFlags {
  readonly parts?: string;
  readonly out?: string;
}

export async function runExportScript({ parts, out }: ExportScriptFlags, io: CliIo): Promise<void> {
  const script = exportScript(parseParts(parts), VERSION);
  if (out === undefined) {
    io.out(script);
    return;
  }
  await writeScript(out, script);
  io.err(`Wrote ${out}. Read it, then run it in a new window of Windows PowerShell; docs/export.md says how.\n`);
}

/** In the order of the list, each once. @throws OperatorError with the nearest name. */
export function parseParts(text: string | undefined): readonly Part[] {
  if (text === undefined) return PARTS;
  const named = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const known = `It knows ${PARTS.join(', ')}.`;
  if (named.length === 0) throw new OperatorError(`--parts names no part. ${known}`);
  for (const word of named) {
    if (PARTS.some((part) => part === word.toLowerCase())) continue;
    const near = nearest(word, PARTS);
    throw new OperatorError(`--parts does not know "${word}"${near === null ? '.' : `; did you mean "${near}"?`} ${known}`);
  }
  return PARTS.filter((part) => named.some((word) => word.toLowerCase() === part));
}

/** With a byte order mark: Windows PowerShell takes a file without one for ANSI. */
async function writeScript(path: string, script: string): Promise<void> {
  try {
    await writeFile(path, `\ufeff${script}`, { encoding: 'utf8', flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new OperatorError(`${path} is there already. Name another file with --out, or move it away.`);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new OperatorError(`The folder of ${path} is not there. Make it, or name another.`);
    throw new OperatorError(`${path} cannot be written (${code ?? 'unknown reason'}). Check the path and your rights to it.`, {
      cause: error,
    });
  }
}
