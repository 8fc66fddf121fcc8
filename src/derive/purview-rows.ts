/** The joined rows of labels and DLP: what cmdlets and Graph say, with what policies, files and the directory add to it. */
import type { Known, Tri } from '../evidence/known.js';
import type { DlpPolicy, DlpRule, LabelEncryption, LabelPolicy, Origin, PolicyScope } from '../evidence/purview.js';

/** Whom an encrypting label gives the right to extract, without which Copilot may not summarise. */
export interface ExtractRight {
  /** `everyone`: all authenticated users, a domain of the tenant, or a group that is nearly all staff. `author-decides`: whoever applies the label chooses. */
  readonly to: 'everyone' | 'named' | 'nobody' | 'author-decides';
  /** Identities that have it, as the label names them. */
  readonly identities: readonly string[];
}

/** A sensitivity label with what policies, files and the configuration say of it. */
export interface LabelRow {
  /** Lower case. */
  readonly id: string;
  /** What policies, rules and files may call it, lower case: `Guid`, `ImmutableId`, and its name where no other label has it. */
  readonly aliases: readonly string[];
  /** With the parent's name in front, where it has one: `Confidential / PHI`. */
  readonly name: string;
  /** Has labels below it, so that nobody applies it itself. */
  readonly isParent: boolean;
  /** Its name or tooltip says PHI, or the configuration lists it. */
  readonly isPhi: boolean;
  readonly enabled: Tri;
  readonly forFiles: Tri;
  readonly forContainers: Tri;
  /** It encrypts. Microsoft Graph tells no more than this. */
  readonly protects: Tri;
  /** Null: it does not encrypt. */
  readonly encryption: Known<LabelEncryption | null>;
  /** Null: it does not encrypt. */
  readonly extract: Known<ExtractRight | null>;
  readonly blocksContentAnalysis: Tri;
  /** In a label policy that is on. */
  readonly published: Tri;
  /** Files read that carry it; a lower bound while not all labels of files were read. */
  readonly files: number;
  readonly origins: readonly Origin[];
}

/** A label policy with the people that it reaches. */
export interface LabelPolicyRow {
  readonly policy: LabelPolicy;
  /** Enabled members of the staff that it publishes to, by id; `all`: everybody. */
  readonly people: Known<'all' | readonly string[]>;
}

/** How far a DLP policy has come. From the least to the most; `unreadable` and `none` are said by the rules, of all policies together. */
export type Rung = 'simulation' | 'disabled' | 'no-active-rule' | 'scoped' | 'everywhere';

/** A DLP rule with what it looks for made plain. */
export interface DlpRuleRow {
  readonly rule: DlpRule;
  /** Not switched off, begun, not expired. The rule's own mode is not believed. */
  readonly active: Tri;
  /** Looks for labels and nothing else can be without them; the labels by id, lower case. */
  readonly labels: Known<readonly string[]>;
  /** Of those labels: at least one exists, is on and is published. A rule for dead labels protects nothing. */
  readonly labelsAlive: Tri;
  /** One of those that are alive means PHI. */
  readonly labelsPhi: Tri;
  /** Files read that carry one of those labels; a lower bound while not all labels of files were read. */
  readonly labelFiles: number;
  /** Names of sensitive information types that it looks for. */
  readonly types: Known<readonly string[]>;
  /** An identifier and a medical type in this one rule, or a type that the configuration lists as PHI. */
  readonly looksForPhi: Tri;
}

/** A DLP policy with its rules and how far it is enforced. */
export interface DlpPolicyRow {
  readonly policy: DlpPolicy;
  readonly rules: Known<readonly DlpRuleRow[]>;
  /** By mode, switch and active rules that restrict something; over all its locations. */
  readonly rung: Known<Rung>;
  /** On one of the two upper rungs. Known where only the choice between them is not. */
  readonly enforced: Tri;
  /** For whom it holds in Copilot; null: Copilot is not in it. */
  readonly copilot: Known<PolicyScope | null>;
}
