/** The leavers list as Excel, PowerShell and personnel systems write it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLeavers } from '../../src/imports/leavers.js';
import { OperatorError } from '../../src/operator-error.js';

let folder = '';
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leavers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(content: string | Buffer): string {
  files += 1;
  const path = join(folder, `list-${files}.csv`);
  writeFileSync(path, content);
  return path;
}
const read = (content: string | Buffer) => readLeavers(write(content));
const keys = async (content: string | Buffer) => (await read(content)).leavers.map(({ key }) => key);
const days = async (...dates: string[]) => {
  const list = await read(`upn;last day\n${dates.map((date, at) => `p${at}@x.example;${date}`).join('\n')}\n`);
  return list.leavers.map(({ lastDay }) => lastDay);
};

describe('encodings', () => {
  const text = 'E-Mail,Last Day\r\nJosé@clinic.example,2026-01-31\r\n';

  test.each([
    ['UTF-8', Buffer.from(text, 'utf8')],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`, 'utf8')],
    ['UTF-16 little endian with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 little endian without', Buffer.from(text, 'utf16le')],
    ['UTF-16 big endian', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ])('%s', async (_, bytes) => {
    expect(await read(bytes)).toMatchObject({
      leavers: [{ key: 'josé@clinic.example', lastDay: '2026-01-31' }],
      people: 1,
      notes: [],
    });
  });

  test('windows-1252 letters that latin-1 does not have', async () => {
    expect(await keys(Buffer.concat([Buffer.from('mail\n'), Buffer.from([0x8a]), Buffer.from('@x.example\n')]))).toEqual([
      'š@x.example',
    ]);
  });
});

describe('columns', () => {
  test.each(['upn', 'UserPrincipalName', 'User Principal Name', 'e-mail', 'Email Address', 'MAIL'])(
    '%s names people by address',
    async (header) => {
      expect(await keys(`Name,${header}\nAda,ADA@x.example\n`)).toEqual(['ada@x.example']);
    },
  );

  test.each(['employee id', 'EmployeeID', 'Employee_Id', 'Personalnummer'])('%s names people by number', async (header) => {
    expect(await keys(`${header};Name\n00123;Ada\n`)).toEqual(['00123']);
  });

  test('a person named in several ways is found by each', async () => {
    const list = await read('upn,mail,employeeId\nada@x.example,ada.l@x.example,17\nben@x.example,BEN@x.example,\n');
    expect(list.leavers.map(({ key }) => key)).toEqual(['ada@x.example', 'ada.l@x.example', '17', 'ben@x.example']);
    expect(list.people).toBe(2);
  });

  test.each(['last day', 'Termination Date', 'end date', 'LeaveDate', 'Austrittsdatum'])('%s is the last day', async (header) => {
    expect((await read(`upn,${header}\na@x.example,2026-02-03\n`)).leavers).toEqual([
      { key: 'a@x.example', lastDay: '2026-02-03' },
    ]);
  });

  test('separators, quotes, a line of Excel and one of PowerShell', async () => {
    expect(await keys('sep=;\n"Name";"upn"\n"Example, Ada";"a@x.example"\n')).toEqual(['a@x.example']);
    expect(await keys('#TYPE Microsoft.ActiveDirectory.Management.ADUser\r\n"UserPrincipalName"\r\n"a@x.example"\r\n')).toEqual([
      'a@x.example',
    ]);
    expect(await keys('upn\tlast day\na@x.example\t\n')).toEqual(['a@x.example']);
    expect(await keys('upn\n"Ada <a@x.example>"\n')).toEqual(['a@x.example']);
  });

  test('lines that name nobody are counted, blank ones are not', async () => {
    const list = await read('upn,last day\na@x.example,\n\nCLINIC\\ada,2026-01-01\n,\n');
    expect(list).toMatchObject({ people: 1, skipped: [{ line: 4 }] });
  });
});

describe('dates', () => {
  test.each([
    [['2026-01-31'], ['2026-01-31']],
    [
      ['2026-01-31T00:00:00Z', '2026-1-5 00:00'],
      ['2026-01-31', '2026-01-05'],
    ],
    [
      ['31.1.2026', '1.2.26'],
      ['2026-01-31', '2026-02-01'],
    ],
    [
      ['1/5/2026', '1/31/2026'],
      ['2026-01-05', '2026-01-31'],
    ],
    [
      ['1/5/2026', '31/1/2026'],
      ['2026-05-01', '2026-01-31'],
    ],
    [['1/5/2026'], ['2026-01-05']],
    [
      ['', 'n/a', '-'],
      [null, null, null],
    ],
    [['2/29/2024'], ['2024-02-29']],
  ])('%j read as %j', async (written, readAs) => {
    expect(await days(...written)).toEqual(readAs);
  });

  test('an order that nothing proves is said', async () => {
    expect((await read('upn,last day\na@x.example,1/5/2026\n')).notes).toEqual([expect.stringContaining('month/day/year')]);
    expect((await read('upn,last day\na@x.example,1/31/2026\n')).notes).toEqual([]);
    expect((await read('upn\na@x.example\n')).notes).toEqual([expect.stringContaining('no column with the last day')]);
  });

  test.each(['31.13.2026', '13/13/2026', 'soon', '45678', '2/30/2026'])('%s stops the reading, with its line', async (date) => {
    await expect(days('2026-01-01', date)).rejects.toThrow(/line 3: .* is not a date/);
  });

  test('dates that contradict each other stop the reading', async () => {
    await expect(days('1/31/2026', '31/1/2026')).rejects.toThrow(/line 2 writes the month first and line 3 the day first/);
  });
});

describe('what cannot be read says what to do', () => {
  test.each([
    ['', /is empty/],
    ['\n\n', /is empty/],
    ['Name;Team\nAda;Front\n', /line 1: no column says who left\. Found "Name", "Team"; accepted are upn/],
    ['upn\n"a@x.example\n', /quotation marks/],
    [Buffer.from('PK\x03\x04'), /Excel workbook/],
  ])('%j', async (content, message) => {
    const failure = await read(content).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OperatorError);
    expect((failure as Error).message).toMatch(message);
  });

  test('a missing file and a folder', async () => {
    await expect(readLeavers(join(folder, 'none.csv'))).rejects.toThrow(/is not there/);
    await expect(readLeavers(folder)).rejects.toThrow(/is a folder/);
  });

  test('a header alone names nobody, and says so', async () => {
    const list = await read('upn,last day\n');
    expect(list.leavers).toEqual([]);
    expect(list.notes).toEqual([expect.stringContaining('names nobody')]);
  });
});
