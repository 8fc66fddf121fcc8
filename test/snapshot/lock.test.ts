/** One scan at a time in a folder; the lock of a dead one does not stand in the way. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OperatorError } from '../../src/operator-error.js';
import { lockFolder } from '../../src/snapshot/lock.js';
import { openSnapshotForWriting } from '../../src/snapshot/writing.js';
import { ENDED, FACTS } from './facts.js';
import { temporaryFolder } from './sample.js';

test('a second writer is refused until the first has ended', async () => {
  const folder = temporaryFolder();
  const first = await openSnapshotForWriting(folder, { facts: FACTS });
  const refused = openSnapshotForWriting(folder, { facts: FACTS });
  await expect(refused).rejects.toThrow(OperatorError);
  await expect(refused).rejects.toThrow(new RegExp(`Process ${process.pid} on .* is writing to`));
  await first.finish(ENDED);
  const second = await openSnapshotForWriting(folder, { facts: FACTS });
  await second.abandon();
  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
});

test('the lock of a dead process of this machine is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const folder = locked({ pid, host: hostname(), start: 1 });
  const unlock = await lockFolder(folder);
  expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).toMatchObject({ pid: process.pid });
  await unlock();
});

test('so is one of an earlier process that had our number, as in containers', async () => {
  const folder = locked({ pid: process.pid, host: hostname(), start: 1 });
  await (await lockFolder(folder))();
});

test('the lock of a living process, or of another machine, is not', async () => {
  await expect(lockFolder(locked({ pid: process.ppid, host: hostname(), start: 1 }))).rejects.toThrow(/is writing to/);
  await expect(lockFolder(locked({ pid: 1, host: 'elsewhere', start: 1 }))).rejects.toThrow(
    /on elsewhere is writing to .* delete .*lock\.json/,
  );
});

test('an empty lock file is left alone while it is young', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'lock.json');
  writeFileSync(path, '');
  await expect(lockFolder(folder)).rejects.toThrow(/Another scan is writing/);
  utimesSync(path, 1, 1);
  await (await lockFolder(folder))();
});

test('of many who find a stale lock, one gets it', async () => {
  const folder = locked({ pid: process.pid, host: hostname(), start: 1 });
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a lock that somebody else took meanwhile is not removed', async () => {
  const folder = temporaryFolder();
  const unlock = await lockFolder(folder);
  writeFileSync(join(folder, 'lock.json'), 'theirs');
  await unlock();
  expect(readFileSync(join(folder, 'lock.json'), 'utf8')).toBe('theirs');
});

function locked(holder: object): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lock.json'), JSON.stringify(holder));
  return folder;
}
