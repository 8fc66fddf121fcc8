/** Writes and reads 200,000 rows (some 160 MB of JSON) in a process that is given far less memory than that. */
import { openSnapshot } from '../../src/snapshot/reading.js';
import { openSnapshotForWriting } from '../../src/snapshot/writing.js';
import { COMPLETE, ENDED, FACTS, item } from './facts.js';

const folder = process.argv[2] ?? '';
const writer = await openSnapshotForWriting(folder, { facts: FACTS });
const shard = await writer.shard('items', 'drive');
for (let page = 0; page < 200; page += 1) {
  await shard.page(Array.from({ length: 1000 }, (_, at) => item(page * 1000 + at, `${page * 1000 + at} `.repeat(80))));
}
await shard.close(COMPLETE);
await writer.finish(ENDED);

const snapshot = await openSnapshot(folder);
const before = process.memoryUsage.rss();
let rows = 0;
let peak = 0;
for await (const row of snapshot.rows('items', 'drive')) {
  if (row.id !== `item-${rows}`) throw new Error(`Row ${rows} is ${row.id}`);
  rows += 1;
  if (rows % 5000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
}
process.stdout.write(
  JSON.stringify({ rows, coverage: snapshot.coverage('items'), grownMb: Math.round((peak - before) / 2 ** 20) }),
);
