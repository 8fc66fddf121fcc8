/** The files of a run: result, reports and the whole list of findings. */
import { join } from 'node:path';
import type { Assessment } from '../assess.js';
import { renderFindingsCsv, renderHtml, renderJson, renderMarkdown, sourceBand } from '../reporters/index.js';
import { writeWhole } from '../snapshot/durable-files.js';

/** Writes all of them and gives their paths, the report first. */
export async function writeOutputs(folder: string, { result, findings }: Assessment): Promise<readonly string[]> {
  const files: readonly [string, string | Iterable<string>][] = [
    ['report.html', await renderHtml(result)],
    ['report.md', await renderMarkdown(result)],
    ['result.json', renderJson(result)],
    ['findings.csv', renderFindingsCsv(findings, sourceBand(result)?.text)],
  ];
  for (const [name, text] of files) await writeWhole(join(folder, name), typeof text === 'string' ? text : [...text].join(''));
  return files.map(([name]) => join(folder, name));
}
