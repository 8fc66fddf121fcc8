/** What the cmdlet endpoint (`--purview-direct`) asks of an application: one permission of two services, and one Entra role. */
import type { Gap } from './coverage.js';

/** Both services call it so. Alone it opens nothing: what it may do is what the Entra role of the application may do. */
export const MANAGE_AS_APP = 'Exchange.ManageAsApp';

/** As gaps and docs write them, since the two have the same name. */
export const EXCHANGE_PERMISSION = `${MANAGE_AS_APP} (Office 365 Exchange Online)`;
export const COMPLIANCE_PERMISSION = `${MANAGE_AS_APP} (Microsoft Exchange Online Protection)`;

/** The two services, with their application ids and the ids of the permission; the same in every tenant. */
export const CMDLET_SERVICES = [
  {
    title: 'Office 365 Exchange Online',
    permission: EXCHANGE_PERMISSION,
    appId: '00000002-0000-0ff1-ce00-000000000000',
    roleId: 'dc50a0fb-09a3-484d-be87-e023b12c6440',
    why: 'to run a fixed list of Get- cmdlets of Exchange Online, such as the one for the state of the audit log',
  },
  {
    title: 'Microsoft Exchange Online Protection',
    permission: COMPLIANCE_PERMISSION,
    appId: '00000007-0000-0ff1-ce00-000000000000',
    roleId: '455e5cd2-84e8-4751-8344-5672145dfa17',
    why: 'to run a fixed list of Get- cmdlets of Security & Compliance: labels, DLP, retention',
  },
] as const;

/** Roles with which Microsoft answers in both services, by template id; the first two only read. */
export const CMDLET_ROLES = [
  { title: 'Global Reader', id: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451' },
  { title: 'Security Reader', id: '5d6b6bb7-de71-4623-b4af-96380a352509' },
  { title: 'Compliance Administrator', id: '17315797-102d-40b4-93e0-432062caca18' },
  { title: 'Security Administrator', id: '194ae4cb-b126-40b2-bd5b-6091b380977d' },
  { title: 'Global Administrator', id: '62e90394-69f5-4237-9190-012177145e10' },
] as const;

/** What an engineer should grant of them, as gaps name it. */
export const READER_ROLE = 'Global Reader (Entra role)';

/** The sign-in that the cmdlet endpoint serves; `detail` says why this one is another. */
export function needsApplication(detail: string): Gap {
  return { reason: 'needs-other-sign-in', remedy: 'an application that signs in with a certificate or a client secret', detail };
}
