/** Asks the simulated SharePoint as a plain HTTP client would: a token for each host, and answers in whatever spelling was asked for. */
import { type Fault, type SimulatedSite, type Simulator, startSimulator } from '../../src/demo/index.js';
import type { Served } from './harness.js';

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  readonly body: any;
}

export const NOMETADATA = { Accept: 'application/json;odata=nometadata' };
export const VERBOSE = { Accept: 'application/json;odata=verbose' };
export const V4 = { Accept: 'application/json;odata.metadata=none', 'OData-Version': '4.0' };

async function tokenOf(simulator: Simulator, { tenant }: Served, form: Record<string, string>): Promise<string> {
  const address = `${simulator.endpoints.login}/${tenant.id}/oauth2/v2.0/token`;
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** A token by a statement of another issuer, which SharePoint takes as it takes a certificate. */
export async function appTokenFor(simulator: Simulator, served: Served, host: string): Promise<string> {
  const [app] = served.tenant.apps;
  if (app === undefined) throw new Error('the tenant has no app');
  app.federated = [{ issuer: 'https://issuer.example', subject: 'scanner' }];
  const write = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'https://issuer.example', sub: 'scanner', exp: Math.floor(Date.now() / 1000) + 600 };
  return tokenOf(simulator, served, {
    grant_type: 'client_credentials',
    client_id: app.clientId,
    scope: `https://${host}/.default`,
    client_assertion: `${write({ alg: 'RS256' })}.${write(claims)}.c2ln`,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  });
}

export function secretTokenFor(simulator: Simulator, served: Served, host: string): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret } = served.credentials;
  const form = { grant_type: 'client_credentials', client_id, client_secret, scope: `https://${host}/.default` };
  return tokenOf(simulator, served, form);
}

/** A token of the person who completes the device code. */
export async function personTokenFor(simulator: Simulator, served: Served, host: string): Promise<string> {
  const { clientId: client_id, tenantId } = served.credentials;
  served.tenant.deviceCode.pendingPolls = 0;
  const scope = `https://${host}/.default offline_access`;
  const address = `${simulator.endpoints.login}/${tenantId}/oauth2/v2.0/devicecode`;
  const code = await fetch(address, { method: 'POST', body: new URLSearchParams({ client_id, scope }) });
  const { device_code } = (await code.json()) as { device_code: string };
  return tokenOf(simulator, served, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id, device_code });
}

export function hostOf({ site }: SimulatedSite): string {
  return site.siteCollection?.hostname ?? new URL(site.webUrl ?? '').hostname;
}

export function adminHostOf({ tenant }: Served): string {
  const root = tenant.sites.find(({ site }) => site.isPersonalSite !== true);
  return root === undefined ? '' : hostOf(root).replace('.', '-admin.');
}

export async function tell(
  simulator: Simulator,
  url: string,
  init: { readonly token?: string; readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string },
): Promise<Told> {
  const { token, method = 'GET', headers = NOMETADATA, body } = init;
  const address = url.replace('https://', `${simulator.endpoints.sharepoint}/`);
  const answer = await fetch(address, {
    method,
    headers: { ...headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  return { status: answer.status, headers: answer.headers, text, body: isJson && text !== '' ? JSON.parse(text) : text };
}

export const ROLES =
  '$expand=Member,RoleDefinitionBindings&$select=PrincipalId,Member/Id,Member/LoginName,Member/Title,Member/PrincipalType,Member/Email,RoleDefinitionBindings/Id,RoleDefinitionBindings/Name,RoleDefinitionBindings/RoleTypeKind';
export const GROUPS =
  '$expand=Users&$select=Id,Title,LoginName,Users/Id,Users/LoginName,Users/PrincipalType,Users/Title,Users/Email';
export const WEB =
  '$select=Id,Url,Title,ServerRelativeUrl,HasUniqueRoleAssignments,NoCrawl,RequestAccessEmail,MembersCanShare,AssociatedOwnerGroup/Id,AssociatedMemberGroup/Id,AssociatedVisitorGroup/Id&$expand=AssociatedOwnerGroup,AssociatedMemberGroup,AssociatedVisitorGroup';
export const LISTS =
  '$select=Id,Title,Hidden,BaseTemplate,ItemCount,HasUniqueRoleAssignments,NoCrawl,RootFolder/ServerRelativeUrl&$expand=RootFolder';
export const ITEMS = '$select=Id,HasUniqueRoleAssignments,FileRef,FSObjType,UniqueId';
export const SHARING = '$select=permissionsInformation&$expand=permissionsInformation';

export interface Visit {
  readonly simulator: Simulator;
  readonly served: Served;
  site(name: string): SimulatedSite;
  ask(site: SimulatedSite, path: string, init?: Parameters<typeof tell>[2]): Promise<Told>;
  admin(path: string, init?: Parameters<typeof tell>[2]): Promise<Told>;
}

let open: Simulator | null = null;

/** Ends what the last `visit` began. */
export async function leave(): Promise<void> {
  await open?.close();
  open = null;
}

/** Serves a tenant and asks it as its application, by certificate. */
export async function visit(served: Served, faults: Fault[] = []): Promise<Visit> {
  const running = await startSimulator({ tenants: [served.tenant], faults });
  open = running;
  const tokens = new Map<string, string>();
  const tokenFor = async (host: string): Promise<string> => {
    const known = tokens.get(host) ?? (await appTokenFor(running, served, host));
    tokens.set(host, known);
    return known;
  };
  return {
    simulator: running,
    served,
    site: (name) => {
      const found = served.tenant.sites.find(({ site }) => site.name === name || site.displayName === name);
      if (found === undefined) throw new Error(`no site ${name}`);
      return found;
    },
    ask: async (site, path, init = {}) =>
      tell(running, `${site.site.webUrl}${path}`, { token: await tokenFor(hostOf(site)), ...init }),
    admin: async (path, init = {}) => {
      const host = adminHostOf(served);
      return tell(running, `https://${host}${path}`, { token: await tokenFor(host), ...init });
    },
  };
}

export interface Row {
  readonly Member: { readonly LoginName: string; readonly PrincipalType: number; readonly Title: string };
  readonly RoleDefinitionBindings: readonly { readonly Name: string; readonly RoleTypeKind: number }[];
}
export const kinds = (rows: readonly Row[], login: string): number[] | undefined =>
  rows.find((row) => row.Member.LoginName.includes(login))?.RoleDefinitionBindings.map((role) => role.RoleTypeKind);
