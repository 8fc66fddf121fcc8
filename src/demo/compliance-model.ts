/** What Security & Compliance and Exchange Online store of a tenant, cmdlet by cmdlet, and how their cmdlet endpoint behaves. */

/**
 * One object in the property names of the service: dates as ISO texts, `Locations`, `LabelActions` and the like as texts with
 * JSON or XML inside. Hashtables are plain objects here; the endpoint writes them as lists of `_key` and `_value`.
 */
export type ComplianceObject = { [property: string]: unknown };

/** Cmdlet → what it returns. A cmdlet that is not here is not exposed to the tenant. */
export type CmdletObjects = { [cmdlet: string]: ComplianceObject[] };

/** `role`: the directory role is too small; `not-exposed`: the tenant has no such cmdlet; `not-licensed`: its licence has no such feature. */
export type CmdletRefusal = 'role' | 'not-exposed' | 'not-licensed';

export interface SimulatedCompliance {
  /** Security & Compliance. */
  compliance: CmdletObjects;
  /** Exchange Online. */
  exchange: CmdletObjects;
  /** What only PowerShell reads: Teams, Power Platform, commerce, rights management, searches of the audit log. */
  shell: CmdletObjects;
  /** Cmdlets that answer nobody. */
  refusals: { [cmdlet: string]: CmdletRefusal };
  /** Said beside the answer of a cmdlet. */
  warnings: { [cmdlet: string]: string[] };
  /** First label of the host that serves the tenant; null: the front door does it itself. */
  region: string | null;
  /** Security & Compliance takes a token for Exchange Online too. */
  takesExchangeTokens: boolean;
  /** Exchange Online answers the cmdlets of Security & Compliance too. */
  exchangeAnswersCompliance: boolean;
  /** Cmdlets whose refusal comes with HTTP 200. */
  refusesWithOk: string[];
}
