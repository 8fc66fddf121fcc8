/** The request log: Microsoft's names, the query whole but for values that open something, and nobody else's to read. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { OperatorError } from '../../src/operator-error.js';
import { openRequestLog, redactedUrl } from '../../src/sources/request-log.js';
import { CANARY_TOKEN, collected, openWorld, usersRequest } from './kit.js';

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'requests.log');
}

test('holds a line a request under its canonical name, appends, and is mode 0600', async () => {
  const file = temporaryFile();
  writeFileSync(file, 'before\n', { mode: 0o644 });
  const requestLog = openRequestLog(file);
  const world = await openWorld(
    ({ url }, count) => {
      if (count === 1) return { cut: 'reset' };
      if (url.includes('skiptoken')) return { status: 404 };
      return {
        body: { value: [], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$select=id&$skiptoken=canary-skip' },
      };
    },
    { requestLog },
  );
  await collected(world.reader.pages(usersRequest({ query: { $select: 'id', $filter: "a eq 'b'" } })));
  await world.close();
  requestLog.record('GET', 'https://graph.microsoft.com/v1.0/late', 200);
  const text = readFileSync(file, 'utf8');
  expect(text).toBe(
    [
      'before',
      'GET https://graph.microsoft.com/v1.0/users?$select=id&$filter=a%20eq%20%27b%27 0',
      'GET https://graph.microsoft.com/v1.0/users?$select=id&$filter=a%20eq%20%27b%27 200',
      'GET https://graph.microsoft.com/v1.0/users?$select=id&$skiptoken=x 404',
      '',
    ].join('\n'),
  );
  expect(text).not.toContain(CANARY_TOKEN);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([
  ['https://g/v1.0/x?%24skiptoken=secret&$top=1', 'https://g/v1.0/x?%24skiptoken=x&$top=1'],
  ['https://g/v1.0/x?$deltatoken=secret', 'https://g/v1.0/x?$deltatoken=x'],
  [
    "https://g/v1.0/drives/1/root/delta(token='secret')?token=secret&a",
    "https://g/v1.0/drives/1/root/delta(token='x')?token=x&a",
  ],
  ['https://h/f?sig=secret&sv=1&tempauth=secret', 'https://h/f?sig=x&sv=1&tempauth=x'],
  ['https://g/v1.0/x?%E0%A4%A=1', 'https://g/v1.0/x?%E0%A4%A=1'],
])('%s', (url, expected) => {
  expect(redactedUrl(url)).toBe(expected);
});

test('a file that cannot be opened is one sentence', () => {
  expect(() => openRequestLog(join(tmpdir(), 'no-such-folder-7f', 'x'))).toThrow(OperatorError);
  expect(() => openRequestLog(join(tmpdir(), 'no-such-folder-7f', 'x'))).toThrow('ENOENT');
});
