/** What a reader of the report should know of an export, a sentence each. */
import { OperatorError } from '../../operator-error.js';
import { cmdletNamed } from '../../purview/cmdlets.js';
import type { CmdletAnswer, CmdletResult } from '../../purview/results.js';
import type { ExportFile } from './bounds.js';
import { baseName, isCompanion, some } from './names.js';
import type { Reading } from './reading.js';

/** Best first: what one site gave counts for a cmdlet that is asked once for each. */
const BEST: readonly CmdletAnswer['kind'][] = ['read', 'empty', 'unreadable', 'failed', 'not-run'];

/** The first note: how many cmdlets gave what. */
export function summary(path: string, results: readonly CmdletResult[]): string {
  const best = new Map<string, number>();
  for (const { cmdlet, target, answer } of results) {
    const key = cmdletNamed(cmdlet)?.forEach === undefined ? cmdlet : `${cmdlet} ${target}`;
    best.set(key, Math.min(best.get(key) ?? BEST.length, BEST.indexOf(answer.kind)));
  }
  const count = (...kinds: readonly CmdletAnswer['kind'][]) =>
    [...best.values()].filter((at) => kinds.some((kind) => BEST[at] === kind)).length;
  const parts = [
    `read: ${count('read', 'empty')}`,
    `failed: ${count('failed')}`,
    `not run: ${count('not-run')}`,
    `not readable: ${count('unreadable')}`,
  ];
  return `${path}: an export of cmdlets; ${parts.join(', ')}.`;
}

export function notesOf(readings: readonly Reading[]): string[] {
  const names = (isSo: (reading: Reading) => boolean) => readings.filter(isSo).flatMap(({ results }) => results[0]?.cmdlet ?? []);
  const guessed = names(({ contents }) => contents?.isGuessed === true);
  const mended = names(({ contents }) => contents?.mended === true);
  const elsewhere = names(({ claimed }) => claimed !== null);
  return [
    ...(guessed.length === 0
      ? []
      : [
          `Names with other letters than English ones may be wrong, because these were saved without an encoding that says which: ${some(guessed)}.`,
        ]),
    ...(mended.length === 0
      ? []
      : [`Lines were broken inside of texts, as a console does, and were joined again: ${some(mended)}.`]),
    ...(elsewhere.length === 0
      ? []
      : [`The objects show another session than the manifest, and the objects are believed: ${some(elsewhere)}.`]),
  ];
}

export function nothingKnown(path: string, files: readonly ExportFile[]): OperatorError {
  if (files.length === 0)
    return new OperatorError(`${path} holds no file. Give the folder that the export script made, or a ZIP of it.`);
  const names = files.filter((file) => !isCompanion(file.path)).map((file) => baseName(file.path));
  const holds = names.length === 0 ? '' : ` It holds ${some(names)}.`;
  return new OperatorError(
    `${path} holds no output of a cmdlet that is read here.${holds} Files are known by the export's manifest.json, or by a cmdlet in their names, such as Get-Label.json.`,
  );
}
