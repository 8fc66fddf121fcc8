/** Cases of AUD-004: auditing off, people and service accounts that bypass it, and accounts that nobody can place. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/audit/aud-004.js';
import { aPerson } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { AWAY, CUT, origins } from './facts.js';

const exchange = (isDisabled: boolean) => [{ auditDisabled: known(isDisabled), origins }];
const bypass = (userId: string | null) => ({ name: 'x', userId, origins });
const person = [aPerson({ user: { id: 'ada' } }), aPerson({ user: { id: 'backup' }, isHuman: false })];

ruleCases(rule, {
  pass: [
    { name: 'auditing is on', facts: { exchangeOrganization: exchange(false), auditBypasses: [] }, rows: { person } },
    {
      name: 'a service account bypasses it',
      facts: { exchangeOrganization: exchange(false), auditBypasses: [bypass('BACKUP')] },
      rows: { person },
      expect: { measures: { people: 0, setAside: 1 } },
    },
  ],
  fail: [
    {
      name: 'auditing is off',
      facts: { exchangeOrganization: exchange(true), auditBypasses: [] },
      rows: { person },
      expect: { message: 'off', severity: 'low', gate: null, objects: ['Mailbox auditing'] },
    },
    {
      name: 'a person bypasses it',
      facts: { exchangeOrganization: exchange(false), auditBypasses: [bypass('ADA'), bypass('backup')] },
      rows: { person },
      expect: { message: 'bypassed', objects: ['ada'] },
    },
    {
      name: 'a person bypasses it, the rest is unknown',
      facts: { exchangeOrganization: [{ auditDisabled: CUT, origins }], auditBypasses: [bypass('ada'), bypass(null)] },
      rows: { person },
    },
  ],
  notAssessed: [
    { name: 'no export', facts: { exchangeOrganization: AWAY, auditBypasses: AWAY }, rows: { person } },
    { name: 'bypasses not read', facts: { exchangeOrganization: exchange(false), auditBypasses: AWAY }, rows: { person } },
    { name: 'people not read', facts: { exchangeOrganization: exchange(false) }, rows: { person: AWAY } },
    {
      name: 'a setting that cannot be read',
      facts: { exchangeOrganization: [{ auditDisabled: CUT, origins }] },
      rows: { person },
    },
    { name: 'no settings', facts: { exchangeOrganization: [] }, rows: { person } },
    {
      name: 'a bypass of nobody known',
      facts: { exchangeOrganization: exchange(false), auditBypasses: [bypass('stranger')] },
      rows: { person },
    },
    {
      name: 'a bypass without an id',
      facts: { exchangeOrganization: exchange(false), auditBypasses: [bypass(null)] },
      rows: { person },
    },
  ],
});
