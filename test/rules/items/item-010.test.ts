/** ITEM-010: labels on PHI-looking files. */
import { expect, it } from 'vitest';
import type { Scope } from '../../../src/derive/rows.js';
import rule from '../../../src/rules/items/item-010.js';
import { aScope, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

/** A place with so many PHI-looking files, of which the label of so many was read, and so many carry one. */
const place = (sensitiveFiles: number, sensitiveLabelRead: number, sensitiveLabelled: number, over: Partial<Scope> = {}) =>
  aScope({
    id: `${sensitiveFiles}-${sensitiveLabelRead}-${sensitiveLabelled}`,
    sensitiveFiles,
    sensitiveLabelRead,
    sensitiveLabelled,
    ...over,
  });

ruleCases(rule, {
  pass: [
    {
      name: 'all labelled',
      rows: { scope: [place(40, 40, 40)] },
      expect: { measures: { sensitiveFiles: 40, read: 40, labelled: 40, percent: 100 }, summary: /40 of 40 .*\(100 %\)/ },
    },
    { name: 'exactly 95 %', rows: { scope: [place(100, 100, 95)] } },
    { name: 'over several places', rows: { scope: [place(90, 90, 90), place(10, 10, 5)] } },
    { name: 'a lower bar', rows: { scope: [place(40, 40, 20)] }, thresholds: { labelledShareMin: 0.5 } },
    { name: 'so few unread that they do not matter', rows: { scope: [place(100, 97, 97), aScope()] } },
    { name: 'exactly the sample', rows: { scope: [place(20, 20, 20)] } },
  ],
  fail: [
    {
      name: '47 treatment notes without a label',
      rows: { scope: [place(47, 47, 0)] },
      expect: {
        objects: ['47-47-0'],
        severity: 'high',
        gate: 'condition',
        measures: { read: 47, labelled: 0, percent: 0 },
        summary: /^0 of 47 PHI-looking files whose label was read/,
      },
    },
    {
      name: 'just under 95 %, without the places that are labelled',
      rows: { scope: [place(900, 900, 900), place(100, 100, 49)] },
      expect: { objects: ['100-100-49'], measures: { percent: 94.9 } },
    },
    { name: 'open or not does not matter, intended sites neither', rows: { scope: [place(30, 30, 0, { isIntended: true })] } },
    {
      name: 'some unread, which could not make it good',
      rows: { scope: [place(100, 90, 0)] },
      expect: { measures: { read: 90, labelled: 0 } },
    },
    {
      name: 'seen in part, which counts where all sites were read',
      rows: { scope: [place(47, 47, 0)] },
      partial: FORBIDDEN,
    },
  ],
  notApplicable: [{ name: 'no file looks like PHI', rows: { scope: [aScope()] } }, { name: 'nothing at all' }],
  notAssessed: [
    { name: 'files could not be read', rows: { scope: FORBIDDEN } },
    { name: 'all labelled as far as seen', rows: { scope: [place(40, 40, 40)] }, partial: FORBIDDEN },
    {
      name: 'too few read to speak of a share',
      rows: { scope: [place(19, 19, 0)] },
      expect: { summary: /the label of 19 PHI-looking files out of 19 was read; at least 20 are needed/ },
    },
    {
      name: 'the column could not be read',
      rows: { scope: [place(1500, 0, 0)] },
      expect: { summary: /the label of 0 PHI-looking files out of 1,500 was read/, measures: { percent: null } },
    },
    { name: 'a larger sample', rows: { scope: [place(47, 47, 0)] }, thresholds: { labelledSampleMin: 48 } },
    {
      name: 'enough read, but the rest could make it good or bad',
      rows: { scope: [place(1000, 30, 0)] },
      expect: { summary: /the label of 970 PHI-looking files was not read/ },
    },
    { name: 'all labelled that were read, and the rest unread', rows: { scope: [place(1000, 30, 30)] } },
    { name: 'a library not read whole', rows: { scope: [place(40, 40, 40), aScope({ id: 'other', isPartlyRead: true })] } },
    {
      name: 'unlabelled in a library not read whole, where the rest may be labelled',
      rows: { scope: [place(47, 47, 0, { isPartlyRead: true })] },
      expect: { measures: { read: 47, labelled: 0 } },
    },
    {
      name: 'unlabelled, and sites that were not read may be labelled',
      rows: { scope: [place(47, 47, 0)] },
      totals: { sitesCoverage: 96 },
      partial: FORBIDDEN,
    },
  ],
});

it('ITEM-010 counts what is missing in each place', async () => {
  const { objects } = await assess(rule, { rows: { scope: [place(50, 47, 7)] } });
  expect(objects[0]?.detail).toEqual({ unlabelled: 40, labelled: 7, sensitiveFiles: 50 });
});
