/** Sites that Microsoft makes for itself: nobody works in them, so nobody has to own, label or close them. */
import type { SiteRow } from '../../derive/rows.js';
import { orNull } from '../kit.js';

/** Search centers, the app catalog, the host of OneDrives, redirects, the hub of content types, the home of the portal. */
const TEMPLATES = [
  'SRCHCEN',
  'SRCHCENTERLITE',
  'APPCATALOG',
  'SPSMSITEHOST',
  'REDIRECTSITE',
  'POINTPUBLISHINGHUB',
  'POINTPUBLISHINGTOPIC',
  'POINTPUBLISHINGPERSONAL',
  'EDISC',
  'TENANTADMIN',
];

/** `TEMPLATE#0` is how SharePoint writes it. A template that is not known is none of these. */
export function isSystemSite(row: SiteRow): boolean {
  const template = orNull(row.properties)?.template?.split('#')[0]?.toUpperCase();
  return template !== undefined && TEMPLATES.includes(template);
}
