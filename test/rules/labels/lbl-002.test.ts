/** Cases of LBL-002: to whom label policies publish a label for files. */
import { known, unknown } from '../../../src/evidence/known.js';
import { unreadable } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/labels/lbl-002.js';
import { aLabelPolicyRow, aLabelRow } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases, type World } from '../../kit/rule-cases.js';

type Policy = Parameters<typeof aLabelPolicyRow>[0];
const people = (count: number, from = 0) => known(Array.from({ length: count }, (_, n) => `u${n + from}`));
const gap = unreadable('a field');

function world(policies: readonly Policy[], label: Parameters<typeof aLabelRow>[0] = {}): Pick<World, 'rows' | 'totals'> {
  return {
    rows: { label: [aLabelRow(label)], labelPolicy: policies.map((p, n) => aLabelPolicyRow({ id: `policy-${n}`, ...p })) },
    totals: { enabledMembers: known(100) },
  };
}

ruleCases(rule, {
  pass: [
    { name: 'to everybody', ...world([{}]), expect: { message: 'everybody', measures: { people: 100, percent: 100 } } },
    { name: 'to everybody, of whom nobody knows the number', ...world([{}]), totals: { enabledMembers: unknown(FORBIDDEN) } },
    {
      name: 'exactly 95 of 100',
      ...world([{ reaches: people(95) }]),
      expect: { message: 'enough', summary: /95 of 100 .*\(95 %\)/ },
    },
    {
      name: 'by two policies together',
      ...world([{ reaches: people(60) }, { reaches: people(60, 40) }]),
      expect: { message: 'everybody' },
    },
    { name: 'by name of the label', ...world([{ labels: known(['phi']) }], { aliases: ['label-1', 'phi'] }) },
    { name: 'enough, whatever another policy says', ...world([{}, { reaches: unknown(gap) }, { enabled: unknown(gap) }]) },
    { name: 'enough, in what was seen', ...world([{}]), partial: FORBIDDEN },
    { name: 'a lower bar', ...world([{ reaches: people(50) }]), thresholds: { labelPublishedShareMin: 0.5 } },
  ],
  fail: [
    {
      name: 'to a pilot group',
      ...world([{ reaches: people(12) }]),
      expect: { message: 'few', severity: 'high', gate: 'condition', summary: /12 of 100 enabled members \(12 %\).*95 %/ },
    },
    {
      name: '94.9 % is less than 95 %',
      ...world([{ reaches: people(949) }]),
      totals: { enabledMembers: known(1000) },
      expect: { summary: /94\.9 %/ },
    },
    { name: 'no policy', ...world([]), expect: { message: 'none' } },
    { name: 'the policy is off', ...world([{ enabled: known(false) }]), expect: { message: 'none' } },
    { name: 'the policy publishes another label', ...world([{ labels: known(['gone']) }]), expect: { message: 'none' } },
    { name: 'the label is off', ...world([{}], { enabled: known(false) }), expect: { message: 'none' } },
    { name: 'the label is for sites alone', ...world([{}], { forFiles: known(false) }), expect: { message: 'none' } },
    { name: 'the label is a heading', ...world([{}], { isParent: true }), expect: { message: 'none' } },
  ],
  notApplicable: [
    { name: 'there is no label', rows: { labelPolicy: [aLabelPolicyRow()] }, expect: { summary: /LBL-001/ } },
    { name: 'there is no label, and policies were not read', rows: { labelPolicy: FORBIDDEN } },
  ],
  notAssessed: [
    { name: 'labels were not read', rows: { label: FORBIDDEN, labelPolicy: [aLabelPolicyRow()] } },
    { name: 'policies were not read', rows: { label: [aLabelRow()], labelPolicy: FORBIDDEN } },
    { name: 'too few, in what was seen', ...world([{ reaches: people(10) }]), partial: FORBIDDEN },
    { name: 'too few, and whom another reaches is not known', ...world([{ reaches: people(10) }, { reaches: unknown(gap) }]) },
    { name: 'whether the policy is on is not known', ...world([{ enabled: unknown(gap) }]) },
    { name: 'which labels it publishes is not known', ...world([{ labels: unknown(gap) }]) },
    { name: 'whether the label is on is not known', ...world([{}], { enabled: unknown(gap) }) },
    { name: 'the name that it gives is that of several labels', ...world([{ labels: known(['phi']) }]) },
    {
      name: 'how many people there are is not known',
      ...world([{ reaches: people(10) }]),
      totals: { enabledMembers: unknown(FORBIDDEN) },
    },
    { name: 'no label in what was seen', rows: { labelPolicy: [] }, facts: { sensitivityLabels: FORBIDDEN }, partial: FORBIDDEN },
  ],
});
