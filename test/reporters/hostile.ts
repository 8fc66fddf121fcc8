/** A result whose every free string attacks what renders it: markup, templates, formulas, terminals, runners, readers. */
import type { ScanResult } from '../../src/result/types.js';
import { noGo } from './sample.js';
import { finding, object } from './sample-findings.js';

const ESC = String.fromCharCode(0x1b);

export const ATTACKS: readonly string[] = [
  '<script>alert(1)</script>',
  '</script></style></textarea></title><img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "' onmouseover='alert(4)",
  '{{constructor}} {{{this}}} {{> script}} {{#each',
  'javascript:alert(5)',
  'a | b ` c [d](javascript:alert(6)) ![e](https://evil.example/x.png)',
  `${ESC}]8;;https://evil.example${ESC}\\click${ESC}]8;;${ESC}\\ ${ESC}[31mred${ESC}[0m`,
  'invoice\u202Egpj.exe \u2066isolated\u2069',
  '=HYPERLINK("https://evil.example";"x")',
  '\u00A0＝cmd|/c calc; =1+1',
  '::error::broken\n::set-output name=x::y\r\n##[error]z',
  '@octocat #1 https://evil.example www.evil.example',
  '\uD800 lone surrogate, \u2028 separator, \u0000 nul, \u009b31m',
  '-->]]><!--',
  '__proto__',
];

export const LONG_NAME = `${'Very long name '.repeat(666)}end.docx`.padEnd(10_000, 'x');

/** Every attack at once, in one string. */
export const ALL = ATTACKS.join(' ');

/** Fields whose values are a closed list of ours, which no tenant can write. */
const CLOSED = new Set([
  'schemaVersion',
  'outcome',
  'severity',
  'gate',
  'reach',
  'decision',
  'type',
  'reason',
  'state',
  'source',
  'profile',
  'mode',
  'ruleId',
  'rootCause',
  'rules',
  'notAssessed',
  'weakened',
  'what',
  'kind',
  'until',
  'startedAt',
  'endedAt',
  'asOf',
  'framework',
  'tool',
]);

/** Reasons for which Copilot does not reach a site; `why` of other things is free text. */
const WHY_AWAY: readonly unknown[] = ['archived', 'no-access'];

function poisoned(value: unknown, key: string): unknown {
  if (CLOSED.has(key) || (key === 'why' && WHY_AWAY.includes(value))) return value;
  if (typeof value === 'string') return key === 'url' ? 'javascript:alert(7)' : `${value} ${ALL}`;
  if (Array.isArray(value)) return value.map((inner) => poisoned(inner, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poisoned(inner, name)]));
}

export function hostile(): ScanResult {
  const base = poisoned(noGo(), '') as ScanResult;
  const attack = finding({
    ruleId: 'ITEM-099',
    pillar: ALL,
    outcome: 'fail',
    severity: 'critical',
    gate: 'block',
    title: 'Names that attack',
    objects: [
      ...ATTACKS.map((name) => object({ type: 'file', name, id: name, url: name, detail: { [name]: name } })),
      object({ type: 'file', name: LONG_NAME, url: 'https://user:secret@evil.example/' }),
      object({ type: 'file', name: 'Quoted link', url: `https://lakeside.sharepoint.com/"><script>alert(8)</script>|]()` }),
      object({ type: 'file', name: 'data link', url: 'data:text/html,<script>alert(9)</script>' }),
    ],
  });
  return { ...base, findings: [attack, ...base.findings] };
}
