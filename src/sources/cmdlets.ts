/**
 * What a collector sees of the cmdlet endpoint of Exchange Online and of Security & Compliance, which Microsoft's own module
 * speaks with and does not document. Answers as values, never an exception for an expected refusal.
 */
import type { Gap } from '../evidence/coverage.js';

/** One of the cmdlets that the list allows for the direct path. Anything else throws before a byte is sent. */
export interface CmdletRequest {
  readonly cmdlet: string;
  /** Defaults are those of the list; nothing else than what the list names may be sent. */
  readonly session: 'exchange' | 'security-compliance';
}

export type CmdletReply =
  | {
      readonly ok: true;
      /** `value` of every page, as it came: not decoded. */
      readonly values: readonly unknown[];
      /** Why pages are missing; null: none is. */
      readonly cut: Gap | null;
      /** Host and audience that answered, for the report. */
      readonly door: string;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly gap: Gap; readonly door: string | null };

export interface CmdletReader {
  invoke(request: CmdletRequest): Promise<CmdletReply>;
}

/** What one needs to speak with it: the tenant's own name at Microsoft, which only the organization tells. */
export interface CmdletTenant {
  /** Object id of the tenant. */
  readonly tenantId: string;
  /** `contoso.onmicrosoft.com`, for the mailbox that requests are routed by. */
  readonly initialDomain: string;
}
