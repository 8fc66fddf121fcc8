/** One file of an export, and how much of all of them is read: more than any export holds, and less than what fills the memory. */
import { OperatorError } from '../../operator-error.js';

export interface ExportFile {
  /** Below the export, with `/`: `export/Get-Label.json`. Never used to open anything. */
  readonly path: string;
  /** Bytes, as the folder or the ZIP says it. */
  readonly size: number;
  read(): Promise<Content>;
}

/** All of a file, `MOST_BYTES` at most; or why it cannot be had, as the end of a sentence. */
export type Content = Buffer | { readonly damaged: string };

export const MEGABYTE = 1024 * 1024;
/** Of one file, unpacked: some 20,000 sites with all their properties, in UTF-16. */
export const MOST_BYTES = 128 * MEGABYTE;
/** Of all files that are read. */
export const MOST_BYTES_TOGETHER = 512 * MEGABYTE;
/** Of a ZIP as it lies on the disk. */
export const MOST_BYTES_PACKED = 256 * MEGABYTE;
/** Files and folders; an export has some forty, and one more for each site at worst. */
export const MOST_FILES = 50_000;
export const CHECK = 'Check that it is the right one.';

export const tooManyFiles = (path: string): OperatorError =>
  new OperatorError(`${path} holds more than ${MOST_FILES.toLocaleString('en-US')} files, which no export does. ${CHECK}`);

export const tooMuchTogether = (path: string): OperatorError =>
  new OperatorError(
    `${path} holds more than ${MOST_BYTES_TOGETHER / MEGABYTE} MB of cmdlet output, which no export does. ${CHECK}`,
  );

export const tooLarge = (): { readonly damaged: string } => ({ damaged: `it is larger than ${MOST_BYTES / MEGABYTE} MB` });

export const byPath = (a: ExportFile, b: ExportFile): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
