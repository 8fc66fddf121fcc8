/** Cases of LBL-006: labels for teams and sites, switched on and offered. */
import { expect, it } from 'vitest';
import { runRules } from '../../../src/engine/run-rules.js';
import { known, unknown } from '../../../src/evidence/known.js';
import { unreadable } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/labels/lbl-006.js';
import { aLabelRow } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { inputsOf, ruleCases, type World } from '../../kit/rule-cases.js';

const world = (enableMipLabels: boolean | null, label: Parameters<typeof aLabelRow>[0] = {}): Pick<World, 'rows' | 'facts'> => ({
  rows: { label: [aLabelRow(label)] },
  facts: { groupSettings: enableMipLabels === null ? FORBIDDEN : [{ enableMipLabels }] },
});
const gap = unknown(unreadable('a field'));

ruleCases(rule, {
  pass: [{ name: 'on, and one is offered', ...world(true), expect: { measures: { enableMipLabels: true, offered: true } } }],
  warn: [
    {
      name: 'none is for sites',
      ...world(true, { forContainers: known(false) }),
      expect: { message: 'noneOffered', severity: 'medium', gate: null },
    },
    { name: 'the one for sites is not published', ...world(true, { published: known(false) }) },
    { name: 'the one for sites is off', ...world(true, { enabled: known(false) }) },
  ],
  fail: [
    { name: 'off', ...world(false), expect: { message: 'off', severity: 'medium', gate: null } },
    { name: 'off, whatever labels say', ...world(false, { forContainers: gap }) },
  ],
  notApplicable: [
    { name: 'there is no label', facts: { groupSettings: [{ enableMipLabels: false }] }, expect: { summary: /LBL-001/ } },
    { name: 'there is no label, and settings were refused', facts: { groupSettings: FORBIDDEN } },
  ],
  notAssessed: [
    { name: 'labels were not read', rows: { label: FORBIDDEN }, facts: { groupSettings: [{ enableMipLabels: false }] } },
    { name: 'settings were refused', ...world(null) },
    { name: 'settings were refused, and none is offered', ...world(null, { published: known(false) }) },
    { name: 'no setting was told', rows: { label: [aLabelRow()] } },
    { name: 'what the label is for was not read', ...world(true, { forContainers: gap }) },
    { name: 'whether it is published is not known', ...world(true, { published: gap }) },
    { name: 'none is offered in what was seen', ...world(true, { forContainers: known(false) }), partial: FORBIDDEN },
  ],
});

it('LBL-006 fails where it is off, though not all labels were read: none of them can be put on a site', async () => {
  const rowCoverage = () => ({ state: 'partial', rows: 1, gaps: [FORBIDDEN] }) as const;
  const [finding] = await runRules([rule], { ...inputsOf(world(false)), rowCoverage });
  expect(finding).toMatchObject({ outcome: 'fail', messageId: 'off' });
});
