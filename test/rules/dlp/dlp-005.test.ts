/** DLP-005: what rules that are on do, and who reads their alerts. */
import { known } from '../../../src/evidence/known.js';
import type { DlpActions } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/dlp/dlp-005.js';
import { aGroup, aPerson, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { copilotPolicy, dataRule, NO_RULE_ACTS, policy, promptRule, SIMULATED, UNKNOWN_RUNG, UNREAD } from './worlds.js';

const WELL: Partial<DlpActions> = { blocks: true, notifies: ['LastModifier'], alerts: ['ADA@clinic.example'] };
const one = (does: Partial<DlpActions>) => [policy('a', { rules: known([dataRule(does)]) })];
const person = [aPerson()];
const alerting = (...alerts: string[]) => ({ dlpPolicy: one({ ...WELL, alerts }), person });

ruleCases(rule, {
  pass: [
    { name: 'all three', rows: { dlpPolicy: one(WELL), person }, expect: { measures: { rules: 1, blocking: 1, astray: 0 } } },
    { name: 'a word for a recipient', rows: alerting('SiteAdmin') },
    { name: 'a group', rows: { dlpPolicy: one({ ...WELL, alerts: ['frontoffice@clinic.example'] }), group: [aGroup()] } },
    {
      name: 'an address that two accounts have, one of them live',
      rows: { ...alerting('ada@clinic.example'), person: [aPerson(), aPerson({ user: { id: 'u2' }, departed: known(true) })] },
    },
    {
      name: 'beside a rule that only records, and one that is off',
      rows: {
        dlpPolicy: [
          policy('a', { rules: known([dataRule(WELL), dataRule({}), dataRule({ blocks: true }, { active: known(false) })]) }),
        ],
        person,
      },
      expect: { measures: { rules: 2, blocking: 1 } },
    },
  ],
  warn: [
    {
      name: 'nobody is told',
      rows: { dlpPolicy: one({ ...WELL, notifies: [] }), person },
      expect: { objects: ['a/rule-1'], measures: { silent: 1 }, summary: /Without telling the person: 1;/ },
    },
    {
      name: 'nobody is alerted',
      rows: { dlpPolicy: one({ ...WELL, alerts: [] }), person },
      expect: { measures: { unwatched: 1 } },
    },
    {
      name: 'a leaver is alerted',
      rows: { ...alerting('ada@clinic.example'), person: [aPerson({ departed: known(true) })] },
      expect: { measures: { astray: 1 } },
    },
    {
      name: 'an address that nobody has',
      rows: alerting('SiteAdmin', 'soc@provider.example'),
      expect: { measures: { astray: 1 } },
    },
  ],
  fail: [
    {
      name: 'rules that only record',
      rows: { dlpPolicy: [policy('a', { ...NO_RULE_ACTS, rules: known([dataRule({ notifies: ['Owner'] })]) })] },
      expect: { message: 'auditOnly' },
    },
    { name: 'simulation alone', rows: { dlpPolicy: [policy('a', SIMULATED)] }, expect: { message: 'none' } },
    { name: 'Copilot alone', rows: { dlpPolicy: [copilotPolicy('c', [promptRule()])] }, expect: { message: 'none' } },
    { name: 'no policy', expect: { message: 'none' } },
  ],
  notAssessed: [
    { name: 'a policy that may be on', rows: { dlpPolicy: [policy('a', UNKNOWN_RUNG)] } },
    { name: 'rules away', rows: { dlpPolicy: [policy('a', { rules: UNREAD })] } },
    {
      name: 'a rule that may be on',
      rows: { dlpPolicy: [policy('a', { rules: known([dataRule(WELL), dataRule(WELL, { active: UNREAD })]) })], person },
    },
    {
      name: 'a recipient who may have left',
      rows: { ...alerting('ada@clinic.example'), person: [aPerson({ departed: UNREAD })] },
    },
    { name: 'people away', rows: { dlpPolicy: one(WELL), person: FORBIDDEN } },
    { name: 'seen in part', rows: { dlpPolicy: one(WELL), person }, partial: FORBIDDEN },
  ],
});
