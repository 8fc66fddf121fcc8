/** Whether users may let applications at their data by their own consent. */
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';

const FOR_SELF = 'managepermissiongrantsforself.';
const LEGACY = 'microsoft-user-default-legacy';

export default defineRule({
  meta: {
    id: 'APP-002',
    revision: 1,
    title: 'Users cannot give applications access to their data by themselves',
    failureTitle: 'Users can give applications access to their data by themselves',
    warnTitle: 'Users can give some applications access to their data by themselves',
    pillar: 'apps',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { facts: ['authorizationPolicy'] },
    messages: {
      off: 'Users cannot consent to applications; an administrator has to.',
      legacy: 'Users can consent to any application by themselves.',
      limited: 'Users can consent by themselves to some applications, under the policy {policies}.',
      unknown: 'Microsoft Graph did not give the authorization policy.',
    },
    rationale:
      'One click on Accept gives an unknown AI tool the mail and files of the person who clicked. Whoever finds Copilot too slow in coming will look for another tool.',
    remediation: {
      summary: 'Switch user consent off, and let users ask an administrator instead.',
      steps: [
        'Entra admin center > Enterprise apps > Consent and permissions > User consent settings: Do not allow user consent.',
        'Entra admin center > Enterprise apps > Consent and permissions > Admin consent settings: let users request consent, and name reviewers.',
        'Then go through what was consented before (rule APP-001).',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '5.1.5.1' },
      { framework: 'CISA SCuBA', id: 'MS.AAD.5.2v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ facts, report, doubt }) {
    return {
      verdict() {
        const policy = facts.authorizationPolicy[0];
        if (policy === undefined) {
          doubt({ reason: 'failed', detail: 'Graph gave no authorization policy.' });
          return { kind: 'pass', message: 'unknown' };
        }
        // What owners of a team may consent to for their team is not the question here.
        const forSelf = policy.permissionGrantPoliciesAssigned
          .filter((id) => id.toLowerCase().startsWith(FOR_SELF))
          .map((id) => id.slice(FOR_SELF.length));
        if (forSelf.length === 0) return { kind: 'pass', message: 'off' };
        const policies = forSelf.join(', ');
        const offence = { subject: tenantSubject('User consent settings'), detail: { policies } };
        if (forSelf.some((name) => name.toLowerCase() === LEGACY)) {
          report(offence);
          return { kind: 'fail', message: 'legacy' };
        }
        report({ ...offence, severity: 'medium', gate: null, suspicion: true });
        return { kind: 'warn', message: 'limited', data: { policies } };
      },
    };
  },
});
