/** Findings and coverage → the verdict: one decision, its reasons, and what would determine it where it cannot be given. */

import type { Gap } from '../evidence/coverage.js';
import { gapSentence, isLimit } from '../evidence/gap-sentence.js';
import { SHAREPOINT_PERMISSION } from '../evidence/sharepoint.js';
import type { Decision, PlacedFinding, Verdict } from '../result/types.js';

export interface Bounds {
  /** Coverage of sites, percent, from which Go is possible; and under which nothing is determined. */
  readonly go: number;
  readonly floor: number;
}

export interface DecideInput {
  readonly findings: readonly PlacedFinding[];
  readonly sitesCoverage: number | null;
  readonly bounds: Bounds;
  /** What another source shows open where no finding does; a sentence each. */
  readonly doubts: readonly string[];
}

const isOpen = (f: PlacedFinding) => f.outcome === 'fail' || f.outcome === 'warn';
const isUnknown = (f: PlacedFinding) => f.outcome === 'not-assessed' || f.outcome === 'error';

/**
 * No-go: a blocking finding, whatever else is unknown. Not determined: too little seen, or a rule that could block was
 * not assessed. Go with conditions: an open or unknown condition, a doubt, or coverage short of whole. Go: none of these.
 */
export function decide({ findings, sitesCoverage, bounds, doubts }: DecideInput): Verdict {
  const seen = sitesCoverage ?? 0;
  const blocking = findings.filter((f) => f.outcome === 'fail' && f.gate === 'block');
  const hidden = findings.filter((f) => (isUnknown(f) && f.gate === 'block') || f.hiddenGate === 'block');
  // A half measure or a suspicion where a fail would block is no reason for a Go.
  const conditions = findings.filter(
    (f) => ((isOpen(f) || isUnknown(f)) && f.gate === 'condition') || (f.outcome === 'warn' && f.gate === 'block'),
  );
  const reason = (f: PlacedFinding) => ({ ruleId: f.ruleId, text: f.title });
  const seenText =
    sitesCoverage === null
      ? 'The list of sites and OneDrives could not be read whole.'
      : `${sitesCoverage} % of the known sites and drives were read whole.`;
  if (blocking.length > 0) return verdict('no-go', blocking.map(reason));
  if (seen < bounds.floor || hidden.length > 0) {
    const tooLittle = seen < bounds.floor ? [{ ruleId: 'EXP-006', text: seenText }] : [];
    const unknown = hidden.map((f) => ({
      ruleId: f.ruleId,
      text: isUnknown(f)
        ? `Not known, and it could block: “${f.title}”`
        : `Found, and what was not seen could block: “${f.title}”`,
    }));
    return {
      ...verdict('not-determined', [...tooLittle, ...unknown]),
      wouldDetermine: wouldDetermine(findings, seen < bounds.floor),
    };
  }
  const partial = seen < bounds.go ? [{ ruleId: 'EXP-006', text: seenText }] : [];
  const open = [...conditions.map(reason), ...doubts.map((text) => ({ ruleId: null, text })), ...partial];
  return open.length > 0 ? verdict('go-with-conditions', open) : verdict('go', []);
}

function verdict(decision: Decision, reasons: Verdict['reasons']): Verdict {
  return { decision, technicalOnly: true, reasons, wouldDetermine: [] };
}

/** One line a remedy, with the rules that it would settle; the command is one that the reader can type. */
function wouldDetermine(findings: readonly PlacedFinding[], sitesMissing: boolean): Verdict['wouldDetermine'] {
  const wanted = findings.filter(
    (f) => (isUnknown(f) && (f.gate === 'block' || (sitesMissing && f.ruleId === 'EXP-006'))) || f.hiddenGate === 'block',
  );
  const remedies = new Map<string, { text: string; command: string; rules: string[] }>();
  const forbidden = new Set<string>();
  const forbiddenRules: string[] = [];
  for (const finding of wanted) {
    for (const gap of finding.gaps.length > 0 ? finding.gaps : [FAILED]) {
      if (gap.reason === 'forbidden' && gap.remedy !== undefined && !ROLE.test(gap.remedy)) {
        forbidden.add(gap.remedy);
        if (!forbiddenRules.includes(finding.ruleId)) forbiddenRules.push(finding.ruleId);
        continue;
      }
      const step = stepFor(gap);
      const entry = remedies.get(step.command + step.text) ?? { ...step, rules: [] };
      if (!entry.rules.includes(finding.ruleId)) entry.rules.push(finding.ruleId);
      remedies.set(step.command + step.text, entry);
    }
  }
  const grants =
    forbidden.size === 0
      ? []
      : [
          {
            text: `Grant the application ${[...forbidden].sort().join(', ')} (Entra admin center > App registrations > API permissions), let an administrator consent, and scan again.`,
            command: 'copilot-preflight doctor',
            rules: forbiddenRules,
          },
        ];
  const steps = [...grants, ...remedies.values()].sort((a, b) => b.rules.length - a.rules.length || (a.text < b.text ? -1 : 1));
  return steps.length > 0
    ? steps
    : [{ text: 'Read the sites and OneDrives that this scan did not.', command: SCAN, rules: ['EXP-006'] }];
}

const SCAN = 'copilot-preflight scan --out FOLDER';
const FAILED: Gap = { reason: 'failed' };
/** One step however many rules want it, and whatever each of them lacks. */
const ASK_SHAREPOINT = `Let the scan ask SharePoint itself, which knows members of its groups and permissions of sites and lists: sign in with a certificate, and grant the application ${SHAREPOINT_PERMISSION}. The command prints the script that prepares both.`;

/** A role is no permission: it is assigned, and to a person as well, who then makes an export. */
const ROLE = /\((?:Entra role|role group of Microsoft Purview)\)/;
const ASSIGN_ROLE = (role: string) =>
  `Give whoever runs the cmdlets ${role}: the application, where --purview-direct asked (the command says what it lacks), or the person who makes the export. Then scan again.`;

/** One step for every cmdlet that nobody ran for this scan. */
const GIVE_EXPORT =
  'Give an export of what Microsoft Graph does not tell. The command writes the script that makes one, with Microsoft’s own modules and reading cmdlets only; hand its folder to the next scan with --bundle.';
/** An export that is too old, or that cannot be read in full, is made anew in the same way. */
const MAKE_EXPORT = 'copilot-preflight export-script --out export.ps1';

function stepFor(gap: Gap): { text: string; command: string } {
  if (gap.remedy?.startsWith('--bundle')) return { text: GIVE_EXPORT, command: MAKE_EXPORT };
  if (gap.remedy?.startsWith('--leavers')) {
    const text =
      gap.reason === 'failed'
        ? `Give the right list of people who left: ${gap.detail}.`
        : 'Give the list of people who left, from HR.';
    return { text, command: `${SCAN} --leavers FILE` };
  }
  if (gap.reason === 'forbidden' && gap.remedy !== undefined && ROLE.test(gap.remedy))
    return { text: ASSIGN_ROLE(gap.remedy), command: 'copilot-preflight doctor --purview-direct' };
  if (isLimit(gap)) return { text: `Scan without that limit. ${gapSentence(gap)}`, command: SCAN };
  switch (gap.reason) {
    case 'not-requested':
      return { text: gapSentence(gap), command: `${SCAN} ${gap.remedy?.startsWith('--') ? gap.remedy : '--profile standard'}` };
    case 'needs-sharepoint-tier':
      return { text: ASK_SHAREPOINT, command: 'copilot-preflight permissions --as powershell' };
    case 'needs-other-sign-in':
      return { text: gapSentence(gap), command: `${SCAN} --auth certificate` };
    case 'unreadable':
    case 'contradictory':
    case 'expired':
      return { text: gapSentence(gap), command: MAKE_EXPORT };
    case 'not-yet-read':
    case 'throttled':
    case 'failed':
      return { text: gapSentence(gap), command: SCAN };
    default:
      return { text: gapSentence(gap), command: 'copilot-preflight doctor' };
  }
}
