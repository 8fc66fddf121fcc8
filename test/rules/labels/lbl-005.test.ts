/** Cases of LBL-005: labels in SharePoint and OneDrive, for Office files and for PDFs. */
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/labels/lbl-005.js';
import { aLabelRow } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases, type World } from '../../kit/rule-cases.js';
import { someSharePointTenant } from '../../kit/sharepoint-settings.js';

const world = (files: boolean | null, pdfs: boolean | null): Pick<World, 'rows' | 'facts'> => ({
  rows: { label: [aLabelRow()] },
  facts: { sharePointTenant: [someSharePointTenant({ enableAipIntegration: files, enableSensitivityLabelForPdf: pdfs })] },
});

ruleCases(rule, {
  pass: [{ name: 'both are on', ...world(true, true), expect: { message: 'on', measures: { files: true, pdfs: true } } }],
  warn: [
    { name: 'PDFs are left out', ...world(true, false), expect: { message: 'pdf', severity: 'high', gate: 'condition' } },
    { name: 'PDFs are left out, of the rest it is not known', ...world(null, false), expect: { message: 'pdf' } },
  ],
  fail: [
    { name: 'off', ...world(false, false), expect: { message: 'off', severity: 'high', gate: 'condition' } },
    { name: 'off, whatever is told of PDFs', ...world(false, null) },
  ],
  notApplicable: [
    { name: 'there is no label', facts: world(false, false).facts ?? {}, expect: { summary: /LBL-001/ } },
    { name: 'there is no label, and SharePoint was not asked', facts: { sharePointTenant: needsSharePoint() } },
  ],
  notAssessed: [
    { name: 'labels were not read', facts: world(false, false).facts ?? {}, rows: { label: FORBIDDEN } },
    { name: 'SharePoint was not asked', rows: { label: [aLabelRow()] }, facts: { sharePointTenant: needsSharePoint() } },
    { name: 'SharePoint told nothing', rows: { label: [aLabelRow()] }, facts: { sharePointTenant: [] } },
    { name: 'it left the switch out', ...world(null, true) },
    { name: 'it left the switch for PDFs out', ...world(true, null) },
  ],
});
