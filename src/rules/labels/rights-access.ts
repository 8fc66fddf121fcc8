/** Conditional Access policies that treat the service behind encryption differently from everything else. */
import type { ConditionalAccessPolicy } from '../../evidence/directory.js';

/** Microsoft Rights Management Services, the same in every tenant. */
const RIGHTS_MANAGEMENT = '00000012-0000-0000-c000-000000000000';

const namesIt = (apps: readonly string[]): boolean => apps.some((app) => app.toLowerCase() === RIGHTS_MANAGEMENT);

/** What an enforced policy does to it; null: nothing of its own. A block of all apps for some is no matter of encryption. */
export function accessProblem(policy: ConditionalAccessPolicy): 'leaves out' | 'blocks' | null {
  if (policy.state !== 'enabled') return null;
  if (namesIt(policy.excludeApplications)) return 'leaves out';
  return namesIt(policy.includeApplications) && policy.builtInControls.includes('block') ? 'blocks' : null;
}
