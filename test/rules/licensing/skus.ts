/** Licences of a small clinic, for the cases of the licence rules. */
import type { SubscribedSku } from '../../../src/evidence/directory.js';

export const BUSINESS_PREMIUM = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';
export const COPILOT = '639dec6b-bb19-468b-871c-c5c441c4b0cb';

export const PLAN = {
  p1: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  p2: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
  rmsPremium: '6c57d4b6-3b23-47a5-9bc9-69f17b4947b3',
  clp1: '5136a095-5cf0-4aff-bec3-e84448b38ea5',
  dlpAddOn: '9bec7e34-c9fa-40b7-a9d1-bd6d1165c7ed',
  exchange2: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  copilotChat: '3f30311c-6b1e-48a4-ab79-725b469da960',
  copilotSharePoint: '0aedf20c-091d-420b-aadf-30c042609612',
} as const;

export function aPlan(
  id: string,
  over: Partial<SubscribedSku['servicePlans'][number]> = {},
): SubscribedSku['servicePlans'][number] {
  return { id, name: 'PLAN', status: 'Success', appliesTo: 'User', ...over };
}

export function aSku(over: Partial<SubscribedSku> = {}): SubscribedSku {
  return {
    id: 'tenant_sku',
    skuId: BUSINESS_PREMIUM,
    skuPartNumber: 'SPB',
    capabilityStatus: 'Enabled',
    consumedUnits: 70,
    enabledUnits: 74,
    servicePlans: [aPlan(PLAN.p1), aPlan(PLAN.rmsPremium), aPlan(PLAN.dlpAddOn)],
    ...over,
  };
}

export function aCopilotSku(over: Partial<SubscribedSku> = {}): SubscribedSku {
  return aSku({
    id: 'tenant_copilot',
    skuId: COPILOT,
    skuPartNumber: 'Microsoft_365_Copilot',
    consumedUnits: 3,
    enabledUnits: 12,
    servicePlans: [aPlan(PLAN.copilotChat), aPlan(PLAN.copilotSharePoint)],
    ...over,
  });
}
