/** The written documents: one order and one set of facts, nothing lost, nothing of a tenant's obeyed. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderHtml, renderJson, renderMarkdown } from '../../src/reporters/index.js';
import { escaped } from '../../src/reporters/markdown.js';
import { hostile, LONG_NAME } from './hostile.js';
import { conditions, go, noGo, notDetermined } from './sample.js';
import { object } from './sample-findings.js';

const SAMPLES = { noGo, notDetermined, go, conditions, hostile };
const TEMPLATES = new URL('../../templates/', import.meta.url);

function templates(): { name: string; text: string }[] {
  return readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .map((name) => ({ name, text: readFileSync(new URL(name.replaceAll('\\', '/'), TEMPLATES), 'utf8') }));
}

describe('renderHtml', () => {
  it.each(Object.entries(SAMPLES))('is one page with every finding, the same each time (%s)', async (_name, sample) => {
    const html = await renderHtml(sample());
    expect(html).toBe(await renderHtml(sample()));
    for (const { ruleId } of sample().findings) expect(html).toContain(`id="finding-${ruleId}"`);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/ style=| on\w+=["']|<link|<img|src=["']/);
    expect(html).toContain('default-src &#x27;none&#x27;; style-src &#x27;sha256-');
  });

  it('marks a simulated tenant, and only that', async () => {
    expect(await renderHtml(noGo())).toContain('Simulated tenant, not evidence');
    expect(await renderHtml(conditions())).toContain('Simulated tenant, not evidence');
    expect(await renderHtml(go())).not.toContain('class="band"');
  });

  it('never calls anything compliant', async () => {
    expect(await renderHtml(go())).not.toMatch(/\bcompliant\b/i);
  });

  it('is made of small templates that print nothing unescaped', () => {
    const all = templates();
    expect(all.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(60_000);
    for (const { name, text } of all) {
      expect(text, name).not.toMatch(/\{\{\{|\{\{&/);
      if (!name.endsWith('.hbs')) expect(text, name).not.toContain('{{');
      // Every attribute is quoted: what escaping guards is a quoted one.
      else expect(text, name).not.toMatch(/=\{\{/);
    }
  });

  it('carries many objects in little time', async () => {
    const [first, ...rest] = noGo().findings;
    if (first === undefined) throw new Error('The sample has no finding.');
    const objects = Array.from({ length: 20_000 }, (_, index) =>
      object({ type: 'file', name: `${index}.docx`, detail: { readers: index } }),
    );
    const begun = performance.now();
    const html = await renderHtml({ ...noGo(), findings: [{ ...first, objects }, ...rest] });
    expect(html).toContain('19999.docx');
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

/** What a reader of a tag-free page or of plain Markdown sees, blanks made one. */
function readable(text: string): string {
  return text
    .replaceAll(/<(?:script|style)[\s\S]*?<\/(?:script|style)>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\\(?=[^\w\s])/g, '')
    .replaceAll(/[\s\u200B|*]+/g, ' ');
}

describe('what was not seen', () => {
  const both = async (result: ReturnType<typeof noGo>) => [
    ['HTML', readable(await renderHtml(result))],
    ['Markdown', readable(renderMarkdown(result))],
  ];

  it.each([
    'SharePoint itself was asked',
    'Sites that were not read whole',
    'Microsoft refused the request',
    'The resource units that the scan could spend, by --max-ru, were used up',
    '1 more are not listed.',
    'Sites that Copilot does not reach',
    'Locked with NoAccess',
    'Second opinion',
    'Report of site permissions: 41 rows, of 1 October 2026, 50 days old. It is older than 30 days',
    'disagree in 7 places',
    'on 1 site and on 1 single place',
    'Documents › [name hidden: patient intake]',
    'People with access (Microsoft counts guests and single items too) 12 1,204',
    '3 more are not listed.',
  ])('is told in both: %s', async (sentence) => {
    for (const [name, text] of await both(noGo())) expect(text, name).toContain(sentence);
  });

  it.each([
    'SharePoint itself was not asked.',
    'Not assessed for it: SITE-001.',
    'Judged with less: ITEM-004.',
    'copilot-preflight permissions --as powershell',
    'Sites.FullControl.All (SharePoint)',
    'Only 12 sites of a list were to be read (--sites).',
    'At most 200,000 resource units were to be spent (--max-ru).',
    'Nothing more was to be begun after 2026-11-21 06:00 UTC (--until).',
  ])('and without the SharePoint tier: %s', async (sentence) => {
    for (const [name, text] of await both(notDetermined())) expect(text, name).toContain(sentence);
  });

  it('takes no room where there is nothing of it', async () => {
    for (const [name, text] of await both(go())) {
      expect(text, name).not.toMatch(/Second opinion|were not read whole|does not reach|--sites|--max-ru|--until/);
    }
  });
});

describe('renderMarkdown', () => {
  it('tells what the page tells, in its order', () => {
    const text = renderMarkdown(noGo());
    const order = [
      '> **Simulated tenant, not evidence.**',
      '# Copilot readiness: Lakeside Family Medicine',
      'Technical verdict: the questionnaire half',
      '## No-go',
      '612 files with PHI-looking names',
      '41 more are open for whoever opens a link',
      '87% of the rules',
      '### The five things to do first',
      '_Confidential.',
      '## Why this verdict',
      '## Findings (10)',
      '## Not assessed (4)',
      '## Not licensed (1)',
      '## Passed (13)',
      '## Not applicable (2)',
      '## What was seen',
      '## Method',
      '## Words',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    for (const { ruleId } of noGo().findings) expect(text).toContain(`#### ${ruleId}: `);
    expect(text).toContain('#### AUD-001: Not known: The audit log is off');
    expect(text).toContain('#### DLP-006: Not judged: DLP does not cover devices');
    expect(text).toContain('215 more objects in findings.csv');
    expect(renderMarkdown(notDetermined())).toContain('`copilot-preflight permissions --as powershell`');
  });

  it('promises no resuming, and ends a gap before it says what would show it', async () => {
    const text = renderMarkdown(notDetermined());
    for (const document of [text, await renderHtml(notDetermined())]) expect(document).not.toMatch(/resum/i);
    const [first, ...rest] = noGo().findings;
    if (first === undefined) throw new Error('The sample has no finding.');
    const gaps = [
      { reason: 'failed', detail: 'a list was refused', remedy: 'Another list' },
      { reason: 'not-requested', remedy: '--leavers FILE', detail: 'a list of people who left' },
      { reason: 'failed', remedy: '--leavers FILE', detail: 'the list names nobody of this tenant' },
    ] as const;
    const gappy = { ...noGo(), findings: [{ ...first, gaps }, ...rest] };
    const page = (await renderHtml(gappy)).replaceAll(/<\/?strong>/g, '');
    for (const document of [renderMarkdown(gappy), page]) {
      expect(document).toContain('The request failed: a list was refused. Would show it: Another list');
      expect(document).toContain('No list of people who left was given; give one with --leavers FILE.');
      expect(document).toContain(
        'The list of people who left that was given cannot be used: the list names nobody of this tenant. Would show it: The right list',
      );
    }
  });

  it('writes efforts in lower case where they stand in brackets, and no count on a pass', () => {
    const text = renderMarkdown(noGo());
    expect(text).toContain('** (3 of 842 places; takes minutes; 1 more finding comes of it). First step:');
    expect(text).toContain('How to fix (a project of weeks): ');
    expect(text).not.toMatch(/of \d+ checked/);
  });

  it('names measures and details in plain words, and leaves out what says nothing', () => {
    const [first] = noGo().findings;
    if (first === undefined) throw new Error('The sample has no finding.');
    const detail = { roles: '', hasLink: false, atLeast: true, isTeam: false, matchedWord: 'intake', newKey: null, PHIKey: 1 };
    const text = renderMarkdown({
      ...noGo(),
      findings: [{ ...first, measures: { standing: 612, undecided: 3 }, objects: [object({ type: 'file', name: 'x', detail })] }],
    });
    expect(text).toContain('Measured: PHI-looking files open now 612; could not be judged 3.');
    expect(text).toContain('at least: yes; is a team: no; matched word: intake; new key: not known; PHI key: 1 |');
  });

  it('obeys no name of a hostile tenant', () => {
    const text = renderMarkdown(hostile());
    for (const line of text.split('\n')) {
      expect(line).not.toMatch(/^\s*::/);
      expect(line).not.toContain('##[');
      expect(line).not.toMatch(/::(error|set-output)/);
      expect(line).not.toMatch(/<(?!https:\/\/)/);
      expect(line).not.toMatch(/(?<!\\)!\[|(?<!\\)\]\((?!<https:)/);
      expect(line).not.toMatch(/(?<![\w\u200B])@[\w]/);
      expect(line).not.toMatch(/#\d/);
      expect(line).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
      if (line.startsWith('| ')) expect([3, 4, 5, 6, 7, 8]).toContain(line.match(/(?<!\\)\|/g)?.length);
    }
    expect(text).not.toContain(LONG_NAME);
  });

  it.each([
    ['a|b', 'a\\|b'],
    ['*_`~[x](y)', '\\*\\_\\`\\~\\[x\\](y)'],
    ['<b>&amp;', '&lt;b>&amp;amp;'],
    ['C:\\a', 'C:\\\\a'],
    ['- item', '\\- item'],
    ['12. item', '12\\. item'],
    ['# head', '\\# head'],
    ['> quote', '\\> quote'],
    ['    code', 'code'],
    [':::a::', ':\u200B:\u200B:a:\u200B:'],
    ['@octocat and me@contoso.com', '@\u200Boctocat and me@contoso.com'],
    ['see #12', 'see \\#\u200B12'],
    ['https://evil.example', 'https\\://evil.example'],
  ])('writes %j as %j', (text, expected) => {
    expect(escaped(text)).toBe(expected);
  });
});

describe('renderJson', () => {
  it.each(Object.entries(SAMPLES))('gives back what it was given (%s)', (_name, sample) => {
    const text = renderJson(sample());
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.startsWith('{\n  "schemaVersion": "1.2",\n  "tool"')).toBe(true);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(sample())));
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|\u2028/u);
  });
});
