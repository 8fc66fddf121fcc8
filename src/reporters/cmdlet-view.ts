/** What only cmdlets tell, in the words of the reports: which source answered what and when, and where two of them disagree. */
import type { CmdletLine, ScanResult } from '../result/types.js';
import { cut } from './text.js';
import { counted, dateText, type GapWords, gapWords, number } from './wording.js';

export interface CmdletView {
  /** Where the facts come from, and what that means for them. */
  readonly sources: readonly string[];
  /** The commands that bring them; empty where they were brought. */
  readonly commands: readonly string[];
  readonly readings: readonly {
    readonly cmdlet: string;
    readonly source: string;
    readonly outcome: CmdletLine['outcome'];
    readonly outcomeWord: string;
    readonly at: string;
    readonly door: string;
    readonly gap: GapWords | null;
  }[];
  readonly disagreements: readonly { readonly fact: string; readonly values: readonly string[] }[];
  readonly disagreementsMore: string | null;
  readonly scoreControls: readonly {
    readonly title: string;
    readonly says: string;
    readonly asOf: string;
    readonly rules: string;
  }[];
}

const SOURCES = { export: 'Export', direct: 'Cmdlet endpoint', graph: 'Microsoft Graph' } as const;

const OUTCOMES: Readonly<Record<CmdletLine['outcome'], string>> = {
  read: 'Read',
  empty: 'Ran, and there is none',
  failed: 'Failed',
  'not-run': 'Not run',
  unreadable: 'Cannot be read',
};

export function cmdletView({ coverage: { cmdlets }, scan }: ScanResult): CmdletView {
  const { readings, disagreements, scoreControls, notAssessed } = cmdlets;
  const hidden = disagreements.count - disagreements.list.length;
  return {
    sources: [
      ...exportSentences(scan),
      ...(scan.cmdlets.known
        ? [
            'The cmdlet endpoint of Exchange Online and Security & Compliance was asked (--purview-direct). Microsoft does not document it for this use; only reading cmdlets of a fixed list could be sent.',
          ]
        : []),
      ...(readings.length === 0
        ? [
            'Microsoft Graph cannot read DLP policies, label policies or the state of the audit log, and nothing else was given to this scan.',
          ]
        : []),
      ...(notAssessed.length === 0 ? [] : [`Not assessed for want of an export: ${notAssessed.join(', ')}.`]),
    ],
    commands:
      notAssessed.length === 0
        ? []
        : ['copilot-preflight export-script --out export.ps1', 'copilot-preflight scan … --bundle FOLDER'],
    readings: readings.map(({ cmdlet, source, outcome, objects, at, door, gap }) => ({
      cmdlet: cut(cmdlet, 80),
      source: SOURCES[source],
      outcome,
      outcomeWord: outcome === 'read' ? `${OUTCOMES.read}, ${counted(objects, 'object')}` : OUTCOMES[outcome],
      at: at === null ? 'no date' : dateText(at),
      door: door === null ? '–' : cut(door, 160),
      gap: gap === null ? null : gapWords(gap),
    })),
    disagreements: disagreements.list.map(({ fact, values }) => ({
      fact: cut(fact, 200),
      values: values.map(
        ({ source, at, value }) => `${SOURCES[source]}${at === null ? '' : ` of ${dateText(at)}`}: ${cut(value, 200)}`,
      ),
    })),
    disagreementsMore: hidden > 0 ? `${number(hidden)} more are not listed.` : null,
    scoreControls: scoreControls.map(({ title, percent, score, asOf, rules }) => ({
      title,
      says: percent !== null ? `${number(percent)}%` : score !== null ? `score ${number(score)}` : 'no value',
      asOf: asOf === null ? 'no date' : dateText(asOf),
      rules: rules.join(', '),
    })),
  };
}

function exportSentences({ bundle, asOf }: ScanResult['scan']): string[] {
  if (bundle === null) return [];
  const name = cut(bundle.name, 120);
  if (bundle.madeAt === null) return [`An export was given (${name}). It does not say when it was made.`];
  const days = Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(bundle.madeAt)) / 86_400_000));
  return [
    `An export was given (${name}), made on ${dateText(bundle.madeAt)}, ${counted(days, 'day')} before the end of the scan.`,
  ];
}
