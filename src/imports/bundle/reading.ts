/** One claim of an export, read: the result of one cmdlet, and what a reader should know of how it came. */
import { unreadable } from '../../evidence/purview.js';
import type { Cmdlet } from '../../purview/cmdlets.js';
import type { ManifestEntry } from '../../purview/manifest.js';
import type { CmdletAnswer, CmdletObject, CmdletResult } from '../../purview/results.js';
import { answerOf, answerWithoutFile, type Contents, contentsOf } from './answers.js';
import type { Claim } from './claims.js';
import { gapOfError } from './gaps.js';
import { baseName, saysHow, shown, valueIn } from './names.js';
import { sessionOf, sessionShown } from './sessions.js';

export interface Reading {
  /** One, but for what is asked once for each site. */
  readonly results: readonly CmdletResult[];
  readonly contents: Contents | null;
  /** The session that the manifest claims, where the objects show another. */
  readonly claimed: string | null;
}

/** Reads the file of a claim, if it has one, and makes the result of it. */
export async function readingOf({ cmdlet, entry, file, doubt, refused }: Claim): Promise<Reading> {
  const contents = file === null || doubt !== null ? null : await contentsOf(file);
  const objects = contents?.said.kind === 'objects' ? contents.said.objects : [];
  const told = sessionShown(objects);
  const session = sessionOf(cmdlet, entry?.session ?? null, told);
  const target = entry === null ? (file === null ? null : valueIn(file.path, cmdlet)) : (entry.target ?? entry.parameter);
  const result: CmdletResult = {
    cmdlet: cmdlet.name,
    source: 'export',
    session,
    at: entry?.at ?? null,
    module: entry?.module === undefined || entry.module === null ? null : shown(entry.module),
    door:
      file === null
        ? null
        : [shown(file.path), ...((contents?.encoding ?? null) === null ? [] : [contents?.encoding])].join(', '),
    target: target === null ? null : shown(target, 400),
    ...(entry === null && file !== null && !saysHow(cmdlet, file.path) ? { byHand: true } : {}),
    answer: answer(),
  };
  const claimed = told !== null && entry !== null && entry.session !== 'unknown' && entry.session !== told ? entry.session : null;
  return { results: bySite(cmdlet, result, file === null ? cmdlet.name : shown(baseName(file.path))), contents, claimed };

  function answer(): CmdletAnswer {
    if (doubt !== null) return { kind: 'unreadable', gap: unreadable(doubt) };
    if (file !== null && contents !== null) return lessRefused(cmdlet, answerOf(cmdlet, entry, file, contents), refused);
    return answerWithoutFile(cmdlet, entry as ManifestEntry);
  }
}

/** The script saves what is asked once for each site in one file, with the site in each object: a result for each site. */
function bySite({ forEachSite }: Cmdlet, result: CmdletResult, name: string): readonly CmdletResult[] {
  const { answer } = result;
  if (forEachSite === undefined || result.target !== null || answer.kind !== 'read') return [result];
  const sites = new Map<string, CmdletObject[]>();
  let lost = 0;
  for (const object of answer.objects) {
    const key = Object.keys(object).find((one) => one.toLowerCase() === forEachSite.toLowerCase());
    const site = key === undefined ? null : object[key];
    if (typeof site !== 'string' || site === '') lost += 1;
    else if (sites.has(site)) sites.get(site)?.push(object);
    else sites.set(site, [object]);
  }
  const gap = unreadable(`${name} does not say of which site ${lost} of its objects are`);
  return [
    ...(lost === 0 ? [] : [{ ...result, answer: { kind: 'unreadable', gap } as const }]),
    ...[...sites].map(([site, objects]) => ({ ...result, target: shown(site, 400), answer: { ...answer, objects } })),
  ];
}

/** Sites that could not be read are missing from the list, or stand in it with no more than their address. */
function lessRefused(cmdlet: Cmdlet, answer: CmdletAnswer, refused: readonly ManifestEntry[]): CmdletAnswer {
  const [first] = refused;
  // Where each site has an answer of its own, the others are whole.
  if (first === undefined || cmdlet.forEachSite !== undefined || (answer.kind !== 'read' && answer.kind !== 'empty'))
    return answer;
  const detail = `${cmdlet.name} could not read ${refused.length} of the sites`;
  const cut = { ...gapOfError(cmdlet, first.error), detail };
  return answer.kind === 'read' ? { ...answer, cut: answer.cut ?? cut } : { kind: 'read', objects: [], cut };
}
