/** What an export of SharePoint's own cmdlets holds: plain objects in the names of the cmdlets, and members of groups by login name. */
import type { Principal } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import type { Timestamp } from '../evidence/directory.js';
import { type Known, known, unknown } from '../evidence/known.js';
import { needsExport, unreadable } from '../evidence/purview.js';
import type { SiteGroup } from '../evidence/sharepoint.js';
import { Fields, isList, objectsOf, textsOf } from './fields.js';
import { type Bundle, type CmdletObject, type CmdletResult, type CmdletValue, UNREADABLE } from './results.js';

type Plain = Readonly<Record<string, unknown>>;

/** The newest answer of a cmdlet about the tenant; null: the export does not hold it. */
function answerOf(bundle: Bundle | null, cmdlet: string): CmdletResult | null {
  const all = resultsOf(bundle, cmdlet);
  const readable = all.filter(({ answer }) => answer.kind === 'read' || answer.kind === 'empty');
  const [newest] = [...(readable.length === 0 ? all : readable)].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1));
  return newest ?? null;
}

function resultsOf(bundle: Bundle | null, cmdlet: string): readonly CmdletResult[] {
  return (bundle?.results ?? []).filter((result) => result.cmdlet.toLowerCase() === cmdlet.toLowerCase());
}

function gapOf(result: CmdletResult | null, cmdlet: string): Gap {
  if (result === null) return needsExport(cmdlet);
  const { answer } = result;
  return 'gap' in answer ? answer.gap : unreadable(`${cmdlet} gave nothing that can be read`);
}

/** Properties with what they hold; one that was cut short is there, and holds nothing that anybody could read. */
function plain(object: CmdletObject): Plain {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, holdsUnreadable(value) ? undefined : value] as const),
  );
}

function holdsUnreadable(value: CmdletValue): boolean {
  return value === UNREADABLE || (Array.isArray(value) && value.some(holdsUnreadable));
}

interface ExportedTenant {
  readonly settings: Plain;
  readonly at: Timestamp | null;
}

/** `Get-SPOTenant`. */
export function tenantIn(bundle: Bundle | null): Known<ExportedTenant> {
  const result = answerOf(bundle, 'Get-SPOTenant');
  const [object, ...others] = result?.answer.kind === 'read' ? result.answer.objects : [];
  // There is one tenant: several objects are those of several.
  return result === null || object === undefined || others.length > 0
    ? unknown(gapOf(result, 'Get-SPOTenant'))
    : known({ settings: plain(object), at: result.at });
}

const MODE = 'Get-SPOTenantRestrictedSearchMode';
const SITES = 'Get-SPOTenantRestrictedSearchAllowedList';

/** The end of the sentence with which the cmdlet fails in a tenant where nobody ever set it: there it is off. */
const NEVER_SET = /\brestricted search mode is (?:currently )?not set\b/i;

export function searchModeIn(bundle: Bundle | null): Known<'Enabled' | 'Disabled'> {
  const result = answerOf(bundle, MODE);
  if (result?.answer.kind === 'failed' && NEVER_SET.test(result.answer.gap.detail ?? '')) return known('Disabled');
  const [fields, ...others] = result === null ? [] : objectsOf(result);
  const texts = fields === undefined ? [] : fields.names().map((name) => fields.textOrNull(name));
  if (others.length === 0 && texts.some((text) => text !== null && NEVER_SET.test(text))) return known('Disabled');
  const word = texts.find((text) => text !== null && /^(?:enabled|disabled)$/i.test(text));
  if (word === undefined || word === null || others.length > 0) return unknown(gapOf(result, MODE));
  return known(/^enabled$/i.test(word) ? 'Enabled' : 'Disabled');
}

/** Addresses; none where it is off. */
export function searchSitesIn(bundle: Bundle | null, mode: Known<'Enabled' | 'Disabled'>): Known<readonly string[]> {
  if (!mode.known) return mode;
  if (mode.value === 'Disabled') return known([]);
  const result = answerOf(bundle, SITES);
  if (result?.answer.kind === 'empty') return known([]);
  const urls = (result === null ? [] : objectsOf(result)).map(addressIn);
  return urls.length > 0 && urls.every((url) => url !== null) ? known(urls) : unknown(gapOf(result, SITES));
}

function addressIn(fields: Fields): string | null {
  return (
    fields
      .names()
      .flatMap((name) => fields.textOrNull(name) ?? [])
      .find((text) => /^https:\/\//i.test(text)) ?? null
  );
}

interface ExportedSite {
  readonly url: string;
  readonly properties: Known<Plain>;
  readonly at: Timestamp | null;
}

const LISTED = unreadable(
  'Get-SPOSite was not run by the export script: a list of all sites fills sharing and labels with values that are not the site’s',
);

/** `Get-SPOSite`: all sites that can be read; unknown where there is none. The settings of one that only a list holds are unknown. */
export function sitesIn(bundle: Bundle | null): Known<readonly ExportedSite[]> {
  const result = answerOf(bundle, 'Get-SPOSite');
  const objects = result?.answer.kind === 'read' ? result.answer.objects : [];
  const sites = objects.flatMap((object): ExportedSite[] => {
    const url = new Fields(object, 'Get-SPOSite').textOrNull('Url');
    if (url === null || result === null) return [];
    const properties = { ...plain(object), TeamsChannelType: channelType(object.TeamsChannelType) };
    return [{ url, properties: result.byHand === true ? unknown(LISTED) : known(properties), at: result.at }];
  });
  return sites.length === 0 ? unknown(gapOf(result, 'Get-SPOSite')) : known(sites);
}

/** The cmdlet says `PrivateChannel` where the administration has a number. */
function channelType(value: CmdletValue | undefined): unknown {
  return typeof value === 'string' ? value.replace(/Channel$/i, '') : value === UNREADABLE ? undefined : value;
}

export type ExportedGroup = Pick<SiteGroup, 'role' | 'members'>;

/** `Get-SPOSiteGroup`: the default groups by the address of their site, as it was asked about. */
export function siteGroupsIn(bundle: Bundle | null): ReadonlyMap<string, readonly ExportedGroup[]> {
  const groups = new Map<string, ExportedGroup[]>();
  for (const result of resultsOf(bundle, 'Get-SPOSiteGroup')) {
    if (result.target === null) continue;
    const own = objectsOf(result).flatMap((fields) => groupOf(fields) ?? []);
    if (own.length > 0) groups.set(result.target, [...(groups.get(result.target) ?? []), ...own]);
  }
  return groups;
}

/** Endings of the titles that SharePoint gives; where a site is in another language the permission level has to do. */
const TITLES = [
  ['owners', /\bOwners$/i, /^(?:full control)$/i],
  ['members', /\bMembers$/i, /^(?:edit|contribute)$/i],
  ['visitors', /\bVisitors$/i, /^(?:read)$/i],
] as const;

/** Null: not a default group, or not one that can be read. A member that cannot be read is left out: the list is held to be in part. */
function groupOf(fields: Fields): ExportedGroup | null {
  const title = fields.textOrNull('Title') ?? fields.textOrNull('LoginName') ?? '';
  if (/^(?:SharingLinks\.|Limited Access System Group)/i.test(title)) return null;
  const levels = fields.texts('Roles');
  const users = loginsIn(fields.value('Users'));
  if (users === undefined) return null;
  const byTitle = TITLES.find(([, ending]) => ending.test(title));
  const byLevel = TITLES.find(([, , level]) => levels.known && levels.value.some((one) => level.test(one)));
  const role = (byTitle ?? byLevel)?.[0];
  if (role === undefined) return null;
  return { role, members: known(users.flatMap((login) => principalOf(login) ?? [])) };
}

function loginsIn(value: CmdletValue | undefined): readonly string[] | undefined {
  if (value === undefined || value === UNREADABLE) return undefined;
  return textsOf(isList(value) ? value.filter((one) => one !== UNREADABLE) : value);
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:_o)?$/i;

/**
 * A member by the login name that the cmdlet prints, which has lost the front of its claim: `true` is Everyone, `windows` is
 * All users, an id is a group. Null: a bare name, of which nobody can say whose it is.
 */
function principalOf(printed: string): Principal | null {
  const login = loginOf(printed.trim());
  if (login === null) return null;
  const isPerson = login.startsWith('i:0#.f|membership|');
  return {
    kind: 'siteUser',
    id: null,
    displayName: isPerson ? printed.trim() : '',
    email: isPerson ? printed.trim() : null,
    loginName: login,
  };
}

function loginOf(printed: string): string | null {
  if (/^[a-z]:0[^|]*\|/i.test(printed)) return printed;
  if (/^(?:rolemanager\|)?spo-grid-all-users\/[0-9a-f-]{1,36}$/i.test(printed))
    return `c:0-.f|rolemanager|${printed.replace(/^rolemanager\|/i, '')}`;
  if (/^true$/i.test(printed)) return 'c:0(.s|true';
  if (/^windows$/i.test(printed)) return 'c:0!.s|windows';
  if (ID.test(printed)) {
    return /_o$/i.test(printed) ? `c:0o.c|federateddirectoryclaimprovider|${printed}` : `c:0t.c|tenant|${printed}`;
  }
  if (/^[^\s|@]+@[^\s|@]+$/.test(printed)) return `i:0#.f|membership|${printed.toLowerCase()}`;
  return printed.includes('\\') ? printed : null;
}
