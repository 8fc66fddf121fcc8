/** The files of an export, in a folder or in a ZIP: listed first, read one by one, never followed out of the export. */
import { open, opendir, stat } from 'node:fs/promises';
import { OperatorError } from '../../operator-error.js';
import {
  byPath,
  CHECK,
  type Content,
  type ExportFile,
  MEGABYTE,
  MOST_BYTES,
  MOST_BYTES_PACKED,
  MOST_FILES,
  tooLarge,
  tooManyFiles,
} from './bounds.js';
import { shown } from './names.js';
import { beginsAsZip, filesInZip } from './zip.js';

export interface ExportFiles {
  readonly files: readonly ExportFile[];
  readonly notes: readonly string[];
}

/** Folders in each other: the one that was zipped, and the parts of the export. */
const MOST_FOLDERS = 3;

/** @throws OperatorError where there is neither folder nor ZIP, or one that no export can be. */
export async function listExport(path: string): Promise<ExportFiles> {
  if (await isFolder(path)) return filesInFolder(path);
  const bytes = await readAtMost(path, MOST_BYTES_PACKED).catch((error: unknown) => {
    throw cannotRead(path, error);
  });
  if (bytes === null)
    throw new OperatorError(`${path} is larger than ${MOST_BYTES_PACKED / MEGABYTE} MB; a ZIP of an export is not. ${CHECK}`);
  if (!beginsAsZip(bytes)) {
    throw new OperatorError(
      `${path} is no folder and no ZIP. Give the folder that the export script made, or a ZIP of it; 7-Zip and RAR are not read.`,
    );
  }
  return { files: await filesInZip(path, bytes), notes: [] };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function cannotRead(path: string, error: unknown): OperatorError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new OperatorError(`${path} is not there. Check the path.`, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY') {
    return new OperatorError(`${path} cannot be read. Close it in other programs, or check who may read it.`, { cause: error });
  }
  return new OperatorError(`${path} cannot be read (${code ?? 'unknown reason'}).`, { cause: error });
}

/** Links are left alone: what they point at is not part of the export. */
async function filesInFolder(path: string): Promise<ExportFiles> {
  const files: ExportFile[] = [];
  const folders: { readonly at: string; readonly below: readonly string[] }[] = [{ at: path, below: [] }];
  const deep: string[] = [];
  let seen = 0;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const { at, below } = folder;
    try {
      for await (const entry of await opendir(at)) {
        seen += 1;
        if (seen > MOST_FILES) throw tooManyFiles(path);
        const inside = [...below, entry.name];
        // Node takes `/` on Windows too.
        const full = `${at}/${entry.name}`;
        if (entry.isFile()) files.push(await fileAt(full, inside.join('/')));
        else if (entry.isDirectory() && inside.length > MOST_FOLDERS) deep.push(inside.join('/'));
        else if (entry.isDirectory()) folders.push({ at: full, below: inside });
      }
    } catch (error) {
      throw error instanceof OperatorError ? error : cannotRead(at, error);
    }
  }
  const [first] = deep;
  return {
    files: files.sort(byPath),
    notes: first === undefined ? [] : [`Folders that lie deeper than an export's were left out, such as ${shown(first)}.`],
  };
}

async function fileAt(full: string, path: string): Promise<ExportFile> {
  const { size } = await stat(full);
  const read = async (): Promise<Content> => {
    try {
      return (await readAtMost(full, MOST_BYTES)) ?? tooLarge();
    } catch (error) {
      return { damaged: `it cannot be opened (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})` };
    }
  };
  return { path, size, read };
}

/** Never more than the size that it had when it was opened, however it grows meanwhile. Null: that is too much. */
async function readAtMost(full: string, most: number): Promise<Buffer | null> {
  const file = await open(full, 'r');
  try {
    const { size } = await file.stat();
    if (size > most) return null;
    const bytes = Buffer.alloc(size);
    let read = 0;
    for (let more = 1; more > 0 && read < size; read += more) {
      ({ bytesRead: more } = await file.read(bytes, read, size - read, read));
    }
    return bytes.subarray(0, read);
  } finally {
    await file.close();
  }
}
