/** The outcome of a scan: versioned, self-contained, additive within a major version. The one thing that reporters read. */
import type { Coverage, Gap } from '../evidence/coverage.js';
import type { Gate, ObjectType, Reach, Severity } from '../evidence/judgement.js';
import type { Place } from '../evidence/place.js';
import type { ScanFacts } from '../evidence/scan-facts.js';

/** Raised in the minor for additions, in the major for anything that could break a reader. */
export const SCHEMA_VERSION = '1.2';

/**
 * What a rule came to. `pass`: judged, and as it should be. `fail`: judged, and not. `warn`: a suspicion or a half
 * measure. `not-applicable`: nothing to judge. `not-licensed`: the tenant does not own the feature. `not-assessed`: the
 * evidence is missing or too thin; the gaps say why. `error`: our bug. Only the engine says the last three.
 */
export type Outcome = 'pass' | 'fail' | 'warn' | 'not-applicable' | 'not-licensed' | 'not-assessed' | 'error';

export type { Gate, ObjectType, Reach, Severity } from '../evidence/judgement.js';

export interface ResultObject {
  readonly type: ObjectType;
  readonly id: string;
  readonly name: string;
  readonly url: string | null;
  readonly severity: Severity;
  readonly gate: Gate;
  readonly reach: Reach;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** An object before masking, with what only the score and the mask need. Never written. */
export interface PlacedObject extends ResultObject {
  readonly place: Place | null;
  readonly siteId: string | null;
  /** Share of staff that it reaches, 0 to 1. */
  readonly readersShare: number;
  readonly sensitive: boolean;
  /** A suspicion, not a fact. */
  readonly suspicion: boolean;
}

/** A finding before masking and cutting. */
export interface PlacedFinding extends Omit<Finding, 'objects'> {
  readonly objects: readonly PlacedObject[];
  /** The worst gate that what could not be judged beside the found ones may hide; null: nothing was left out. */
  readonly hiddenGate: Gate;
}

export interface Finding {
  readonly ruleId: string;
  readonly revision: number;
  readonly pillar: string;
  readonly outcome: Outcome;
  /** The worst of its objects; without objects the rule's own, and the worst it could hide where it was not assessed. */
  readonly severity: Severity;
  readonly gate: Gate;
  /** The finding on a fail or a warning; on anything else the ready state, which readers are told is not known where it is not assessed. */
  readonly title: string;
  readonly summary: string;
  /** Key of the summary's text in the rule's metadata. */
  readonly messageId: string | null;
  /** Objects found, of how many looked at; null where there is nothing to count. */
  readonly affected: { readonly count: number; readonly total: number | null };
  readonly measures: Readonly<Record<string, number | string | boolean | null>>;
  readonly objects: readonly ResultObject[];
  /** True where `objects` was cut to the configured number; `findings.csv` has them all. */
  readonly objectsTruncated: boolean;
  readonly gaps: readonly Gap[];
  /** Id of the rule that this finding is only a consequence of; such a finding does not count twice in the score. */
  readonly rootCause: string | null;
  readonly rationale: string;
  readonly remediation: { readonly summary: string; readonly steps: readonly string[]; readonly effort: string };
  readonly references: readonly { readonly framework: string; readonly id: string; readonly url: string | null }[];
}

export type Decision = 'go' | 'go-with-conditions' | 'no-go' | 'not-determined';

export interface Verdict {
  readonly decision: Decision;
  /** True until a questionnaire is given: the verdict speaks of what a scan can see. */
  readonly technicalOnly: boolean;
  readonly reasons: readonly { readonly ruleId: string | null; readonly text: string }[];
  /** The shortest list of what would determine it; empty unless the decision is `not-determined`. */
  readonly wouldDetermine: readonly { readonly text: string; readonly command: string; readonly rules: readonly string[] }[];
}

/** A score between what it is if every unknown is bad and if every unknown is good; null where too much is unknown. */
export interface Score {
  readonly low: number | null;
  readonly high: number | null;
  readonly assessedWeight: number;
  readonly applicableWeight: number;
}

export interface DatasetCoverage {
  readonly dataset: string;
  readonly title: string;
  readonly state: Coverage['state'];
  readonly rows: number;
  readonly gaps: readonly Gap[];
}

/** Whether SharePoint's own API was asked, and which rules lack what only it tells. */
export interface SharePointSight {
  readonly asked: boolean;
  /** Why it was not asked; null where it was. */
  readonly gap: Gap | null;
  readonly notAssessed: readonly string[];
  /** Rules that judged with less. */
  readonly weakened: readonly string[];
}

export interface UnreadSite {
  readonly name: string;
  readonly url: string;
  readonly gap: Gap;
}

/** A site that nobody opens, and Copilot does not reach. */
export interface OutOfReachSite {
  readonly name: string;
  readonly url: string;
  readonly why: 'archived' | 'no-access';
}

/** A list cut to the configured number of objects, with the number that there are. */
export interface CountedList<T> {
  readonly count: number;
  readonly list: readonly T[];
}

/** One disagreement between an imported report and the crawl. A number counts, true and false say whether it is so, null is not known. */
export interface OpinionRow {
  readonly what: OpinionSubject;
  readonly siteName: string | null;
  readonly url: string | null;
  /** The place in the site, PHI-looking names hidden; null: the site itself. */
  readonly item: string | null;
  readonly crawl: number | boolean | null;
  readonly imported: number | boolean | null;
  readonly reportDate: string | null;
  /** The report shows access for everyone that the crawl does not. */
  readonly isDoubt: boolean;
}

export type OpinionSubject =
  | 'everyone-except-external'
  | 'everyone'
  | 'open-item'
  | 'people'
  | 'unique-items'
  | 'only-imported'
  | 'only-crawled';

/** Reports of SharePoint Advanced Management that the operator gave, held against the crawl. */
export interface SecondOpinion {
  readonly reports: readonly {
    readonly kind: 'sites' | 'items';
    readonly rows: number;
    readonly date: string | null;
    readonly ageDays: number | null;
    readonly isOld: boolean;
  }[];
  /** How many sites and places the reports show open to everyone that the crawl does not. */
  readonly doubts: { readonly sites: number; readonly places: number };
  /** How many disagreements there are of each kind; `rows` holds the weightiest of them. */
  readonly counts: Readonly<Record<OpinionSubject, number>>;
  readonly rows: readonly OpinionRow[];
}

/** One cmdlet as one source answered it. Empty, failed, not run and unreadable are different things. */
export interface CmdletLine {
  readonly cmdlet: string;
  readonly source: 'export' | 'direct' | 'graph';
  readonly session: string;
  readonly outcome: 'read' | 'empty' | 'failed' | 'not-run' | 'unreadable';
  readonly objects: number;
  /** When the source asked; null: it does not say. */
  readonly at: string | null;
  readonly module: string | null;
  /** File and encoding, or host and audience. */
  readonly door: string | null;
  readonly gap: Gap | null;
}

/** A fact that two sources tell differently. It is unknown to the rules. */
export interface DisagreementLine {
  readonly fact: string;
  readonly values: readonly {
    readonly source: 'export' | 'direct' | 'graph';
    readonly cmdlet: string;
    readonly at: string | null;
    readonly value: string;
  }[];
}

/** A control of Secure Score beside the rules that it bears on: it decides nothing. */
export interface ScoreControlLine {
  readonly control: string;
  readonly title: string;
  readonly percent: number | null;
  readonly score: number | null;
  readonly asOf: string | null;
  readonly rules: readonly string[];
}

/** What only Microsoft's cmdlets tell: from an export, from the cmdlet endpoint, and what Graph has to add. */
export interface CmdletSight {
  readonly readings: readonly CmdletLine[];
  readonly disagreements: CountedList<DisagreementLine>;
  readonly scoreControls: readonly ScoreControlLine[];
  /** Rules that were not assessed for want of an export. */
  readonly notAssessed: readonly string[];
}

export interface ScanResult {
  readonly schemaVersion: string;
  readonly tool: ScanFacts['tool'];
  readonly tenant: { readonly id: string; readonly displayName: string | null; readonly defaultDomain: string | null };
  readonly scan: Omit<ScanFacts, 'tool' | 'tenantId'> & {
    /** The date that ages are counted from: the end of the scan, or `--as-of`. */
    readonly asOf: string;
    readonly finished: boolean;
    /** True unless the operator asked for `--show-names`. */
    readonly namesMasked: boolean;
  };
  readonly verdict: Verdict;
  readonly scores: { readonly technical: Score; readonly pillars: Readonly<Record<string, Score>> };
  readonly coverage: {
    /** Assessed weight over the weight of all applicable rules, percent. */
    readonly percent: number;
    /** Known sites and drives read whole, percent; null (counts as 0) when the list itself is not whole. */
    readonly sites: number | null;
    readonly datasets: readonly DatasetCoverage[];
    readonly sharePoint: SharePointSight;
    readonly cmdlets: CmdletSight;
    /** Sites that were not read whole, each with the first reason. */
    readonly unreadSites: CountedList<UnreadSite>;
    /** Sites that Copilot does not reach; they are in no other number. */
    readonly outOfReach: CountedList<OutOfReachSite>;
  };
  readonly findings: readonly Finding[];
  readonly exposure: {
    readonly enabledMembers: number | null;
    /** PHI-looking files that everybody in the organization reaches now; null where that is not known. */
    readonly standing: number | null;
    /** PHI-looking files behind an organization or Anyone link: for whoever opens it. */
    readonly latent: number | null;
    readonly isLowerBound: boolean;
    readonly filesRead: number;
  };
  readonly method: {
    readonly statements: readonly string[];
    readonly thresholds: readonly {
      readonly name: string;
      readonly value: number;
      readonly default: number;
      readonly unit: string;
      readonly describe: string;
    }[];
    readonly lists: readonly { readonly name: string; readonly values: readonly string[] }[];
    readonly permissionsMissing: readonly {
      readonly permission: string;
      readonly why: string;
      readonly rules: readonly string[];
    }[];
    readonly permissionsUnused: readonly string[];
    readonly betaPaths: ScanFacts['betaPaths'];
    readonly unverified: readonly string[];
  };
  /** Null where no report was imported. */
  readonly secondOpinion: SecondOpinion | null;
  readonly attestation: null;
  readonly waivers: null;
  readonly baseline: null;
}
