/** DLP-001: every rung of the ladder, and what cannot be read of it. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/dlp/dlp-001.js';
import { EVERYWHERE, NOWHERE, PILOT_ONLY } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { NO_RULE_ACTS, OFF, places, policy, SIMULATED, UNKNOWN_RUNG, UNREAD } from './worlds.js';

const nowhere = places(known(NOWHERE));

ruleCases(rule, {
  pass: [
    {
      name: 'one for all, beside one in simulation',
      rows: { dlpPolicy: [policy('a'), policy('b', SIMULATED)] },
      expect: { message: 'enforced', measures: { policies: 2, enforced: 1, rung: 'enforced for all' } },
    },
    {
      name: 'one for a pilot',
      rows: { dlpPolicy: [policy('a', { rung: known('scoped') })] },
      expect: { measures: { rung: 'enforced but scoped' }, summary: /enforced but scoped/ },
    },
    {
      name: 'one for Copilot alone',
      rows: { dlpPolicy: [policy('a', { policy: { locations: nowhere }, copilot: known(PILOT_ONLY) })] },
    },
    { name: 'one, and another of which nothing is known', rows: { dlpPolicy: [policy('a'), policy('b', UNKNOWN_RUNG)] } },
    { name: 'one, seen in part', rows: { dlpPolicy: [policy('a')] }, partial: FORBIDDEN },
    {
      name: 'one that is enforced, of which not every place can be read',
      rows: {
        dlpPolicy: [
          policy('a', {
            ...UNKNOWN_RUNG,
            enforced: known(true),
            policy: { locations: places(UNREAD, { teams: known(EVERYWHERE) }) },
          }),
        ],
      },
      expect: { measures: { rung: 'enforced but scoped' } },
    },
  ],
  fail: [
    { name: 'no policy', expect: { message: 'none', measures: { rung: 'none' }, objects: ['Data loss prevention policies'] } },
    {
      name: 'one in simulation, with its age',
      rows: { dlpPolicy: [policy('a', SIMULATED)] },
      expect: {
        message: 'resting',
        objects: ['a'],
        measures: { rung: 'simulation' },
        summary: /"a" \(simulation, unchanged since 2026-08-15, 100 days ago\)/,
      },
    },
    {
      name: 'one that is off',
      rows: { dlpPolicy: [policy('a', OFF)] },
      expect: { measures: { rung: 'disabled' }, summary: /disabled/ },
    },
    {
      name: 'one without an active rule, above one in simulation',
      rows: { dlpPolicy: [policy('b', NO_RULE_ACTS), policy('a', SIMULATED)] },
      expect: { measures: { rung: 'no active rule' }, summary: /"b" \(no active rule\)/ },
    },
    {
      name: 'one for other places alone, such as Power BI',
      rows: { dlpPolicy: [policy('a', { rung: known('scoped'), policy: { locations: nowhere } })] },
      expect: { message: 'resting', measures: { enforced: 0 } },
    },
  ],
  notAssessed: [
    { name: 'the policies away', rows: { dlpPolicy: FORBIDDEN } },
    { name: 'none, seen in part', partial: FORBIDDEN },
    {
      name: 'one that cannot be read, beside one in simulation',
      rows: { dlpPolicy: [policy('a', SIMULATED), policy('b', UNKNOWN_RUNG)] },
      expect: { measures: { rung: 'unreadable' } },
    },
    {
      name: 'one enforced, and nowhere that can be read',
      rows: { dlpPolicy: [policy('a', { policy: { locations: places(UNREAD) }, copilot: UNREAD })] },
    },
  ],
});
