/** `GET /organization` and `GET /subscribedSkus`. */
import type { Call, Reply } from '../call.js';
import { contextOf } from '../paging.js';
import { type ShapeRules, selectedNames, shaped, wrongSelection } from '../select.js';

/** Plans as they stand on the organization and on its users: named by service, not by plan. */
export function plansOf(call: Call, skuIds: readonly string[] | null): object[] {
  return call.tenant.skus
    .filter((sku) => skuIds === null || skuIds.includes(sku.skuId ?? ''))
    .flatMap((sku) => sku.servicePlans ?? [])
    .map((plan) => ({
      assignedDateTime: call.tenant.organization.createdDateTime,
      capabilityStatus: 'Enabled',
      service: plan.servicePlanName,
      servicePlanId: plan.servicePlanId,
    }));
}

function listed(call: Call, rows: readonly object[], rules: ShapeRules): Reply {
  const wrong = wrongSelection(call, rules.type);
  if (wrong !== null) return wrong;
  const value = rows.map((row) => shaped(row, selectedNames(call), rules));
  return { status: 200, body: { '@odata.context': contextOf(call), value } };
}

export function organization(call: Call): Reply {
  const row = { ...call.tenant.organization, assignedPlans: plansOf(call, null) };
  return listed(call, [row], { type: 'organization', absent: 'null' });
}

export function skus(call: Call): Reply {
  return listed(call, call.tenant.skus, { type: 'subscribedSku', absent: 'null' });
}
