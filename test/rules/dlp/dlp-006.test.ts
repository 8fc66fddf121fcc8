/** DLP-006: the ladder of the label rule on Copilot, dead labels, scopes, licences, and the share of files that it bears on. */
import { known } from '../../../src/evidence/known.js';
import { COPILOT_PLANS } from '../../../src/evidence/service-plans.js';
import rule from '../../../src/rules/dlp/dlp-006.js';
import { CAPABILITIES } from '../../../src/rules/licensing/plans.js';
import { aDlpRule, EVERYWHERE, PHI_LABEL, PILOT_ONLY } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import {
  actions,
  copilotPolicy,
  labelRule,
  licence,
  OFF,
  policy,
  promptRule,
  SIMULATED,
  UNKNOWN_RUNG,
  UNREAD,
} from './worlds.js';

const e5 = { subscribedSkus: [licence([...CAPABILITIES.insiderRisk][0] as string)] };
const copilotSeats = { subscribedSkus: [licence([...COPILOT_PLANS][0] as string)] };
const labels = copilotPolicy('labels', [labelRule()]);
/** The PHI label and, or or, mail from outside. */
const narrowed = (kind: 'and' | 'or') => {
  const of = [
    { kind: 'label', id: PHI_LABEL },
    { kind: 'other', name: 'FromScope' },
  ] as const;
  const excludes = known(actions({ excludesFromCopilot: true }));
  return labelRule({ rule: aDlpRule({ id: 'label-rule', conditions: known({ kind, of }), actions: excludes }) });
};
const pilot = copilotPolicy('pilot', [labelRule()], { copilot: known(PILOT_ONLY) });
const web = known(actions({ blocksWebSearch: true }));

ruleCases(rule, {
  pass: [
    {
      name: 'for everybody, with labels on most files',
      rows: { dlpPolicy: [labels, copilotPolicy('default', [promptRule()], SIMULATED)] },
      expect: { measures: { rung: 'enforced for all', percent: 90 }, summary: /90 % of files carry the label that it looks for/ },
    },
    { name: 'one for everybody beside one for a pilot', rows: { dlpPolicy: [pilot, labels] } },
    { name: 'beside one that cannot be read', rows: { dlpPolicy: [labels, copilotPolicy('x', UNREAD)] }, partial: FORBIDDEN },
    { name: 'for mail from outside as well', rows: { dlpPolicy: [copilotPolicy('l', [narrowed('or')])] } },
    {
      name: 'a small tenant, all of whose files were read',
      rows: { dlpPolicy: [copilotPolicy('labels', [labelRule({ labelFiles: 6 })])] },
      totals: { files: 10, labelRead: 10, labelled: 8 },
    },
  ],
  warn: [
    {
      name: 'few files carry a label',
      rows: { dlpPolicy: [copilotPolicy('labels', [labelRule({ labelFiles: 360 })])] },
      totals: { labelled: 400 },
      expect: {
        message: 'cascade',
        objects: ['labels'],
        measures: { rung: 'enforced for all', percent: 9, labelledPercent: 10 },
        summary: /The DLP rule is on, but 9 % of files carry the label that it looks for/,
      },
    },
    {
      name: 'no file carries its label, though most carry one',
      rows: { dlpPolicy: [copilotPolicy('labels', [labelRule({ labelFiles: 0 })])] },
      expect: { message: 'cascade', measures: { percent: 0 } },
    },
    {
      name: 'for a pilot',
      rows: { dlpPolicy: [pilot] },
      expect: {
        message: 'scoped',
        measures: { rung: 'enforced but scoped' },
        summary: /in "pilot": it holds for 1 entry \(pilot@clinic\.example\)/,
      },
    },
    {
      name: 'for everybody but some',
      rows: { dlpPolicy: [copilotPolicy('l', [labelRule()], { copilot: known({ ...EVERYWHERE, excludes: ['a', 'b'] }) })] },
      expect: { summary: /everybody without 2 exclusions \(a, b\)/ },
    },
    {
      name: 'for mail from outside alone',
      rows: { dlpPolicy: [copilotPolicy('l', [narrowed('and')])] },
      expect: { message: 'narrowed', measures: { rung: 'enforced but scoped' }, summary: /besides \(FromScope\)/ },
    },
  ],
  fail: [
    {
      name: 'a policy that is on for prompts, whose label rule only records',
      rows: { dlpPolicy: [copilotPolicy('c', [labelRule({ rule: aDlpRule({ actions: known(actions()) }) }), promptRule()])] },
      expect: { message: 'resting', summary: /"c" \(on, but no rule for labels .*\)\.$/ },
    },
    {
      name: 'a simulation that names Copilot and does not say for whom',
      rows: { dlpPolicy: [copilotPolicy('c', [labelRule()], { ...SIMULATED, copilot: UNREAD })] },
      expect: { message: 'resting', objects: ['c'] },
    },
    { name: 'none, with Copilot', facts: copilotSeats, expect: { message: 'none', measures: { rung: 'none' } } },
    { name: 'none, with an E5-class licence', facts: e5, expect: { message: 'none' } },
    {
      name: 'a rule for prompts alone, whatever the licence',
      rows: { dlpPolicy: [copilotPolicy('p', [promptRule()])] },
      expect: { message: 'none' },
    },
    {
      name: 'in simulation',
      rows: { dlpPolicy: [copilotPolicy('labels', [labelRule()], SIMULATED)] },
      expect: {
        message: 'resting',
        objects: ['labels'],
        measures: { rung: 'simulation' },
        summary: /unchanged since 2026-08-15/,
      },
    },
    {
      name: 'off',
      rows: { dlpPolicy: [copilotPolicy('labels', [labelRule()], OFF)] },
      expect: { measures: { rung: 'disabled' } },
    },
    {
      name: 'the rule is off',
      rows: { dlpPolicy: [copilotPolicy('labels', [labelRule({ active: known(false) }), promptRule()])] },
      expect: { message: 'resting', measures: { rung: 'no active rule' } },
    },
    {
      name: 'the rule only keeps prompts off the web',
      rows: { dlpPolicy: [copilotPolicy('labels', [labelRule({ rule: aDlpRule({ actions: web }) }), promptRule()])] },
      expect: { measures: { rung: 'no active rule' } },
    },
    {
      name: 'dead labels',
      rows: { dlpPolicy: [copilotPolicy('labels', [labelRule({ labelsAlive: known(false), labelsPhi: known(false) })])] },
      expect: { message: 'dead', measures: { rung: 'no active rule' }, summary: /a dead rule/ },
    },
    {
      name: 'another label',
      rows: { dlpPolicy: [copilotPolicy('labels', [labelRule({ labelsPhi: known(false) })])] },
      expect: { message: 'otherLabels' },
    },
    {
      name: 'a policy for mail with the label',
      rows: { dlpPolicy: [policy('mail', { rules: known([labelRule()]) })] },
      facts: e5,
      expect: { message: 'none' },
    },
  ],
  notLicensed: [{ name: 'none, without Copilot or an E5-class licence', facts: { subscribedSkus: [licence('other')] } }],
  notAssessed: [
    { name: 'none, and licences away', facts: { subscribedSkus: FORBIDDEN } },
    { name: 'none, seen in part', facts: e5, partial: FORBIDDEN },
    {
      name: 'no label of files was read',
      rows: { dlpPolicy: [labels] },
      totals: { labelRead: 0, labelled: 0 },
      expect: { measures: { rung: 'enforced for all', percent: null } },
    },
    { name: 'the labels of too few files', rows: { dlpPolicy: [labels] }, totals: { labelRead: 199, labelled: 199 } },
    {
      name: 'few files, and sites unread',
      rows: { dlpPolicy: [labels] },
      totals: { files: 10, labelRead: 10, labelled: 10, sitesCoverage: 50 },
    },
    { name: 'a policy that may be on', rows: { dlpPolicy: [copilotPolicy('l', [labelRule()], UNKNOWN_RUNG)] } },
    { name: 'rules away', rows: { dlpPolicy: [copilotPolicy('l', UNREAD)] }, expect: { measures: { rung: 'unreadable' } } },
    { name: 'a place that cannot be read', rows: { dlpPolicy: [copilotPolicy('l', [labelRule()], { copilot: UNREAD })] } },
    {
      name: 'labels that may be dead',
      rows: { dlpPolicy: [copilotPolicy('l', [labelRule({ labelsAlive: UNREAD, labelsPhi: UNREAD })])] },
    },
    {
      name: 'no rule, no licence, and a policy that is off of which nobody knows where it holds',
      rows: { dlpPolicy: [policy('a', { ...OFF, copilot: UNREAD })] },
    },
  ],
});
