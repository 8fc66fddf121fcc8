/** The whole report as a tree of printable strings: one order and one set of facts for the HTML page and its Markdown twin. */
import type { Finding, Outcome, ScanResult } from '../result/types.js';
import { type CmdletView, cmdletView } from './cmdlet-view.js';
import { anchorOf, type FindingView, findingView } from './finding-view.js';
import {
  confidentialityLine,
  coverageSentence,
  decisionReason,
  decisionWord,
  type Exposure,
  exposureSentences,
  type FirstThing,
  firstThings,
  firstTitle,
  orderedReasons,
  scoreSentence,
  sourceBand,
  technicalOnlyLine,
} from './headline.js';
import { type OpinionView, opinionView } from './opinion-view.js';
import { type SightView, sightView } from './sight-view.js';
import { cut, safeDeep } from './text.js';
import { byUrgency } from './urgency.js';
import {
  counted,
  dateText,
  type GapWords,
  gapWords,
  number,
  OUTCOME_WORDS,
  pillarTitle,
  SEVERITIES,
  SEVERITY_WORDS,
  scoreText,
  timeText,
} from './wording.js';

export interface GroupView {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly count: number;
  readonly pillars: readonly {
    readonly pillar: string;
    readonly title: string;
    readonly score: string | null;
    readonly findings: readonly FindingView[];
  }[];
}

export type Pair = { readonly key: string; readonly value: string };

export interface ReportView {
  readonly tenantName: string;
  readonly tenantLine: string;
  /** The two halves of it; an id as Microsoft writes them never breaks over two lines. */
  readonly tenantDomain: string | null;
  readonly tenantId: { readonly text: string; readonly isGuid: boolean };
  readonly scanLine: string;
  readonly band: { readonly text: string; readonly detail: string } | null;
  readonly confidential: string;
  readonly decision: {
    readonly key: string;
    readonly word: string;
    readonly reason: string;
    readonly technicalOnly: string | null;
  };
  readonly coverage: { readonly percent: string; readonly value: number; readonly sentence: string };
  readonly exposure: Exposure;
  readonly score: { readonly figure: string; readonly sentence: string };
  readonly firstTitle: string;
  readonly firstThings: readonly (FirstThing & { readonly anchor: string | null; readonly position: number })[];
  readonly reasons: readonly { readonly text: string; readonly ruleId: string | null; readonly anchor: string | null }[];
  readonly wouldDetermine: readonly {
    readonly text: string;
    readonly command: string;
    readonly rules: readonly { readonly ruleId: string; readonly anchor: string }[];
  }[];
  readonly groups: readonly GroupView[];
  readonly filters: {
    readonly outcomes: readonly Pair[];
    readonly severities: readonly Pair[];
    readonly pillars: readonly Pair[];
    readonly total: number;
  };
  readonly datasets: readonly {
    readonly title: string;
    readonly state: string;
    readonly stateWord: string;
    readonly rows: string;
    readonly gaps: readonly GapWords[];
  }[];
  readonly sight: SightView;
  readonly cmdlets: CmdletView;
  /** Null where no report was imported. */
  readonly opinion: OpinionView | null;
  readonly permissionsMissing: readonly { readonly permission: string; readonly why: string; readonly rules: string }[];
  readonly pillarScores: readonly { readonly title: string; readonly score: string; readonly assessed: string }[];
  readonly method: {
    readonly statements: readonly string[];
    readonly thresholds: readonly {
      readonly name: string;
      readonly describe: string;
      readonly used: string;
      readonly default: string;
      readonly unit: string;
      readonly changed: boolean;
    }[];
    readonly lists: readonly { readonly name: string; readonly count: string; readonly values: readonly string[] }[];
    readonly signIn: readonly Pair[];
    readonly permissionsUnused: readonly string[];
    readonly spent: readonly {
      readonly lane: string;
      readonly requests: string;
      readonly units: string;
      readonly throttled: string;
    }[];
    readonly betaPaths: readonly { readonly path: string; readonly why: string; readonly replacedBy: string }[];
    readonly unverified: readonly string[];
  };
  readonly glossary: readonly { readonly term: string; readonly meaning: string }[];
}

const GROUPS: readonly {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly outcomes: readonly Outcome[];
}[] = [
  {
    id: 'open',
    title: 'Findings',
    intro: 'What was judged and is not as it should be, worst area first.',
    outcomes: ['fail', 'warn'],
  },
  {
    id: 'unknown',
    title: 'Not assessed',
    intro: 'What this scan could not judge. An unknown is neither good nor bad news; each says what would show it.',
    outcomes: ['not-assessed', 'error'],
  },
  {
    id: 'unlicensed',
    title: 'Not licensed',
    intro: 'Features that the tenant does not own: a gap to know of, not a setting to repair.',
    outcomes: ['not-licensed'],
  },
  { id: 'passed', title: 'Passed', intro: 'What was judged and is as it should be.', outcomes: ['pass'] },
  { id: 'idle', title: 'Not applicable', intro: 'Rules with nothing to judge in this tenant.', outcomes: ['not-applicable'] },
];

const STATE_WORDS = { complete: 'Whole', partial: 'In part', absent: 'Not seen' } as const;

const GLOSSARY = [
  {
    term: 'Standing reach',
    meaning:
      'Who can read a file today without doing anything: through membership, or a grant to everyone. Copilot answers these people from it at once.',
  },
  {
    term: 'Latent reach',
    meaning:
      'Who could read a file by opening a link that works for the whole organization or for anyone. Copilot uses it only for those who have opened the link. Never added to standing reach.',
  },
  {
    term: 'PHI-looking name',
    meaning:
      'A file or folder whose name matches a list of words such as “patient intake”. Contents are never read, so a name can mislead both ways.',
  },
  { term: 'Blocks Copilot', meaning: 'While such a finding is open, the verdict is No-go.' },
  { term: 'Condition', meaning: 'While such a finding is open, the verdict is at best Go with conditions.' },
  { term: 'Not assessed', meaning: 'The evidence is missing or too thin. It never counts as passed.' },
  {
    term: 'Score as a range',
    meaning: 'The low end counts every unknown as bad, the high end as good. “–” means that too much is unknown for a number.',
  },
];

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function reportView(raw: ScanResult): ReportView {
  const result = safeDeep(raw);
  const { tenant, scan, tool, verdict, coverage, method } = result;
  const things = firstThings(result);
  const tenantName = cut(tenant.displayName ?? tenant.defaultDomain ?? tenant.id, 120);
  return {
    tenantName,
    tenantLine: cut([tenant.defaultDomain, `tenant ${tenant.id}`].filter((part) => part !== null).join(', '), 200),
    tenantDomain: tenant.defaultDomain === null ? null : cut(tenant.defaultDomain, 120),
    tenantId: { text: cut(tenant.id, 120), isGuid: GUID.test(tenant.id) },
    scanLine: `${dateText(scan.asOf)}, ${tool.name} ${tool.version}`,
    band: sourceBand(result),
    confidential: confidentialityLine(result),
    decision: {
      key: verdict.decision,
      word: decisionWord(verdict.decision),
      reason: cut(decisionReason(result), 300),
      technicalOnly: technicalOnlyLine(result),
    },
    coverage: {
      percent: `${number(coverage.percent)}%`,
      value: Math.max(0, Math.min(100, coverage.percent)),
      sentence: coverageSentence(result),
    },
    exposure: exposureSentences(result),
    score: { figure: scoreText(result.scores.technical), sentence: scoreSentence(result) },
    firstTitle: firstTitle(things),
    firstThings: things.map((thing, index) => ({
      ...thing,
      title: cut(thing.title, 160),
      firstStep: cut(thing.firstStep, 200),
      position: index + 1,
      anchor: thing.ruleId === null ? null : anchorOf(thing.ruleId),
    })),
    reasons: orderedReasons(result).map(({ ruleId, text }) => ({
      text,
      ruleId,
      anchor: ruleId === null ? null : anchorOf(ruleId),
    })),
    wouldDetermine: verdict.wouldDetermine.map((way) => ({
      ...way,
      rules: way.rules.map((ruleId) => ({ ruleId, anchor: anchorOf(ruleId) })),
    })),
    groups: groupsOf(result),
    filters: filtersOf(result.findings),
    datasets: coverage.datasets.map(({ title, state, rows, gaps }) => ({
      title,
      state,
      stateWord: STATE_WORDS[state],
      rows: state === 'absent' ? '–' : number(rows),
      gaps: gaps.map(gapWords),
    })),
    sight: sightView(result),
    cmdlets: cmdletView(result),
    opinion: opinionView(result),
    permissionsMissing: method.permissionsMissing.map(({ permission, why, rules }) => ({
      permission,
      why,
      rules: rules.join(', '),
    })),
    pillarScores: Object.entries(result.scores.pillars).map(([pillar, score]) => ({
      title: pillarTitle(pillar),
      score: scoreText(score),
      assessed:
        score.applicableWeight === 0 ? '–' : `${number(Math.round((100 * score.assessedWeight) / score.applicableWeight))}%`,
    })),
    method: {
      statements: [...method.statements, ...scan.notes],
      thresholds: method.thresholds.map(({ name, describe, value, default: preset, unit }) => ({
        name,
        describe,
        used: number(value),
        default: number(preset),
        unit,
        changed: value !== preset,
      })),
      lists: method.lists.map(({ name, values }) => ({
        name,
        count: counted(values.length, 'entry', 'entries'),
        values: values.map((value) => cut(value)),
      })),
      signIn: signInOf(result),
      permissionsUnused: method.permissionsUnused,
      spent: Object.entries(scan.spent).map(([lane, { requests, units, throttled }]) => ({
        lane,
        requests: number(requests),
        units: number(units),
        throttled: number(throttled),
      })),
      betaPaths: method.betaPaths,
      unverified: method.unverified,
    },
    glossary: GLOSSARY,
  };
}

function groupsOf(result: ScanResult): GroupView[] {
  return GROUPS.flatMap(({ outcomes, ...group }) => {
    const findings = byUrgency(result.findings.filter((finding) => outcomes.includes(finding.outcome)));
    if (findings.length === 0) return [];
    // A Map keeps the order of first sight, which is the order of the worst finding.
    const byPillar = new Map<string, Finding[]>();
    for (const finding of findings) {
      const members = byPillar.get(finding.pillar);
      if (members === undefined) byPillar.set(finding.pillar, [finding]);
      else members.push(finding);
    }
    const pillars = [...byPillar].map(([pillar, members]) => {
      const score = Object.hasOwn(result.scores.pillars, pillar) ? result.scores.pillars[pillar] : undefined;
      return {
        pillar,
        title: pillarTitle(pillar),
        score: score === undefined ? null : scoreText(score),
        findings: members.map(findingView),
      };
    });
    return [{ ...group, count: findings.length, pillars }];
  });
}

function filtersOf(findings: readonly Finding[]): ReportView['filters'] {
  const outcomes = new Set(findings.map((finding) => finding.outcome));
  const severities = new Set(findings.map((finding) => finding.severity));
  const pillars = [...new Set(findings.map((finding) => finding.pillar))];
  return {
    outcomes: (Object.keys(OUTCOME_WORDS) as Outcome[])
      .filter((outcome) => outcomes.has(outcome))
      .map((key) => ({ key, value: OUTCOME_WORDS[key] })),
    severities: SEVERITIES.filter((severity) => severities.has(severity)).map((key) => ({ key, value: SEVERITY_WORDS[key] })),
    pillars: pillars.map((key) => ({ key, value: pillarTitle(key) })).sort((a, b) => (a.value < b.value ? -1 : 1)),
    total: findings.length,
  };
}

function signInOf({ scan }: ScanResult): Pair[] {
  const { signIn, sharePoint, cmdlets } = scan;
  return [
    { key: 'Signed in with', value: signIn.method },
    {
      key: 'Mode',
      value: signIn.mode === 'application' ? 'as an application' : signIn.mode === 'delegated' ? 'as a person' : 'not known',
    },
    { key: 'Application id', value: signIn.appId ?? 'not known' },
    { key: 'Permissions held', value: permissionsText(signIn.permissions) },
    {
      key: 'SharePoint permissions held',
      value: sharePoint.known ? permissionsText(sharePoint.value.permissions) : 'SharePoint was not asked',
    },
    {
      key: 'Exchange permissions held',
      value: cmdlets.known ? permissionsText(cmdlets.value.permissions) : 'The cmdlet endpoint was not asked',
    },
    { key: 'Cloud', value: scan.cloud },
    { key: 'Profile', value: scan.profile },
    { key: 'Started', value: timeText(scan.startedAt) },
    { key: 'Ended', value: scan.endedAt === null ? 'cut short' : timeText(scan.endedAt) },
    { key: 'Ages are counted to', value: dateText(scan.asOf) },
  ];
}

function permissionsText(permissions: readonly string[] | null): string {
  if (permissions === null) return 'the token does not tell';
  return permissions.length === 0 ? 'none' : permissions.join(', ');
}
