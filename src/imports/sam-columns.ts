/** The columns of SharePoint Advanced Management's reports, under every name that they were seen with. */

export type Kind = 'sites' | 'items';

/** Names as `plainHeader` leaves them: Microsoft writes "Microsoft Entra group count" and "Entra group count" of one column. */
const COLUMNS: { readonly [K in Kind]: Readonly<Record<string, readonly string[]>> } = {
  sites: {
    tenant: ['tenantid'],
    collectionId: ['siteid', 'sitecollectionid'],
    url: ['siteurl', 'url', 'siteaddress'],
    people: [
      'numberofusershavingaccess',
      'numberofuserswithaccess',
      'usershavingaccess',
      'permissioneduserscount',
      'permissionedusercount',
    ],
    guests: ['guestuserpermissions', 'guestuserpermissionscount', 'guestuserpermissioncount'],
    everyoneExceptExternalGrants: [
      'eeeupermissioncount',
      'eeeupermissionscount',
      'everyoneexceptexternaluserspermissioncount',
      'everyoneexceptexternaluserscount',
    ],
    everyoneGrants: ['everyonepermissioncount', 'everyonepermissionscount'],
    organizationLinks: [
      'peopleinyourorglinkcount',
      'peopleinyourorglinkscount',
      'peopleinyourorganizationlinkcount',
      'peopleinyourorganizationlinkscount',
    ],
    anyoneLinks: ['anyonelinkcount', 'anyonelinkscount'],
    uniqueItems: ['itemswithuniquepermissionscount', 'itemswithuniquepermissioncount', 'itemswithuniquepermissions'],
    reportDate: ['reportdate'],
  },
  items: {
    tenant: ['tenantid'],
    collectionId: ['siteid', 'sitecollectionid'],
    itemUrl: ['itemurl', 'itemaddress'],
    itemType: ['itemtype'],
    role: ['roledefinition', 'role'],
    recipient: ['recipient', 'recipientname'],
    reportDate: ['reportdate', 'snapshotdate'],
  },
};

/** What a reader calls each, and by which columns it is known, for messages. */
export const KINDS: { readonly [K in Kind]: { readonly title: string; readonly names: string; readonly header: string } } = {
  sites: {
    title: 'a report of site permissions',
    names: 'site',
    header: '"Site URL" or "Site ID", with "Number of users having access" or "EEEU permission count"',
  },
  items: {
    title: 'a report of items open to everyone',
    names: 'item',
    header: '"Item Url", with "Role definition" or "Recipient"',
  },
};

/** Which report it is and where its columns stand; null: neither. */
export function columnsOf(header: readonly string[]): { readonly kind: Kind; readonly at: ReadonlyMap<string, number> } | null {
  const items = placesOf('items', header);
  if (items.has('itemUrl') && (items.has('role') || items.has('recipient'))) return { kind: 'items', at: items };
  const sites = placesOf('sites', header);
  const isNamed = sites.has('url') || sites.has('collectionId');
  // Reports of links made in 28 days name sites too; what tells this one is who has access.
  const isCounted = ['people', 'everyoneExceptExternalGrants', 'everyoneGrants'].some((column) => sites.has(column));
  return isNamed && isCounted ? { kind: 'sites', at: sites } : null;
}

function placesOf(kind: Kind, header: readonly string[]): ReadonlyMap<string, number> {
  const places = Object.entries(COLUMNS[kind]).flatMap(([column, names]): [string, number][] => {
    const at = header.findIndex((name) => names.includes(name));
    return at < 0 ? [] : [[column, at]];
  });
  return new Map(places);
}
