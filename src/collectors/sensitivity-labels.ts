/** Reads the sensitivity labels of the tenant, those below others included. */
import type { SensitivityLabel } from '../evidence/content.js';
import { defineCollector } from './define.js';
import { amount, flag, type Json, list, record, text } from './fields.js';
import { collectList } from './paged.js';

const permission = 'SensitivityLabels.Read.All';
const access = [{ permission, why: 'whether sensitivity labels exist, and which of them protect' }];

export default defineCollector({
  meta: {
    id: 'sensitivity-labels',
    title: 'Sensitivity labels',
    provides: ['sensitivityLabels'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    profile: 'minimal',
    endpoints: ['/security/dataSecurityAndGovernance/sensitivityLabels'],
  },
  collect(context) {
    const path = '/security/dataSecurityAndGovernance/sensitivityLabels';
    const request = { path, query: { $expand: 'sublabels' }, lane: 'security', units: 1, permission } as const;
    return collectList(context, { dataset: 'sensitivityLabels', request, map: (entry) => labelsOf(entry, null) });
  },
});

/** A label, then the labels below it; null where one of them has no id. */
export function labelsOf(entry: Json, parentId: string | null): readonly SensitivityLabel[] | null {
  const id = text(entry.id);
  if (id === null) return null;
  const name = text(entry.displayName) ?? text(entry.name) ?? '';
  const tooltip = text(entry.toolTip);
  const labels: SensitivityLabel[] = [
    {
      id,
      name,
      parentId,
      hasProtection: flag(entry.hasProtection),
      priority: amount(entry.priority),
      ...(tooltip === null ? {} : { tooltip }),
    },
  ];
  for (const one of list(entry.sublabels)) {
    const below = record(one);
    const found = below === null ? null : labelsOf(below, id);
    if (found === null) return null;
    labels.push(...found);
  }
  return labels;
}
