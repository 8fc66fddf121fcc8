/** The shape of a rule: one plain object with its metadata and a function that returns visitors and a verdict. */

import type { RowKind, RowKinds, Totals } from '../derive/rows.js';
import type { Gap } from '../evidence/coverage.js';
import type { Datasets } from '../evidence/datasets.js';
import type { Gate, ObjectType, Reach, Severity } from '../evidence/judgement.js';
import type { Known } from '../evidence/known.js';
import type { Place } from '../evidence/place.js';
import type { ThresholdName, Thresholds } from '../evidence/thresholds.js';

export type { Gate, ObjectType, Severity } from '../evidence/judgement.js';

export type Pillar =
  | 'licensing'
  | 'sharing'
  | 'sites'
  | 'items'
  | 'onedrive'
  | 'identity'
  | 'labels'
  | 'dlp'
  | 'audit'
  | 'apps'
  | 'exposure';

/**
 * What kind of sentence the rule makes. `none`: "nothing is …", one offender seen in part is a fail, none seen in part
 * is not assessed. `some`: "at least one …", one found stands. `ratio`: a share, which needs everything.
 */
export type Claim = 'none' | 'some' | 'ratio';

/** Datasets small enough to be handed to a rule as a list. */
export const FACT_NAMES = [
  'organization',
  'subscribedSkus',
  'directoryRoles',
  'conditionalAccess',
  'securityDefaults',
  'authorizationPolicy',
  'sharePointSettings',
  'sharePointTenant',
  'sensitivityLabels',
  'leavers',
  'autoLabelPolicies',
  'retentionPolicies',
  'auditConfiguration',
  'auditRetentionPolicies',
  'exchangeOrganization',
  'auditBypasses',
  'outboundSpamPolicies',
  'remoteDomains',
  'mailForwards',
  'riskPolicies',
  'copilotAudit',
  'superUsers',
  'powerPlatformPolicies',
  'powerPlatformEnvironments',
  'copilotUsage',
  'groupSettings',
  'secureScore',
] as const;

export type FactName = (typeof FACT_NAMES)[number];

export interface Reference {
  readonly framework: 'HIPAA' | 'CIS Microsoft 365 v7.0.0' | 'CISA SCuBA' | 'NIST CSF 2.0' | 'Microsoft';
  /** Section or control id; for Microsoft the title of the page. */
  readonly id: string;
  readonly url?: string;
}

export interface RuleMeta<
  F extends FactName = FactName,
  M extends FactName = FactName,
  R extends RowKind = RowKind,
  T extends ThresholdName = ThresholdName,
  Msg extends Record<string, string> = Record<string, string>,
> {
  readonly id: string;
  /** Raised when the meaning changes, so that a diff can say "the rule changed" instead of "the tenant regressed". */
  readonly revision: number;
  /** The ready state, in plain words; and the finding. */
  readonly title: string;
  readonly failureTitle: string;
  /** On a warning, where the finding's title would say too much. */
  readonly warnTitle?: string;
  readonly pillar: Pillar;
  readonly severity: Severity;
  readonly gate: Gate;
  /** The worst that one of its objects can be, where that is worse than `severity` and `gate`. */
  readonly worst?: { readonly severity: Severity; readonly gate: Gate };
  readonly claim: Claim;
  readonly needs: {
    /** Without one of these the rule is not assessed. */
    readonly facts?: readonly F[];
    /** Handed over as `Known`: the rule itself says what it can still tell. */
    readonly maybe?: readonly M[];
    readonly rows?: readonly R[];
    /** Visited where they are there; where they are not, what was found stands and nothing is ready. */
    readonly maybeRows?: readonly R[];
  };
  readonly thresholds?: readonly T[];
  readonly messages: Msg;
  /** Why Copilot makes this matter. */
  readonly rationale: string;
  readonly remediation: {
    readonly summary: string;
    readonly steps: readonly string[];
    readonly effort: 'minutes' | 'hours' | 'days' | 'project';
  };
  readonly references: readonly Reference[];
}

type Holes<S extends string> = S extends `${string}{${infer H}}${infer Rest}` ? H | Holes<Rest> : never;

/** A message key with exactly the values that its text has holes for. */
export type Say<Msg extends Record<string, string>> = {
  [K in keyof Msg]: [Holes<Msg[K]>] extends [never]
    ? { readonly message: K }
    : { readonly message: K; readonly data: Readonly<Record<Holes<Msg[K]>, string | number>> };
}[keyof Msg];

export type Measures = Readonly<Record<string, number | string | boolean | null>>;

export type Verdict<Msg extends Record<string, string>> = {
  readonly kind: 'pass' | 'fail' | 'warn' | 'not-applicable';
  readonly measures?: Measures;
  /** On a `ratio` that fails already on what was seen; on `not-applicable` where no evidence could make it apply. */
  readonly settled?: boolean;
  /** How many were judged; the engine counts visited rows where it is left out. */
  readonly total?: number;
  /** On `not-applicable`: what the tenant would have to own; the engine turns it into `not-licensed`. */
  readonly lacksLicence?: string;
} & Say<Msg>;

/** What an offence is about. */
export interface Subject {
  readonly type: ObjectType;
  readonly id: string;
  readonly name: string;
  readonly url: string | null;
  /** For drives, folders and files: the place, from which name and address are written, masked where needed. */
  readonly place?: Place;
  readonly siteId?: string;
}

export interface Offence {
  readonly subject: Subject;
  /** Of this object; the rule's own where left out. */
  readonly severity?: Severity;
  readonly gate?: Gate;
  readonly reach?: Reach;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  /** A suspicion, not a fact: alone it makes a `warn`. */
  readonly suspicion?: boolean;
  /** Share of staff that it reaches, 0 to 1, for the score. */
  readonly readersShare?: number;
  readonly sensitive?: boolean;
}

export interface RuleContext<F extends FactName, M extends FactName, T extends ThresholdName> {
  readonly facts: { readonly [K in F]: readonly Datasets[K][] };
  readonly maybe: { readonly [K in M]: Known<readonly Datasets[K][]> };
  readonly thresholds: Pick<Thresholds, T>;
  readonly totals: Totals;
  /** The end of the scan, or the date asked for: never the wall clock. */
  readonly now: Date;
  /** Counts an offence. */
  report(offence: Offence): void;
  /** Counts something that could be an offence and cannot be excluded. */
  doubt(gap: Gap): void;
  /** Offences so far, suspicions apart. */
  readonly count: { readonly offences: number; readonly suspicions: number; readonly doubts: number };
}

export interface RuleRun<R extends RowKind, Msg extends Record<string, string>> {
  readonly on?: { readonly [K in R]?: (row: RowKinds[K]) => void };
  verdict(): Verdict<Msg>;
}

export interface Rule<
  F extends FactName = never,
  M extends FactName = never,
  R extends RowKind = never,
  T extends ThresholdName = never,
  Msg extends Record<string, string> = Record<string, string>,
> {
  readonly meta: RuleMeta<F, M, R, T, Msg>;
  create(context: RuleContext<NoInfer<F>, NoInfer<M>, NoInfer<T>>): RuleRun<NoInfer<R>, NoInfer<Msg>>;
}

/** A rule with its type parameters forgotten, for lists; the engine hands each exactly what its metadata declares. */
export interface AnyRule {
  readonly meta: RuleMeta;
  // biome-ignore lint/suspicious/noExplicitAny: an existential type, which TypeScript has no word for
  create(context: any): {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    readonly on?: Partial<Record<RowKind, (row: any) => void>>;
    verdict(): Verdict<Record<string, string>>;
  };
}

export function defineRule<
  const F extends FactName = never,
  const M extends FactName = never,
  const R extends RowKind = never,
  const T extends ThresholdName = never,
  const Msg extends Record<string, string> = Record<string, string>,
>(rule: Rule<F, M, R, T, Msg>): Rule<F, M, R, T, Msg> {
  return rule;
}
