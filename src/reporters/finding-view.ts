/** One finding in the words of the reports: what HTML and Markdown print, without a decision left to them. */
import type { Finding, Outcome, ResultObject } from '../result/types.js';
import { labelled } from './labels.js';
import { cut, readableUrl, safeUrl } from './text.js';
import {
  counted,
  effortWord,
  type GapWords,
  gapWords,
  gateWord,
  howMany,
  lowerFirst,
  OUTCOME_WORDS,
  objectNoun,
  pillarTitle,
  reachWord,
  SEVERITY_WORDS,
} from './wording.js';

export interface ObjectView {
  readonly type: string;
  readonly name: string;
  readonly url: string | null;
  /** An address that is not `https:` is shown as text, never as a link. */
  readonly urlText: string | null;
  readonly severity: string;
  readonly severityWord: string;
  readonly gateWord: string | null;
  readonly reachWord: string | null;
  readonly detail: readonly { readonly key: string; readonly value: string }[];
}

export interface FindingView {
  readonly ruleId: string;
  readonly anchor: string;
  readonly pillar: string;
  readonly pillarTitle: string;
  readonly outcome: string;
  readonly outcomeWord: string;
  readonly severity: string;
  readonly severityWord: string;
  /** A severity says something of an open finding and of what an unknown could hide; of a pass it says nothing. */
  readonly showsSeverity: boolean;
  readonly gateWord: string | null;
  readonly title: string;
  readonly summary: string;
  readonly affected: string | null;
  readonly measures: readonly { readonly key: string; readonly value: string }[];
  readonly objects: readonly ObjectView[];
  readonly more: string | null;
  readonly gaps: readonly GapWords[];
  readonly rootCause: { readonly ruleId: string; readonly anchor: string } | null;
  readonly rationale: string;
  readonly showsFix: boolean;
  readonly fix: {
    readonly heading: string;
    readonly summary: string;
    readonly steps: readonly string[];
    readonly effort: string;
  };
  readonly references: readonly { readonly text: string; readonly url: string | null }[];
}

export function anchorOf(ruleId: string): string {
  return `finding-${ruleId.replace(/[^\w-]/g, '-')}`;
}

export function findingView(finding: Finding): FindingView {
  const { outcome, severity, affected, rootCause, remediation } = finding;
  const isOpen = outcome === 'fail' || outcome === 'warn';
  const isUnknown = outcome === 'not-assessed' || outcome === 'error';
  const word = SEVERITY_WORDS[severity];
  return {
    ruleId: finding.ruleId,
    anchor: anchorOf(finding.ruleId),
    pillar: finding.pillar,
    pillarTitle: pillarTitle(finding.pillar),
    outcome,
    outcomeWord: OUTCOME_WORDS[outcome],
    severity,
    severityWord: isUnknown ? `Could hide: ${word}` : word,
    showsSeverity: isOpen || isUnknown,
    gateWord: isOpen ? gateWord(finding.gate) : null,
    title: cut(titleText(finding)),
    summary: cut(finding.summary, 2_000),
    affected: howMany(finding),
    measures: cutPairs(labelled(finding.measures)),
    objects: finding.objects.map(objectView),
    more: finding.objectsTruncated ? moreText(affected.count - finding.objects.length) : null,
    gaps: finding.gaps.map(gapWords),
    rootCause: rootCause === null ? null : { ruleId: rootCause, anchor: anchorOf(rootCause) },
    rationale: finding.rationale,
    showsFix: outcome !== 'pass' && outcome !== 'not-applicable',
    fix: {
      heading: fixHeading(outcome),
      summary: remediation.summary,
      steps: remediation.steps,
      effort: lowerFirst(effortWord(remediation.effort)),
    },
    references: finding.references.map(({ framework, id, url }) => ({
      text: framework === 'HIPAA' ? `HIPAA, 45 CFR ${id}` : `${framework}: ${id}`,
      url: safeUrl(url),
    })),
  };
}

/** Where nothing was judged a title states what would be ready, or what would be open: neither must read as a fact. */
export function titleText({ outcome, title }: Finding): string {
  if (outcome === 'not-assessed' || outcome === 'error') return `Not known: ${title}`;
  return outcome === 'not-licensed' || outcome === 'not-applicable' ? `Not judged: ${title}` : title;
}

/** Advice must not sound as if something had been found where nothing was judged. */
function fixHeading(outcome: Outcome): string {
  if (outcome === 'not-assessed' || outcome === 'error') return 'How to fix it, should it be open';
  return outcome === 'not-licensed' ? 'What to do' : 'How to fix';
}

function moreText(rest: number): string {
  return rest > 0 ? `${counted(rest, 'more object')} in findings.csv` : 'More objects in findings.csv';
}

function objectView(object: ResultObject): ObjectView {
  const url = safeUrl(object.url);
  return {
    type: objectNoun(object.type),
    name: cut(object.name),
    url,
    urlText: object.url === null ? null : cut(url === null ? object.url : readableUrl(url)),
    severity: object.severity,
    severityWord: SEVERITY_WORDS[object.severity],
    gateWord: gateWord(object.gate),
    reachWord: reachWord(object.reach),
    detail: cutPairs(labelled(object.detail)),
  };
}

function cutPairs(pairs: readonly { readonly key: string; readonly value: string }[]): { key: string; value: string }[] {
  return pairs.map(({ key, value }) => ({ key: cut(key), value: cut(value) }));
}
