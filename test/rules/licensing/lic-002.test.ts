/** Cases of LIC-002: Copilot seats on live and on misplaced accounts. */
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/licensing/lic-002.js';
import { aPerson, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { aCopilotSku, aPlan, aSku, PLAN } from './skus.js';

const hasCopilot = known(true);
const facts = { subscribedSkus: [aSku(), aCopilotSku()] };
const seat = aPerson({ user: { id: 'seat' }, hasCopilot });
const disabled = aPerson({ user: { id: 'disabled', accountEnabled: false }, hasCopilot });
const guest = aPerson({ user: { id: 'guest', userType: 'Guest' }, hasCopilot });
const room = aPerson({ user: { id: 'room', isResourceAccount: true }, hasCopilot });
const suspected = aPerson({ user: { id: 'suspected' }, hasCopilot, suspectedLeaver: known(true) });

ruleCases(rule, {
  pass: [
    {
      name: 'a seat on a live account',
      facts,
      rows: { person: [seat, aPerson()] },
      expect: { measures: { purchased: 12, assigned: 3, free: 9 }, summary: /All 1 / },
    },
    {
      name: 'a disabled account without a seat',
      facts,
      rows: { person: [seat, aPerson({ user: { accountEnabled: false }, suspectedLeaver: known(true) })] },
    },
    {
      name: 'how many were bought is not known',
      facts: { subscribedSkus: FORBIDDEN },
      rows: { person: [seat] },
      expect: { measures: { purchased: null, assigned: null, free: null } },
    },
    {
      name: 'more seats used than bought leave none free; plans for the tenant and dead licences do not count',
      facts: {
        subscribedSkus: [
          aCopilotSku({ enabledUnits: 2 }),
          aCopilotSku({ capabilityStatus: 'LockedOut' }),
          aCopilotSku({ servicePlans: [aPlan(PLAN.copilotChat, { appliesTo: 'Company' })] }),
          aCopilotSku({ servicePlans: [aPlan(PLAN.copilotChat, { status: 'Disabled' })] }),
        ],
      },
      rows: { person: [seat] },
      expect: { measures: { purchased: 2, assigned: 3, free: 0 } },
    },
  ],
  fail: [
    {
      name: 'seats on disabled, guest, shared and suspected accounts',
      facts,
      rows: { person: [seat, disabled, guest, room, suspected] },
      expect: {
        objects: ['disabled', 'guest', 'room', 'suspected'],
        severity: 'high',
        gate: null,
        summary: /^Of 5 Copilot seats, 4 on/,
      },
    },
    {
      name: 'a disabled account offends whether or not it was used lately',
      rows: { person: [aPerson({ user: { accountEnabled: false }, hasCopilot, suspectedLeaver: unknown(FORBIDDEN) })] },
    },
    { name: 'what was seen stands, though not all was', rows: { person: [guest] }, partial: FORBIDDEN },
  ],
  notApplicable: [
    {
      name: 'no seat is assigned',
      facts,
      rows: { person: [aPerson(), aPerson({ user: { accountEnabled: false } })] },
    },
  ],
  notAssessed: [
    { name: 'who holds a seat is not known', rows: { person: [aPerson({ hasCopilot: unknown(FORBIDDEN) })] } },
    {
      name: 'when the holder last signed in is not known',
      rows: { person: [aPerson({ hasCopilot, suspectedLeaver: unknown(FORBIDDEN) })] },
    },
    { name: 'no seat among the people who were read', rows: { person: [aPerson()] }, partial: FORBIDDEN },
    { name: 'the people were refused', rows: { person: FORBIDDEN } },
  ],
});
