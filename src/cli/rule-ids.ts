/** Lists of rule ids for a reader: `SITE-001 to SITE-011, TEAM-001`, since thirty ids in a row are read by nobody. */

/** Three or more that follow one another become one; the order stays. */
export function idRanges(ids: readonly string[]): string {
  const runs: string[][] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && follows(last, id)) run.push(id);
    else runs.push([id]);
  }
  return runs.flatMap((run) => (run.length < 3 ? run : [`${run[0]} to ${run.at(-1)}`])).join(', ');
}

function follows(before: string, id: string): boolean {
  const [a, b] = [parts(before), parts(id)];
  return a !== null && b !== null && a.family === b.family && b.number === a.number + 1;
}

function parts(id: string): { readonly family: string; readonly number: number } | null {
  const match = /^(.+)-(\d+)$/.exec(id);
  return match === null ? null : { family: match[1] ?? '', number: Number(match[2]) };
}
