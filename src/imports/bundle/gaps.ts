/** Why a cmdlet gave nothing, told apart by what the shell said: a closed table, and `failed` for all else. */
import { READER_ROLE } from '../../evidence/cmdlet-access.js';
import type { Gap, GapReason } from '../../evidence/coverage.js';
import { type CmdletSession, needsExport } from '../../evidence/purview.js';
import type { Cmdlet } from '../../purview/cmdlets.js';
import { shown } from './names.js';

type Telling = CmdletSession & Cmdlet['session'];

/** Who may run the cmdlets of a session, the least of them that only reads first. */
const ROLES: Readonly<Record<Telling, string>> = {
  'security-compliance': READER_ROLE,
  exchange: READER_ROLE,
  sharepoint: 'SharePoint Administrator (Entra role)',
  teams: READER_ROLE,
  'power-platform': 'Power Platform Administrator (Entra role)',
  commerce: 'Billing Administrator (Entra role)',
  'rights-management': 'Compliance Administrator (Entra role)',
};

/** Objects that Microsoft shows to the members of these role groups of Microsoft Purview only, whatever else somebody may. */
const ROLE_GROUPS: Readonly<Record<string, string>> = {
  'Get-InsiderRiskPolicy': 'Insider Risk Management (role group of Microsoft Purview)',
  'Get-SupervisoryReviewPolicyV2': 'Communication Compliance (role group of Microsoft Purview)',
  'Get-SupervisoryReviewRule': 'Communication Compliance (role group of Microsoft Purview)',
};

const MODULES: Readonly<Record<Telling, string>> = {
  'security-compliance': 'ExchangeOnlineManagement',
  exchange: 'ExchangeOnlineManagement',
  sharepoint: 'Microsoft.Online.SharePoint.PowerShell',
  teams: 'MicrosoftTeams',
  'power-platform': 'Microsoft.PowerApps.Administration.PowerShell',
  commerce: 'MSCommerce',
  'rights-management': 'AIPService',
};

const NO_LICENCE =
  /not (?:properly )?licensed|(?:requires?|needs?|without|missing|no|valid) (?:an? |the )?(?:[\w-]+ ){0,4}(?:licen[sc]e|subscription)\b/i;
const NOT_FOUND =
  /(?:isn.?t|is not) recogni[sz]ed|CommandNotFound|(?:couldn.?t|could not|cannot) find (?:the )?(?:cmdlet|command)\b/i;
const DENIED =
  /access (?:is |was |to .{1,80} (?:is |was ))?denied|unauthori[sz]ed|(?:isn.?t|is not|not) (?:authori[sz]ed|allowed|permitted)|(?:don.?t|do not|does not|doesn.?t) have (?:\w+ ){0,4}(?:permissions?|access|rights?)|insufficient (?:permissions?|privileges?|access)|forbidden|\b40[13]\b/i;
const THROTTLED = /throttl|too many requests|server (?:is )?(?:too )?busy|micro ?delay|\b429\b/i;

/** What the shell's own text means. `error` is of the tenant's making: cut, without control characters, addresses and keys. */
export function gapOfError(cmdlet: Cmdlet, error: string | null): Gap {
  const said = error === null ? '' : printable(error);
  const detail = said === '' ? `${cmdlet.name} failed` : `${cmdlet.name} failed: ${said}`;
  const as = (reason: GapReason, remedy?: string): Gap => ({ reason, ...(remedy === undefined ? {} : { remedy }), detail });
  const role = ROLE_GROUPS[cmdlet.name] ?? ROLES[cmdlet.session];
  if (THROTTLED.test(said)) return as('throttled');
  if (NO_LICENCE.test(said)) return as('not-licensed', `the licence that ${cmdlet.name} needs`);
  if (NOT_FOUND.test(said)) {
    // The services hide a cmdlet from whoever may not run it; the other modules simply are not there, or too old.
    const isHidden = cmdlet.session === 'security-compliance' || cmdlet.session === 'exchange';
    return isHidden ? as('forbidden', role) : as('failed', `the module ${MODULES[cmdlet.session]}`);
  }
  return DENIED.test(said) ? as('forbidden', role) : as('failed');
}

/** Nobody ran it: its module was missing, its part was left out, or somebody stopped the script. */
export function gapOfNotRun(cmdlet: Cmdlet, error: string | null): Gap {
  const why = error === null ? `it needs the PowerShell module ${MODULES[cmdlet.session]}` : printable(error);
  return needsExport(cmdlet.name, `the export script did not run it: ${why}`);
}

function printable(error: string): string {
  return shown(
    error
      .slice(0, 4000)
      .replaceAll(/\bBearer\b\s*\S*/gi, '…')
      .replaceAll(/https?:\/\/\S+/gi, '…')
      .replaceAll(/[^\s@]{1,200}@[^\s@]{1,200}/g, '…')
      .replaceAll(/[\w+/=~-]{40,}/g, '…'),
    300,
  );
}
