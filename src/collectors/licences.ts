/** Reads the licences that the tenant owns, with the service plans in each. */
import type { SubscribedSku } from '../evidence/directory.js';
import { defineCollector } from './define.js';
import { amount, type Json, record, records, text } from './fields.js';
import { collectList } from './paged.js';

const permission = 'LicenseAssignment.Read.All';
const access = [{ permission, why: 'which licences are owned, and which of their plans bring Copilot' }];

export default defineCollector({
  meta: {
    id: 'licences',
    title: 'Licences',
    provides: ['subscribedSkus'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'minimal',
    endpoints: ['/subscribedSkus'],
  },
  collect(context) {
    const request = { path: '/subscribedSkus', lane: 'directory', units: 3, permission } as const;
    return collectList(context, { dataset: 'subscribedSkus', request, map: skuOf });
  },
});

export function skuOf(entry: Json): SubscribedSku | null {
  const skuId = text(entry.skuId);
  const capabilityStatus = text(entry.capabilityStatus);
  const consumedUnits = amount(entry.consumedUnits);
  const enabledUnits = amount(record(entry.prepaidUnits)?.enabled);
  if (skuId === null || capabilityStatus === null || consumedUnits === null || enabledUnits === null) return null;
  if (!Array.isArray(entry.servicePlans)) return null;
  return {
    id: text(entry.id) ?? skuId,
    skuId,
    skuPartNumber: text(entry.skuPartNumber) ?? '',
    capabilityStatus,
    consumedUnits,
    enabledUnits,
    servicePlans: records(entry.servicePlans).flatMap((plan) => {
      const id = text(plan.servicePlanId);
      if (id === null) return [];
      const status = text(plan.provisioningStatus) ?? '';
      return [{ id, name: text(plan.servicePlanName) ?? '', status, appliesTo: text(plan.appliesTo) ?? '' }];
    }),
  };
}
