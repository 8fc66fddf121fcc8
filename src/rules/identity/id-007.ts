/** Whether everybody is asked for a second factor: by security defaults or by one Conditional Access policy. */
import { defineRule } from '../define.js';
import { orNull, tenantSubject } from '../kit.js';
import { asksEverybody, excludedGroups, exclusionsBeyond } from './mfa-policies.js';

export default defineRule({
  meta: {
    id: 'ID-007',
    revision: 1,
    title: 'Everybody is asked for a second factor at sign-in',
    failureTitle: 'Not everybody is asked for a second factor at sign-in',
    warnTitle: 'A second factor is asked for, but whole groups are left out',
    pillar: 'identity',
    severity: 'critical',
    gate: 'block',
    claim: 'some',
    needs: { maybe: ['securityDefaults', 'conditionalAccess'] },
    thresholds: ['mfaExclusionsMax'],
    messages: {
      defaults: 'Security defaults are on: everybody is asked for a second factor.',
      policy: 'A Conditional Access policy asks everybody for a second factor, with at most {allowed} accounts left out.',
      groups:
        'Everybody is asked for a second factor, except groups whose members this scan does not count: {policies}. At most {allowed} accounts should be left out.',
      excluding:
        'Not everybody is asked for a second factor, or not for everything: {policies}. At most {allowed} accounts should be left out.',
      reportOnly: 'A policy would ask everybody for a second factor, but it is in report-only mode: nothing is enforced.',
      none: 'No policy asks everybody for a second factor, and security defaults are off.',
    },
    rationale:
      'Copilot answers whoever has signed in. With a password alone, one that was guessed or phished is enough to ask it for patient data.',
    remediation: {
      summary: 'Require a second factor for all users and all resources, with two break-glass accounts left out.',
      steps: [
        'Entra admin center > Protection > Conditional Access > New policy from template > Require multifactor authentication for all users.',
        'Leave out two break-glass accounts by name, run it in report-only mode for a few days, then switch it on.',
        'Without Entra ID P1: Entra admin center > Overview > Properties > Manage security defaults > Enabled.',
        'The older per-user setting is not read by this scan; move it to one of these two.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(d)' },
      { framework: 'HIPAA', id: '164.312(a)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '5.2.2.2' },
      { framework: 'CISA SCuBA', id: 'MS.AAD.3.2v2' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-03' },
    ],
  },
  create({ maybe, thresholds, report, doubt }) {
    return {
      verdict() {
        const allowed = thresholds.mfaExclusionsMax;
        const defaults = maybe.securityDefaults;
        const setting = orNull(defaults)?.[0];
        if (setting?.isEnabled) return { kind: 'pass', message: 'defaults' };
        const policies = (orNull(maybe.conditionalAccess) ?? []).filter(asksEverybody);
        const enforced = policies
          .filter((policy) => policy.state === 'enabled')
          .map((policy) => ({ policy, certain: exclusionsBeyond(policy, allowed), groups: excludedGroups(policy) }))
          .sort((a, b) => (a.policy.displayName + a.policy.id < b.policy.displayName + b.policy.id ? -1 : 1));
        const reportOnly = policies.filter((policy) => policy.state === 'enabledForReportingButNotEnforced').length;
        const measures = { enforcedPolicies: enforced.length, reportOnlyPolicies: reportOnly };
        if (enforced.some((e) => e.certain.length + e.groups.length === 0))
          return { kind: 'pass', message: 'policy', data: { allowed }, measures };
        if (enforced.length > 0) {
          // Security defaults cannot be on beside an enabled policy, so nothing unread could make this better.
          const byGroup = enforced.filter((e) => e.certain.length === 0);
          const said: string[] = [];
          for (const { policy, certain, groups } of byGroup.length > 0 ? byGroup : enforced) {
            const excluded = [...certain, ...groups].join(', ');
            said.push(`"${policy.displayName}" leaves out ${excluded}`);
            const subject = { type: 'policy', id: policy.id, name: policy.displayName, url: null } as const;
            report({ subject, detail: { excluded }, ...(byGroup.length > 0 ? { severity: 'high', suspicion: true } : {}) });
          }
          const data = { allowed, policies: said.join('; ') };
          if (byGroup.length > 0) return { kind: 'warn', message: 'groups', data, measures };
          return { kind: 'fail', message: 'excluding', data, measures };
        }
        if (!defaults.known) doubt(defaults.gap);
        else if (setting === undefined) doubt({ reason: 'failed', detail: 'Graph gave no setting of the security defaults.' });
        if (!maybe.conditionalAccess.known) doubt(maybe.conditionalAccess.gap);
        report({ subject: tenantSubject('Sign-in policies'), detail: measures });
        return { kind: 'fail', message: reportOnly > 0 ? 'reportOnly' : 'none', measures };
      },
    };
  },
});
