/** The report as one page that needs no network: templates, style and script are put together here and pinned by hash. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ScanResult } from '../result/types.js';
import { findingMarkdown } from './markdown.js';
import { reportView } from './view.js';

/** Two levels up both from `src/reporters` and from `dist/reporters`. */
const TEMPLATES = new URL('../../templates/', import.meta.url);
const PARTIALS = [
  'band',
  'first-screen',
  'verdict',
  'filters',
  'finding',
  'gaps',
  'opinion',
  'sight',
  'cmdlets',
  'seen',
  'method',
  'glossary',
];

export async function renderHtml(result: ScanResult): Promise<string> {
  const [page, style, script, ...partials] = await Promise.all([
    template('report.html.hbs'),
    template('report.css'),
    template('report.js'),
    ...PARTIALS.map((name) => template(`partials/${name}.hbs`)),
  ]);
  const { default: handlebars } = await import('handlebars');
  const engine = handlebars.create();
  engine.unregisterHelper('log');
  PARTIALS.forEach((name, index) => {
    engine.registerPartial(name, partials[index] ?? '');
  });
  // Partials are the one way to print text unescaped without a triple-stash, and these two hold no mustache and no tenant's string.
  engine.registerPartial('style', style);
  engine.registerPartial('script', script);
  const render = engine.compile(page, { strict: true, knownHelpersOnly: true, preventIndent: true });
  const view = reportView(result);
  return render({
    ...view,
    // A script may not stand in a page whose policy does not name it: the hashes are of exactly what the partials print.
    policy: [
      "default-src 'none'",
      `style-src 'sha256-${digest(style)}'`,
      `script-src 'sha256-${digest(script)}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
    groups: view.groups.map((group) => ({
      ...group,
      pillars: group.pillars.map((pillar) => ({
        ...pillar,
        findings: pillar.findings.map((finding) => ({ ...finding, ticket: findingMarkdown(finding) })),
      })),
    })),
  });
}

/** Line ends as an HTML parser sees them, since the policy's hashes are of what it sees: a checkout on Windows may hold CR LF. */
async function template(path: string): Promise<string> {
  return (await readFile(new URL(path, TEMPLATES), 'utf8')).replaceAll('\r\n', '\n');
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}
