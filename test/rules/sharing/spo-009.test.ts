/** Cases of SPO-009: unmanaged devices by SharePoint or by Conditional Access, idle browsers by Graph. */
import type { ConditionalAccessPolicy } from '../../../src/evidence/directory.js';
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sharing/spo-009.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases, type World } from '../../kit/rule-cases.js';
import { settings, tenant } from './settings.js';

function managedOnly(over: Partial<ConditionalAccessPolicy> = {}): ConditionalAccessPolicy {
  return {
    id: 'policy',
    displayName: 'Managed devices',
    state: 'enabled',
    includeUsers: ['All'],
    excludeUsers: ['break-glass'],
    includeGroups: [],
    excludeGroups: [],
    includeRoles: [],
    excludeRoles: [],
    excludesGuests: false,
    includeApplications: ['Office365'],
    excludeApplications: [],
    clientAppTypes: ['all'],
    isNarrowed: false,
    grantOperator: 'OR',
    builtInControls: ['compliantDevice', 'domainJoinedDevice'],
    authenticationStrengthId: null,
    ...over,
  };
}

const FULL = { conditionalAccessPolicy: 'AllowFullAccess' } as const;
const NEVER = settings({ idleSessionSignOut: { isEnabled: false, signOutAfterInSeconds: null } });
const idle = (minutes: number) => settings({ idleSessionSignOut: { isEnabled: true, signOutAfterInSeconds: 60 * minutes } });
const NO_TIER = { sharePointTenant: needsSharePoint() };
const policies = (...list: ConditionalAccessPolicy[]): World['facts'] => ({ conditionalAccess: list });

ruleCases(rule, {
  pass: [
    { name: 'limited devices, idle sign-out', facts: { ...idle(180), ...tenant() }, expect: { message: 'both' } },
    { name: 'blocked devices', facts: { ...idle(60), ...tenant({ conditionalAccessPolicy: 'BlockAccess' }) } },
    {
      name: 'a policy for managed devices, whatever SharePoint says',
      facts: { ...idle(60), ...tenant(FULL), ...policies(managedOnly()) },
    },
    {
      name: 'a policy for managed devices, without the SharePoint tier',
      facts: { ...idle(60), ...NO_TIER, ...policies(managedOnly()) },
    },
    {
      name: 'a policy that asks for a second factor and a managed device',
      facts: {
        ...idle(60),
        ...tenant(FULL),
        ...policies(managedOnly({ grantOperator: 'AND', builtInControls: ['mfa', 'compliantDevice'] })),
      },
    },
    { name: 'limited devices, and policies were refused', facts: { ...idle(60), ...tenant(), conditionalAccess: FORBIDDEN } },
  ],
  warn: [
    { name: 'idle sign-out alone', facts: { ...idle(60), ...tenant(FULL) }, expect: { message: 'devices' } },
    {
      name: 'limited devices alone',
      facts: { ...NEVER, ...tenant() },
      expect: { message: 'idle', severity: 'medium', gate: null },
    },
    {
      name: 'idle sign-out that comes late',
      facts: { ...idle(181), ...tenant() },
      expect: { message: 'idle', summary: /180 minutes/ },
    },
    {
      name: 'no idle sign-out, devices not known',
      facts: { ...NEVER, ...NO_TIER },
      expect: { message: 'oneSeen', summary: /idle sign-out/ },
    },
    {
      name: 'open devices, idle sign-out not known',
      facts: { sharePointSettings: FORBIDDEN, ...tenant(FULL) },
      expect: { message: 'oneSeen', summary: /limit for unmanaged devices/ },
    },
    ...[
      ['in report-only mode', managedOnly({ state: 'enabledForReportingButNotEnforced' })],
      ['for some people', managedOnly({ includeUsers: ['user-1'] })],
      ['for another application', managedOnly({ includeApplications: ['app'] })],
      ['that leaves an application out', managedOnly({ excludeApplications: ['app'] })],
      ['for some places', managedOnly({ isNarrowed: true })],
      ['for browsers alone', managedOnly({ clientAppTypes: ['browser'] })],
      ['that takes a second factor in its place', managedOnly({ builtInControls: ['compliantDevice', 'mfa'] })],
      ['that asks for nothing', managedOnly({ builtInControls: [] })],
    ].map(([name, policy]) => ({
      name: `a policy ${name as string} is none`,
      facts: { ...idle(60), ...tenant(FULL), ...policies(policy as ConditionalAccessPolicy) },
    })),
  ],
  fail: [
    { name: 'neither', facts: { ...NEVER, ...tenant(FULL) }, expect: { message: 'neither', severity: 'medium', gate: null } },
    {
      name: 'neither within the time asked for',
      facts: { ...idle(30), ...tenant(FULL) },
      thresholds: { idleSignOutMinutesMax: 15 },
    },
  ],
  notAssessed: [
    { name: 'idle sign-out, no SharePoint tier', facts: { ...idle(60), ...NO_TIER }, expect: { summary: /certificate/ } },
    {
      name: 'open devices by SharePoint, and policies were refused',
      facts: { ...idle(60), ...tenant(FULL), conditionalAccess: FORBIDDEN },
    },
    {
      name: 'a policy that leaves a group out',
      facts: { ...idle(60), ...tenant(FULL), ...policies(managedOnly({ excludeGroups: ['group'] })) },
      expect: { summary: /leaves out groups/ },
    },
    {
      name: 'an authentication context decides',
      facts: { ...idle(60), ...tenant({ conditionalAccessPolicy: 'AuthenticationContext' }) },
    },
    { name: 'SharePoint left it out', facts: { ...idle(60), ...tenant({ conditionalAccessPolicy: null }) } },
    { name: 'limited devices, Graph left idle sign-out out', facts: { ...settings({ idleSessionSignOut: null }), ...tenant() } },
    {
      name: 'limited devices, idle sign-out without its time',
      facts: { ...settings({ idleSessionSignOut: { isEnabled: true, signOutAfterInSeconds: null } }), ...tenant() },
    },
    { name: 'no settings at all' },
  ],
});
