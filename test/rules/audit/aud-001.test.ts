/** Cases of AUD-001: on, off, untold, and Secure Score beside it, which never moves the outcome. */
import { expect, test } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import { needsExport } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/audit/aud-001.js';
import { daysAgo } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';
import { CUT, origins } from './facts.js';

const log = (on: boolean) => ({ unifiedAuditLogIngestionEnabled: known(on), origins });
const untold = { unifiedAuditLogIngestionEnabled: CUT, origins };
const score = (over: object = {}) => [
  { name: 'mip_search_auditlog', score: 3, percent: null, status: null, asOf: daysAgo(3), ...over },
  { name: 'dlp_datalossprevention', score: 0, percent: 0, status: null, asOf: daysAgo(3) },
];

ruleCases(rule, {
  pass: [
    { name: 'the log is on', facts: { auditConfiguration: [log(true)] }, expect: { summary: /\(export, \d{4}-\d\d-\d\d\)/ } },
    {
      name: 'and Secure Score agrees',
      facts: { auditConfiguration: [log(true)], secureScore: score() },
      expect: { message: 'on', measures: { secureScoreSaysOn: true } },
    },
    {
      name: 'and Secure Score gives no points but the whole percentage',
      facts: { auditConfiguration: [log(true)], secureScore: score({ score: 0, percent: 100 }) },
      expect: { message: 'on', measures: { secureScoreSaysOn: true } },
    },
    {
      name: 'and Secure Score does not know it yet',
      facts: { auditConfiguration: [log(true)], secureScore: score({ score: 0 }) },
      expect: { message: 'onButScore', measures: { secureScoreSaysOn: false, secureScoreOf: daysAgo(3) } },
    },
    { name: 'without Secure Score', facts: { auditConfiguration: [log(true)], secureScore: { reason: 'forbidden' } } },
    { name: 'an export that does not say when', facts: { auditConfiguration: [{ ...log(true), origins: [] }] } },
  ],
  fail: [
    { name: 'the log is off', facts: { auditConfiguration: [log(false)] }, expect: { severity: 'critical', gate: 'block' } },
    { name: 'whatever Secure Score says', facts: { auditConfiguration: [log(false)], secureScore: score() } },
    { name: 'two answers that disagree', facts: { auditConfiguration: [log(true), log(false)] } },
    { name: 'off in one, untold in another', facts: { auditConfiguration: [untold, log(false)] } },
  ],
  notAssessed: [
    {
      name: 'no export',
      facts: { auditConfiguration: needsExport('Get-AdminAuditLogConfig') },
      expect: { severity: 'critical', gate: 'block', summary: /--bundle/ },
    },
    { name: 'an empty answer', facts: { auditConfiguration: [] }, expect: { summary: /Security & Compliance PowerShell/ } },
    { name: 'a value that cannot be read', facts: { auditConfiguration: [untold] } },
    { name: 'on in one, untold in another', facts: { auditConfiguration: [log(true), untold] } },
    {
      name: 'a value out of the wrong session',
      facts: { auditConfiguration: [{ unifiedAuditLogIngestionEnabled: unknown({ reason: 'unreadable' }), origins }] },
      expect: { summary: /always reads False; only Exchange Online/ },
    },
    {
      name: 'Secure Score alone is no word for it',
      facts: { auditConfiguration: { reason: 'forbidden' }, secureScore: score() },
    },
  ],
});

test('the object names what told it, and when', async () => {
  const { objects } = await assess(rule, { facts: { auditConfiguration: [log(false)] } });
  expect(objects[0]?.detail).toMatchObject({ toldBy: expect.stringMatching(/^export, \d{4}-/) });
});
