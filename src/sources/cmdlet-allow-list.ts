/** The list of calls of the cmdlet endpoint that may leave the process, by token, host, path and body; everything else throws before a byte is sent. */
import { CMDLETS, type Cmdlet } from '../purview/cmdlets.js';
import { ForbiddenRequestError } from './allow-list.js';
import type { CloudName } from './clouds.js';
import { hostOf, isDoor } from './cmdlet-doors.js';
import type { CmdletRequest } from './cmdlets.js';
import { type CmdletService, isCmdletHost } from './hosts.js';

/** A cmdlet of the list, as the direct path may run it. */
export interface DirectCmdlet extends Cmdlet {
  readonly session: CmdletRequest['session'];
}

/** The one entry of the list with exactly this name and session. The endpoint would run a cmdlet that writes just as gladly. */
export function directCmdlet({ cmdlet: name, session }: CmdletRequest): DirectCmdlet {
  const found = CMDLETS.find((one) => one.name === name);
  if (found === undefined || !isDirect(found) || found.session !== session) {
    throw new ForbiddenRequestError('a cmdlet that is not on the list of those that are asked directly');
  }
  return found;
}

function isDirect(cmdlet: Cmdlet): cmdlet is DirectCmdlet {
  const isPlain = cmdlet.forEach === undefined && cmdlet.forEachSite === undefined;
  const isOurs = cmdlet.session === 'exchange' || cmdlet.session === 'security-compliance';
  // Whatever the list says: a verb that writes does not leave.
  return cmdlet.direct && isPlain && isOurs && /^Get-[A-Z][A-Za-z0-9]*$/.test(cmdlet.name);
}

/** The body of the call that runs a cmdlet of the list. */
export function cmdletBody({ name, parameters }: DirectCmdlet): string {
  return JSON.stringify({ CmdletInput: { CmdletName: name, Parameters: parameters } });
}

/** A request as it is about to leave. Host, path and query are those of the URL as Microsoft names it, still encoded. */
export interface CmdletCall {
  readonly method: string;
  /** The service that the token was made for. */
  readonly audience: CmdletService;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly body: string | null;
  readonly tenantId: string;
  readonly cloud: CloudName;
  /** The address came out of an answer. Such a one may carry a query: the mark of the next page. */
  readonly isLink: boolean;
}

/** Throws unless the request is one of the two that this path knows: a cmdlet of the list, or the question for the region. */
export function assertCmdletCall(call: CmdletCall): void {
  const { method, audience, host, path, query, body, tenantId, cloud } = call;
  const service = serviceOf(host, cloud);
  if (service === null) throw new ForbiddenRequestError('a host that runs no cmdlets');
  if (method === 'GET') {
    const isRegion = host === hostOf('purview', cloud) && path === regionPath(tenantId) && query === '' && body === null;
    if (!isRegion || !isDoor(audience, service, 'security-compliance')) {
      throw new ForbiddenRequestError('a GET of the cmdlet endpoint that does not ask for the region');
    }
    return;
  }
  // Microsoft's own links are not always written as its addresses are.
  const isRun = path.toLowerCase() === cmdletPath(tenantId).toLowerCase();
  if (method !== 'POST' || !isRun || (query !== '' && !call.isLink)) {
    throw new ForbiddenRequestError(`${method} to the cmdlet endpoint outside InvokeCommand`);
  }
  const cmdlet = cmdletIn(body);
  if (cmdlet === null) throw new ForbiddenRequestError('a cmdlet, or parameters of one, that are not on the list');
  if (!isDoor(audience, service, cmdlet.session)) {
    throw new ForbiddenRequestError(`${cmdlet.name} with a token, or at a host, that is not its own`);
  }
}

export function cmdletPath(tenantId: string): string {
  return `/adminapi/beta/${tenantId}/InvokeCommand`;
}

export function regionPath(tenantId: string): string {
  return `/AdminApi/v1.0/${tenantId}/EXOModuleFile`;
}

function serviceOf(host: string, cloud: CloudName): CmdletService | null {
  if (isCmdletHost('exchange', host, cloud)) return 'exchange';
  return isCmdletHost('purview', host, cloud) ? 'purview' : null;
}

/** The cmdlet that a body runs, read anew from its text; null: none of the list, or not in exactly its form. */
function cmdletIn(body: string | null): DirectCmdlet | null {
  const asked = body === null ? null : parsed(body);
  // Written again it must be the same text: a key that stands twice would be one thing here and another at Microsoft.
  if (asked === null || JSON.stringify(asked) !== body) return null;
  const input = hasOnly(asked, ['CmdletInput']) ? asked.CmdletInput : null;
  if (!isObject(input) || !hasOnly(input, ['CmdletName', 'Parameters'])) return null;
  const { CmdletName: name, Parameters: given } = input;
  const cmdlet = CMDLETS.find((one) => one.name === name);
  if (cmdlet === undefined || !isDirect(cmdlet) || !isObject(given)) return null;
  const names = Object.keys(cmdlet.parameters);
  const isSame = hasOnly(given, names) && names.every((key) => given[key] === cmdlet.parameters[key]);
  return isSame ? cmdlet : null;
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: Json, names: readonly string[]): boolean {
  const keys = Object.keys(value);
  return keys.length === names.length && names.every((name) => keys.includes(name));
}

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
