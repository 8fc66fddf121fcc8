/** DLP-002: rules that look for PHI in policies that are enforced. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/dlp/dlp-002.js';
import { aDlpRule, aDlpRuleRow } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { copilotPolicy, dataRule, labelRule, policy, promptRule, SIMULATED, UNKNOWN_RUNG, UNREAD } from './worlds.js';

/** A rule on files with the PHI label. */
const labelled = (over: Parameters<typeof dataRule>[0] = { blocks: true }) =>
  dataRule(over, { looksForPhi: known(false), types: known([]), labels: known(['phi']), labelsPhi: known(true) });
const cards = dataRule({ blocks: true }, { types: known(['Credit Card Number']), looksForPhi: known(false) });

ruleCases(rule, {
  pass: [
    { name: 'an identifier and a medical type', rows: { dlpPolicy: [policy('a')] }, expect: { summary: /, 1 of 1: a\.$/ } },
    { name: 'a label that means PHI', rows: { dlpPolicy: [policy('a', { rules: known([labelled()]) })] } },
    {
      name: 'PHI on devices',
      rows: { dlpPolicy: [policy('a', { rules: known([dataRule({ restrictsEndpoint: true })]) })] },
    },
    { name: 'one of two, seen in part', rows: { dlpPolicy: [policy('a'), policy('b', { rules: UNREAD })] }, partial: FORBIDDEN },
  ],
  fail: [
    {
      name: 'cards alone, in the enforced one',
      rows: { dlpPolicy: [policy('a', { rules: known([cards]) }), policy('b', SIMULATED)] },
      expect: { message: 'other', objects: ['a'], summary: /Credit Card Number/, measures: { enforced: 1, covering: 0 } },
    },
    {
      name: 'PHI in a rule that is off',
      rows: { dlpPolicy: [policy('a', { rules: known([dataRule({}, { active: known(false) }), cards]) })] },
      expect: { message: 'other' },
    },
    {
      name: 'PHI in a rule that only tells, beside cards that are blocked',
      rows: { dlpPolicy: [policy('a', { rules: known([dataRule({ notifies: ['Owner'] }), labelled({}), cards]) })] },
      expect: { message: 'other', objects: ['a'] },
    },
    {
      name: 'a dead PHI label',
      rows: { dlpPolicy: [policy('a', { rules: known([labelRule({ labelsAlive: known(false), labelsPhi: known(false) })]) })] },
      expect: { summary: /no type/ },
    },
    { name: 'PHI in simulation alone', rows: { dlpPolicy: [policy('b', SIMULATED)] }, expect: { message: 'none' } },
    { name: 'PHI in prompts alone', rows: { dlpPolicy: [copilotPolicy('p', [promptRule()])] }, expect: { message: 'none' } },
  ],
  notAssessed: [
    { name: 'rules that cannot be read', rows: { dlpPolicy: [policy('a', { rules: UNREAD })] } },
    {
      name: 'conditions that cannot be read, beside cards',
      rows: {
        dlpPolicy: [
          policy('a', { rules: known([cards, dataRule({ blocks: true }, { looksForPhi: UNREAD, labelsPhi: UNREAD })]) }),
        ],
      },
      expect: { measures: { rung: 'unreadable' } },
    },
    {
      name: 'PHI in a rule of which nobody knows what it does',
      rows: { dlpPolicy: [policy('a', { rules: known([cards, aDlpRuleRow({ rule: aDlpRule({ actions: UNREAD }) })]) })] },
    },
    { name: 'a PHI policy that may be on', rows: { dlpPolicy: [policy('a', UNKNOWN_RUNG)] } },
    { name: 'none, seen in part', partial: FORBIDDEN },
  ],
});
