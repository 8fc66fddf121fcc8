/** How far a Conditional Access policy keeps SharePoint and OneDrive to managed devices. */
import type { ConditionalAccessPolicy } from '../../evidence/directory.js';

/** Office 365 SharePoint Online; the suite that holds it; every application. */
const SHAREPOINT = '00000003-0000-0ff1-ce00-000000000000';
const COVERING: ReadonlySet<string> = new Set(['all', 'office365', SHAREPOINT]);
/** Marked compliant by Intune, or joined to the domain as well as to Entra. */
const MANAGED: ReadonlySet<string> = new Set(['compliantDevice', 'domainJoinedDevice']);

/** Asks SharePoint for a managed device, of whomever and wherever: a weaker control beside it as a choice does not count. */
export function asksForManagedDevice(policy: ConditionalAccessPolicy): boolean {
  const controls = policy.builtInControls;
  const apps = [policy.includeApplications, policy.excludeApplications].map((list) => list.map((app) => app.toLowerCase()));
  const [included, excluded] = apps as [string[], string[]];
  if (!included.some((app) => COVERING.has(app)) || excluded.some((app) => COVERING.has(app))) return false;
  if (!controls.some((control) => MANAGED.has(control))) return false;
  const hasOther = policy.authenticationStrengthId !== null || controls.some((control) => !MANAGED.has(control));
  return policy.grantOperator === 'AND' || !hasOther;
}

/** What leaves somebody or something out of such a policy, in words; nothing: empty. */
export function exceptions(policy: ConditionalAccessPolicy, allowedUsers: number): string[] {
  const { clientAppTypes: types } = policy;
  const syncs = types.length === 0 || types.includes('all') || types.includes('mobileAppsAndDesktopClients');
  const users = policy.excludeUsers.filter((id) => id !== 'GuestsOrExternalUsers').length;
  return [
    ...(policy.state === 'enabled' ? [] : ['it only reports']),
    ...(policy.includeUsers.includes('All') ? [] : ['not for all users']),
    ...(policy.isNarrowed ? ['only on some platforms, places or devices'] : []),
    ...(syncs ? [] : ['not for desktop apps']),
    ...(users > allowedUsers ? [`without ${users} users`] : []),
    ...(policy.excludeGroups.length > 0 ? [`without ${policy.excludeGroups.length} groups`] : []),
  ];
}
