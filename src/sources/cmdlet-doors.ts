/** The doors to a cmdlet: which token may go to which host, in the order in which they are tried, and how a request is routed there. */
import type { CloudName } from './clouds.js';
import { CLOUDS } from './clouds.js';
import type { CmdletRequest, CmdletTenant } from './cmdlets.js';
import type { CmdletService } from './hosts.js';

/** A token of one audience at a host of one service. */
export interface CmdletDoor {
  readonly audience: CmdletService;
  readonly service: CmdletService;
}

const EXCHANGE: CmdletDoor = { audience: 'exchange', service: 'exchange' };

/**
 * Public tools that do this in production disagree which token Security & Compliance wants, so all three ways are tried.
 * The state of the audit log, and all else of Exchange, is told truly by Exchange alone.
 */
const DOORS: Readonly<Record<CmdletRequest['session'], readonly CmdletDoor[]>> = {
  exchange: [EXCHANGE],
  'security-compliance': [{ audience: 'purview', service: 'purview' }, { audience: 'exchange', service: 'purview' }, EXCHANGE],
};

export function doorsOf(session: CmdletRequest['session']): readonly CmdletDoor[] {
  return DOORS[session];
}

/** True where some cmdlet may be asked through this door. */
export function isDoor(audience: CmdletService, service: CmdletService, session: CmdletRequest['session']): boolean {
  return DOORS[session].some((door) => door.audience === audience && door.service === service);
}

/** The origin that a token is made for; `/.default` behind it is its scope. */
export function audienceOf(service: CmdletService, cloud: CloudName): string {
  return CLOUDS[cloud][service];
}

/** The host of Exchange Online, or the front door of Security & Compliance. */
export function hostOf(service: CmdletService, cloud: CloudName): string {
  return new URL(CLOUDS[cloud][service]).hostname;
}

/** Host and audience, for the report. */
export function doorText(door: CmdletDoor, host: string, cloud: CloudName): string {
  return `${host} (token for ${hostOf(door.audience, cloud)})`;
}

const SYSTEM_MAILBOX = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';

/** The mailbox by which Microsoft finds the servers of a tenant; each service wants it in its own form. */
export function anchorMailbox(service: CmdletService, { tenantId, initialDomain }: CmdletTenant): string {
  return service === 'exchange' ? `APP:${SYSTEM_MAILBOX}@${tenantId}` : `UPN:${SYSTEM_MAILBOX}@${initialDomain}`;
}

/** What stands in addresses and headers came from the tenant: it must be a GUID and a domain, and nothing else. */
export function isTenant({ tenantId, initialDomain }: CmdletTenant): boolean {
  return (
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(tenantId) &&
    initialDomain.length <= 253 &&
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/i.test(initialDomain)
  );
}
