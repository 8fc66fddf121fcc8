/** Cases of LIC-001: a pilot group with and without base licences, and a tenant without a pilot group. */
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/licensing/lic-001.js';
import { aPerson, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { aCopilotSku, aSku } from './skus.js';

const totals = { pilotGroupConfigured: true };
const facts = { subscribedSkus: [aSku()] };
const UNLISTED = { reason: 'failed', detail: 'product x is not in the table of Copilot bases' } as const;
const pilot = aPerson({ isPilot: known(true) });
const pilotWithout = aPerson({ user: { id: 'without' }, isPilot: known(true), hasEligibleBasePlan: known(false) });
const pilotUnlisted = aPerson({ user: { id: 'unlisted' }, isPilot: known(true), hasEligibleBasePlan: unknown(UNLISTED) });

ruleCases(rule, {
  pass: [
    {
      name: 'everybody in the pilot group has a base licence',
      facts,
      totals,
      rows: { person: [pilot] },
      expect: { message: 'pilotReady' },
    },
    {
      name: 'who is not in the pilot group needs none',
      facts,
      totals,
      rows: { person: [pilot, aPerson({ hasEligibleBasePlan: known(false) })] },
    },
    {
      name: 'a disabled account in the pilot group needs none',
      facts,
      totals,
      rows: {
        person: [pilot, aPerson({ user: { accountEnabled: false }, isPilot: known(true), hasEligibleBasePlan: known(false) })],
      },
    },
    { name: 'no pilot group, but an eligible licence', facts, expect: { message: 'owned' } },
    { name: 'a licence in its grace period still counts', facts: { subscribedSkus: [aSku({ capabilityStatus: 'Warning' })] } },
    {
      name: 'an eligible licence beside one that we do not know',
      facts: { subscribedSkus: [aSku({ skuId: 'strange' }), aSku()] },
    },
  ],
  fail: [
    {
      name: 'one in the pilot group has no base licence',
      facts,
      totals,
      rows: { person: [pilot, pilotWithout, pilotUnlisted] },
      expect: {
        message: 'pilotLacks',
        objects: ['without', 'unlisted'],
        severity: 'high',
        gate: 'condition',
        summary: /^1 of 3/,
      },
    },
    { name: 'no pilot group and no licence at all', expect: { message: 'notOwned', severity: 'high', gate: 'condition' } },
    { name: 'Copilot alone is no base', facts: { subscribedSkus: [aCopilotSku()] }, expect: { message: 'notOwned' } },
    { name: 'the base licence is suspended', facts: { subscribedSkus: [aSku({ capabilityStatus: 'Suspended' })] } },
  ],
  warn: [
    {
      name: 'a licence in the pilot group is not in our table',
      facts,
      totals,
      rows: { person: [pilot, pilotUnlisted] },
      expect: { message: 'pilotUnknown', objects: ['unlisted'], gate: null },
    },
    {
      name: 'no pilot group, and only a licence that is not in our table',
      facts: { subscribedSkus: [aSku({ skuId: 'strange' })] },
      expect: { message: 'unlisted', gate: null },
    },
  ],
  notApplicable: [{ name: 'the pilot group is empty', facts, totals, rows: { person: [aPerson()] } }],
  notAssessed: [
    { name: 'the licences were refused', facts: { subscribedSkus: FORBIDDEN }, totals, rows: { person: [pilot] } },
    { name: 'the people were refused', facts, totals, rows: { person: FORBIDDEN } },
    { name: 'the pilot group could not be read', facts, totals, rows: { person: [aPerson({ isPilot: unknown(FORBIDDEN) })] } },
    { name: 'not all people were read', facts, totals, rows: { person: [pilot] }, partial: FORBIDDEN },
  ],
});
