/** Cases of LBL-003: a label that means PHI, and whether it encrypts. */
import { known, unknown } from '../../../src/evidence/known.js';
import { needsExport, unreadable } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/labels/lbl-003.js';
import { aLabelRow, PHI_LABEL } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const other = aLabelRow({ id: 'other', name: 'General', isPhi: false });
const gap = unreadable('a field');
const graph = {
  enabled: unknown(needsExport('Get-Label')),
  origins: [{ source: 'graph' as const, cmdlet: '/labels', at: null }],
};

ruleCases(rule, {
  pass: [
    {
      name: 'one does',
      rows: { label: [aLabelRow(), other] },
      expect: { measures: { phi: 1, protecting: 1 }, summary: /"Confidential \/ PHI"/ },
    },
    { name: 'one of two does', rows: { label: [aLabelRow(), aLabelRow({ id: 'b', protects: known(false) })] } },
    { name: 'as Graph alone tells', rows: { label: [aLabelRow(graph)] }, expect: { measures: { source: 'Microsoft Graph' } } },
    { name: 'one seen, though not all were', rows: { label: [aLabelRow()] }, partial: FORBIDDEN },
    { name: 'of another it is not known', rows: { label: [aLabelRow(), aLabelRow({ id: 'b', protects: unknown(gap) })] } },
  ],
  warn: [
    {
      name: 'it encrypts nothing',
      rows: { label: [aLabelRow({ protects: known(false) }), other] },
      expect: { message: 'open', objects: [PHI_LABEL], severity: 'high', gate: 'condition', summary: /none of them encrypts/ },
    },
  ],
  fail: [
    { name: 'none does', rows: { label: [other] }, expect: { message: 'none', severity: 'high', gate: 'condition' } },
    {
      name: 'the one that does is off',
      rows: { label: [aLabelRow({ enabled: known(false) }), other] },
      expect: { message: 'none' },
    },
    {
      name: 'only a heading does',
      rows: { label: [aLabelRow({ isParent: true, name: 'PHI' }), aLabelRow({ id: 'b', name: 'PHI / Staff', isPhi: false })] },
      expect: { message: 'heading', summary: /"PHI"/ },
    },
  ],
  notApplicable: [{ name: 'there is no label', expect: { summary: /LBL-001/ } }],
  notAssessed: [
    { name: 'labels were not read', rows: { label: FORBIDDEN } },
    { name: 'whether it encrypts is not known', rows: { label: [aLabelRow({ protects: unknown(gap) })] } },
    {
      name: 'the sources contradict each other',
      rows: { label: [aLabelRow({ protects: unknown({ reason: 'contradictory' }) })] },
    },
    { name: 'whether it is on is not known', rows: { label: [aLabelRow({ enabled: unknown(gap) })] } },
    { name: 'none in what was seen', rows: { label: [other] }, partial: FORBIDDEN },
    {
      name: 'it encrypts nothing, and there may be others',
      rows: { label: [aLabelRow({ protects: known(false) })] },
      partial: FORBIDDEN,
    },
    { name: 'no label in what was seen', facts: { sensitivityLabels: FORBIDDEN }, partial: FORBIDDEN },
  ],
});
