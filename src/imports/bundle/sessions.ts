/** Which of Microsoft's services an export's objects came from: what the objects show is believed before what anybody says. */
import type { CmdletSession } from '../../evidence/purview.js';
import type { Cmdlet } from '../../purview/cmdlets.js';
import type { CmdletObject } from '../../purview/results.js';

/** In Security & Compliance PowerShell too, where some of what they tell is not true. */
const IN_BOTH: ReadonlySet<string> = new Set(['Get-AdminAuditLogConfig', 'Get-OrganizationConfig']);

const COMPLIANCE_HOST = /(?:^|\.)ps\.compliance\.protection\./i;
const EXCHANGE_HOST = /(?:^|\.)outlook(?:-dod)?\.office365\.(?:com|us|cn)$|\.outlook\.com$|(?:^|\.)partner\.outlook\.cn$/i;

/** The session that the objects themselves show; null: they do not. One object of Security & Compliance is enough. */
export function sessionShown(objects: readonly CmdletObject[]): 'security-compliance' | 'exchange' | null {
  let shown: 'security-compliance' | 'exchange' | null = null;
  for (const object of objects) {
    const host = textIn(object.PSComputerName);
    if (COMPLIANCE_HOST.test(host)) return 'security-compliance';
    // The forest behind Security & Compliance.
    if ([object.Identity, object.OrganizationId, object.DistinguishedName].some((value) => /\bFFO\./i.test(textIn(value)))) {
      return 'security-compliance';
    }
    if (EXCHANGE_HOST.test(host)) shown = 'exchange';
  }
  return shown;
}

/** Without objects that show it: what the manifest says, and else the session of the list, if there is only one. */
export function sessionOf(cmdlet: Cmdlet, claimed: CmdletSession | null, shown: CmdletSession | null): CmdletSession {
  if (shown !== null) return shown;
  if (claimed !== null && claimed !== 'unknown') return claimed;
  return IN_BOTH.has(cmdlet.name) ? 'unknown' : cmdlet.session;
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
