/** Whether Copilot is there to be watched: seats among the licences, and people in the usage report who used it. */

import type { SubscribedSku } from '../../evidence/directory.js';
import { anyOf, type Known, known, mapKnown, type Tri, unknown } from '../../evidence/known.js';
import type { CopilotUsage } from '../../evidence/purview.js';
import { COPILOT_PLANS } from '../../evidence/service-plans.js';
import { hasPlan, liveSkus } from '../licensing/plans.js';

/** Microsoft shows the use of Copilot Chat without a licence in the admin center and in the audit log alone. */
export interface CopilotUse {
  /** Seats of Copilot that the tenant owns. */
  readonly seats: Known<number>;
  /** People with a seat who used it in the last 30 days of the report. */
  readonly active: Known<number>;
  /** Somebody has a seat, or used one. */
  readonly isThere: Tri;
}

export function copilotUse(sources: {
  readonly subscribedSkus: Known<readonly SubscribedSku[]>;
  readonly copilotUsage: Known<readonly CopilotUsage[]>;
}): CopilotUse {
  const seats = mapKnown(sources.subscribedSkus, (skus) =>
    liveSkus(skus)
      .filter((sku) => hasPlan(sku, COPILOT_PLANS, 'User'))
      .reduce((sum, sku) => sum + Math.max(sku.enabledUnits, sku.consumedUnits), 0),
  );
  const active = activeOf(sources.copilotUsage);
  return { seats, active, isThere: anyOf([mapKnown(seats, (n) => n > 0), mapKnown(active, (n) => n > 0)]) };
}

function activeOf(usage: Known<readonly CopilotUsage[]>): Known<number> {
  if (!usage.known) return usage;
  const sums = usage.value[0];
  return sums === undefined
    ? unknown({ reason: 'failed', detail: 'The evidence holds no usage report of Copilot.' })
    : known(sums.active);
}
