/** Reads a text file that an operator made, in whichever encoding Excel or PowerShell wrote it. */
import { readFile, stat } from 'node:fs/promises';
import { OperatorError } from '../operator-error.js';

const MEGABYTE = 1024 * 1024;

/** @param most megabytes, beyond which it is no such file as `what` names, or none that fits in memory */
export async function readTextFile(path: string, most = 64, what = 'a list of people'): Promise<string> {
  const bytes = await bytesOf(path, most, what);
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    throw new OperatorError(`${path} is an Excel workbook. Open it in Excel, choose Save As, and save it as CSV UTF-8.`);
  }
  return decoded(bytes);
}

async function bytesOf(path: string, most: number, what: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > most * MEGABYTE)
      throw new OperatorError(`${path} is larger than ${most} MB; ${what} is not. Check that it is the right file.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new OperatorError(`${path} is not there. Check the path.`, { cause: error });
    if (code === 'EISDIR') throw new OperatorError(`${path} is a folder. Name the file in it.`, { cause: error });
    if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY') {
      throw new OperatorError(`${path} cannot be read. Close it in Excel, or check who may read it.`, { cause: error });
    }
    throw new OperatorError(`${path} cannot be read (${code ?? 'unknown reason'}).`, { cause: error });
  }
}

/** By its mark where there is one; else UTF-8 if it is that, else what Excel writes on a western Windows. */
export function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.length > 1 && bytes[0] !== 0 && bytes[1] === 0) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1').replaceAll(/[\x80-\x9f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80] ?? letter);
  }
}

/** 0x80 to 0x9f. Node 20 decodes `windows-1252` as latin-1, without these. */
const WINDOWS_1252 = [...'€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'];
