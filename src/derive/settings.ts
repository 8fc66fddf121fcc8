/** What the operator's configuration gives to the joins: thresholds, word lists and names. */
import type { Thresholds } from '../evidence/thresholds.js';

export interface Lexicon {
  /** One of these in a name is enough. `*` stands for any letters at the end of a word. */
  readonly strong: readonly string[];
  /** Two different ones in a name, or one beside a document type and a full date or a long number. */
  readonly weak: readonly string[];
}

export interface DeriveSettings {
  readonly now: Date;
  readonly thresholds: Thresholds;
  readonly lexicon: Lexicon;
  /** Ids, names or mail addresses of groups that are meant to be open to the whole staff. */
  readonly intendedGroups: readonly string[];
  /** Object ids or user principal names of break-glass, service and sync accounts. */
  readonly setAsideAccounts: readonly string[];
  /** App ids or names of tools that are approved. */
  readonly approvedApps: readonly string[];
  /** Id, name or mail address of the pilot group; null: none is set. */
  readonly pilotGroup: string | null;
}
