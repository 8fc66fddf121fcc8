/** A simulated tenant as an engineer exports it: a folder on disk, made by the export script or by hand, in any encoding. */
import { applied } from '../../src/demo/cmdlets/parameters.js';
import type { ComplianceObject, SimulatedTenant } from '../../src/demo/index.js';
import { CMDLETS, type Cmdlet, PARTS, type Part } from '../../src/purview/cmdlets.js';
import { sharePointObjects } from './bundle-sharepoint.js';
import {
  as7Utf8,
  as51Redirect,
  asSingleObject,
  type Exported,
  exportFiles,
  type Files,
  type PlainObject,
  type Writer,
  writeExport,
} from './export-encodings.js';

export interface BundleOptions {
  /** The script writes a manifest, and of each object only what the list of cmdlets wants. Missing: the script. */
  readonly by?: 'script' | 'hand';
  /** Missing: UTF-8 without BOM, as the script and PowerShell 7 write. */
  readonly write?: Writer;
  /** Missing: all. */
  readonly parts?: readonly Part[];
  /** Cmdlets that ended with an error, and its text. */
  readonly failed?: Readonly<Record<string, string>>;
  /** Cmdlets that nobody ran, and why. */
  readonly notRun?: Readonly<Record<string, string>>;
  /** When it was made; missing: now. */
  readonly at?: Date;
}

/** `Get-X | ConvertTo-Json -Depth 12 > Get-X.json`: nothing at all where there is nothing, and one object without a list. */
export const asPiped: Writer = (objects) => {
  if (objects.length === 0) return Buffer.alloc(0);
  return objects.length === 1 ? asSingleObject(objects) : as51Redirect(objects);
};

const MODULES: Readonly<Record<Cmdlet['session'], string>> = {
  'security-compliance': 'ExchangeOnlineManagement 3.9.2',
  exchange: 'ExchangeOnlineManagement 3.9.2',
  'rights-management': 'AIPService 3.0.0.1',
  sharepoint: 'Microsoft.Online.SharePoint.PowerShell 16.0.26413.12011',
  teams: 'MicrosoftTeams 7.4.0',
  'power-platform': 'Microsoft.PowerApps.Administration.PowerShell 2.0.216',
  commerce: 'MSCommerce 2.4',
};

const HOSTS: Readonly<Record<string, string>> = {
  'security-compliance': 'nam12b.ps.compliance.protection.outlook.com',
  exchange: 'outlook.office365.com',
};

const notFound = (name: string): string =>
  `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`;

const REFUSALS = {
  role: (name: string) => `User is not allowed to call ${name}`,
  'not-exposed': notFound,
  'not-licensed': (name: string) => `Your organization doesn't have the license that ${name} requires.`,
} as const;

/** What a cmdlet gives when it is run with the parameters of the list; a text: the error that it ends with. */
function given(tenant: SimulatedTenant, cmdlet: Cmdlet, words: boolean): readonly PlainObject[] | string {
  const { compliance, exchange, shell, refusals } = tenant.compliance;
  if (cmdlet.session === 'sharepoint') return sharePointObjects(tenant, words)[cmdlet.name] ?? notFound(cmdlet.name);
  const refusal = refusals[cmdlet.name];
  if (refusal !== undefined) return REFUSALS[refusal](cmdlet.name);
  const stored = { 'security-compliance': compliance, exchange: { ...exchange, ...shell } }[cmdlet.session as string] ?? shell;
  const objects = stored[cmdlet.name];
  if (objects === undefined) return notFound(cmdlet.name);
  if (!cmdlet.direct) return objects as PlainObject[];
  const kept = applied(cmdlet.name, cmdlet.parameters, objects);
  if ('status' in kept) throw new Error(`make-bundle: ${cmdlet.name} does not take the parameters of the list`);
  return kept as PlainObject[];
}

/** Of each object what the script saves, or what PowerShell adds to it where somebody saves it by hand. */
function saved(cmdlet: Cmdlet, objects: readonly PlainObject[], isScript: boolean): PlainObject[] {
  const { only, keepWhere, session } = cmdlet;
  const host = HOSTS[session];
  if (!isScript) {
    const additions = {
      PSComputerName: host ?? '',
      RunspaceId: '6b1b7f1e-0c64-4bb1-a3c2-0d7a5f3c1e11',
      PSShowComputerName: false,
    };
    return objects.map((object) => (host === undefined ? object : { ...object, ...additions }));
  }
  const kept = keepWhere === undefined ? objects : objects.filter((object) => object[keepWhere] === true);
  if (only === undefined) return [...kept];
  const pick = (object: PlainObject): PlainObject =>
    Object.fromEntries(
      only.flatMap((name) => (object[name] === undefined ? [] : [[name, object[name] as ComplianceObject]])),
    ) as PlainObject;
  return kept.map(pick);
}

/** The cmdlets of an export with their outcomes, before they are written. */
export function exportedOf(tenant: SimulatedTenant, options: BundleOptions = {}): readonly Exported[] {
  const { by = 'script', parts = PARTS, failed = {}, notRun = {}, at = new Date() } = options;
  const isScript = by === 'script';
  return CMDLETS.flatMap((cmdlet): Exported[] => {
    const about = { cmdlet: cmdlet.name, session: cmdlet.session, module: MODULES[cmdlet.session], at: at.toISOString() };
    const why = notRun[cmdlet.name] ?? (parts.includes(cmdlet.part) ? undefined : 'Its part was left out.');
    if (why !== undefined) return [{ ...about, outcome: 'not-run', error: why, count: null, at: null, module: null }];
    const answer = failed[cmdlet.name] ?? given(tenant, cmdlet, isScript);
    if (typeof answer === 'string') return [{ ...about, outcome: 'failed', error: answer, count: null }];
    if (cmdlet.forEach === undefined) return [{ ...about, objects: saved(cmdlet, answer, isScript) }];
    const { parameter, values } = cmdlet.forEach;
    return values.map((value) => ({
      ...about,
      parameter: value,
      objects: saved(
        cmdlet,
        answer.filter((one) => one[parameter] === value),
        isScript,
      ),
    }));
  });
}

/** The files of the export. By hand, what failed or was not run leaves none, and nothing says so. */
export function bundleFiles(tenant: SimulatedTenant, options: BundleOptions = {}): Files {
  const { by = 'script', write = as7Utf8, at = new Date() } = options;
  const cmdlets = exportedOf(tenant, options);
  const { 'manifest.json': manifest, ...files } = exportFiles(cmdlets, write, {
    tenantId: tenant.id,
    startedAt: at.toISOString(),
  });
  return by === 'hand' || manifest === undefined ? files : { 'manifest.json': manifest, ...files };
}

/** Writes it into a new folder, and gives its path; whoever asked removes it. */
export function makeBundle(tenant: SimulatedTenant, options: BundleOptions = {}): Promise<string> {
  return writeExport(bundleFiles(tenant, options));
}
