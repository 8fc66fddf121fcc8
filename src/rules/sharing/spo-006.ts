/** Whether people are offered "Everyone" and its kin when they share, and whether private sites accept it. */
import { known } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { orNull, tenantSubject } from '../kit.js';
import { tenantSetting } from '../tenant-sharing.js';

const CLAIMS = [
  ['showEveryoneClaim', '"Everyone"'],
  ['showAllUsersClaim', '"All Users"'],
  ['showEveryoneExceptExternalUsersClaim', '"Everyone except external users"'],
  ['allowEveryoneExceptExternalUsersClaimInPrivateSite', '"Everyone except external users" in private sites'],
] as const;

export default defineRule({
  meta: {
    id: 'SPO-006',
    revision: 1,
    title: 'Nobody is offered "Everyone" when sharing, and private sites do not accept it',
    failureTitle: 'People can pick "Everyone" or "Everyone except external users" when they share',
    pillar: 'sharing',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { facts: ['sharePointTenant'] },
    messages: {
      hidden: 'No name for everybody is offered in the people picker, and private sites do not accept one.',
      offered: 'People can pick a name that means everybody: {claims}.',
      unknown: 'SharePoint did not say which names for everybody people can pick.',
    },
    rationale:
      'Most grants to everybody are made by accident, because the name stands first in the list. Copilot answers every employee from what was shared that way.',
    remediation: {
      summary: 'Take the names for everybody out of the people picker, and out of private sites.',
      steps: [
        'Run Set-SPOTenant -ShowEveryoneExceptExternalUsersClaim $false -ShowEveryoneClaim $false -ShowAllUsersClaim $false.',
        'Run Set-SPOTenant -AllowEveryoneExceptExternalUsersClaimInPrivateSite $false.',
        'This hides the names from now on; the grants that were made stay. SITE-001 and ITEM-004 list them.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ facts, report, doubt, count }) {
    const tenant = { sharePointTenant: known(facts.sharePointTenant) };
    return {
      verdict() {
        const settings = CLAIMS.map(([key, name]) => ({ key, name, value: tenantSetting(tenant, key) }));
        for (const { value } of settings) if (!value.known) doubt(value.gap);
        const offered = settings.filter(({ value }) => value.known && value.value);
        const detail = Object.fromEntries(settings.map(({ key, value }) => [key, orNull(value)]));
        if (offered.length > 0) {
          report({ subject: tenantSubject('SharePoint people picker'), detail });
          const data = { claims: offered.map(({ name }) => name).join(', ') };
          return { kind: 'fail', message: 'offered', data, measures: detail };
        }
        return { kind: 'pass', message: count.doubts > 0 ? 'unknown' : 'hidden' };
      },
    };
  },
});
