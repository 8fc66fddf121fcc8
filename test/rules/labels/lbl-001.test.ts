/** Cases of LBL-001: labels that can be applied, labels that cannot, none, and not allowed to look. */
import { known, unknown } from '../../../src/evidence/known.js';
import { needsExport, type Origin, unreadable } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/labels/lbl-001.js';
import { aLabelRow } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const graph: Origin[] = [{ source: 'graph', cmdlet: '/security/labels', at: null }];
const listed = (over = {}) => aLabelRow({ enabled: unknown(needsExport('Get-Label')), origins: graph, ...over });
const off = aLabelRow({ enabled: known(false) });
const heading = aLabelRow({ id: 'heading', isParent: true });

ruleCases(rule, {
  pass: [
    {
      name: 'labels exist',
      rows: { label: [aLabelRow(), aLabelRow({ id: 'label-2', protects: known(false) }), off, heading] },
      expect: {
        message: 'exist',
        measures: { labels: 2, protecting: 1, parents: 1, off: 1, source: 'export, 2026-11-22' },
        summary: /exist: 2/,
      },
    },
    {
      name: 'Graph lists them, and nobody was asked whether they are on',
      rows: { label: [listed(), listed({ id: 'label-2' })] },
      expect: { message: 'listed', measures: { source: 'Microsoft Graph' }, summary: /lists 2\. Whether they are switched on/ },
    },
    { name: 'an old export says no more', rows: { label: [listed({ enabled: unknown({ reason: 'expired' }) })] } },
    { name: 'one label seen, though not all were', rows: { label: [aLabelRow()] }, partial: FORBIDDEN },
    {
      name: 'one is on, another is not known',
      rows: { label: [aLabelRow({ enabled: unknown(FORBIDDEN) }), aLabelRow({ id: 'b' })] },
    },
  ],
  fail: [
    { name: 'not one label', expect: { message: 'none', severity: 'high', gate: 'condition', measures: { labels: 0 } } },
    {
      name: 'one is switched off, the other a heading',
      rows: { label: [off, heading] },
      expect: { message: 'unusable', summary: /1 label is switched off, and 1 only a heading/ },
    },
  ],
  notAssessed: [
    { name: 'the labels were refused', rows: { label: FORBIDDEN } },
    { name: 'none among those that were read', rows: { label: [] }, partial: FORBIDDEN },
    {
      name: 'an export does not say whether it is on',
      rows: { label: [aLabelRow({ enabled: unknown(unreadable('Disabled')) })] },
    },
    { name: 'Graph lists it, and Get-Label was refused', rows: { label: [listed({ enabled: unknown(FORBIDDEN) })] } },
  ],
});
