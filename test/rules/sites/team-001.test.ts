/** TEAM-001: guests in teams with PHI-looking content. */
import { expect, it } from 'vitest';
import type { GroupRow } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/sites/team-001.js';
import { aGroup, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const GAP = unknown(FORBIDDEN);
const phi = { sensitiveWord: known('patient list') };
const guests = (...domains: (string | null)[]) => ({
  guests: known(domains.map((domain, i) => ({ name: `Guest ${i}`, domain }))),
});
const team = (over: Partial<Omit<GroupRow, 'group'>> = {}, id = 'team-1') => aGroup({ group: { id, isTeam: true }, ...over });
const one = (over: Partial<Omit<GroupRow, 'group'>>) => ({ group: [team(over)] });
const associates = {
  businessAssociates: new Map([
    ['lab.example', { agreement: true }],
    ['billing.example', { agreement: false }],
  ]),
};

ruleCases(rule, {
  pass: [
    { name: 'no guest', rows: one(phi), expect: { summary: /Checked 1 team/ } },
    { name: 'guests in a team with nothing that looks like PHI', rows: one(guests('rival.example', 'gmail.com')) },
    { name: 'guests of an associate with an agreement', rows: one({ ...phi, ...guests('lab.example') }), totals: associates },
    { name: 'guests nobody could list, where nothing looks like PHI', rows: one({ guests: GAP }) },
    { name: 'no guest, and names that nobody could read', rows: one({ sensitiveWord: GAP }) },
    {
      name: 'an associate, and names that nobody could read',
      rows: one({ ...guests('lab.example'), sensitiveWord: GAP }),
      totals: associates,
    },
  ],
  fail: [
    {
      name: 'a guest of nobody knows which company',
      rows: { group: [team({ ...phi, ...guests('rival.example') }), team(phi, 'team-2')] },
      expect: { objects: ['team-1'], severity: 'high', gate: 'condition', measures: { teams: 1, guests: 1 } },
    },
    {
      name: 'private mailboxes and unknown domains are counted',
      rows: one({ ...phi, ...guests('gmail.com', null, 'lab.example', 'billing.example') }),
      totals: associates,
      expect: { measures: { guests: 2, consumer: 1, domainless: 1 }, summary: /1 team .* have 2 guests/ },
    },
    { name: 'a team that is meant for the whole staff', rows: one({ ...phi, ...guests('rival.example'), isIntended: true }) },
    {
      name: 'Restricted Access Control lets the members of the team in',
      rows: one({ ...phi, ...guests('rival.example'), restrictedTo: known([]) }),
    },
    {
      name: 'one for certain, one perhaps',
      rows: { group: [team({ ...phi, ...guests('rival.example') }), team({ ...phi, guests: GAP }, 'team-2')] },
      expect: { objects: ['team-1'], measures: { undecided: 1 } },
    },
    { name: 'one seen in part', rows: one({ ...phi, ...guests('rival.example') }), partial: FORBIDDEN },
  ],
  warn: [
    {
      name: 'an associate without an agreement',
      rows: one({ ...phi, ...guests('lab.example', 'billing.example') }),
      totals: associates,
      expect: { message: 'noAgreement', severity: 'medium', gate: 'condition', measures: { teams: 0, noAgreement: 1 } },
    },
  ],
  notApplicable: [
    { name: 'no group at all' },
    { name: 'a group that is no team', rows: { group: [aGroup({ ...phi, ...guests('rival.example') })] } },
  ],
  notAssessed: [
    { name: 'groups could not be read', rows: { group: FORBIDDEN } },
    { name: 'none seen in part', rows: one(phi), partial: FORBIDDEN },
    { name: 'guests nobody could list', rows: one({ ...phi, guests: GAP }) },
    { name: 'neither guests nor names', rows: one({ guests: GAP, sensitiveWord: GAP }) },
    { name: 'a stranger, and names that nobody could read', rows: one({ ...guests('rival.example'), sensitiveWord: GAP }) },
  ],
});

it('TEAM-001 names the guests who should not be there', async () => {
  const world = { rows: one({ ...phi, ...guests('rival.example', 'lab.example', null) }), totals: associates };
  const { objects } = await assess(rule, world);
  expect(objects[0]).toMatchObject({
    type: 'team',
    siteId: 'site-1',
    detail: { guests: 'Guest 0, Guest 2', domains: 'not known, rival.example', matchedWord: 'patient list' },
  });
});
