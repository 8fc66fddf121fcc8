/** Reads the settings of each site collection, and its administrators, from SharePoint's administration. */
import { outOfReachBy } from '../evidence/collections.js';
import type { Principal } from '../evidence/content.js';
import { type Gap, gapsOf } from '../evidence/coverage.js';
import { type Known, known, unknown } from '../evidence/known.js';
import { needsSharePoint, SHAREPOINT_PERMISSION, type SiteProperties, type SiteSettings } from '../evidence/sharepoint.js';
import type { ShardWriter } from '../evidence/store.js';
import { sitesIn } from '../purview/sharepoint-export.js';
import { adminWeb, type SharePointReader } from '../sources/sharepoint.js';
import { siteKey } from './allowance.js';
import { type CollectorContext, defineCollector } from './define.js';
import { type Json, record, text } from './fields.js';
import { bundleOrNone } from './own-bundle.js';
import { BATCH, chunks, closing, MALFORMED } from './paged.js';
import { flagOf, guidOf, membersOf, textsOf, utcOf, wordOf } from './sharepoint-answers.js';
import { siteAdministrators, siteProperties } from './sharepoint-requests.js';
import { DOMAIN_RESTRICTIONS, SHARING_CAPABILITIES } from './sharepoint-words.js';
import { type CollectionToRead, collectionsToRead } from './sites-to-read.js';

export default defineCollector({
  meta: {
    id: 'site-settings',
    title: 'Settings and administrators of sites',
    provides: ['siteSettings'],
    after: ['organization', 'sites'],
    application: [],
    delegated: [],
    modes: ['application', 'delegated'],
    sharePoint: [
      { permission: SHAREPOINT_PERMISSION, why: 'sharing, locks, restricted access, labels and administrators of each site' },
    ],
    delegatedRole: 'SharePoint Administrator',
    profile: 'standard',
    endpoints: ['/_api/SPO.Tenant/GetSitePropertiesByUrl', '/_api/SPO.Tenant/GetSiteAdministrators'],
  },
  async collect(context) {
    const writer = await context.out.shard('siteSettings');
    const exported = await exportedProperties(context);
    if (!context.sharePoint.known) return writeExported(context, writer, exported, context.sharePoint.gap);
    const reader = context.sharePoint.value;
    const collections = await collectionsToRead(context);
    const gaps: Gap[] = [...gapsOf(context.evidence.coverage('sites'))];
    let done = 0;
    let isAnythingRead = collections.length === 0 && gaps.length === 0;
    await context.each(chunks(collections, BATCH), async (chunk) => {
      const asked = await Promise.all(chunk.map((collection) => settingsOf(context, reader, collection)));
      const rows = asked.map((row) => {
        const told = row.properties.known ? undefined : exported.get(siteKey(row.url));
        return told?.known === true ? { ...row, properties: told, isExported: true as const } : row;
      });
      for (const { properties, admins } of rows) {
        isAnythingRead ||= properties.known || admins.known;
        for (const value of [properties, admins]) if (!value.known) gaps.push(value.gap);
      }
      await writer.page(rows);
      done += chunk.length;
      context.progress('Sites whose settings were read', done, collections.length);
    });
    await writer.close(closing(gaps, isAnythingRead));
  },
});

const NO_ADMINISTRATORS = needsSharePoint('an export does not list the administrators of sites');
const NOT_EXPORTED = needsSharePoint('the export of Get-SPOSite does not hold all sites');

/** Without SharePoint itself, what the operator's export tells of the sites that Microsoft Graph lists. */
async function writeExported(
  context: CollectorContext,
  writer: ShardWriter<'siteSettings'>,
  exported: ReadonlyMap<string, Known<SiteProperties>>,
  gap: Gap,
): Promise<void> {
  if (exported.size === 0) return writer.close(closing([gap], false));
  const collections = await collectionsToRead(context);
  const rows = collections.flatMap(({ collectionId, webs }): SiteSettings[] => {
    const url = collectionUrl(webs[0]?.site.webUrl ?? '');
    const properties = exported.get(siteKey(url));
    return properties === undefined ? [] : [{ collectionId, url, properties, admins: unknown(NO_ADMINISTRATORS) }];
  });
  for (const page of chunks(rows, ROWS_A_PAGE)) await writer.page(page);
  const isWhole = rows.length === collections.length && gapsOf(context.evidence.coverage('sites')).length === 0;
  const hidden = rows.flatMap(({ properties }) => (properties.known ? [] : [properties.gap]));
  const isAnythingRead = rows.some(({ properties }) => properties.known);
  await writer.close(closing([NO_ADMINISTRATORS, ...hidden, ...(isWhole ? [] : [NOT_EXPORTED])], isAnythingRead));
}

const TWICE: Gap = { reason: 'contradictory', detail: 'the export of Get-SPOSite holds the site twice, with different settings' };

const ROWS_A_PAGE = 500;
const DAY_MS = 86_400_000;

/** Properties of sites in the operator's export, by their address in one spelling. */
async function exportedProperties(context: CollectorContext): Promise<ReadonlyMap<string, Known<SiteProperties>>> {
  const sites = sitesIn(await bundleOrNone(context));
  const found = new Map<string, Known<SiteProperties>>();
  for (const { url, properties, at } of sites.known ? sites.value : []) {
    const read = properties.known ? propertiesOf(properties.value) : properties;
    const isFresh = at !== null && Math.abs(context.now().getTime() - Date.parse(at)) <= DAY_MS;
    // A lock may have been lifted since: only one of today takes a site out of what is read and judged.
    const isShut = read.known && !isFresh && outOfReachBy(read.value) !== null;
    const told = read.known && isShut ? known({ ...read.value, lockState: null, archiveStatus: null }) : read;
    const before = found.get(siteKey(url));
    found.set(siteKey(url), before === undefined || JSON.stringify(before) === JSON.stringify(told) ? told : unknown(TWICE));
  }
  return found;
}

/** A site that is refused keeps its row: that its settings are not known is a fact about it. */
async function settingsOf(
  { allowance }: CollectorContext,
  reader: SharePointReader,
  { collectionId, webs }: CollectionToRead,
): Promise<SiteSettings> {
  const url = collectionUrl(webs[0]?.site.webUrl ?? '');
  // A lock that an earlier scan saw may be gone, so only the operator's own wish counts here.
  const unwanted = webs.map(({ site }) => allowance.site(site.webUrl));
  const why = allowance.spent() ?? (unwanted.includes(null) ? null : (unwanted[0] ?? null));
  if (why !== null) return { collectionId, url, properties: unknown(why), admins: unknown(why) };
  const admin = adminWeb(new URL(url).hostname);
  const [properties, admins] = await Promise.all([
    reader.one<unknown>(siteProperties(admin, url)),
    reader.one<unknown>(siteAdministrators(admin, collectionId)),
  ]);
  return {
    collectionId,
    url,
    properties: properties.ok ? propertiesOf(record(properties.value)) : unknown(properties.gap),
    admins: admins.ok ? adminsOf(admins.value) : unknown(admins.gap),
  };
}

/** The address of the collection: a subsite's is longer. `/sites/HR/Payroll` → `/sites/HR`; the root site has no path. */
export function collectionUrl(webUrl: string): string {
  const { origin, pathname } = new URL(webUrl);
  const managed = /^\/(?:sites|teams|personal|portals)\/[^/]+/i.exec(pathname);
  return `${origin}${managed?.[0] ?? pathname.replace(/\/+$/, '')}`;
}

function adminsOf(value: unknown): Known<readonly Principal[]> {
  const admins = membersOf(record(value)?.value ?? value);
  return admins === null ? unknown(MALFORMED) : known(admins);
}

const LOCK_STATES = ['Unlock', 'ReadOnly', 'NoAccess', 'NoAdditions'] as const;
const CHANNEL_TYPES = { 0: 'None', 1: 'Private', 2: 'Shared', 3: 'Standard' } as const;

/** From the flat object of `GetSitePropertiesByUrl` with details to the words of `Get-SPOSite`. */
export function propertiesOf(answer: Json | null): Known<SiteProperties> {
  // Whatever site it is, the answer names its template or its address.
  if (answer === null || (text(answer.Url) === null && text(answer.Template) === null)) return unknown(MALFORMED);
  return known({
    sharingCapability: wordOf(SHARING_CAPABILITIES, answer.SharingCapability),
    sharingDomainRestrictionMode: wordOf(DOMAIN_RESTRICTIONS, answer.SharingDomainRestrictionMode),
    lockState: LOCK_STATES.find((one) => one === answer.LockState) ?? null,
    archiveStatus: text(answer.ArchiveStatus),
    restrictedAccessControl: flagOf(answer.RestrictedAccessControl),
    restrictedAccessControlGroups: restrictedGroupsOf(answer),
    restrictContentOrgWideSearch: discoveryOf(answer),
    sensitivityLabel: labelOf(answer),
    lastContentModifiedDate: utcOf(answer.LastContentModifiedDate),
    template: text(answer.Template),
    groupId: guidOf(answer.GroupId),
    relatedGroupId: guidOf(answer.RelatedGroupId),
    teamsChannelType: wordOf(CHANNEL_TYPES, answer.TeamsChannelType),
  });
}

/** All zeros, null and empty text say that there is none. */
function labelOf(answer: Json): string | null {
  const written = answer.SensitivityLabel === null ? '' : answer.SensitivityLabel;
  if (typeof written !== 'string') return null;
  return /^[{0}-]*$/.test(written) ? '' : (guidOf(written) ?? written);
}

function restrictedGroupsOf(answer: Json): readonly string[] | null {
  const value = answer.RestrictedAccessControlGroups;
  if (value === undefined) return null;
  if (value === null) return [];
  return textsOf(value)?.map((one) => guidOf(one) ?? one) ?? null;
}

/** Restricted Content Discovery has two names: the older covers search too, the newer Copilot and agents alone. */
function discoveryOf(answer: Json): boolean | null {
  const older = flagOf(answer.RestrictContentOrgWideSearch);
  const newer = flagOf(answer.RestrictedContentDiscoveryforCopilotAndAgents);
  return older === true || newer === true ? true : (older ?? newer);
}
