/** Who may ask which host of the cmdlet endpoint: audience of the token, application permission, directory role, and the mailbox that routes. */
import type { SimulatedTenant } from '../tenant.js';
import { readToken, type TokenClaims } from '../tokens.js';
import { type CmdletAnswer, noDirectoryRole, notSignedIn, wrongMailbox } from './errors.js';

export const EXCHANGE_AUDIENCE = 'https://outlook.office365.com';
export const COMPLIANCE_AUDIENCE = 'https://ps.compliance.protection.outlook.com';

const EXCHANGE_SUFFIX = 'outlook.office365.com';
const COMPLIANCE_SUFFIX = 'ps.compliance.protection.outlook.com';

export interface Host {
  readonly service: 'exchange' | 'compliance';
  /** First label of a regional host; null: the front door. */
  readonly region: string | null;
}

/** Null: no host of the cmdlet endpoint. */
export function hostNamed(name: string): Host | null {
  for (const [service, suffix] of [
    ['exchange', EXCHANGE_SUFFIX],
    ['compliance', COMPLIANCE_SUFFIX],
  ] as const) {
    if (name === suffix) return { service, region: null };
    const label = name.endsWith(`.${suffix}`) ? name.slice(0, -suffix.length - 1) : '';
    if (/^[a-z0-9-]+$/.test(label)) return { service, region: label };
  }
  return null;
}

/** Roles that may read in both halves, by their template ids. */
const READERS: readonly string[] = [
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451', // Global Reader
  '5d6b6bb7-de71-4623-b4af-96380a352509', // Security Reader
  '17315797-102d-40b4-93e0-432062caca18', // Compliance Administrator
  '194ae4cb-b126-40b2-bd5b-6091b380977d', // Security Administrator
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
];
const EXCHANGE_ADMINISTRATOR = '29232cdf-9323-42fd-ade2-1d097af3e4de';

function audiencesOf({ service }: Host, tenant: SimulatedTenant): readonly string[] {
  if (service === 'exchange') return [EXCHANGE_AUDIENCE];
  return tenant.compliance.takesExchangeTokens ? [COMPLIANCE_AUDIENCE, EXCHANGE_AUDIENCE] : [COMPLIANCE_AUDIENCE];
}

/** The claims of a good token, or what the service says without one. */
export function signedInToCmdlets(
  host: Host,
  tenant: SimulatedTenant,
  headers: Headers,
  key: Buffer,
  now: number,
): TokenClaims | CmdletAnswer {
  const [scheme, token = ''] = (headers.get('authorization') ?? '').split(' ');
  const refused = (reason: string): CmdletAnswer => notSignedIn(tenant.id, reason);
  if (scheme?.toLowerCase() !== 'bearer' || token === '') return refused('No token was sent.');
  const claims = readToken(token, key);
  if (claims === null || claims.tid !== tenant.id) return refused('The token has an invalid signature.');
  if (!audiencesOf(host, tenant).includes(claims.aud)) return refused("The audience claim value is invalid 'aud'.");
  if (claims.exp * 1000 <= now) return refused('The token has expired.');
  if (claims.idtyp !== 'app' || !(claims.roles ?? []).includes('Exchange.ManageAsApp')) {
    return refused('The token does not contain the required roles.');
  }
  const wids = claims.wids ?? [];
  const enough = host.service === 'exchange' ? [...READERS, EXCHANGE_ADMINISTRATOR] : READERS;
  return enough.some((role) => wids.includes(role)) ? claims : noDirectoryRole(claims.appid);
}

/** Null where `X-AnchorMailbox` names a mailbox of this tenant in the way in which the service wants it. */
export function misrouted({ service, region }: Host, tenant: SimulatedTenant, headers: Headers): CmdletAnswer | null {
  const anchor = headers.get('x-anchormailbox') ?? '';
  const [, kind = '', domain = ''] = /^(APP|UPN):[^@\s]+@(\S+)$/i.exec(anchor) ?? [];
  const domains = tenant.organization.verifiedDomains ?? [];
  const initial = domains.find((one) => one.isInitial === true)?.name ?? '';
  const isInitial = kind.toUpperCase() === 'UPN' && domain.toLowerCase() === initial.toLowerCase();
  // Exchange Online knows a tenant by its id too; Security & Compliance by its first domain alone.
  const isIts = isInitial || (service === 'exchange' && kind.toUpperCase() === 'APP' && domain.toLowerCase() === tenant.id);
  const isHere = service === 'exchange' || region === null || region === tenant.compliance.region;
  return isIts && isHere ? null : wrongMailbox(anchor);
}
