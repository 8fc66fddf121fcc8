/** What is missing where no door let a cmdlet in: names exactly what to grant, as far as the tokens and the refusals tell. */
import {
  CMDLET_ROLES,
  COMPLIANCE_PERMISSION,
  EXCHANGE_PERMISSION,
  MANAGE_AS_APP,
  READER_ROLE,
} from '../evidence/cmdlet-access.js';
import type { Gap } from '../evidence/coverage.js';
import type { CmdletDoor } from './cmdlet-doors.js';
import type { CmdletFault } from './cmdlet-errors.js';
import { type CmdletTokens, hasAcceptedRole } from './cmdlet-tokens.js';
import type { CmdletService } from './hosts.js';

/** A door that was tried, and how it refused. */
export interface TriedDoor {
  readonly door: CmdletDoor;
  readonly fault: CmdletFault;
  readonly gap: Gap;
}

type Roles = CmdletTokens['roles'];

/** Role groups of Microsoft Purview that these objects are shown to, whatever Entra role one has. */
const ROLE_GROUPS: readonly (readonly [pattern: RegExp, group: string])[] = [
  [/^Get-InsiderRisk/, 'Insider Risk Management (role group of Microsoft Purview)'],
  [/^Get-SupervisoryReview/, 'Communication Compliance (role group of Microsoft Purview)'],
];

const GLOBAL_READER = CMDLET_ROLES[0].id;

/** The gap with its remedy where the fault is about roles; any other gap comes back as it is. */
export function withRole(gap: Gap, fault: CmdletFault, cmdlet: string, audience: CmdletService, roles: Roles): Gap {
  if (fault === 'no-role') {
    const detail = `the application holds ${MANAGE_AS_APP} and no Entra role that is accepted; Security Reader serves too`;
    return { ...gap, remedy: READER_ROLE, detail };
  }
  if (fault !== 'role-too-small' && fault !== 'refused' && fault !== 'wrong-door') return gap;
  return { ...gap, remedy: roleFor(cmdlet, roles(audience).directory) };
}

function roleFor(cmdlet: string, held: readonly string[] | null): string {
  if (held !== null && !hasAcceptedRole(held)) return READER_ROLE;
  const group = ROLE_GROUPS.find(([pattern]) => pattern.test(cmdlet))?.[1];
  if (group !== undefined) return group;
  return held?.includes(GLOBAL_READER) === true ? `a role that may run ${cmdlet}` : READER_ROLE;
}

/** What stands for a cmdlet that every door refused; at least one was tried. `doesExchangeAnswer`: it did in this run. */
export function gapOfDoors(tried: readonly TriedDoor[], cmdlet: string, doesExchangeAnswer: boolean, roles: Roles): Gap {
  const last = tried.at(-1) as TriedDoor;
  const own = tried.find(({ door }) => door.audience === 'purview');
  // Exchange spoke of the cmdlet, so it took the token.
  const isExchangeFine = doesExchangeAnswer || last.fault === 'not-exposed' || last.fault === 'role-too-small';
  return own === undefined ? exchangeGap(last, cmdlet, roles) : complianceGap(own, cmdlet, isExchangeFine, roles);
}

function exchangeGap(tried: TriedDoor, cmdlet: string, roles: Roles): Gap {
  const { gap, fault } = tried;
  if (fault === 'no-token') return gap;
  const held = roles('exchange').application;
  if (held !== null && !held.includes(MANAGE_AS_APP)) return missing(EXCHANGE_PERMISSION, gap, 'the token does not carry it');
  if (held === null && fault === 'wrong-door') {
    return missing(`${EXCHANGE_PERMISSION} and ${READER_ROLE}`, gap, 'the token was not taken: one of the two is missing');
  }
  return withRole(gap, fault, cmdlet, 'exchange', roles);
}

/** The first door tells: its token is the one that Microsoft documents for Security & Compliance. */
function complianceGap(tried: TriedDoor, cmdlet: string, isExchangeFine: boolean, roles: Roles): Gap {
  const { gap, fault } = tried;
  if (fault === 'no-token') return gap;
  const held = roles('purview').application;
  if (held !== null && !held.includes(MANAGE_AS_APP)) {
    return missing(COMPLIANCE_PERMISSION, gap, 'the token for Security & Compliance does not carry it');
  }
  if (held === null && fault === 'wrong-door') {
    // Where Exchange takes its token, what differs is the permission of the second service.
    return isExchangeFine
      ? missing(COMPLIANCE_PERMISSION, gap, 'Exchange Online takes its token, Security & Compliance does not')
      : missing(`${COMPLIANCE_PERMISSION} and ${READER_ROLE}`, gap, 'no token was taken: one of the two is missing');
  }
  return withRole(gap, fault, cmdlet, 'purview', roles);
}

function missing(remedy: string, gap: Gap, detail: string): Gap {
  return { ...gap, reason: 'forbidden', remedy, detail };
}
