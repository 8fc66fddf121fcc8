/** Cases of LBL-009: auto-labeling that is on, simulated, absent or not licensed. */
import { known, unknown } from '../../../src/evidence/known.js';
import { type AutoLabelPolicy, type Condition, unreadable } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/labels/lbl-009.js';
import { aLabelRow, EVERYWHERE, ICD10, NOWHERE, ORIGIN, PHI_LABEL, PILOT_ONLY } from '../../kit/purview-rows.js';
import { daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases, type World } from '../../kit/rule-cases.js';
import { aPlan, aSku } from '../licensing/skus.js';

const OWNED = aSku({ servicePlans: [aPlan('efb0351d-3b08-4503-993d-383af8de41e3')] });
const gap = unreadable('a field');
const nowhere = known(NOWHERE);
const general = aLabelRow({ id: 'general', name: 'General', isPhi: false });
const health: Condition = { kind: 'or', of: [{ kind: 'type', ...ICD10, isClassifier: false }] };

function auto(over: Partial<AutoLabelPolicy> = {}): AutoLabelPolicy {
  return {
    id: 'auto-1',
    name: 'PHI in files',
    mode: known('Enable'),
    enabled: known(true),
    labelId: PHI_LABEL,
    exchange: nowhere,
    sharePoint: known(EVERYWHERE),
    oneDrive: nowhere,
    changed: daysAgo(100),
    conditions: known([]),
    origins: [ORIGIN],
    ...over,
  };
}

const world = (...policies: AutoLabelPolicy[]): Pick<World, 'rows' | 'facts'> => ({
  rows: { label: [aLabelRow(), general] },
  facts: { subscribedSkus: [OWNED], autoLabelPolicies: policies },
});
const simulated = (over: Partial<AutoLabelPolicy> = {}) => auto({ mode: known('TestWithoutNotifications'), ...over });

ruleCases(rule, {
  pass: [
    { name: 'the PHI label, in files', ...world(auto()), expect: { measures: { on: 1 }, summary: /"PHI in files"/ } },
    { name: 'in mail alone', ...world(auto({ sharePoint: nowhere, exchange: known(EVERYWHERE) })) },
    { name: 'in some places', ...world(auto({ sharePoint: known(PILOT_ONLY) })) },
    { name: 'another label, on what is about health', ...world(auto({ labelId: 'general', conditions: known([health]) })) },
    { name: 'in another case of the id', ...world(auto({ labelId: PHI_LABEL.toUpperCase() })) },
    { name: 'beside one that could not be read', ...world(auto({ id: 'b', mode: unknown(gap) }), auto()) },
    { name: 'a policy proves the licence', ...world(auto()), facts: { autoLabelPolicies: [auto()], subscribedSkus: [] } },
    { name: 'whatever the licences are', ...world(auto()), facts: { autoLabelPolicies: [auto()], subscribedSkus: FORBIDDEN } },
  ],
  warn: [
    {
      name: 'simulated for long',
      ...world(simulated()),
      expect: {
        message: 'stale',
        objects: ['auto-1'],
        severity: 'medium',
        gate: null,
        summary: /only simulated, longer than 30 days/,
      },
    },
    {
      name: 'simulated, with notifications',
      ...world(simulated({ mode: known('TestWithNotifications') })),
      expect: { message: 'stale' },
    },
    { name: 'simulated since last week', ...world(simulated({ changed: daysAgo(7) })), expect: { message: 'trial' } },
    { name: 'simulated, since when nobody says', ...world(simulated({ changed: null })), expect: { message: 'trial' } },
  ],
  fail: [
    { name: 'no policy', ...world(), expect: { message: 'none', severity: 'medium', gate: null } },
    { name: 'the policy is off', ...world(auto({ mode: known('Disable') })) },
    { name: 'enabled is false', ...world(auto({ enabled: known(false) })) },
    { name: 'on its way out', ...world(auto({ mode: known('PendingDeletion') })) },
    { name: 'nowhere', ...world(auto({ sharePoint: nowhere })) },
    { name: 'another label, on something else', ...world(auto({ labelId: 'general' })) },
    {
      name: 'another label, on all that is not about health',
      ...world(auto({ labelId: 'general', conditions: known([{ kind: 'not', of: [health] }]) })),
    },
    { name: 'a label that was deleted', ...world(auto({ labelId: 'gone' })) },
    {
      name: 'a label that is off',
      rows: { label: [aLabelRow({ enabled: known(false) })] },
      facts: { subscribedSkus: [OWNED], autoLabelPolicies: [auto()] },
    },
  ],
  notLicensed: [
    { name: 'no licence brings it', ...world(), facts: { subscribedSkus: [aSku()], autoLabelPolicies: [] } },
    {
      name: 'nor would it matter what was not read',
      ...world(),
      facts: { subscribedSkus: [aSku()], autoLabelPolicies: FORBIDDEN },
    },
  ],
  notApplicable: [
    {
      name: 'there is no label',
      facts: { subscribedSkus: FORBIDDEN, autoLabelPolicies: FORBIDDEN },
      expect: { summary: /LBL-001/ },
    },
  ],
  notAssessed: [
    { name: 'labels were not read', rows: { label: FORBIDDEN }, facts: { subscribedSkus: [OWNED] } },
    { name: 'policies were not read', ...world(), facts: { subscribedSkus: [OWNED], autoLabelPolicies: FORBIDDEN } },
    { name: 'licences were not read', ...world(), facts: { subscribedSkus: FORBIDDEN, autoLabelPolicies: [] } },
    { name: 'its mode was not read', ...world(auto({ mode: unknown(gap) })) },
    { name: 'its switch was not read', ...world(auto({ enabled: unknown(gap) })) },
    { name: 'its places were not read', ...world(auto({ sharePoint: unknown(gap) })) },
    { name: 'its conditions were not read', ...world(auto({ labelId: 'general', conditions: unknown(gap) })) },
    { name: 'its label was not told', ...world(auto({ labelId: null })) },
    { name: 'simulated, and another could not be read', ...world(simulated(), auto({ id: 'b', enabled: unknown(gap) })) },
    { name: 'none, with labels seen in part', ...world(), partial: FORBIDDEN },
  ],
});
