/** Cases of LBL-001: some labels, none, and not allowed to look. */
import type { SensitivityLabel } from '../../../src/evidence/content.js';
import rule from '../../../src/rules/labels/lbl-001.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const aLabel = (over: Partial<SensitivityLabel> = {}): SensitivityLabel => ({
  id: 'label-1',
  name: 'Patient data',
  parentId: null,
  hasProtection: true,
  priority: 1,
  ...over,
});

ruleCases(rule, {
  pass: [
    {
      name: 'labels exist',
      facts: { sensitivityLabels: [aLabel(), aLabel({ id: 'label-2', hasProtection: null })] },
      expect: { measures: { labels: 2, protecting: 1 } },
    },
    { name: 'one label seen, though not all were', facts: { sensitivityLabels: [aLabel()] }, partial: FORBIDDEN },
  ],
  fail: [
    { name: 'not one label', facts: { sensitivityLabels: [] }, expect: { message: 'none', severity: 'high', gate: 'condition' } },
  ],
  notAssessed: [
    { name: 'the labels were refused', facts: { sensitivityLabels: FORBIDDEN } },
    { name: 'none among those that were read', facts: { sensitivityLabels: [] }, partial: FORBIDDEN },
  ],
});
