/** Where the evidence lies that an operator names: the folder itself, or the folder of the scan that holds it. */
import { join } from 'node:path';
import { MANIFEST } from '../snapshot/layout.js';
import { isThere } from './output-folder.js';

/** The folder of a scan is as good: its evidence is in it. */
export async function evidenceFolder(folder: string): Promise<string> {
  const inside = join(folder, 'evidence');
  return !(await isThere(join(folder, MANIFEST))) && (await isThere(join(inside, MANIFEST))) ? inside : folder;
}
