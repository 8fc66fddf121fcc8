/** Facts of audit, retention and mail in their good state, and licences by what they bring; a case changes what it is about. */
import type { SubscribedSku } from '../../../src/evidence/directory.js';
import { known } from '../../../src/evidence/known.js';
import type {
  AuditRetentionPolicy,
  CopilotAuditSample,
  MailForward,
  OutboundSpamPolicy,
  RemoteDomain,
  RetentionPolicy,
  RiskPolicy,
} from '../../../src/evidence/purview.js';
import { unreadable } from '../../../src/evidence/purview.js';
import { EVERYWHERE, ORIGIN } from '../../kit/purview-rows.js';
import { daysAgo } from '../../kit/rows.js';

export const origins = [ORIGIN];
/** A field that an export cut short. */
export const CUT = { known: false, gap: unreadable('a field') } as const;
export const AWAY = { reason: 'forbidden', remedy: 'Some.Read.All', status: 403 } as const;

const PLANS = {
  copilot: '3f30311c-6b1e-48a4-ab79-725b469da960',
  oneYear: '2f442157-a11c-46b9-ae5b-6e39ff4e5849',
  insiderRisk: '9d0c4ee5-e4a1-4625-ab39-d82b619b1a34',
  communication: '41fcdd7d-4733-4863-9cf4-c65b83ce2df4',
} as const;

/** One licence of the tenant with these plans; none gives a plain base licence. */
export function skus(...plans: (keyof typeof PLANS)[]): SubscribedSku[] {
  const servicePlans = plans.map((plan) => ({ id: PLANS[plan], name: plan, status: 'Success', appliesTo: 'User' }));
  const units = { consumedUnits: 10, enabledUnits: 20 };
  return [{ id: 's', skuId: 's', skuPartNumber: 'SPE', capabilityStatus: 'Enabled', ...units, servicePlans }];
}

export const usage = (active: number) => [{ refreshed: daysAgo(2), people: 20, active }];

export const sample = (found: boolean, over: Partial<CopilotAuditSample> = {}): CopilotAuditSample => ({
  recordType: 'CopilotInteraction',
  found,
  latest: found ? daysAgo(1) : null,
  origins,
  ...over,
});

export const auditPolicy = (days: number, over: Partial<AuditRetentionPolicy> = {}): AuditRetentionPolicy => ({
  name: 'p',
  days: known(days),
  recordTypes: [],
  users: [],
  origins,
  ...over,
});

/** Keeps and deletes everywhere, and names Copilot. */
export const retention = (over: Partial<RetentionPolicy> = {}): RetentionPolicy => ({
  id: 'r',
  name: 'All',
  enabled: known(true),
  coversCopilot: known(true),
  sharePoint: known(EVERYWHERE),
  oneDrive: known(EVERYWHERE),
  deletes: known(true),
  origins,
  ...over,
});

export const riskPolicy = (over: Partial<RiskPolicy> = {}): RiskPolicy => ({
  kind: 'insider-risk',
  name: 'Risky AI usage',
  enabled: known(true),
  watchesAi: known(true),
  origins,
  ...over,
});

export const spamPolicy = (mode: 'Off' | 'Automatic' | 'On', over: Partial<OutboundSpamPolicy> = {}): OutboundSpamPolicy => ({
  name: 'Default',
  autoForwardingMode: known(mode),
  isDefault: true,
  origins,
  ...over,
});

export const remote = (isOn: boolean, over: Partial<RemoteDomain> = {}): RemoteDomain => ({
  domain: '*',
  autoForwardEnabled: known(isOn),
  origins,
  ...over,
});

export const forward = (over: Partial<MailForward> = {}): MailForward => ({
  kind: 'mailbox',
  name: 'Ben',
  enabled: known(true),
  domains: ['gmail.com'],
  origins,
  ...over,
});
