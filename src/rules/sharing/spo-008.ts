/** Whether external sharing is limited to named domains. */
import { defineRule } from '../define.js';
import { orNull, plural, tenantSubject } from '../kit.js';
import { eitherTells, sharingLevel, tenantSetting } from '../tenant-sharing.js';
import { type DomainLimit, domainLimits } from './domain-limits.js';

export default defineRule({
  meta: {
    id: 'SPO-008',
    revision: 2,
    title: 'External sharing is limited to named domains or named people',
    failureTitle: 'External sharing is not limited to named domains',
    warnTitle: 'External sharing leaves out only some blocked domains',
    pillar: 'sharing',
    severity: 'medium',
    gate: null,
    claim: 'some',
    needs: { maybe: ['sharePointSettings', 'sharePointTenant'] },
    messages: {
      allowed: 'Files can be shared only with the domains of a list.',
      people: 'Only the members of {groups} may share files outside.',
      blocked: 'Files can be shared with every domain except some blocked ones, by everybody.',
      open: 'No list of domains limits whom files can be shared with, and everybody may share outside.',
      closed: 'Sharing outside the organization is off.',
      unknown: 'Neither Microsoft Graph nor SharePoint said everything about whom files can be shared with.',
    },
    rationale:
      'Patient data may go only to parties under a business associate agreement. A list of their domains makes a slip of the pen, or a suggestion by Copilot, fail before it leaves.',
    remediation: {
      summary: 'Allow sharing only with the domains of partners under agreement.',
      steps: [
        'SharePoint admin center > Policies > Sharing > More external sharing settings: limit external sharing by domain, and list the domains.',
        'Or run Set-SPOTenant -SharingDomainRestrictionMode AllowList -SharingAllowedDomainList "partner.example".',
        'Or let only a named security group share outside, in the same place.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(e)' },
      { framework: 'HIPAA', id: '164.308(b)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.6' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.8' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.1.3v1' },
      { framework: 'NIST CSF 2.0', id: 'GV.SC-05' },
    ],
  },
  create({ maybe, report, doubt }) {
    return {
      verdict() {
        const level = sharingLevel(maybe);
        const levelGaps = level.value === null || level.value === 'Disabled' ? level.gaps : [];
        if (level.value === 'Disabled') {
          for (const gap of levelGaps) doubt(gap);
          return { kind: 'not-applicable', message: 'closed' };
        }
        const limits = domainLimits(maybe);
        const order: readonly DomainLimit[] = ['allowed domains', 'blocked domains', 'no limit'];
        const limit = eitherTells(maybe, limits.graph, limits.sharePoint, order);
        const sharers = tenantSetting(maybe, 'guestSharingGroups');
        const groups = orNull(sharers)?.length ?? null;
        const differing = level.differing ?? limit.differing;
        const measures = { limit: limit.value, sharerGroups: groups, ...(differing === null ? {} : { differing }) };
        if (limit.value === 'allowed domains' && limit.gaps.length === 0) return { kind: 'pass', message: 'allowed', measures };
        if (groups !== null && groups > 0)
          return { kind: 'pass', message: 'people', data: { groups: plural(groups, 'named group') }, measures };
        for (const gap of [...levelGaps, ...limit.gaps]) doubt(gap);
        // A group of people who alone may share outside would do as well, and Graph does not show it.
        if (!sharers.known) doubt(sharers.gap);
        const isOpen = limit.value === 'blocked domains' || limit.value === 'no limit';
        if (level.value === null || !isOpen || !sharers.known) return { kind: 'fail', message: 'unknown', measures };
        const isBlockList = limit.value === 'blocked domains';
        report({ subject: tenantSubject('SharePoint sharing settings'), detail: measures, suspicion: isBlockList });
        return isBlockList ? { kind: 'warn', message: 'blocked', measures } : { kind: 'fail', message: 'open', measures };
      },
    };
  },
});
