/** Cases of LBL-004: who may extract from what a label for PHI encrypts. */
import { expect, it } from 'vitest';
import type { ExtractRight } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import { unreadable } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/labels/lbl-004.js';
import { aLabelRow, PHI_LABEL } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const to = (right: ExtractRight['to'], id = PHI_LABEL, over: Parameters<typeof aLabelRow>[0] = {}) =>
  aLabelRow({ id, extract: known({ to: right, identities: right === 'everyone' ? ['AuthenticatedUsers'] : [] }), ...over });
const plain = { protects: known(false), encryption: known(null), extract: known(null) };
const away = { extract: unknown(unreadable('LabelActions')) };

ruleCases(rule, {
  pass: [
    {
      name: 'named groups',
      rows: { label: [to('named')] },
      expect: { measures: { phi: 1, named: 1, everyone: 0 }, summary: /named people or groups: 1; to nobody: 0/ },
    },
    {
      name: 'nobody',
      rows: { label: [to('nobody'), to('author-decides', 'b')] },
      expect: { measures: { nobody: 1, authorDecides: 1 } },
    },
    { name: 'everybody, of a label for something else', rows: { label: [to('named'), to('everyone', 'b', { isPhi: false })] } },
    { name: 'everybody, of a heading', rows: { label: [to('named'), to('everyone', 'b', { isParent: true })] } },
  ],
  fail: [
    {
      name: 'everybody',
      rows: { label: [to('everyone'), to('named', 'b')] },
      expect: { objects: [PHI_LABEL], severity: 'high', gate: 'condition', summary: /"Confidential \/ PHI"/ },
    },
    {
      name: 'everybody, of a label that is off: files keep what it gave',
      rows: { label: [to('everyone', 'a', { enabled: known(false) })] },
    },
    { name: 'everybody, seen in part', rows: { label: [to('everyone')] }, partial: FORBIDDEN },
    { name: 'everybody of one, of another it is not known', rows: { label: [to('everyone'), aLabelRow({ id: 'b', ...away })] } },
  ],
  notApplicable: [
    { name: 'there is no label', expect: { message: 'noLabels' } },
    {
      name: 'no label means PHI',
      rows: { label: [to('everyone', 'a', { isPhi: false })] },
      expect: { message: 'noPhi', summary: /LBL-003/ },
    },
    { name: 'the label encrypts nothing', rows: { label: [aLabelRow(plain)] }, expect: { message: 'noPhi' } },
    { name: 'the author decides', rows: { label: [to('author-decides')] }, expect: { message: 'author' } },
  ],
  notAssessed: [
    { name: 'labels were not read', rows: { label: FORBIDDEN } },
    { name: 'the rights were not read', rows: { label: [aLabelRow(away)] } },
    { name: 'of one they were not', rows: { label: [to('named'), aLabelRow({ id: 'b', ...away })] } },
    { name: 'named groups, seen in part', rows: { label: [to('named')] }, partial: FORBIDDEN },
    { name: 'no label for PHI in what was seen', rows: { label: [aLabelRow(plain)] }, partial: FORBIDDEN },
  ],
});

it('LBL-004 says who has the right, and what else keeps Copilot out', async () => {
  const encryption = known({ kind: 'template' as const, rights: known([]), isDoubleKey: known(true) });
  const label = to('everyone', 'a', { encryption, blocksContentAnalysis: known(true), files: 12 });
  const { objects, measures } = await assess(rule, { rows: { label: [label] } });
  expect(objects[0]?.detail).toEqual({
    extract: 'AuthenticatedUsers',
    doubleKey: true,
    blocksContentAnalysis: true,
    published: true,
    files: 12,
    source: 'export, 2026-11-22',
  });
  expect(measures).toMatchObject({ doubleKey: 1, blocked: 1 });
});
