/** The subscriptions of a practice: Business Premium for all, some seats of Copilot, with the plans that each brings. */
import type { SimulatedTenant } from '../tenant.js';

export const BUSINESS_PREMIUM = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';
export const E5 = '06ebc4ee-1bb5-47dd-8120-11324bc54e06';
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

const E5_PLANS: readonly Plan[] = [
  ['AAD_PREMIUM', '41781fb2-bc02-4b7c-bd55-b576c07bb09d'],
  ['AAD_PREMIUM_P2', 'eec0eb4f-6444-4f95-aba0-50c24d67f998'],
  ['MIP_S_CLP1', '5136a095-5cf0-4aff-bec3-e84448b38ea5'],
  ['MIP_S_CLP2', 'efb0351d-3b08-4503-993d-383af8de41e3'],
  ['RMS_S_PREMIUM', '6c57d4b6-3b23-47a5-9bc9-69f17b4947b3'],
  ['RMS_S_PREMIUM2', '5689bec4-755d-4753-8b61-40975025187c'],
  ['EXCHANGE_S_ENTERPRISE', 'efb87545-963c-4e0d-99df-69c6916d9eb0'],
  ['COMMUNICATIONS_DLP', '6dc145d6-95dd-4191-b9c3-185575ee6f6b'],
  ['MICROSOFTENDPOINTDLP', '64bfac92-2b17-4482-b5e5-a0304429de3e'],
  ['M365_ADVANCED_AUDITING', '2f442157-a11c-46b9-ae5b-6e39ff4e5849'],
  ['INSIDER_RISK_MANAGEMENT', '9d0c4ee5-e4a1-4625-ab39-d82b619b1a34'],
  ['COMMUNICATIONS_COMPLIANCE', '41fcdd7d-4733-4863-9cf4-c65b83ce2df4'],
  ['ADALLOM_S_STANDALONE', '2e2ddb96-6af9-4b1d-a3f0-d6ecfd22edb2'],
  ['INTUNE_A', 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5'],
  ['SHAREPOINTENTERPRISE', '5dbe027f-2339-4123-9542-606e4d348a72'],
  ['SHAREPOINTWAC', 'e95bec33-7c88-4a70-8e19-b10bd9d0c014'],
  ['TEAMS1', '57ff2da0-773e-42df-b2af-ffb7a2317929'],
  ['OFFICESUBSCRIPTION', '43de0ff5-c92c-492b-9116-175376d08c38'],
  ['MFA_PREMIUM', '8a256a2b-b617-496d-b51b-e76466e88db0'],
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

export function enterpriseE5(of: Subscription): Sku {
  return sku(E5, 'SPE_E5', E5_PLANS, of);
}

export function copilot(of: Subscription): Sku {
  return sku(COPILOT, 'Microsoft_365_Copilot', COPILOT_PLANS, of);
}
