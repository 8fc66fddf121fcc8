/** Cases of LBL-007: default labels, mandatory labels, and a reason for lowering one. */
import { known, unknown } from '../../../src/evidence/known.js';
import { type LabelPolicySettings, unreadable } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/labels/lbl-007.js';
import { aLabelPolicyRow, aLabelRow, PHI_LABEL } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases, type World } from '../../kit/rule-cases.js';

type Policy = Parameters<typeof aLabelPolicyRow>[0];
const gap = unreadable('PolicySettingsBlob');
const settings = (over: Partial<LabelPolicySettings> = {}) =>
  known({
    defaultLabelId: PHI_LABEL,
    mandatory: true,
    siteAndGroupMandatory: false,
    requireDowngradeJustification: true,
    ...over,
  });
const nothing = settings({ defaultLabelId: null, mandatory: false, requireDowngradeJustification: false });

function world(policies: readonly Policy[], label: Parameters<typeof aLabelRow>[0] = {}): Pick<World, 'rows'> {
  return {
    rows: { label: [aLabelRow(label)], labelPolicy: policies.map((p, n) => aLabelPolicyRow({ id: `policy-${n}`, ...p })) },
  };
}

ruleCases(rule, {
  pass: [
    {
      name: 'all three, for everybody',
      ...world([{}]),
      expect: { measures: { default: true, mandatory: true, justification: true } },
    },
    {
      name: 'by two policies',
      ...world([
        { settings: settings({ mandatory: false, requireDowngradeJustification: false }) },
        { settings: settings({ defaultLabelId: null }) },
      ]),
    },
    { name: 'whatever another policy says', ...world([{}, { settings: unknown(gap) }]), partial: FORBIDDEN },
  ],
  warn: [
    {
      name: 'no default label',
      ...world([{ settings: settings({ defaultLabelId: null }) }]),
      expect: { severity: 'medium', gate: null, summary: /set mandatory labels and a reason .*not set a default label/ },
    },
    { name: 'not mandatory', ...world([{ settings: settings({ mandatory: false }) }]) },
    {
      name: 'no reason is asked for',
      ...world([{ settings: settings({ requireDowngradeJustification: false }) }]),
      expect: { summary: /not set a reason for lowering a label/ },
    },
    {
      name: 'the default label was deleted',
      ...world([{ settings: settings({ defaultLabelId: 'gone' }) }]),
      expect: { measures: { default: false } },
    },
    { name: 'the default label is off', ...world([{}], { enabled: known(false) }), expect: { measures: { default: false } } },
  ],
  fail: [
    { name: 'neither', ...world([{ settings: nothing }]), expect: { message: 'neither', severity: 'medium', gate: null } },
    { name: 'only a reason is asked for', ...world([{ settings: settings({ defaultLabelId: null, mandatory: false }) }]) },
    { name: 'no policy', ...world([]) },
    { name: 'the policy is off', ...world([{ enabled: known(false) }]) },
    { name: 'for a pilot group alone', ...world([{ reaches: known(['u0', 'u1']) }, { settings: nothing }]) },
  ],
  notApplicable: [{ name: 'there is no label', rows: { labelPolicy: FORBIDDEN }, expect: { summary: /LBL-001/ } }],
  notAssessed: [
    { name: 'labels were not read', rows: { label: FORBIDDEN } },
    { name: 'policies were not read', rows: { label: [aLabelRow()], labelPolicy: FORBIDDEN } },
    { name: 'settings were not read', ...world([{ settings: unknown(gap) }]) },
    { name: 'neither, in what was seen', ...world([{ settings: nothing }]), partial: FORBIDDEN },
    {
      name: 'no default label, and of another policy it is not known',
      ...world([{ settings: settings({ defaultLabelId: null }) }, { settings: unknown(gap) }]),
    },
    { name: 'whether the policy is on is not known', ...world([{ enabled: unknown(gap) }]) },
    { name: 'whether the default label is on is not known', ...world([{}], { enabled: unknown(gap) }) },
    { name: 'whom it reaches is not known', ...world([{ reaches: unknown(gap) }]) },
  ],
});
