/** `GET /security/dataSecurityAndGovernance/sensitivityLabels`, with the labels below them only where they are expanded. */
import type { Call, Reply } from '../call.js';
import { listReply } from '../paging.js';
import { expansions, shaped, wrongExpansion } from '../select.js';
import type { StoredLabel } from '../tenant.js';

function withoutSublabels({ sublabels: _, ...label }: StoredLabel): object {
  return label;
}

export function labels(call: Call): Reply {
  const wrong = wrongExpansion(call, ['sublabels']);
  if (wrong !== null) return wrong;
  const expansion = expansions(call).find((one) => one.name === 'sublabels');
  return listReply(call, call.tenant.labels, {
    name: 'labels',
    type: 'sensitivityLabel',
    absent: 'omitted',
    size: 200,
    cap: 999,
    always: expansion === undefined ? [] : ['sublabels'],
    complete: (label) => {
      if (expansion === undefined) return withoutSublabels(label);
      const below = label.sublabels.map((one) =>
        shaped(withoutSublabels(one), expansion.select, { type: 'sensitivityLabel', absent: 'omitted' }),
      );
      return { ...withoutSublabels(label), sublabels: below };
    },
  });
}
