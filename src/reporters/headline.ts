/** What a reader must know first, in plain words: decision, reason, exposure, coverage, the five things to do. Shared by HTML, Markdown and terminal. */
import type { Decision, Finding, Gate, ResultObject, ScanResult, Severity } from '../result/types.js';
import { cut } from './text.js';
import { byUrgency, causes, isOpen } from './urgency.js';
import { counted, DECISION_WORDS, effortWord, gapWords, howMany, number, scoreText } from './wording.js';

export function decisionWord(decision: Decision): string {
  return DECISION_WORDS[decision];
}

/** The line that stands above the decision until a questionnaire is given. */
export function technicalOnlyLine(result: ScanResult): string | null {
  return result.verdict.technicalOnly
    ? 'Technical verdict: the questionnaire half (policies, BAAs, training) has not been answered.'
    : null;
}

/** Why the decision is what it is, in one sentence, without rule ids. */
export function decisionReason(result: ScanResult): string {
  const { decision, reasons } = result.verdict;
  const told = reasons[0]?.text;
  // Consequences count here: each is listed as a reason, and the two numbers must not differ.
  const open = byUrgency(result.findings.filter(isOpen));
  switch (decision) {
    case 'no-go': {
      const blocking = open.filter((finding) => finding.outcome === 'fail' && finding.gate === 'block');
      return (
        opening(blocking, 'must be closed before Copilot is switched on', 'finding') ??
        told ??
        'A finding that blocks Copilot is open.'
      );
    }
    case 'go-with-conditions': {
      const conditions = open.filter((finding) => finding.gate === 'condition');
      return (
        opening(conditions, 'must be met first, or accepted with an owner and a date', 'condition') ??
        told ??
        'Not everything that a plain Go needs was seen.'
      );
    }
    case 'go':
      return 'Nothing that this scan can see stands against switching Copilot on.';
    case 'not-determined':
      return told === undefined
        ? 'Too little could be seen to say yes or no.'
        : `Too little could be seen to say yes or no. ${told}`;
  }
}

function opening(findings: readonly Finding[], clause: string, noun: string): string | null {
  const [first] = findings;
  if (first === undefined) return null;
  return findings.length === 1
    ? `One ${noun} ${clause}: “${first.title}”.`
    : `${counted(findings.length, noun)} ${clause}; the first: “${first.title}”.`;
}

/** What a reader must know of a scan that was cut short; null of one that was not. */
export function interruption({ scan }: ScanResult): string | null {
  return scan.finished ? null : 'Scan again; the reports of this one stay.';
}

/** How much was seen, and that the scan was cut short where it was. */
export function coverageSentence(result: ScanResult): string {
  const then = interruption(result);
  return then === null ? seenSentence(result) : `${seenSentence(result)} The scan was cut short. ${then}`;
}

/** How much was seen. */
export function seenSentence(result: ScanResult): string {
  const { percent, sites } = result.coverage;
  const weight = `${number(percent)}% of the rules, by weight, could be assessed`;
  const places =
    sites === null
      ? 'how many of the sites and drives were read is not known, because the list of them is not whole (this counts as 0%)'
      : `${number(sites)}% of the known sites and drives were read whole`;
  return `${weight}; ${places}.${sharePointClause(result)}`;
}

/** “Read whole” must not stand alone where SharePoint itself was not asked, or did not answer. */
function sharePointClause({ coverage: { sharePoint } }: ScanResult): string {
  if (!sharePoint.asked) return ' SharePoint itself was not asked, so members of its groups are not seen.';
  return sharePoint.notAssessed.length + sharePoint.weakened.length === 0
    ? ''
    : ' SharePoint itself did not answer all that was asked of it.';
}

/** What the operator's limits left unread; null where there were none, or they left out nothing. */
export function limitSentence({ scan: { limits }, coverage: { unreadSites } }: ScanResult): string | null {
  const flags = [
    limits.sites === null ? [] : ['--sites'],
    limits.maxUnits === null ? [] : ['--max-ru'],
    limits.until === null ? [] : ['--until'],
  ].flat();
  if (flags.length === 0 || unreadSites.count === 0) return null;
  return `The scan was limited by ${flags.join(' and ')}: ${counted(unreadSites.count, 'site was', 'sites were')} not read whole.`;
}

/** That an imported report shows more open than the crawl; null where none does. */
export function doubtSentence({ secondOpinion }: ScanResult): string | null {
  if (secondOpinion === null) return null;
  const { sites, places } = secondOpinion.doubts;
  if (sites + places === 0) return null;
  return `An imported report shows access for everyone that the crawl does not: on ${counted(sites, 'site')} and on ${counted(places, 'single place')}.`;
}

export interface Exposure {
  /** `612`; `612+`, or `0 found`, where not everything was seen, `Not known` where it is not known. */
  readonly figure: string;
  readonly standing: string;
  /** The place that holds most of them, and by what it is open; null where there is none. */
  readonly where: string | null;
  readonly latent: string;
}

/** The rule that counts what everybody reads; its gaps say why that is not known. */
const EXPOSURE_RULE = 'EXP-002';

/** What everybody reads today, and apart from it what lies behind links; the two are never added up. */
export function exposureSentences(result: ScanResult): Exposure {
  const { standing, latent, isLowerBound, enabledMembers, filesRead } = result.exposure;
  const atLeast = isLowerBound ? 'at least ' : '';
  return { figure: figure(), standing: standingSentence(), where: whereSentence(result), latent: latentSentence() };

  function figure(): string {
    if (standing === null) return 'Not known';
    return isLowerBound ? (standing === 0 ? '0 found' : `${number(standing)}+`) : number(standing);
  }

  function standingSentence(): string {
    if (standing === null) {
      const why = result.findings.find(({ ruleId }) => ruleId === EXPOSURE_RULE)?.gaps[0];
      const unknown = 'How many files with PHI-looking names everybody can read today is not known.';
      return why === undefined ? unknown : `${unknown} ${gapWords(why).what}`;
    }
    if (standing === 0) {
      return isLowerBound
        ? `No file with a PHI-looking name was found open to everybody among the ${counted(filesRead, 'file')} read; not everything could be seen.`
        : `None of the ${counted(filesRead, 'file')} read has a PHI-looking name and is open to everybody today.`;
    }
    const files = `${atLeast}${counted(standing, 'file with a PHI-looking name', 'files with PHI-looking names')}`;
    const readers =
      enabledMembers === null
        ? 'everybody in the organization'
        : enabledMembers === 1
          ? 'the one employee'
          : `every one of ${number(enabledMembers)} employees`;
    return `${capital(files)} can be read by ${readers} today.`;
  }

  function latentSentence(): string {
    if (latent === null) return 'How many lie behind organization or Anyone links is not known.';
    if (latent === 0) {
      // Beside files that everybody reads anyway, “none” would speak of those.
      const isBeside = standing !== null && standing > 0;
      const found = isBeside ? 'No others were' : 'None was';
      const known = isBeside ? 'No others lie' : 'None lies';
      return isLowerBound
        ? `${found} found behind an organization or Anyone link in what was read.`
        : `${known} behind an organization or Anyone link.`;
    }
    const files =
      standing === null || standing === 0
        ? counted(latent, 'file with a PHI-looking name', 'files with PHI-looking names')
        : `${number(latent)} more`;
    return `${capital(`${atLeast}${files}`)} ${latent === 1 ? 'is' : 'are'} open for whoever opens a link.`;
  }
}

/** The worst place by name: a number alone sends nobody anywhere. */
function whereSentence({ findings }: ScanResult): string | null {
  const finding = findings.find(({ ruleId }) => ruleId === EXPOSURE_RULE);
  const files = ({ detail }: ResultObject) => (typeof detail.sensitiveFiles === 'number' ? detail.sensitiveFiles : 0);
  const places = (finding?.objects ?? []).filter((object) => object.reach === 'standing' && files(object) > 0);
  const [first] = [...places].sort((a, b) => files(b) - files(a));
  if (finding === undefined || first === undefined) return null;
  const { where, grantedTo } = first.detail;
  const place = cut(typeof where === 'string' ? where : first.name, MOST_OF_A_NAME);
  const through = typeof grantedTo === 'string' ? `, granted to ${cut(grantedTo, MOST_OF_A_NAME)}` : '';
  const others = finding.affected.count - 1;
  return others > 0
    ? `Most in one place, ${number(files(first))}: ${place}${through}. The rest: ${counted(others, 'more place')}.`
    : `Where: ${place}${through}.`;
}

const MOST_OF_A_NAME = 160;

/** The technical score as a range, with what it means. */
export function scoreSentence(result: ScanResult): string {
  const score = scoreText(result.scores.technical);
  return score === '–'
    ? 'Technical score: –. Too much is unknown for a number.'
    : `Technical score: ${score} of 100.${score.includes('–') ? ' The range is what is not known.' : ''}`;
}

/** The band that no simulated result may be without; null on a scan of Microsoft's own hosts. */
export function sourceBand(result: ScanResult): { readonly text: string; readonly detail: string } | null {
  switch (result.scan.source) {
    case 'live':
      return null;
    case 'demo':
      return { text: 'Simulated tenant, not evidence', detail: 'This report comes from the built-in demo.' };
    case 'moved':
      return {
        text: 'Simulated tenant, not evidence',
        detail: 'The scan was pointed at other hosts than Microsoft’s with --endpoint.',
      };
  }
}

export function confidentialityLine(result: ScanResult): string {
  return result.scan.namesMasked
    ? 'Confidential. File and folder names are masked, yet the report says where this tenant is open: pass it on only to those who must close it.'
    : 'Confidential. This report shows file and folder names, which can be PHI themselves: store and send it as you would a patient record.';
}

export interface FirstThing {
  /** `fix`: close a finding. `see`: find out what the verdict hangs on. */
  readonly kind: 'fix' | 'see';
  readonly ruleId: string | null;
  readonly title: string;
  readonly howMany: string | null;
  /** How many other findings come of it; null where none does. */
  readonly follows: string | null;
  readonly firstStep: string;
  /** The first step is a command to type. */
  readonly isCommand: boolean;
  readonly effort: string | null;
  readonly severity: Severity | null;
  readonly gate: Gate;
}

/** What to do first, most urgent first. While the verdict is not determined, seeing more comes before mending, with room left for both. */
export function firstThings(result: ScanResult, limit = 5): FirstThing[] {
  const fixes = causes(result.findings).map(
    ({ finding, consequences }): FirstThing => ({
      kind: 'fix',
      ruleId: finding.ruleId,
      title: finding.title,
      howMany: howMany(finding),
      follows:
        consequences.length === 0 ? null : `${counted(consequences.length, 'more finding comes', 'more findings come')} of it`,
      firstStep: finding.remediation.steps[0] ?? finding.remediation.summary,
      isCommand: false,
      effort: effortWord(finding.remediation.effort),
      severity: finding.severity,
      gate: finding.gate,
    }),
  );
  const sights = result.verdict.wouldDetermine.map(
    (way): FirstThing => ({
      kind: 'see',
      ruleId: null,
      title: way.text,
      howMany: way.rules.length === 0 ? null : `Settles ${counted(way.rules.length, 'rule')}`,
      follows: null,
      firstStep: way.command,
      isCommand: true,
      effort: null,
      severity: null,
      gate: null,
    }),
  );
  const room = Math.max(limit - fixes.length, Math.ceil(limit / 2));
  return [...sights.slice(0, room), ...fixes].slice(0, limit);
}

/** Why the verdict is what it is, in the order of the things to do first; reasons that are no open finding follow as they came. */
export function orderedReasons({ verdict, findings }: ScanResult): ScanResult['verdict']['reasons'] {
  // What stands first while nothing is determined is quoted beside the decision.
  if (verdict.decision === 'not-determined') return verdict.reasons;
  const places = new Map(byUrgency(findings.filter(isOpen)).map(({ ruleId }, at) => [ruleId, at]));
  const place = (ruleId: string | null) => (ruleId === null ? undefined : places.get(ruleId)) ?? places.size;
  return [...verdict.reasons].sort((a, b) => place(a.ruleId) - place(b.ruleId));
}

/** The heading above them. */
export function firstTitle(things: readonly FirstThing[]): string {
  return things.length === 5 ? 'The five things to do first' : 'What to do first';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
