/** Which service plans give which capability (Microsoft's licensing list, as of November 2026), and which licences work. */
import type { SubscribedSku } from '../../evidence/directory.js';

/** Plans that give Conditional Access and sign-in dates: AAD_PREMIUM and AAD_PREMIUM_P2. */
export const ENTRA_P1_PLANS: ReadonlySet<string> = new Set([
  '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  'eec0eb4f-6444-4f95-aba0-50c24d67f998',
]);

export const ADVANCED_MANAGEMENT_PLANS: ReadonlySet<string> = new Set(['0aedf20c-091d-420b-aadf-30c042609612']); // M365_COPILOT_SHAREPOINT

/** SharePoint_advanced_management_plan_1. */
export const ADVANCED_MANAGEMENT_SKU = '6ee9b90c-0a7a-46c4-bc96-6698aa3bf8d2';

/** What the compliance rules need, as the plans of which any one gives it. */
export const CAPABILITIES = {
  conditionalAccess: ENTRA_P1_PLANS,
  riskPolicies: new Set(['eec0eb4f-6444-4f95-aba0-50c24d67f998']), // AAD_PREMIUM_P2
  // MIP_S_CLP1 or RMS_S_PREMIUM: Business Premium has only the latter.
  manualLabels: new Set(['5136a095-5cf0-4aff-bec3-e84448b38ea5', '6c57d4b6-3b23-47a5-9bc9-69f17b4947b3']),
  automaticLabels: new Set(['efb0351d-3b08-4503-993d-383af8de41e3', '5689bec4-755d-4753-8b61-40975025187c']), // MIP_S_CLP2, RMS_S_PREMIUM2
  // BPOS_S_DlpAddOn (Business Premium), EXCHANGE_S_ENTERPRISE and its government twin (E3, E5).
  dlpFilesAndMail: new Set([
    '9bec7e34-c9fa-40b7-a9d1-bd6d1165c7ed',
    'efb87545-963c-4e0d-99df-69c6916d9eb0',
    '8c3069c0-ccdb-44be-ab77-986203a67df2',
  ]),
  dlpTeams: new Set(['6dc145d6-95dd-4191-b9c3-185575ee6f6b']), // COMMUNICATIONS_DLP
  dlpEndpoint: new Set(['64bfac92-2b17-4482-b5e5-a0304429de3e']), // MICROSOFTENDPOINTDLP
  auditOneYear: new Set(['2f442157-a11c-46b9-ae5b-6e39ff4e5849']), // M365_ADVANCED_AUDITING
  insiderRisk: new Set(['9d0c4ee5-e4a1-4625-ab39-d82b619b1a34']), // INSIDER_RISK_MANAGEMENT
  communicationCompliance: new Set(['41fcdd7d-4733-4863-9cf4-c65b83ce2df4']), // COMMUNICATIONS_COMPLIANCE
  cloudApps: new Set(['2e2ddb96-6af9-4b1d-a3f0-d6ecfd22edb2']), // ADALLOM_S_STANDALONE
  deviceManagement: new Set(['c1ec4a95-1f05-45b3-a911-aa3fa01094f5']), // INTUNE_A
} as const satisfies Record<string, ReadonlySet<string>>;

/** Licences that work today; `Warning` is the grace period after the end of a term. */
export function liveSkus(skus: readonly SubscribedSku[]): SubscribedSku[] {
  return skus.filter((sku) => sku.capabilityStatus === 'Enabled' || sku.capabilityStatus === 'Warning');
}

/** Whether the licence brings one of these plans, switched on; for people or for the tenant, where that matters. */
export function hasPlan(sku: SubscribedSku, plans: ReadonlySet<string>, appliesTo?: 'User' | 'Company'): boolean {
  return sku.servicePlans.some(
    (plan) =>
      plan.status === 'Success' && plans.has(plan.id.toLowerCase()) && (appliesTo === undefined || plan.appliesTo === appliesTo),
  );
}
