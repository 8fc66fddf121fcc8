/** Cases of AUD-001: on, off, and (as in this version) not read. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/audit/aud-001.js';
import { ruleCases } from '../../kit/rule-cases.js';

const log = (on: boolean) => ({ unifiedAuditLogIngestionEnabled: known(on), origins: [] });

ruleCases(rule, {
  pass: [{ name: 'the log is on', facts: { auditConfiguration: [log(true)] } }],
  fail: [
    { name: 'the log is off', facts: { auditConfiguration: [log(false)] }, expect: { severity: 'critical', gate: 'block' } },
    { name: 'two answers that disagree', facts: { auditConfiguration: [log(true), log(false)] } },
  ],
  notAssessed: [
    {
      name: 'no reader yet',
      facts: { auditConfiguration: { reason: 'not-requested' } },
      expect: { severity: 'critical', gate: 'block' },
    },
    { name: 'an empty answer', facts: { auditConfiguration: [] } },
  ],
});
