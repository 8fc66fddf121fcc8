/** The report's twin for tickets, pull requests and step summaries: same order, same facts, every string escaped. */
import type { ScanResult } from '../result/types.js';
import type { FindingView } from './finding-view.js';
import { type ReportView, reportView } from './view.js';
import { type GapWords, lowerFirst } from './wording.js';

export function renderMarkdown(result: ScanResult): string {
  const view = reportView(result);
  const blocks = [
    ...firstScreen(view),
    ...decides(view),
    ...view.groups.flatMap(group),
    ...secondOpinion(view),
    ...seen(view),
    ...method(view),
    ...glossary(view),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function firstScreen(view: ReportView): string[] {
  const { decision, exposure } = view;
  return [
    band(view),
    `# Copilot readiness: ${escaped(view.tenantName)}`,
    `${escaped(view.scanLine)}. ${escaped(view.tenantLine)}.`,
    decision.technicalOnly === null ? '' : escaped(decision.technicalOnly),
    `## ${escaped(decision.word)}`,
    escaped(decision.reason),
    list([
      `**Exposure.** ${[exposure.standing, exposure.where, exposure.latent].flatMap((told) => (told === null ? [] : [escaped(told)])).join(' ')}`,
      `**Coverage.** ${escaped(view.coverage.sentence)}`,
      `**Score.** ${escaped(view.score.sentence)}`,
    ]),
    `### ${escaped(view.firstTitle)}`,
    view.firstThings.length === 0
      ? 'Nothing is open. Scan again before the number of Copilot seats grows, and after every migration.'
      : '',
    view.firstThings
      .map(({ position, title, howMany, follows, firstStep, isCommand, effort }) => {
        const facts = [howMany, effort, follows].filter((fact) => fact !== null).map((fact) => escaped(lowerFirst(fact)));
        return `${position}. **${escaped(title)}**${facts.length === 0 ? '' : ` (${facts.join('; ')})`}. First step: ${isCommand ? code(firstStep) : escaped(firstStep)}`;
      })
      .join('\n'),
    `_${escaped(view.confidential)}_`,
  ];
}

function decides(view: ReportView): string[] {
  return [
    view.reasons.length === 0 ? '' : '## Why this verdict',
    list(view.reasons.map(({ text, ruleId }) => `${escaped(text)}${ruleId === null ? '' : ` (${escaped(ruleId)})`}`)),
    view.wouldDetermine.length === 0 ? '' : '## What would determine the verdict',
    list(
      view.wouldDetermine.map(
        ({ text, command, rules }) =>
          `${escaped(text)} ${code(command)}${rules.length === 0 ? '' : ` (${rules.map((rule) => escaped(rule.ruleId)).join(', ')})`}`,
      ),
    ),
  ];
}

function group({ title, intro, count, pillars }: ReportView['groups'][number]): string[] {
  return [
    `## ${escaped(title)} (${count})`,
    escaped(intro),
    ...pillars.flatMap((pillar) => [
      `### ${escaped(pillar.title)}${pillar.score === null ? '' : ` (score ${escaped(pillar.score)})`}`,
      ...pillar.findings.flatMap((finding) => findingBlocks(finding, '####')),
    ]),
  ];
}

/** One finding as the text of a ticket. */
export function findingMarkdown(finding: FindingView): string {
  return findingBlocks(finding, '##').join('\n\n');
}

function findingBlocks(finding: FindingView, heading: string): string[] {
  const { objects, gaps, fix, references, measures } = finding;
  const facts = [
    finding.outcomeWord,
    finding.showsSeverity ? finding.severityWord : null,
    finding.gateWord,
    finding.affected,
  ].filter((fact) => fact !== null);
  return [
    `${heading} ${escaped(finding.ruleId)}: ${escaped(finding.title)}`,
    `**${facts.map(escaped).join(' · ')}**`,
    escaped(finding.summary),
    finding.rootCause === null ? '' : `A consequence of ${escaped(finding.rootCause.ruleId)}; it does not count twice.`,
    measures.length === 0 ? '' : `Measured: ${measures.map(({ key, value }) => `${escaped(key)} ${escaped(value)}`).join('; ')}.`,
    table(
      ['Type', 'Name', 'Where', 'Severity', 'Reach', 'Detail'],
      objects.map((object) => [
        escaped(object.type),
        escaped(object.name),
        address(object),
        escaped([object.severityWord, object.gateWord].filter((word) => word !== null).join(', ')),
        escaped(object.reachWord ?? '–'),
        object.detail.map(({ key, value }) => `${escaped(key)}: ${escaped(value)}`).join('; '),
      ]),
    ),
    finding.more === null ? '' : escaped(finding.more),
    gaps.length === 0 ? '' : `What we could not see, and what would show it:`,
    list(gaps.map(gapLine)),
    finding.rationale === '' ? '' : `Why it matters: ${escaped(finding.rationale)}`,
    finding.showsFix ? `${fix.heading} (${escaped(fix.effort)}): ${escaped(fix.summary)}` : '',
    finding.showsFix ? fix.steps.map((step, index) => `${index + 1}. ${escaped(step)}`).join('\n') : '',
    references.length === 0
      ? ''
      : `References: ${references.map(({ text, url }) => (url === null ? escaped(text) : link(text, url))).join('; ')}`,
  ].filter((block) => block !== '');
}

function seen(view: ReportView): string[] {
  return [
    '## What was seen',
    ...sight(view),
    ...cmdlets(view),
    table(
      ['Dataset', 'Seen', 'Rows', 'What is missing'],
      view.datasets.map(({ title, stateWord, rows, gaps }) => [
        escaped(title),
        escaped(stateWord),
        escaped(rows),
        gaps.map(gapLine).join(' '),
      ]),
    ),
    view.permissionsMissing.length === 0 ? '' : '### Permissions that would have shown more',
    table(
      ['Permission', 'Why', 'Rules'],
      view.permissionsMissing.map(({ permission, why, rules }) => [escaped(permission), escaped(why), escaped(rules)]),
    ),
    view.pillarScores.length === 0 ? '' : '### Scores by area',
    table(
      ['Area', 'Score', 'Assessed by weight'],
      view.pillarScores.map(({ title, score, assessed }) => [escaped(title), escaped(score), escaped(assessed)]),
    ),
  ];
}

/** Which sites were not read and which nobody reaches, and how SharePoint itself was asked. */
function sight({ sight: told }: ReportView): string[] {
  return [
    ...told.sharePoint.map(escaped),
    told.command === null ? '' : `To prepare it: ${code(told.command)}`,
    list(told.limits.map(escaped)),
    told.unread.length === 0 ? '' : '### Sites that were not read whole',
    table(
      ['Site', 'Address', 'Why'],
      told.unread.map((site) => [escaped(site.name), address(site), gapLine(site.gap)]),
    ),
    told.unreadMore === null ? '' : escaped(told.unreadMore),
    told.away.length === 0 ? '' : '### Sites that Copilot does not reach',
    table(
      ['Site', 'Address', 'Why'],
      told.away.map((site) => [escaped(site.name), address(site), escaped(site.why)]),
    ),
    told.awayMore === null ? '' : escaped(told.awayMore),
  ];
}

/** Which source answered which cmdlet, and where two of them disagree. */
function cmdlets({ cmdlets: told }: ReportView): string[] {
  return [
    '### What Microsoft Graph does not tell',
    ...told.sources.map(escaped),
    told.commands.length === 0 ? '' : `To bring it: ${told.commands.map(code).join(', then ')}`,
    table(
      ['Sources disagree on', 'What each says'],
      told.disagreements.map(({ fact, values }) => [escaped(fact), values.map(escaped).join('; ')]),
    ),
    told.disagreementsMore === null ? '' : escaped(told.disagreementsMore),
    table(
      ['Cmdlet', 'Source', 'Answer', 'When', 'Through'],
      told.readings.map(({ cmdlet, source, outcomeWord, gap, at, door }) => [
        escaped(cmdlet),
        escaped(source),
        gap === null ? escaped(outcomeWord) : `${escaped(outcomeWord)}. ${gapLine(gap)}`,
        escaped(at),
        escaped(door),
      ]),
    ),
    table(
      ['Secure Score (decides nothing)', 'Says', 'Worked out', 'Bears on'],
      told.scoreControls.map(({ title, says, asOf, rules }) => [escaped(title), escaped(says), escaped(asOf), escaped(rules)]),
    ),
  ];
}

function address({ url, urlText }: { readonly url: string | null; readonly urlText: string | null }): string {
  if (urlText === null) return '';
  return url === null ? escaped(urlText) : link(urlText, url);
}

function secondOpinion({ opinion }: ReportView): string[] {
  if (opinion === null) return [];
  return [
    '## Second opinion',
    list(opinion.reports.map(escaped)),
    escaped(opinion.summary),
    opinion.doubt === null ? '' : `**${escaped(opinion.doubt)}**`,
    table(
      ['Site', 'Place', 'About', 'Crawl', 'Report', 'Report of'],
      opinion.rows.map((row) => [
        `${escaped(row.site)} ${address(row)}`.trim(),
        row.item === null ? '' : escaped(row.item),
        row.isDoubt ? `**${escaped(row.what)}**` : escaped(row.what),
        escaped(row.crawl),
        escaped(row.imported),
        escaped(row.date),
      ]),
    ),
    opinion.more === null ? '' : escaped(opinion.more),
  ];
}

function method({ method: how }: ReportView): string[] {
  return [
    '## Method',
    list(how.statements.map(escaped)),
    '### Sign-in and scan',
    list(how.signIn.map(({ key, value }) => `${escaped(key)}: ${escaped(value)}`)),
    how.permissionsUnused.length === 0 ? '' : `Permissions held and not used: ${how.permissionsUnused.map(escaped).join(', ')}.`,
    how.thresholds.length === 0 ? '' : '### Thresholds',
    table(
      ['Threshold', 'Used', 'Default', 'Unit', 'Meaning'],
      how.thresholds.map(({ name, used, default: preset, unit, describe, changed }) => [
        escaped(name),
        changed ? `**${escaped(used)}**` : escaped(used),
        escaped(preset),
        escaped(unit),
        escaped(describe),
      ]),
    ),
    how.lists.length === 0 ? '' : '### Lists',
    list(how.lists.map(({ name, count, values }) => `${escaped(name)} (${escaped(count)}): ${values.map(escaped).join(', ')}`)),
    how.spent.length === 0 ? '' : '### Requests sent',
    table(
      ['Lane', 'Requests', 'Units', 'Throttled'],
      how.spent.map(({ lane, requests, units, throttled }) => [lane, requests, units, throttled].map(escaped)),
    ),
    how.betaPaths.length === 0 ? '' : '### Beta paths called',
    table(
      ['Path', 'Why', 'Replaced by'],
      how.betaPaths.map(({ path, why, replacedBy }) => [path, why, replacedBy].map(escaped)),
    ),
    how.unverified.length === 0 ? '' : '### Not verified against a live tenant',
    list(how.unverified.map(escaped)),
  ];
}

function glossary(view: ReportView): string[] {
  return ['## Words', list(view.glossary.map(({ term, meaning }) => `**${escaped(term)}.** ${escaped(meaning)}`)), band(view)];
}

function band({ band: marked }: ReportView): string {
  return marked === null ? '' : `> **${escaped(marked.text)}.** ${escaped(marked.detail)}`;
}

function gapLine({ what, show, trace }: GapWords): string {
  return `${escaped(what)}${show === null ? '' : ` Would show it: ${escaped(show)}`}${trace === null ? '' : ` (${escaped(trace)})`}`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Breaks a trigger without being seen: GitHub looks for mentions and issue numbers after rendering, where a backslash is gone. */
const BREAK = '\u200B';

/** Text that Markdown, GitHub's mentions and issue links, and the runner's `::command::` and `##[command]` leave alone. */
export function escaped(text: string): string {
  return text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/:(?=:)/g, `:${BREAK}`)
    .replace(/(?<![\p{L}\p{N}])@(?=[\p{L}\p{N}])/gu, `@${BREAK}`)
    .replace(/#(?=[\d[#])/g, `#${BREAK}`)
    .replace(/[\\`*_[\]|#~!$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/\b(www|https?|ftp|mailto)([.:])/gi, '$1\\$2')
    .trimStart()
    .replace(/^[-+=>]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** A link that may stand in a table; `url` is an `https:` address already. */
function link(text: string, url: string): string {
  return `[${escaped(text)}](<${url.replace(/[<>[\]|`\\]/g, encodeURIComponent)}>)`;
}

/** Inline code with a fence longer than any run of backticks inside. */
function code(text: string): string {
  const inner = text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/:(?=:)/g, `:${BREAK}`)
    .replace(/##(?=\[)/g, `##${BREAK}`);
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${inner}${fence}` : `${fence} ${inner} ${fence}`;
}
