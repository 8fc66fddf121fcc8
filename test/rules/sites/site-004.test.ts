/** SITE-004: owners who left, who are few, or who are not known; of groups, and of sites without one. */
import type { GroupRow, SiteRow } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/sites/site-004.js';
import { aGroup, aSite, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

type Status = 'here' | 'gone' | 'unknown';
const DEPARTED = { here: known(false), gone: known(true), unknown: unknown(FORBIDDEN) };

function ownedBy(...statuses: Status[]): { group: GroupRow[] } {
  return { group: [aGroup({ owners: known(statuses.map((status) => ({ name: 'Owner', departed: DEPARTED[status] }))) })] };
}

function siteOf(over: Parameters<typeof aSite>[0], ...statuses: Status[]): { site: SiteRow[] } {
  return { site: [aSite({ ...over, owners: known(statuses.map((status) => ({ name: 'Owner', departed: DEPARTED[status] }))) })] };
}
const GROUP = { ownGroup: known({ id: 'group-1', visibility: 'Private' }) };

ruleCases(rule, {
  pass: [
    {
      name: 'a site without a group, with two owners',
      rows: siteOf({}, 'here', 'here'),
      expect: { summary: /1 site without a group/ },
    },
    { name: 'a site with a group is judged by it', rows: { ...ownedBy('here', 'here'), ...siteOf(GROUP) } },
    { name: 'a OneDrive has one owner', rows: { ...ownedBy('here', 'here'), ...siteOf({ isPersonal: true }, 'here') } },
    {
      name: 'a site of the system has none',
      rows: { ...ownedBy('here', 'here'), ...siteOf({ properties: { template: 'SRCHCEN#0' } }) },
    },
    { name: 'two owners', rows: ownedBy('here', 'here') },
    { name: 'two owners and one who left', rows: ownedBy('here', 'gone', 'here') },
    { name: 'two owners and one not known', rows: ownedBy('unknown', 'here', 'here') },
    { name: 'one owner where one is enough', rows: ownedBy('here'), thresholds: { minimumOwners: 1 } },
  ],
  fail: [
    {
      name: 'a site without a group and without owners',
      rows: siteOf({}, 'gone'),
      expect: { severity: 'high', gate: 'condition', objects: ['site-1'], measures: { ownerless: 1 } },
    },
    { name: 'a site with one owner', rows: siteOf({}, 'here'), expect: { severity: 'medium', gate: 'condition' } },
    { name: 'the site of a channel with one owner', rows: siteOf({ channelType: known('private') }, 'here') },
    {
      name: 'a group without owners, and sites that could not be listed',
      rows: { ...ownedBy(), site: FORBIDDEN },
      expect: { objects: ['group-1'], summary: /Not everything could be read/ },
    },
    {
      name: 'a group and its site are one finding',
      rows: { ...ownedBy(), ...siteOf(GROUP) },
      expect: { objects: ['group-1'], measures: { tooFewOwners: 1 } },
    },
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
    { name: 'nothing at all' },
    { name: 'only a OneDrive', rows: siteOf({ isPersonal: true }) },
    { name: 'only a security group', rows: { group: [aGroup({ group: { isUnified: false }, owners: known([]) })] } },
  ],
  notAssessed: [
    { name: 'owners of a site could not be read', rows: { site: [aSite({ owners: unknown(FORBIDDEN) })] } },
    { name: 'the second owner of a site is not known', rows: siteOf({}, 'here', 'unknown') },
    { name: 'whether a site has a group is not known', rows: siteOf({ ownGroup: unknown(FORBIDDEN) }) },
    { name: 'well-owned groups, and sites that could not be listed', rows: { ...ownedBy('here', 'here'), site: FORBIDDEN } },
    { name: 'owners could not be read', rows: { group: [aGroup({ owners: unknown(FORBIDDEN) })] } },
    { name: 'the second owner is not known', rows: ownedBy('here', 'unknown') },
    { name: 'both are not known', rows: ownedBy('unknown', 'unknown') },
    { name: 'groups could not be read', rows: { group: FORBIDDEN } },
  ],
});
