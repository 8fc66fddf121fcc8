/** The files of an export in a ZIP. Nothing is unpacked to disk, so names that point elsewhere point nowhere. */
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { OperatorError } from '../../operator-error.js';
import { byPath, type Content, type ExportFile, MOST_BYTES, MOST_FILES, tooLarge, tooManyFiles } from './bounds.js';

/**
 * The files in it, with their names as they stand there, `\` as `/`.
 * @throws OperatorError where it is locked, or damaged at its end, where the list of files stands.
 */
export async function filesInZip(path: string, bytes: Buffer): Promise<readonly ExportFile[]> {
  const { fromBufferPromise, getFileNameLowLevel } = await import('yauzl');
  const files: ExportFile[] = [];
  try {
    // Names are read here: the library would refuse the whole ZIP for one name that points out of it.
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true });
    // An error comes by the promises below; whatever comes after them has nobody to tell.
    zip.on('error', () => undefined);
    if (zip.entryCount > MOST_FILES) throw tooManyFiles(path);
    for await (const entry of zip.eachEntry()) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
      if (name.endsWith('/')) continue;
      if (entry.isEncrypted()) throw locked(path);
      files.push({ path: name, size: entry.uncompressedSize, read: () => contentOf(zip, bytes, entry) });
    }
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw error instanceof Error && error.message.includes('encryption') ? locked(path) : damaged(path, error);
  }
  return files.sort(byPath);
}

/** `PK`, with what follows in a ZIP that holds files, and in one that holds none. */
export function beginsAsZip(bytes: Buffer): boolean {
  return bytes.length > 3 && [0x04034b50, 0x06054b50].includes(bytes.readUInt32LE(0));
}

const damaged = (path: string, cause: unknown): OperatorError =>
  new OperatorError(`${path} is a damaged ZIP, or one that was not copied to its end. Copy it again, or give the folder.`, {
    cause,
  });

const locked = (path: string): OperatorError =>
  new OperatorError(`${path} is locked with a password. Unpack it and give the folder, or make a ZIP without a password.`);

const inflate = promisify(inflateRaw);

/** Unpacked in memory to the size that the ZIP says and no further, and held against its checksum. */
async function contentOf(zip: ZipFile, bytes: Buffer, entry: Entry): Promise<Content> {
  const { uncompressedSize: size, compressedSize } = entry;
  if (size > MOST_BYTES) return tooLarge();
  if (!entry.canDecodeFileData())
    return { damaged: 'it is packed in a way that is not read here; give the folder, or a ZIP made by Windows' };
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = bytes.subarray(fileDataStart, fileDataStart + compressedSize);
    // One byte is the least that the library lets us allow.
    const content = entry.isCompressed() ? await inflate(packed, { maxOutputLength: Math.max(1, size) }) : packed;
    if (content.length === size && crc32(content) === entry.crc32) return content;
  } catch {
    // Told below: whatever the reason, these are not the bytes that were packed.
  }
  return { damaged: 'it is damaged inside the ZIP' };
}
