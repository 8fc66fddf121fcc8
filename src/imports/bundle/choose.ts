/** Several answers of one cmdlet in one export: which one counts, never in silence. */
import { isDeepStrictEqual } from 'node:util';
import type { CmdletResult } from '../../purview/results.js';
import { shown } from './names.js';

/**
 * One result for each cmdlet, session and target: an answer before a failure, the newer before the older. Where nothing tells
 * which of two different answers is newer, none of them is believed.
 */
export function oneOfEach(results: readonly CmdletResult[]): {
  readonly results: readonly CmdletResult[];
  readonly notes: readonly string[];
} {
  const groups = new Map<string, CmdletResult[]>();
  for (const result of results) {
    const key = JSON.stringify([result.cmdlet, result.session, result.target]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [result]);
    else group.push(result);
  }
  const notes: string[] = [];
  const chosen = [...groups.values()].map((group) => {
    const [first, ...rest] = group;
    if (first === undefined) throw new Error('a group without a result');
    return rest.reduce((a, b) => better(a, b, notes), first);
  });
  return { results: chosen, notes };
}

function better(a: CmdletResult, b: CmdletResult, notes: string[]): CmdletResult {
  const [ranked, other] = RANK[a.answer.kind] >= RANK[b.answer.kind] ? [a, b] : [b, a];
  if (RANK[ranked.answer.kind] !== RANK[other.answer.kind]) {
    if (RANK[other.answer.kind] > 0) notes.push(`${ranked.cmdlet} is in the export twice; the one that answered counts.`);
    return ranked;
  }
  if (isDeepStrictEqual(a.answer, b.answer)) return (a.at ?? '') <= (b.at ?? '') ? b : a;
  const [useless, useful] = a.answer.kind === 'unreadable' ? [a, b] : [b, a];
  if (useless.answer.kind === 'unreadable' && useful.answer.kind !== 'unreadable' && useless.at === null) {
    notes.push(`${useful.cmdlet} is in the export twice; ${doorOf(useless)} cannot be read and is left out.`);
    return useful;
  }
  if (a.at === null || b.at === null || a.at === b.at) {
    if (RANK[a.answer.kind] < ANSWERED) return ranked;
    const detail = `${doorOf(a)} and ${doorOf(b)} differ, and nothing tells which is newer; leave one of them out`;
    return { ...a, answer: { kind: 'unreadable', gap: { reason: 'contradictory', detail } } };
  }
  const newer = a.at > b.at ? a : b;
  notes.push(`${newer.cmdlet} is in the export twice; the newer, ${doorOf(newer)}, counts.`);
  return newer;
}

const ANSWERED = 2;
/** What the kinds are worth against each other. A dated file that cannot be read may hold the newer truth. */
const RANK: Readonly<Record<CmdletResult['answer']['kind'], number>> = {
  read: 2,
  empty: 2,
  unreadable: 2,
  failed: 1,
  'not-run': 0,
};

function doorOf({ door }: CmdletResult): string {
  return shown(door ?? 'an entry of the manifest without a file');
}
