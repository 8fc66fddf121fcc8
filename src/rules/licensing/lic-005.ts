/** Whether SharePoint Advanced Management, which makes the best fixes possible, is unlocked. */
import { defineRule } from '../define.js';
import { ADVANCED_MANAGEMENT_PLANS, ADVANCED_MANAGEMENT_SKU, hasPlan, liveSkus } from './plans.js';

export default defineRule({
  meta: {
    id: 'LIC-005',
    revision: 1,
    title: 'SharePoint Advanced Management is unlocked',
    failureTitle: 'SharePoint Advanced Management is not unlocked',
    pillar: 'licensing',
    severity: 'info',
    gate: null,
    claim: 'some',
    needs: { facts: ['subscribedSkus'] },
    messages: {
      present: 'SharePoint Advanced Management comes with your licences: with an assigned Copilot seat or as an add-on.',
      missing:
        'Neither the SharePoint Advanced Management add-on nor an assigned Copilot seat was found. One assigned Copilot seat is said to unlock it; until then each rule names a fix that does without it.',
    },
    rationale:
      'Access reviews by site owners, restricted access to a site and restricted content discovery are the quickest ways to keep an overshared site out of Copilot, and all of them belong to this product.',
    remediation: {
      summary: 'Assign one Copilot licence, or buy the SharePoint Advanced Management add-on.',
      steps: [
        'Assign a Microsoft 365 Copilot licence to one administrator.',
        'Open SharePoint admin center > Advanced management and check that the reports are offered.',
      ],
      effort: 'hours',
    },
    references: [{ framework: 'NIST CSF 2.0', id: 'PR.AA-05' }],
  },
  create({ facts }) {
    return {
      verdict() {
        const live = liveSkus(facts.subscribedSkus);
        const isOwned = live.some(
          (sku) =>
            sku.skuId.toLowerCase() === ADVANCED_MANAGEMENT_SKU ||
            // A Copilot licence that nobody holds unlocks nothing.
            (sku.consumedUnits > 0 && hasPlan(sku, ADVANCED_MANAGEMENT_PLANS)),
        );
        if (isOwned) return { kind: 'pass', message: 'present', total: live.length };
        return {
          kind: 'not-applicable',
          lacksLicence: 'SharePoint Advanced Management (with one assigned Microsoft 365 Copilot licence, or as an add-on)',
          message: 'missing',
          total: live.length,
        };
      },
    };
  },
});
