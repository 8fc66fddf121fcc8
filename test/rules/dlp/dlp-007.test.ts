/** DLP-007: the ladder of the prompt rule on Copilot. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/dlp/dlp-007.js';
import { aDlpRule, PHI_LABEL, PILOT_ONLY } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { actions, copilotPolicy, labelRule, OFF, promptRule, SIMULATED, UNREAD } from './worlds.js';

const DEFAULT = 'Default DLP policy - Protect sensitive M365 Copilot interactions';
const web = known(actions({ blocksWebSearch: true }));

ruleCases(rule, {
  pass: [
    {
      name: 'for everybody',
      rows: { dlpPolicy: [copilotPolicy('prompts', [promptRule()])] },
      expect: { summary: /does not stop Copilot from returning files/, measures: { rung: 'enforced for all' } },
    },
    { name: 'in one policy with the label rule', rows: { dlpPolicy: [copilotPolicy('both', [labelRule(), promptRule()])] } },
    {
      name: 'beside the default one in simulation, seen in part',
      rows: { dlpPolicy: [copilotPolicy('prompts', [promptRule()]), copilotPolicy(DEFAULT, [promptRule()], SIMULATED)] },
      partial: FORBIDDEN,
    },
  ],
  warn: [
    {
      name: 'for a pilot',
      rows: { dlpPolicy: [copilotPolicy('prompts', [promptRule()], { copilot: known(PILOT_ONLY) })] },
      expect: { summary: /pilot@clinic\.example/, measures: { rung: 'enforced but scoped' } },
    },
  ],
  fail: [
    {
      name: 'the default policy in simulation: its name, and since when',
      rows: { dlpPolicy: [copilotPolicy(DEFAULT, [promptRule()], SIMULATED)] },
      expect: {
        message: 'resting',
        objects: [DEFAULT],
        measures: { rung: 'simulation' },
        summary: /"Default DLP policy - .*" \(simulation, unchanged since 2026-08-15, 100 days ago\)/,
      },
    },
    {
      name: 'the default policy in simulation, its rules away',
      rows: { dlpPolicy: [copilotPolicy(DEFAULT, UNREAD, SIMULATED)] },
      expect: { objects: [DEFAULT] },
    },
    { name: 'off', rows: { dlpPolicy: [copilotPolicy('p', [promptRule()], OFF)] }, expect: { measures: { rung: 'disabled' } } },
    {
      name: 'numbers alone',
      rows: { dlpPolicy: [copilotPolicy('p', [promptRule({ types: known(['SSN']), looksForPhi: known(false) })])] },
      expect: { message: 'notPhi', summary: /It looks for SSN\./ },
    },
    {
      name: 'only web search is blocked',
      rows: { dlpPolicy: [copilotPolicy('p', [promptRule({ rule: aDlpRule({ actions: web }) }), labelRule()])] },
      expect: { message: 'resting', objects: ['p'], summary: /\(on, but no rule .* web search\)\.$/ },
    },
    { name: 'the label rule alone', rows: { dlpPolicy: [copilotPolicy('l', [labelRule()])] }, expect: { message: 'none' } },
    {
      name: 'a rule with both conditions, which Microsoft does not know',
      rows: { dlpPolicy: [copilotPolicy('x', [promptRule({ labels: known([PHI_LABEL]) })])] },
      expect: { message: 'none' },
    },
    { name: 'no policy', expect: { message: 'none', measures: { rung: 'none' } } },
  ],
  notAssessed: [
    { name: 'rules away', rows: { dlpPolicy: [copilotPolicy('p', UNREAD)] } },
    {
      name: 'conditions that cannot be read',
      rows: { dlpPolicy: [copilotPolicy('p', [promptRule({ types: UNREAD, labels: UNREAD, looksForPhi: UNREAD })])] },
      expect: { measures: { rung: 'unreadable' } },
    },
    { name: 'none, seen in part', partial: FORBIDDEN },
  ],
});
