/** One rule at work: what it may read, what it reported, and the finding that comes of it. */

import type { RowKind, RowKinds } from '../derive/rows.js';
import type { Gap } from '../evidence/coverage.js';
import { distinctGaps, gapsOf } from '../evidence/coverage.js';
import { gapSentence } from '../evidence/gap-sentence.js';
import { known, unknown } from '../evidence/known.js';
import type { Outcome, PlacedFinding, PlacedObject } from '../result/types.js';
import type { AnyRule, FactName, Gate, Offence, RuleRun, Severity, Verdict } from '../rules/define.js';
import type { RuleInputs } from './inputs.js';
import { outcomeOf } from './outcome.js';

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
const GATES: readonly Gate[] = ['block', 'condition', null];

type SomeVerdict = Verdict<Record<string, string>> & { readonly data?: Readonly<Record<string, string | number>> };

/** The worst of several; the first where there is one. */
function worst<T>(order: readonly T[], values: readonly T[]): T {
  return order[values.reduce((best, v) => Math.min(best, order.indexOf(v)), order.length - 1)] as T;
}

export class RuleSession {
  readonly #rule: AnyRule;
  readonly #inputs: RuleInputs;
  readonly #offences: Offence[] = [];
  readonly #doubts: Gap[] = [];
  #suspicions = 0;
  #visited = 0;
  #run: RuleRun<RowKind, Record<string, string>> | null = null;
  #bug: string | null = null;

  constructor(rule: AnyRule, inputs: RuleInputs) {
    this.#rule = rule;
    this.#inputs = inputs;
    if (this.#missing().length > 0) return;
    this.#guard(() => {
      this.#run = rule.create(this.#context());
    });
  }

  get rowKinds(): readonly RowKind[] {
    const { rows = [], maybeRows = [] } = this.#rule.meta.needs;
    return this.#run === null ? [] : [...rows, ...maybeRows];
  }

  visit<K extends RowKind>(kind: K, row: RowKinds[K]): void {
    if (this.#bug !== null || this.#run === null) return;
    this.#visited += 1;
    this.#guard(() => (this.#run?.on?.[kind] as ((r: RowKinds[K]) => void) | undefined)?.(row));
  }

  finish(): PlacedFinding {
    const { meta } = this.#rule;
    const missing = this.#missing();
    if (missing.length > 0) return this.#notAssessed(missing);
    let verdict: SomeVerdict | null = null;
    this.#guard(() => {
      verdict = this.#run?.verdict() as SomeVerdict;
    });
    if (this.#bug !== null || verdict === null) return this.#bugFinding();
    const said: SomeVerdict = verdict;
    const gaps = distinctGaps([...this.#partial(), ...this.#doubts]);
    const outcome = outcomeOf({
      claim: meta.claim,
      kind: said.kind,
      settled: said.settled === true,
      lacksLicence: said.lacksLicence !== undefined,
      gaps,
    });
    if (outcome === 'not-assessed') return this.#notAssessed(gaps, said.measures);
    const licence: Gap[] = said.lacksLicence === undefined ? [] : [{ reason: 'not-licensed', remedy: said.lacksLicence }];
    const text = fill(meta.messages[said.message as string] ?? '', said.data ?? {});
    const inPart = gaps.length > 0 && (outcome === 'fail' || outcome === 'warn');
    return this.#finding(outcome, {
      summary: inPart ? `${text} Not everything could be read, so there may be more.` : text,
      messageId: said.message as string,
      gaps: [...gaps, ...licence],
      measures: this.#doubts.length > 0 ? { ...said.measures, undecided: this.#doubts.length } : (said.measures ?? {}),
      total: said.total ?? (this.#visited > 0 ? this.#visited : null),
    });
  }

  #context() {
    const { meta } = this.#rule;
    const inputs = this.#inputs;
    const counts = {
      offences: () => this.#offences.length - this.#suspicions,
      suspicions: () => this.#suspicions,
      doubts: () => this.#doubts.length,
    };
    return {
      facts: Object.fromEntries((meta.needs.facts ?? []).map((f: FactName) => [f, inputs.fact(f)])),
      maybe: Object.fromEntries((meta.needs.maybe ?? []).map((f: FactName) => [f, this.#maybe(f)])),
      thresholds: Object.fromEntries(
        (meta.thresholds ?? []).map((t: keyof typeof inputs.thresholds) => [t, inputs.thresholds[t]]),
      ),
      totals: inputs.totals,
      now: inputs.now,
      report: (offence: Offence) => {
        this.#offences.push(offence);
        if (offence.suspicion === true) this.#suspicions += 1;
      },
      doubt: (gap: Gap) => {
        this.#doubts.push(gap);
      },
      count: {
        get offences() {
          return counts.offences();
        },
        get suspicions() {
          return counts.suspicions();
        },
        get doubts() {
          return counts.doubts();
        },
      },
    };
  }

  /** A small fact that was not read whole is unknown to the rule: part of a list of policies proves no absence. */
  #maybe(name: FactName) {
    const gap = gapsOf(this.#inputs.factCoverage(name))[0];
    return gap === undefined ? known(this.#inputs.fact(name)) : unknown(gap);
  }

  #needed() {
    const { facts = [], rows = [] } = this.#rule.meta.needs;
    return [
      ...facts.map((f: FactName) => this.#inputs.factCoverage(f)),
      ...rows.map((r: RowKind) => this.#inputs.rowCoverage(r)),
    ];
  }

  #missing(): Gap[] {
    return distinctGaps(this.#needed().flatMap((c) => (c.state === 'absent' ? gapsOf(c) : [])));
  }

  #partial(): Gap[] {
    const { maybeRows = [] } = this.#rule.meta.needs;
    return [
      ...this.#needed().flatMap((c) => (c.state === 'partial' ? gapsOf(c) : [])),
      ...maybeRows.flatMap((r: RowKind) => gapsOf(this.#inputs.rowCoverage(r))),
    ];
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#bug = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }

  #notAssessed(gaps: readonly Gap[], measures: SomeVerdict['measures'] = {}): PlacedFinding {
    const first = gaps[0];
    const undecided = this.#doubts.length;
    const counted = undecided > 0 && this.#visited > 0 ? ` ${undecided} of ${this.#visited} could not be judged.` : '';
    const why = first === undefined ? 'The evidence is missing.' : gapSentence(first);
    return this.#finding('not-assessed', {
      summary: `Not assessed.${counted} ${why}`,
      messageId: null,
      gaps,
      measures: undecided > 0 ? { ...measures, undecided } : measures,
      total: this.#visited > 0 ? this.#visited : null,
    });
  }

  #bugFinding(): PlacedFinding {
    return this.#finding('error', {
      summary: `The rule itself failed (${this.#bug ?? 'no verdict'}). This is a fault of the program; please report it.`,
      messageId: null,
      gaps: [],
      measures: {},
      total: null,
    });
  }

  #finding(
    outcome: Outcome,
    parts: Pick<PlacedFinding, 'summary' | 'messageId' | 'gaps' | 'measures'> & { readonly total: number | null },
  ): PlacedFinding {
    const { meta } = this.#rule;
    const counts = outcome === 'fail' || outcome === 'warn';
    const objects = counts ? this.#objects() : [];
    const hidden = outcome === 'not-assessed' || outcome === 'error' ? meta.worst : undefined;
    // What was found is true; what could not be judged beside it may be worse.
    const mayHide = counts && parts.gaps.some((g) => g.reason !== 'not-licensed') ? (meta.worst ?? meta).gate : null;
    return {
      ruleId: meta.id,
      revision: meta.revision,
      pillar: meta.pillar,
      outcome,
      severity:
        objects.length > 0
          ? worst(
              SEVERITIES,
              objects.map((o) => o.severity),
            )
          : (hidden?.severity ?? meta.severity),
      gate:
        objects.length > 0
          ? worst(
              GATES,
              objects.map((o) => o.gate),
            )
          : (hidden?.gate ?? meta.gate),
      title: outcome === 'warn' ? (meta.warnTitle ?? meta.failureTitle) : counts ? meta.failureTitle : meta.title,
      summary: parts.summary,
      messageId: parts.messageId,
      affected: { count: objects.length, total: parts.total },
      measures: parts.measures,
      objects,
      objectsTruncated: false,
      gaps: parts.gaps,
      rootCause: null,
      hiddenGate: mayHide,
      rationale: meta.rationale,
      remediation: meta.remediation,
      references: meta.references.map((r: { framework: string; id: string; url?: string }) => ({
        framework: r.framework,
        id: r.id,
        url: r.url ?? null,
      })),
    };
  }

  #objects(): PlacedObject[] {
    const { meta } = this.#rule;
    return this.#offences
      .map((o) => ({
        type: o.subject.type,
        id: o.subject.id,
        name: o.subject.name,
        url: o.subject.url,
        severity: o.severity ?? meta.severity,
        gate: o.gate === undefined ? meta.gate : o.gate,
        reach: o.reach ?? null,
        detail: o.detail ?? {},
        place: o.subject.place ?? null,
        siteId: o.subject.siteId ?? null,
        readersShare: o.readersShare ?? 0,
        sensitive: o.sensitive === true,
        suspicion: o.suspicion === true,
      }))
      .sort(worstFirst);
  }
}

/** Worst first, then by share of staff reached, then by id: the same order whatever the order of the rows. */
function worstFirst(a: PlacedObject, b: PlacedObject): number {
  return (
    Number(a.suspicion) - Number(b.suspicion) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    GATES.indexOf(a.gate) - GATES.indexOf(b.gate) ||
    b.readersShare - a.readersShare ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  );
}

/** Fills `{name}` holes; numbers with thousands separators. */
function fill(text: string, data: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = data[name];
    return typeof value === 'number' ? value.toLocaleString('en-US') : (value ?? '');
  });
}
