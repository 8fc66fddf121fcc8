/** Counts the resource units that an app spends in a tenant, warns from 80 % of a budget and refuses over it. */
import { type Call, type Reply, type ReplyHeaders, refuse } from './call.js';
import type { Budget, SimulatedTenant } from './tenant.js';

type Lane = keyof Budget;

interface Price {
  readonly lane: Lane;
  readonly units: number;
  /** A delta or list page that carries a token. */
  readonly withToken?: number;
}

const list = { lane: 'sharepoint', units: 2 } as const;
const single = { lane: 'sharepoint', units: 1 } as const;
const permissions = { lane: 'sharepoint', units: 5 } as const;
const directory = (units: number): Price => ({ lane: 'directory', units });

/** Microsoft's prices: how-to-avoid-getting-throttled (SharePoint) and throttling-limits (Entra). */
export const PRICES: Readonly<Record<string, Price>> = {
  '/organization': directory(1),
  '/subscribedSkus': directory(3),
  '/users': directory(2),
  '/groups': directory(1),
  '/groups/{group}/members': directory(3),
  '/groups/{group}/owners': directory(1),
  '/groups/{group}/sites/root': single,
  '/roleManagement/directory/roleAssignments': directory(1),
  '/roleManagement/directory/roleDefinitions': directory(1),
  '/identity/conditionalAccess/policies': { lane: 'conditional-access', units: 1 },
  '/policies/identitySecurityDefaultsEnforcementPolicy': directory(1),
  '/policies/authorizationPolicy': directory(1),
  '/admin/sharepoint/settings': single,
  '/sites': list,
  '/sites/getAllSites': list,
  '/sites/oneDrive.getAllSites': list,
  '/sites/{site}': single,
  '/sites/{site}/drives': list,
  '/drives/{drive}': single,
  '/drives/{drive}/root': single,
  '/drives/{drive}/root/delta': { lane: 'sharepoint', units: 2, withToken: 1 },
  '/drives/{drive}/root/permissions': permissions,
  '/drives/{drive}/items/{item}': single,
  '/drives/{drive}/items/{item}/permissions': permissions,
  '/security/dataSecurityAndGovernance/sensitivityLabels': directory(1),
  '/servicePrincipals': directory(2),
  '/servicePrincipals/{servicePrincipal}': directory(1),
  "/servicePrincipals(appId='{appId}')": directory(1),
  '/servicePrincipals/{servicePrincipal}/appRoleAssignedTo': directory(2),
  "/servicePrincipals(appId='{appId}')/appRoleAssignedTo": directory(2),
  '/oauth2PermissionGrants': directory(2),
  '/groupSettings': directory(1),
  '/security/secureScores': directory(1),
  "/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='{period}')": directory(1),
  '/admin/configurationManagement/configurationSnapshotJobs': directory(1),
  '/admin/configurationManagement/configurationSnapshots/{snapshot}': directory(1),
  '/admin/reportSettings': directory(1),
  '/teams/{team}/channels': directory(1),
  '/teams/{team}/allChannels': directory(1),
  '/teams/{team}/channels/{channel}/filesFolder': single,
  "beta:/reports/getSharePointSiteUsageDetail(period='{period}')": directory(1),
};

/** What a request costs: the directory gives a discount for `$select` and small pages and charges for `$expand`. */
export function unitsOf(path: string, call: Call): number {
  const price = PRICES[path];
  if (price === undefined) throw new Error(`meter: ${path} is not in the table`);
  if (price.lane !== 'directory') return call.query.has('token') ? (price.withToken ?? price.units) : price.units;
  const top = call.query.get('$top');
  let units = price.units;
  if (call.query.has('$select')) units -= 1;
  if (call.query.has('$expand')) units += 1;
  if (top !== null && Number(top) < 20) units -= 1;
  return Math.max(1, units);
}

interface Window {
  startedAt: number;
  spent: number;
}

export class Meter {
  readonly #windows = new Map<string, Window>();

  /** Counts a request; a throttled one counts too, as Microsoft warns. Null: within the budget. */
  spend(path: string, call: Call, now: number): { readonly refusal: Reply | null; readonly headers: ReplyHeaders } {
    return this.spendUnits(call.tenant, call.token.appid, PRICES[path]?.lane ?? 'directory', unitsOf(path, call), now);
  }

  spendUnits(
    tenant: SimulatedTenant,
    app: string,
    lane: Lane,
    units: number,
    now: number,
  ): { readonly refusal: Reply | null; readonly headers: ReplyHeaders } {
    const headers: Record<string, string> = {};
    let refusal: Reply | null = null;
    for (const [at, budget] of tenant.budget[lane].entries()) {
      const window = this.#window(tenant, app, lane, at, now);
      window.spent += units;
      const reset = Math.max(1, Math.ceil((window.startedAt + budget.seconds * 1000 - now) / 1000));
      const remaining = Math.max(0, budget.units - window.spent);
      if (lane === 'sharepoint' && at === 0 && window.spent >= budget.units * 0.8) {
        headers['RateLimit-Limit'] = String(budget.units);
        headers['RateLimit-Remaining'] = String(remaining);
        headers['RateLimit-Reset'] = String(reset);
      }
      if (lane === 'directory' && window.spent >= budget.units * 0.8) {
        headers['x-ms-throttle-limit-percentage'] = (window.spent / budget.units).toFixed(2);
      }
      if (window.spent > budget.units) refusal = throttled(lane, reset);
    }
    if (lane === 'directory') headers['x-ms-resource-unit'] = String(units);
    return { refusal, headers };
  }

  #window(tenant: SimulatedTenant, app: string, lane: Lane, at: number, now: number): Window {
    const length = (tenant.budget[lane][at]?.seconds ?? 1) * 1000;
    const key = `${tenant.id}|${app}|${lane}|${at}`;
    const known = this.#windows.get(key);
    if (known !== undefined && now < known.startedAt + length) return known;
    const fresh = { startedAt: now, spent: 0 };
    this.#windows.set(key, fresh);
    return fresh;
  }
}

function throttled(lane: Lane, reset: number): Reply {
  // Conditional Access answers without a Retry-After (graph-surface, "Throttling").
  const wait: ReplyHeaders = lane === 'conditional-access' ? {} : { 'Retry-After': String(reset) };
  if (lane === 'sharepoint') return refuse(429, 'activityLimitReached', 'The request has been throttled', wait);
  return refuse(429, 'TooManyRequests', 'Too many requests.', {
    ...wait,
    'x-ms-throttle-scope': 'Tenant_Application/ReadWrite/simulated',
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
  });
}
