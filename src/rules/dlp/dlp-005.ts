/** Whether rules that are on block, tell the person, and alert somebody who is still there. */
import type { DlpPolicyRow, DlpRuleRow } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import { allOf, known, type Tri } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { named, orNull, tenantSubject } from '../kit.js';
import { holdsInData, policyDetail, policySubject } from './policies.js';
import { addressBook } from './recipients.js';

export default defineRule({
  meta: {
    id: 'DLP-005',
    revision: 1,
    title: 'DLP rules block, tell the person and alert somebody who is there',
    failureTitle: 'No DLP rule that is on blocks anything',
    warnTitle: 'DLP rules that block tell nobody, or alert nobody who is there',
    pillar: 'dlp',
    severity: 'medium',
    gate: null,
    claim: 'ratio',
    needs: { rows: ['dlpPolicy'], maybeRows: ['person', 'group'] },
    messages: {
      well: 'Active rules for mail, files, chats or devices that block: {blocking} of {rules}; each of them tells the person and alerts somebody.',
      weak: 'Active rules that block: {blocking}. Without telling the person: {silent}; without an alert that is sent to anybody (one that only shows in the portal is sent to nobody): {unwatched}; with an alert to an account that is disabled or not in the directory: {astray}.',
      auditOnly: 'No active rule for mail, files, chats or devices blocks; they only record. Active rules: {rules}.',
      none: 'No data loss prevention policy for mail, files, chats or devices is on with an active rule, so nothing blocks, tells or alerts.',
    },
    rationale:
      'A block at the moment of sharing is what teaches people what Copilot’s answer may be used for, and the alert is what lets somebody ask why. Alerts to a leaver’s mailbox are read by nobody.',
    remediation: {
      summary: 'Give each rule a block, a policy tip and a recipient who looks.',
      steps: [
        'Purview portal > Data loss prevention > Policies > the policy > the rule > Actions: Restrict access or encrypt the content in Microsoft 365 locations.',
        'In the same rule: User notifications on, Incident reports and alerts on, to a shared mailbox or group that somebody reads.',
        'Or: Set-DlpComplianceRule -Identity <rule> -BlockAccess $true -NotifyUser LastModifier,Owner -GenerateAlert <address>.',
        'A recipient outside the directory (a security provider) is reported as not in the directory: check that it is meant.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(6)(ii)' },
      { framework: 'CISA SCuBA', id: 'MS.SECURITYSUITE.3.3v1' },
      { framework: 'CISA SCuBA', id: 'MS.SECURITYSUITE.3.4v1' },
      { framework: 'NIST CSF 2.0', id: 'DE.AE-02' },
    ],
  },
  create({ report, doubt, count }) {
    const book = addressBook();
    const rows: DlpPolicyRow[] = [];
    const gaps: Gap[] = [];
    const totals = { policies: 0, rules: 0, blocking: 0, silent: 0, unwatched: 0, astray: 0 };

    const unsure = (gap: Gap) => {
      gaps.push(gap);
    };

    function judgeRule(row: DlpPolicyRow, { rule, active }: DlpRuleRow): void {
      if (active.known && !active.value) return;
      if (!active.known) unsure(active.gap);
      if (!rule.actions.known) unsure(rule.actions.gap);
      if (!active.known || !rule.actions.known) return;
      const { blocks, restrictsEndpoint, blockScope, notifies, alerts } = rule.actions.value;
      totals.rules += 1;
      if (!blocks && !restrictsEndpoint) return;
      totals.blocking += 1;
      const missing: string[] = [];
      for (const alert of alerts) {
        const found = book.find(alert);
        if (found.kind === 'here') continue;
        if (found.kind === 'gone' && !found.departed.known) unsure(found.departed.gap);
        else missing.push(`${alert} (${found.kind === 'gone' ? 'disabled or left' : 'not in the directory'})`);
      }
      if (notifies.length === 0) totals.silent += 1;
      if (alerts.length === 0) totals.unwatched += 1;
      if (missing.length > 0) totals.astray += 1;
      if (notifies.length > 0 && alerts.length > 0 && missing.length === 0) return;
      report({
        subject: { ...policySubject(row), id: `${row.policy.id}/${rule.id}`, name: `${row.policy.name}: ${rule.name}` },
        detail: {
          ...policyDetail(row),
          blocks: blockScope ?? 'not told for whom',
          tellsThePerson: notifies.length > 0,
          alerts: alerts.length > 0 ? named(alerts) : 'nobody',
          alertsAstray: named(missing),
        },
      });
    }

    return {
      on: {
        dlpPolicy: (row) => {
          rows.push(row);
        },
        person: book.person,
        group: book.group,
      },
      verdict() {
        for (const row of rows) {
          const counts = allOf([isOn(row), holdsInData(row)]);
          if (!counts.known) unsure(counts.gap);
          if (orNull(counts) !== true) continue;
          totals.policies += 1;
          if (!row.rules.known) unsure(row.rules.gap);
          else for (const rule of row.rules.value) judgeRule(row, rule);
        }
        const { policies, rules, blocking, silent, unwatched, astray } = totals;
        const said = { measures: { ...totals, undecided: gaps.length }, total: rules };
        // A rule that tells or alerts nobody is weak, whatever the others do.
        if (count.offences === 0) gaps.forEach(doubt);
        if (blocking === 0) {
          report({ subject: tenantSubject('Data loss prevention rules'), detail: { policies, rules } });
          return rules === 0
            ? { kind: 'fail', message: 'none', ...said }
            : { kind: 'fail', message: 'auditOnly', data: { rules }, ...said };
        }
        if (count.offences > 0) return { kind: 'warn', message: 'weak', data: { blocking, silent, unwatched, astray }, ...said };
        return { kind: 'pass', message: 'well', data: { blocking, rules }, ...said };
      },
    };
  },
});

/** Turned on, whether or not a rule of it restricts anything. */
function isOn({ rung, enforced }: DlpPolicyRow): Tri {
  if (enforced.known && enforced.value) return enforced;
  return rung.known ? known(rung.value !== 'simulation' && rung.value !== 'disabled') : rung;
}
