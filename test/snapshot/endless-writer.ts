/** A scan that never ends, run as a process of its own and killed: says on stdout which page was acknowledged. */
import { writeSync } from 'node:fs';
import { openSnapshotForWriting } from '../../src/snapshot/writing.js';
import { COMPLETE, FACTS, items } from './facts.js';

const writer = await openSnapshotForWriting(process.argv[2] ?? '', { facts: FACTS });
for (let drive = 1; ; drive += 1) {
  const shard = await writer.shard('items', `drive-${drive}`);
  for (let page = 0; page < 5; page += 1) {
    await shard.page(items(page * 20, 20), `next-${page}`);
    writeSync(1, `page drive-${drive} ${page + 1}\n`);
  }
  await shard.close(COMPLETE);
  writeSync(1, `closed drive-${drive} 5\n`);
}
