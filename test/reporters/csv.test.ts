/** The table opens in a spreadsheet as text, one row an object, whatever the names are. */
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { renderFindingsCsv } from '../../src/reporters/index.js';
import type { Finding } from '../../src/result/types.js';
import { hostile } from './hostile.js';
import { noGo } from './sample.js';
import { finding, object } from './sample-findings.js';

function rows(findings: Parameters<typeof renderFindingsCsv>[0], delimiter = ','): string[][] {
  return parse([...renderFindingsCsv(findings)].join(''), { bom: true, delimiter, relax_column_count: true, relax_quotes: true });
}

function named(name: string): string | undefined {
  return rows([
    finding({ ruleId: 'ITEM-001', pillar: 'items', outcome: 'fail', title: 't', objects: [object({ type: 'file', name })] }),
  ])[1]?.[7];
}

describe('renderFindingsCsv', () => {
  it('begins with a byte order mark and a head, quotes all, ends lines with CR LF', () => {
    const text = [...renderFindingsCsv([])].join('');
    expect(text).toBe(
      '\uFEFF"ruleId","outcome","findingSeverity","findingGate","title","objectType","objectId","objectName","objectUrl","objectSeverity","objectGate","reach","detail","rootCause","source"\r\n',
    );
  });

  it('holds a row an object, and one for a finding without any', () => {
    const { findings } = noGo();
    const expected = findings.reduce((sum, { objects }) => sum + Math.max(1, objects.length), 0);
    const table = rows(findings);
    expect(table).toHaveLength(1 + expected);
    expect(new Set(table.map((cells) => cells.length))).toEqual(new Set([15]));
    expect(table[1]).toEqual([
      'ITEM-004',
      'fail',
      'critical',
      'block',
      'Files or folders are granted to everyone in the organization',
      'folder',
      'id-Patient Intake Forms',
      'Patient Intake Forms',
      'https://lakeside.sharepoint.com/sites/FrontOffice/Shared%20Documents/Patient%20Intake%20Forms',
      'critical',
      'block',
      'standing',
      'grantedTo=Everyone except external users; role=read; files=612; sensitiveFiles=612; readers=74; lastModified=2024-03-08T10:22:00Z',
      '',
      'Live tenant',
    ]);
  });

  it('does not let what was not judged read as good news', () => {
    const titled = (outcome: Finding['outcome']) =>
      rows([finding({ ruleId: 'ID-001', pillar: 'identity', outcome, title: 'Nobody can sign in' })])[1]?.[4];
    expect(titled('not-assessed')).toBe('Not known: Nobody can sign in');
    expect(titled('error')).toBe('Not known: Nobody can sign in');
    expect(titled('not-applicable')).toBe('Not judged: Nobody can sign in');
    expect(titled('pass')).toBe('Nobody can sign in');
  });

  it('says in every row that a simulated tenant is no evidence', () => {
    const [head, ...body] = parse([...renderFindingsCsv(noGo().findings, 'Simulated tenant, not evidence')].join(''), {
      bom: true,
    });
    expect(head?.at(-1)).toBe('source');
    expect(new Set(body.map((cells: string[]) => cells.at(-1)))).toEqual(new Set(['Simulated tenant, not evidence']));
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠x', "'＠x"],
    ['  =1', "'  =1"],
    ['\u00A0=1', "'\u00A0=1"],
    ['\u200B=1', "'\u200B=1"],
    ['\t=1', "' =1"],
    ['\ttext', "' text"],
    ['\r\ntext', "' text"],
    ['a\n=1', 'a =1'],
    ['a; =1', "a; '=1"],
    ['say "x"', 'say "x"'],
    ['a=1', 'a=1'],
    ['Dr. O-Neil', 'Dr. O-Neil'],
  ])('%j becomes %j', (name, expected) => {
    expect(named(name)).toBe(expected);
  });

  it.each([',', ';'])('holds no formula in any cell of a hostile tenant, read with “%s” between cells', (delimiter) => {
    for (const cell of rows(hostile().findings, delimiter).flat())
      expect(cell).not.toMatch(/^[\s\u00A0\u200B\uFEFF"]*[=+\-@＝＋－＠]/u);
  });

  it('is made row by row', () => {
    let asked = 0;
    const endless = (function* () {
      for (;;) {
        asked += 1;
        yield finding({ ruleId: 'ITEM-001', pillar: 'items', outcome: 'pass', title: 't' });
      }
    })();
    const iterator = renderFindingsCsv(endless)[Symbol.iterator]();
    iterator.next();
    iterator.next();
    expect(asked).toBe(1);
  });
});
