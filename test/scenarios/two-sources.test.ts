/** What the report says of sources: where two of them differ, and of a cmdlet that gave nothing, failed, was not run or cannot be read. */
import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { demoClinic, generateTenant } from '../../src/demo/index.js';
import { renderHtml } from '../../src/reporters/html.js';
import { renderMarkdown } from '../../src/reporters/markdown.js';
import { type Files, writeExport } from '../kit/export-encodings.js';
import { FAULTS, type Fault, faultyFiles } from '../kit/faulty-exports.js';
import { bundleFiles } from '../kit/make-bundle.js';
import { type Told, tell } from '../kit/scenario.js';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function folderOf(files: Files): Promise<string> {
  const folder = await writeExport(files);
  folders.push(folder);
  return folder;
}

const DAY_MS = 86_400_000;
const clean = () => generateTenant({ seed: 20, variant: 'clean', scale: 0.03 });
const fault = (name: string): Fault => FAULTS[name] as Fault;

/** Text of a page without its tags. */
const plainText = (html: string): string =>
  html
    .replaceAll(/<(?:style|script)[\s\S]*?<\/(?:style|script)>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

async function reportsOf({ result }: Told): Promise<readonly [string, string][]> {
  return [
    ['HTML', plainText(await renderHtml(result))],
    ['Markdown', renderMarkdown(result).replaceAll('\\', '')],
  ];
}

describe('an export and the direct path that differ', () => {
  const both = async (name: string, daysOld = 0) => {
    const generated = clean();
    const at = new Date(Date.now() - daysOld * DAY_MS);
    const bundle = await folderOf(faultyFiles(generated.tenant, { at }, fault(name)));
    return tell(generated, { withCmdlets: true, bundle });
  };

  test.each([
    ['audit log off', ['AUD-001'], 'Unified audit log "settings": unified audit log ingestion enabled', ['yes', 'no']],
    ['DLP off', ['DLP-001', 'DLP-002', 'DLP-003', 'DLP-006'], 'DLP policy "U.S. HIPAA Enhanced": mode', ['Enable', 'Disable']],
    ['mailbox auditing off', ['AUD-004'], 'Exchange organization "settings": audit disabled', ['yes', 'no']],
    ['label policy off', ['LBL-002'], 'Label policy "Labels for everybody": enabled', ['yes', 'no']],
    ['mail may leave', ['AUD-008'], 'Outbound spam policy "Default": auto forwarding mode', ['On', 'Off']],
  ])('%s in one of them: neither pass nor fail, and both are shown', async (name, rules, fact, values) => {
    const told = await both(name);
    for (const rule of rules) {
      expect(told.finding(rule).outcome, rule).toBe('not-assessed');
      expect(
        told.finding(rule).gaps.map(({ reason }) => reason),
        rule,
      ).toContain('contradictory');
    }
    const { list } = told.result.coverage.cmdlets.disagreements;
    const line = list.find((one) => one.fact === fact);
    expect(line?.values.map(({ source, value }) => [source, value]).sort()).toEqual([
      ['direct', expect.stringMatching(values.join('|'))],
      ['export', expect.stringMatching(values.join('|'))],
    ]);
    expect(new Set(line?.values.map(({ value }) => value))).toEqual(new Set(values));
    for (const [kind, text] of await reportsOf(told)) {
      const shown = text.replaceAll('&quot;', '"');
      expect(shown, kind).toContain(fact);
      for (const { source, value } of line?.values ?? []) {
        const where = source === 'direct' ? 'Cmdlet endpoint' : 'Export';
        expect(shown, kind).toMatch(new RegExp(`${where} of [^:;]{1,40}: ${value}\\b`));
      }
    }
  });

  test('an old export does not lose against a young answer in silence either', async () => {
    const told = await both('audit log off', 40);
    expect(told.finding('AUD-001').outcome).toBe('not-assessed');
    const [line] = told.result.coverage.cmdlets.disagreements.list.filter((one) => one.fact.startsWith('Unified audit log'));
    const ages = line?.values.map(({ source, at }) => [source, Math.round((Date.now() - Date.parse(at ?? '')) / DAY_MS)]);
    expect(new Map(ages as [string, number][])).toEqual(
      new Map([
        ['export', 40],
        ['direct', 0],
      ]),
    );
  });

  test('a policy that only the older of them lists does not count, and that is told', async () => {
    const generated = clean();
    const bundle = await folderOf(
      faultyFiles(generated.tenant, { at: new Date(Date.now() - 40 * DAY_MS) }, (objects) => {
        const list = objects.get('Get-HostedOutboundSpamFilterPolicy.json') ?? [];
        list.push({ ...list[0], Name: 'Gone since', Identity: 'Gone since', IsDefault: false, AutoForwardingMode: 'On' });
      }),
    );
    const told = await tell(generated, { withCmdlets: true, bundle });
    expect(told.finding('AUD-008').outcome).toBe('pass');
    const [line] = told.result.coverage.cmdlets.disagreements.list.filter(({ fact }) => fact.includes('Gone since'));
    expect(line?.values.map(({ value }) => value).sort()).toEqual(['listed, in the older of the two', 'not listed']);
  });

  test('two that agree disagree on nothing', async () => {
    const generated = clean();
    const told = await tell(generated, { withCmdlets: true, bundle: await folderOf(bundleFiles(generated.tenant)) });
    expect(told.result.coverage.cmdlets.disagreements.list).toEqual([]);
    expect(told.finding('DLP-001').outcome).toBe('pass');
  });
});

test('empty, failed, not run and unreadable are four things in the report', async () => {
  const generated = demoClinic();
  const files = bundleFiles(generated.tenant, {
    failed: { 'Get-AppRetentionCompliancePolicy': 'Access is denied for <b>admin@clinic.example</b>.' },
    notRun: { 'Get-CsTeamsMeetingPolicy': 'The module MicrosoftTeams is not installed.' },
  });
  const cutShort = String(files['Get-RemoteDomain.json']).slice(0, 60);
  const told = await tell(generated, { bundle: await folderOf({ ...files, 'Get-RemoteDomain.json': cutShort }) });
  const says: readonly (readonly [string, string, RegExp])[] = [
    ['Get-DlpCompliancePolicy', 'read', /Read, \d+ objects?/],
    ['Get-Label', 'empty', /Ran, and there is none/],
    ['Get-AppRetentionCompliancePolicy', 'failed', /Failed/],
    ['Get-CsTeamsMeetingPolicy', 'not-run', /Not run/],
    ['Get-RemoteDomain', 'unreadable', /Cannot be read/],
  ];
  const { readings } = told.result.coverage.cmdlets;
  for (const [cmdlet, outcome] of says) expect(readings.find((one) => one.cmdlet === cmdlet)?.outcome, cmdlet).toBe(outcome);
  for (const [kind, text] of await reportsOf(told)) {
    for (const [cmdlet, outcome, word] of says) {
      // From the cell with its name to the next cmdlet of the table.
      const [row] = new RegExp(`(?<![\\w-])${cmdlet}(?!\\w)[ |]+Export[\\s\\S]*?(?=(?:Get|Search)-\\w+[ |]+Export|$)`).exec(
        text,
      ) ?? [''];
      expect(row, `${kind}, ${cmdlet}`).toMatch(word);
      for (const [, other, otherWord] of says) if (other !== outcome) expect(row, `${kind}, ${cmdlet}`).not.toMatch(otherWord);
    }
  }
  // There is none: that is a finding. It failed: nobody knows.
  expect(told.finding('LBL-001').outcome).toBe('fail');
  expect(told.finding('AUD-005').outcome).toBe('not-assessed');
});
