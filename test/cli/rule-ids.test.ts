/** Rule ids that follow one another are told as one. */
import { expect, it } from 'vitest';
import { idRanges } from '../../src/cli/rule-ids.js';

it.each([
  [[], ''],
  [['ID-001'], 'ID-001'],
  [['ID-001', 'ID-002'], 'ID-001, ID-002'],
  [['ID-001', 'ID-002', 'ID-003'], 'ID-001 to ID-003'],
  [['ID-001', 'ID-003', 'ID-004'], 'ID-001, ID-003, ID-004'],
  [['SITE-009', 'SITE-010', 'SITE-011', 'TEAM-012', 'ITEM-001'], 'SITE-009 to SITE-011, TEAM-012, ITEM-001'],
  [['ID-003', 'ID-002', 'ID-001'], 'ID-003, ID-002, ID-001'],
  [['odd', 'odd'], 'odd, odd'],
])('%j', (ids, told) => {
  expect(idRanges(ids)).toBe(told);
});
