/** What `doctor` does and prints. Loaded only when it runs. */
import { catalogue } from '../assess.js';
import { delegatedScopes } from '../catalogue/catalogue.js';
import { organizationOf } from '../collectors/organization.js';
import { gapSentence } from '../evidence/gap-sentence.js';
import { EXIT } from '../operator-error.js';
import { safeDeep, safeText } from '../reporters/text.js';
import { timeText } from '../reporters/wording.js';
import { adminWeb, type CmdletTenant, type SignInFacts } from '../sources/index.js';
import { type Colours, coloursFor } from './colours.js';
import { type Connection, connect } from './connection.js';
import type { ConnectionFlags } from './connection-options.js';
import { askCmdlets, type CmdletDiagnosis, cmdletLines, cmdletSight } from './doctor-cmdlets.js';
import type { CliIo } from './io.js';
import { idRanges } from './rule-ids.js';
import { type Sight, sightOf, type Unseen } from './sight.js';
import { readable, wrap } from './table.js';

export interface DoctorFlags extends ConnectionFlags {
  readonly profile: 'minimal' | 'standard';
  readonly json?: boolean;
}

interface Diagnosis {
  readonly signIn: SignInFacts & { readonly method: string; readonly because: string };
  readonly source: Connection['source'];
  readonly organization: Organization;
  readonly sharePoint: SharePointAnswer;
  /** Null: `--purview-direct` was not given. */
  readonly cmdlets: CmdletDiagnosis | null;
  /** Null: the token does not tell its permissions. */
  readonly sight: Sight | null;
}

type Organization =
  | {
      readonly read: true;
      readonly id: string;
      readonly displayName: string;
      readonly defaultDomain: string | null;
      readonly initialDomain: string | null;
    }
  | { readonly read: false; readonly why: string };

/** Whether SharePoint itself answers one small read; `host` is that of the tenant's root site. */
type SharePointAnswer =
  | { readonly read: true; readonly host: string; readonly permissions: readonly string[] | null }
  | { readonly read: false; readonly why: string };

export async function runDoctor(flags: DoctorFlags, io: CliIo): Promise<void> {
  const all = catalogue();
  const { signal } = new AbortController();
  const connection = await connect({ flags, io, signal, delegatedScopes: delegatedScopes(all) });
  try {
    const facts = connection.tokens.facts();
    const { mode, permissions } = facts;
    const organization = await readOrganization(connection);
    const sharePoint = await askSharePoint(connection);
    const cmdlets = flags.purviewDirect === true ? await askCmdlets(connection.cmdlets, tenantOf(organization)) : null;
    const own = sharePoint.read
      ? ({ answers: true, permissions: sharePoint.permissions } as const)
      : ({ answers: false, why: sharePoint.why } as const);
    const diagnosis: Diagnosis = {
      signIn: { method: connection.tokens.method, because: connection.because, ...facts },
      source: connection.source,
      organization,
      sharePoint,
      cmdlets,
      sight:
        permissions === null
          ? null
          : sightOf({ mode, permissions, sharePoint: own, cmdlets: cmdletSight(cmdlets) }, all, flags.profile),
    };
    io.out(flags.json === true ? asJson(diagnosis) : asText(diagnosis, flags, io));
    if (!diagnosis.organization.read) io.exitCode = EXIT.signIn;
  } finally {
    await connection.close();
  }
}

async function readOrganization({ graph }: Connection): Promise<Organization> {
  const query = { $select: 'id,displayName,verifiedDomains' };
  const request = { path: '/organization', query, lane: 'directory', units: 1, permission: 'Organization.Read.All' } as const;
  const answer = await graph.reader.one<{ readonly value?: readonly Record<string, unknown>[] }>(request);
  if (!answer.ok) return { read: false, why: gapSentence(answer.gap) };
  const organization = organizationOf(answer.value.value?.[0] ?? {});
  if (organization === null) return { read: false, why: 'The answer holds no organization.' };
  const { id, displayName, verifiedDomains } = organization;
  const defaultDomain = verifiedDomains.find((d) => d.isDefault)?.name ?? null;
  return { read: true, id, displayName, defaultDomain, initialDomain: verifiedDomains.find((d) => d.isInitial)?.name ?? null };
}

function tenantOf(organization: Organization): CmdletTenant | null {
  if (!organization.read || organization.initialDomain === null) return null;
  return { tenantId: organization.id, initialDomain: organization.initialDomain };
}

/** One harmless read of the administration, as a scan begins with: the settings of the tenant. */
async function askSharePoint({ graph, sharePoint }: Connection): Promise<SharePointAnswer> {
  if (!sharePoint.reader.known) return { read: false, why: gapSentence(sharePoint.reader.gap) };
  const query = { $select: 'webUrl' };
  const request = { path: '/sites/root', query, lane: 'sharepoint', units: 1, permission: 'Sites.Read.All' } as const;
  const root = await graph.reader.one<{ readonly webUrl?: unknown }>(request);
  if (!root.ok) return { read: false, why: `Microsoft Graph does not tell where it is. ${gapSentence(root.gap)}` };
  const { webUrl } = root.value;
  if (typeof webUrl !== 'string' || !URL.canParse(webUrl)) return { read: false, why: 'The answer holds no address of a site.' };
  const host = new URL(webUrl).hostname;
  const settings = await sharePoint.reader.value.csom(adminWeb(host), { kind: 'tenant-settings' });
  if (!settings.ok) return { read: false, why: gapSentence(settings.gap) };
  return { read: true, host, permissions: sharePoint.permissions() };
}

function asJson({ signIn, source, organization, sharePoint, cmdlets, sight }: Diagnosis): string {
  const told = {
    signIn: { ...signIn, expiresOn: signIn.expiresOn?.toISOString() ?? null },
    source,
    organization,
    sharePoint,
    ...(cmdlets === null ? {} : { cmdlets }),
    ...(sight ?? { sees: null, doesNotSee: null, moreThanNeeded: null }),
  };
  return `${JSON.stringify(safeDeep(told), null, 2)}\n`;
}

function asText(diagnosis: Diagnosis, flags: DoctorFlags, io: CliIo): string {
  const { signIn, source, organization, sharePoint, cmdlets, sight } = diagnosis;
  const colours = coloursFor(io, io.isOutTerminal);
  const columns = readable(io.columns);
  const blocks = [
    source === 'live' ? [] : ['Simulated tenant, not evidence: --endpoint points at other hosts than Microsoft’s.'],
    [
      ...signInLines(signIn),
      organizationLine(organization, colours),
      sharePointLine(sharePoint, colours),
      ...(cmdlets === null ? [] : cmdletLines(cmdlets, colours)),
    ],
    ...(sight === null ? [UNTOLD] : sightBlocks(diagnosis, sight, colours)),
    [...next(diagnosis, flags)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.flatMap((line) => hung(line, columns)).join('\n'))
    .join('\n\n')}\n`;
}

const UNTOLD = [
  'The token does not tell its permissions. A scan learns them from the answers: what is refused becomes “not assessed”, with the permission that is missing.',
];

function signInLines({ appId, tenantId, expiresOn, because }: Diagnosis['signIn']): string[] {
  const told = (value: string | null) => (value === null ? 'not told by the token' : safeText(value));
  return [
    safeText(because),
    `Application: ${told(appId)}`,
    `Tenant: ${told(tenantId)}`,
    `The token ends: ${told(expiresOn === null ? null : timeText(expiresOn.toISOString()))}`,
  ];
}

function organizationLine(organization: Organization, colours: Colours): string {
  if (!organization.read) return `${colours.red('The organization cannot be read.')} ${safeText(organization.why)}`;
  const { displayName, defaultDomain } = organization;
  return `${colours.green('The organization answers:')} ${safeText(displayName)}${defaultDomain === null ? '' : ` (${safeText(defaultDomain)})`}`;
}

function sharePointLine(sharePoint: SharePointAnswer, colours: Colours): string {
  return sharePoint.read
    ? `${colours.green('SharePoint itself answers:')} ${safeText(sharePoint.host)}`
    : `${colours.yellow('SharePoint itself cannot be asked.')} ${safeText(sharePoint.why)}`;
}

function sightBlocks(
  { sharePoint, cmdlets }: Diagnosis,
  { sees, doesNotSee, moreThanNeeded }: Sight,
  colours: Colours,
): string[][] {
  const total = sees.length + doesNotSee.length;
  return [
    [
      colours.bold(`What this sign-in will see (${sees.length} of ${total})`),
      ...sees.flatMap(({ title, limits }) => [`  ${title}`, ...limits.map((limit) => `      ${limit}`)]),
    ],
    doesNotSee.length === 0
      ? []
      : [
          colours.bold(`What it will not see (${doesNotSee.length} of ${total})`),
          ...doesNotSee.flatMap((unseen) => unseenLines(unseen, sharePoint, cmdlets)),
        ],
    moreThanNeeded.length === 0
      ? [colours.bold('It holds nothing that is not needed.')]
      : [
          colours.bold(`More than needed (${moreThanNeeded.length}): take away`),
          ...moreThanNeeded.flatMap(({ permission, warnings }) => [
            `  ${safeText(permission)}`,
            ...warnings.map((warning) => `      ${colours.red(`WARNING: ${warning}`)}`),
          ]),
        ],
  ];
}

function unseenLines(
  { title, missing, because, rules, weakened }: Unseen,
  sharePoint: SharePointAnswer,
  cmdlets: CmdletDiagnosis | null,
): string[] {
  const sight = cmdletSight(cmdlets);
  // What stands above is not said again for each.
  const why =
    !sharePoint.read && because === sharePoint.why
      ? 'only SharePoint itself tells it, which cannot be asked'
      : cmdlets !== null && !sight.answers && because === sight.why
        ? 'only cmdlets tell it, which are refused (see above)'
        : because;
  const lines = [
    `  ${title}`,
    missing.length > 0 ? `      missing: ${missing.join(', ')}` : `      ${why}`,
    rules.length > 0 ? `      not assessed: ${idRanges(rules)}` : null,
    // Where whole rules fall away, those that only know less are noise.
    rules.length === 0 && weakened.length > 0 ? `      judged with less: ${idRanges(weakened)}` : null,
  ];
  return lines.filter((line) => line !== null);
}

function next({ organization, cmdlets, sight }: Diagnosis, { cloud }: DoctorFlags): string[] {
  const where = `${cloud === 'global' ? '' : ` --cloud ${cloud}`}${cmdlets === null ? '' : ' --purview-direct'}`;
  const grant = `To grant what is missing: copilot-preflight permissions --as powershell${where}`;
  if (!organization.read) return [grant];
  const scan = `To scan: copilot-preflight scan --out FOLDER${where}`;
  const isMissing =
    (sight !== null && sight.doesNotSee.length > 0) || (cmdlets !== null && cmdletSight(cmdlets).answers === false);
  return isMissing ? [grant, scan] : [scan];
}

/** A line wrapped under its own indent. */
function hung(line: string, columns: number): string[] {
  const indent = line.length - line.trimStart().length;
  return wrap(line.trimStart(), columns - indent).map((part) => ' '.repeat(indent) + part);
}
