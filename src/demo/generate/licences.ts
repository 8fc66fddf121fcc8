/** The subscriptions of a practice: Business Premium for all, some seats of Copilot, with the plans that each brings. */
import type { SimulatedTenant } from '../tenant.js';

export const BUSINESS_PREMIUM = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';
export const COPILOT = '639dec6b-bb19-468b-871c-c5c441c4b0cb';

type Sku = SimulatedTenant['skus'][number];
type Plan = readonly [name: string, id: string, appliesTo?: 'Company'];

const PREMIUM_PLANS: readonly Plan[] = [
  ['AAD_PREMIUM', '41781fb2-bc02-4b7c-bd55-b576c07bb09d'],
  ['RMS_S_PREMIUM', '6c57d4b6-3b23-47a5-9bc9-69f17b4947b3'],
  ['BPOS_S_DlpAddOn', '9bec7e34-c9fa-40b7-a9d1-bd6d1165c7ed'],
  ['INTUNE_A', 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5'],
  ['EXCHANGE_S_STANDARD', '9aaf7827-d63c-4b61-89c3-182f06f82e5c'],
  ['EXCHANGE_S_ARCHIVE_ADDON', '176a09a6-7ec5-4039-ac02-b2791c6ba793'],
  ['SHAREPOINTSTANDARD', 'c7699d2e-19aa-44de-8edf-1736da088ca1'],
  ['SHAREPOINTWAC', 'e95bec33-7c88-4a70-8e19-b10bd9d0c014'],
  ['TEAMS1', '57ff2da0-773e-42df-b2af-ffb7a2317929'],
  ['OFFICE_BUSINESS', '094e7854-93fc-4d55-b2c0-3ab5369ebdc1'],
  ['MFA_PREMIUM', '8a256a2b-b617-496d-b51b-e76466e88db0'],
  ['ADALLOM_S_DISCOVERY', '932ad362-64a8-4783-9106-97849a1a30b9'],
  ['ATP_ENTERPRISE', 'f20fedf3-f3c3-43c3-8267-2bfdd51c0939'],
  ['MDE_SMB', 'bfc1bbd9-981b-4f71-9b82-17c35fd0e2a4'],
  ['RMS_S_ENTERPRISE', 'bea4c11e-220a-4e6d-8eb8-8ea15d019f90', 'Company'],
];

const COPILOT_PLANS: readonly Plan[] = [
  ['M365_COPILOT_BUSINESS_CHAT', '3f30311c-6b1e-48a4-ab79-725b469da960'],
  ['M365_COPILOT_APPS', 'a62f8878-de10-42f3-b68f-6149a25ceb97'],
  ['M365_COPILOT_TEAMS', 'b95945de-b3bd-46db-8437-f2beb6ea2347'],
  ['M365_COPILOT_SHAREPOINT', '0aedf20c-091d-420b-aadf-30c042609612'],
  ['M365_COPILOT_CONNECTORS', '89f1c4c8-0878-40f7-804d-869c9128ab5d'],
  ['M365_COPILOT_INTELLIGENT_SEARCH', '931e4a88-a67f-48b5-814f-16a5f1e6028d'],
  ['GRAPH_CONNECTORS_COPILOT', '82d30987-df9b-4486-b146-198b21d164c7'],
  ['COPILOT_STUDIO_IN_COPILOT_FOR_M365', 'fe6c28b3-d468-44ea-bbd0-a10a5167435c'],
];

interface Subscription {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly subscriptionId: string;
  readonly bought: number;
  readonly consumed: number;
}

function sku(skuId: string, name: string, plans: readonly Plan[], of: Subscription): Sku {
  return {
    id: `${of.tenantId}_${skuId}`,
    accountId: of.tenantId,
    accountName: of.tenantName,
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: of.consumed,
    prepaidUnits: { enabled: of.bought, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: plans.map(([servicePlanName, servicePlanId, appliesTo = 'User']) => ({
      servicePlanId,
      servicePlanName,
      provisioningStatus: 'Success',
      appliesTo,
    })),
    skuId,
    skuPartNumber: name,
    subscriptionIds: [of.subscriptionId],
  };
}

export function businessPremium(of: Subscription): Sku {
  return sku(BUSINESS_PREMIUM, 'SPB', PREMIUM_PLANS, of);
}

export function copilot(of: Subscription): Sku {
  return sku(COPILOT, 'Microsoft_365_Copilot', COPILOT_PLANS, of);
}
