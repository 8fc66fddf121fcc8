/** What the operator's configuration gives to the joins: thresholds, word lists and names. */
import type { Thresholds } from '../evidence/thresholds.js';

export interface Lexicon {
  /** One of these in a name is enough. `*` stands for any letters at the end of a word. */
  readonly strong: readonly string[];
  /** Two different ones in a name, or one beside a document type and a full date or a long number. */
  readonly weak: readonly string[];
  /** One of these in the name of a site or library says that its work is sensitive; it says nothing of a file. */
  readonly places: readonly string[];
  /** One of these in the name or tooltip of a sensitivity label says that the label means PHI. */
  readonly labels: readonly string[];
}

/** A person whom the operator asks about: "what would Copilot show our HR analyst?" */
export interface Persona {
  readonly name: string;
  /** User principal name or object id. */
  readonly user: string;
  /** Addresses or names of sites that he or she must not reach. */
  readonly mustNot: readonly string[];
  /** Addresses or names of sites that belong to his or her work. */
  readonly ownSites: readonly string[];
}

/** A company that works with PHI for the operator's client. */
export interface BusinessAssociate {
  /** Mail domain, lower case. */
  readonly domain: string;
  /** A business associate agreement is signed. */
  readonly agreement: boolean;
}

export interface DeriveSettings {
  readonly now: Date;
  readonly thresholds: Thresholds;
  readonly lexicon: Lexicon;
  readonly personas: readonly Persona[];
  readonly businessAssociates: readonly BusinessAssociate[];
  /** Ids, names or mail addresses of groups that are meant to be open to the whole staff. */
  readonly intendedGroups: readonly string[];
  /** Object ids or user principal names of break-glass, service and sync accounts. */
  readonly setAsideAccounts: readonly string[];
  /** App ids or names of tools that are approved. */
  readonly approvedApps: readonly string[];
  /** Names or ids of sensitivity labels that mean PHI, beside those whose names say so. */
  readonly phiLabels: readonly string[];
  /** Names or ids of the tenant's own sensitive information types that mean health data or an identifier of it. */
  readonly phiTypes: readonly string[];
  /** Id, name or mail address of the pilot group; null: none is set. */
  readonly pilotGroup: string | null;
}
