/** DLP-004: simulations that nobody turned on, and what counts as an enforced twin. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/dlp/dlp-004.js';
import { EVERYWHERE, NOWHERE, PILOT_ONLY } from '../../kit/purview-rows.js';
import { daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { copilotPolicy, dataRule, labelRule, places, policy, promptRule, SIMULATED, UNKNOWN_RUNG, UNREAD } from './worlds.js';

const mail = places(known(NOWHERE), { exchange: known(EVERYWHERE) });
const pilot = places(known(NOWHERE), { exchange: known(PILOT_ONLY) });
const old = policy('old', SIMULATED);
const cards = dataRule({ blocks: true }, { looksForPhi: known(false) });
const prompts = copilotPolicy('Default DLP policy', [promptRule()], SIMULATED);

ruleCases(rule, {
  pass: [
    { name: 'none in simulation', rows: { dlpPolicy: [policy('a')] }, expect: { measures: { simulated: 0 } } },
    {
      name: 'one in simulation for exactly as long as it may',
      rows: { dlpPolicy: [policy('a', { ...SIMULATED, policy: { changed: daysAgo(30) } })] },
      expect: { summary: /Looked at: \d+ polic(?:y|ies); 1 is in simulation\./, measures: { simulated: 1, resting: 0 } },
    },
    { name: 'one with an enforced twin', rows: { dlpPolicy: [old, policy('twin')] } },
    {
      name: 'one for a pilot beside one for all',
      rows: {
        dlpPolicy: [policy('p', { ...SIMULATED, policy: { locations: pilot } }), policy('twin', { policy: { locations: mail } })],
      },
    },
    { name: 'prompts with an enforced twin', rows: { dlpPolicy: [prompts, copilotPolicy('twin', [promptRule()])] } },
    { name: 'a longer time', rows: { dlpPolicy: [old] }, thresholds: { simulationDaysMax: 200 } },
    {
      name: 'undated, with an enforced twin',
      rows: { dlpPolicy: [policy('p', { ...SIMULATED, policy: { changed: null } }), policy('twin')] },
    },
    {
      name: 'enforced, with a place that cannot be read',
      rows: { dlpPolicy: [policy('a', { ...UNKNOWN_RUNG, enforced: known(true) })] },
    },
  ],
  fail: [
    {
      name: 'one for 100 days',
      rows: { dlpPolicy: [old, policy('other', { policy: { locations: mail } })] },
      expect: { objects: ['old'], gate: 'condition', summary: /"old" \(simulation, unchanged since 2026-08-15/ },
    },
    {
      name: 'the default one for prompts',
      rows: { dlpPolicy: [prompts, policy('a')] },
      expect: { objects: ['Default DLP policy'] },
    },
    { name: 'a twin that looks for cards alone', rows: { dlpPolicy: [old, policy('cards', { rules: known([cards]) })] } },
    {
      name: 'a twin for a pilot',
      rows: {
        dlpPolicy: [policy('p', { ...SIMULATED, policy: { locations: mail } }), policy('t', { policy: { locations: pilot } })],
      },
    },
    {
      name: 'a twin without the label',
      rows: {
        dlpPolicy: [copilotPolicy('l', [labelRule()], SIMULATED), copilotPolicy('t', [labelRule({ labels: known(['other']) })])],
      },
      expect: { objects: ['l'] },
    },
    { name: 'a twin that is off', rows: { dlpPolicy: [old, policy('twin', { rung: known('disabled') })] } },
    {
      name: 'one beside another of no date',
      rows: { dlpPolicy: [old, policy('p', { ...SIMULATED, policy: { changed: null } })] },
      expect: { objects: ['old'], measures: { undecided: 1 } },
    },
  ],
  notApplicable: [{ name: 'no policy' }],
  notAssessed: [
    { name: 'one of no date', rows: { dlpPolicy: [policy('p', { ...SIMULATED, policy: { changed: null } })] } },
    { name: 'one of a date that is none', rows: { dlpPolicy: [policy('p', { ...SIMULATED, policy: { changed: 'lately' } })] } },
    { name: 'one whose twin cannot be read', rows: { dlpPolicy: [old, policy('twin', { rules: UNREAD })] } },
    { name: 'one that cannot be read', rows: { dlpPolicy: [policy('a', UNKNOWN_RUNG)] } },
    { name: 'one whose twin may be in the part not seen', rows: { dlpPolicy: [old] }, partial: FORBIDDEN },
    { name: 'none in simulation, seen in part', rows: { dlpPolicy: [policy('a')] }, partial: FORBIDDEN },
  ],
});
