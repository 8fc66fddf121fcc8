/** SITE-004: owners who left, who are few, or who are not known. */
import type { GroupRow } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/sites/site-004.js';
import { aGroup, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

type Status = 'here' | 'gone' | 'unknown';
const DEPARTED = { here: known(false), gone: known(true), unknown: unknown(FORBIDDEN) };

function ownedBy(...statuses: Status[]): { group: GroupRow[] } {
  return { group: [aGroup({ owners: known(statuses.map((status) => ({ name: 'Owner', departed: DEPARTED[status] }))) })] };
}

ruleCases(rule, {
  pass: [
    { name: 'two owners', rows: ownedBy('here', 'here') },
    { name: 'two owners and one who left', rows: ownedBy('here', 'gone', 'here') },
    { name: 'two owners and one not known', rows: ownedBy('unknown', 'here', 'here') },
    { name: 'one owner where one is enough', rows: ownedBy('here'), thresholds: { minimumOwners: 1 } },
  ],
  fail: [
    {
      name: 'no owner',
      rows: ownedBy(),
      expect: { severity: 'high', gate: 'condition', measures: { ownerless: 1 }, objects: ['group-1'] },
    },
    { name: 'every owner left', rows: ownedBy('gone', 'gone'), expect: { severity: 'high', measures: { ownerless: 1 } } },
    {
      name: 'one owner',
      rows: ownedBy('here', 'gone'),
      expect: { severity: 'medium', gate: 'condition', measures: { ownerless: 0 } },
    },
    { name: 'one owner, and whether here is not known', rows: ownedBy('unknown'), expect: { severity: 'medium' } },
    { name: 'two owners where three are asked for', rows: ownedBy('here', 'here'), thresholds: { minimumOwners: 3 } },
    { name: 'an intended public group needs owners too', rows: { group: [aGroup({ isIntended: true, owners: known([]) })] } },
  ],
  notApplicable: [
    { name: 'only a security group', rows: { group: [aGroup({ group: { isUnified: false }, owners: known([]) })] } },
  ],
  notAssessed: [
    { name: 'owners could not be read', rows: { group: [aGroup({ owners: unknown(FORBIDDEN) })] } },
    { name: 'the second owner is not known', rows: ownedBy('here', 'unknown') },
    { name: 'both are not known', rows: ownedBy('unknown', 'unknown') },
    { name: 'groups could not be read', rows: { group: FORBIDDEN } },
  ],
});
