/** What `doctor --purview-direct` asks of the cmdlet endpoint, one small cmdlet of each service, and how it tells the answers. */
import { gapSentence } from '../evidence/gap-sentence.js';
import { safeText } from '../reporters/text.js';
import type { CmdletReader, CmdletRequest, CmdletTenant, OpenedGraph } from '../sources/index.js';
import type { Colours } from './colours.js';
import type { CmdletSight } from './sight.js';

/** Whether a service runs a cmdlet for this application; `door` is host and audience of the token that answered. */
export type ServiceAnswer = { readonly read: true; readonly door: string } | { readonly read: false; readonly why: string };

export interface CmdletDiagnosis {
  readonly exchange: ServiceAnswer;
  readonly compliance: ServiceAnswer;
  /** Marked with their service; null: the tokens do not tell. */
  readonly permissions: readonly string[] | null;
  /** A sentence on the Entra roles that the token names; null: nothing speaks against them. */
  readonly warning: string | null;
}

/** Cheap for every tenant: one object, and a handful. */
const AUDIT: CmdletRequest = { cmdlet: 'Get-AdminAuditLogConfig', session: 'exchange' };
const POLICIES: CmdletRequest = { cmdlet: 'Get-DlpCompliancePolicy', session: 'security-compliance' };

/** `tenant`: null where the organization does not tell it. */
export async function askCmdlets(cmdlets: OpenedGraph['cmdlets'], tenant: CmdletTenant | null): Promise<CmdletDiagnosis> {
  const told = (answer: ServiceAnswer): CmdletDiagnosis => ({
    exchange: answer,
    compliance: answer,
    permissions: cmdlets.permissions(),
    warning: cmdlets.warning(),
  });
  if (!cmdlets.reader.known) return told({ read: false, why: gapSentence(cmdlets.reader.gap) });
  if (tenant === null) return told({ read: false, why: 'The organization does not tell its id and its first domain.' });
  const reader = cmdlets.reader.value(tenant);
  // Exchange first: whether it answers tells what a refusal of the other one means.
  const exchange = await ask(reader, AUDIT);
  const compliance = await ask(reader, POLICIES);
  return { exchange, compliance, permissions: cmdlets.permissions(), warning: cmdlets.warning() };
}

async function ask(reader: CmdletReader, request: CmdletRequest): Promise<ServiceAnswer> {
  const reply = await reader.invoke(request);
  return reply.ok ? { read: true, door: reply.door } : { read: false, why: gapSentence(reply.gap) };
}

/** What a scan would see of it. */
export function cmdletSight(diagnosis: CmdletDiagnosis | null): CmdletSight {
  if (diagnosis === null) return { answers: false, why: 'only an export (--bundle) tells it, or --purview-direct' };
  const { exchange, compliance, permissions } = diagnosis;
  if (!compliance.read) return { answers: false, why: compliance.why };
  return exchange.read ? { answers: true, permissions } : { answers: false, why: exchange.why };
}

export function cmdletLines({ exchange, compliance, warning }: CmdletDiagnosis, colours: Colours): string[] {
  const refused = (title: string, why: string) =>
    `${colours.yellow(`${title} runs no cmdlets for this sign-in.`)} ${safeText(why)}`;
  const line = (title: string, answer: ServiceAnswer) =>
    answer.read ? `${colours.green(`${title} answers:`)} ${safeText(answer.door)}` : refused(title, answer.why);
  const isSame = !exchange.read && !compliance.read && exchange.why === compliance.why;
  const lines = isSame
    ? [
        `${colours.yellow('Exchange Online and Security & Compliance run no cmdlets for this sign-in.')} ${safeText(exchange.why)}`,
      ]
    : [line('Exchange Online', exchange), line('Security & Compliance', compliance)];
  return warning === null ? lines : [...lines, `${colours.yellow('Entra role:')} ${safeText(warning)}`];
}
