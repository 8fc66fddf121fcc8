/** What the hospital and the tenant of the benchmark have in common: labels, the scanner's application, and no quirks of paging. */
import { type AppRegistration, generousBudget, type SimulatedTenant } from '../tenant.js';
import { makeScanner } from './apps.js';
import type { Making } from './making.js';
import { makeLabels } from './policies.js';

type Frame = Pick<
  SimulatedTenant,
  | 'channels'
  | 'labels'
  | 'servicePrincipals'
  | 'grants'
  | 'appRoleAssignments'
  | 'apps'
  | 'hasEntraP1'
  | 'pageSizes'
  | 'budget'
  | 'tokenLifetimeSeconds'
  | 'deviceCode'
  | 'deltaRepeatsItems'
>;

/** @param personId who completes a sign-in by device code */
export function hospitalFrame(making: Making, registration: AppRegistration, personId: string): Frame {
  const scanner = makeScanner(making, registration);
  return {
    channels: [],
    labels: makeLabels(making),
    servicePrincipals: [scanner.graph, scanner.sharePoint, scanner.scanner],
    grants: [],
    appRoleAssignments: scanner.appRoleAssignments,
    apps: [registration],
    hasEntraP1: true,
    pageSizes: {},
    budget: generousBudget(),
    tokenLifetimeSeconds: 3599,
    deviceCode: { userId: personId, pendingPolls: 1, intervalSeconds: 1 },
    deltaRepeatsItems: false,
  };
}
