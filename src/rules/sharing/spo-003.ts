/** Whether the link that "Copy link" makes by default is for the people one names, not for everybody. */
import { known } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { orNull, tenantSubject } from '../kit.js';
import { tenantSetting } from '../tenant-sharing.js';
import { defaultScope, SERVICES } from './default-links.js';

export default defineRule({
  meta: {
    id: 'SPO-003',
    revision: 1,
    title: 'The default sharing link is for specific people',
    failureTitle: 'The default sharing link opens files to more people than those it is sent to',
    pillar: 'sharing',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { facts: ['sharePointTenant'] },
    messages: {
      specific: 'In SharePoint and OneDrive a new link is for specific people unless its maker chooses otherwise.',
      wide: 'Unless its maker chooses otherwise, a new link is wider than the people it is sent to: {services}.',
      unknown: 'SharePoint did not say for whom a new link is.',
    },
    rationale:
      'Where the default is "People in your organization", every file that is shared in passing gets a link for the whole staff, and Copilot then answers whoever opened it. CIS accepts that default; we do not, because this report is about reach inside the organization.',
    remediation: {
      summary: 'Make "Specific people" the default link.',
      steps: [
        'SharePoint admin center > Policies > Sharing > File and folder links: choose "Specific people (only the people the user specifies)".',
        'Or run Set-SPOTenant -DefaultSharingLinkType Direct.',
        'Where a newer setting was made for one of the services: Set-SPOTenant -CoreDefaultShareLinkScope SpecificPeople -OneDriveDefaultShareLinkScope SpecificPeople.',
        'This changes new links only; the links that exist are listed under ITEM-002 and ITEM-003.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(B)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.7' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.2.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ facts, report, doubt }) {
    const tenant = { sharePointTenant: known(facts.sharePointTenant) };
    return {
      verdict() {
        const wide: string[] = [];
        const defaultSharingLinkType = orNull(tenantSetting(tenant, 'defaultSharingLinkType'));
        for (const [service, key] of SERVICES) {
          const scope = defaultScope(tenant, key);
          if (!scope.known) doubt(scope.gap);
          if (!scope.known || scope.value === 'SpecificPeople') continue;
          wide.push(`${service} (${scope.value})`);
          report({
            subject: tenantSubject(`${service} default link`),
            detail: { defaultScope: scope.value, defaultSharingLinkType },
          });
        }
        if (wide.length > 0)
          return { kind: 'fail', message: 'wide', data: { services: wide.join(', ') }, total: SERVICES.length };
        if (SERVICES.some(([, key]) => !defaultScope(tenant, key).known)) return { kind: 'pass', message: 'unknown' };
        return { kind: 'pass', message: 'specific', total: SERVICES.length };
      },
    };
  },
});
