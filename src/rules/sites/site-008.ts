/** Sites with PHI-looking names that may be shared outside the organization. */
import { defineRule } from '../define.js';
import { orNull, plural, siteSubject } from '../kit.js';
import { ceilingOf, isOpenOutside, levelOf } from './outside-sharing.js';

export default defineRule({
  meta: {
    id: 'SITE-008',
    revision: 1,
    title: 'Sites with PHI-looking names are not shared outside, or only with named domains',
    failureTitle: 'Sites with PHI-looking names may be shared outside the organization',
    pillar: 'sites',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { rows: ['site'], maybe: ['sharePointSettings', 'sharePointTenant'] },
    messages: {
      empty: 'No site holds names that look like PHI.',
      none: 'Checked {sites} with names that look like PHI: none may be shared outside without a list of domains.',
      some: 'Of {sites} with names that look like PHI, {open} may be shared outside with any domain; with anyone, without signing in: {anyone}.',
    },
    rationale:
      'Whoever may share a site outside can let in a guest with one click, and everything on it is then a click away from somebody under no agreement.',
    remediation: {
      summary: 'Switch external sharing off on the sites that hold patient data.',
      steps: [
        'SharePoint admin center > Active sites > the site > Settings > External file sharing: "Only people in your organization".',
        'Or run Set-SPOSite -Identity <site> -SharingCapability Disabled.',
        'Where partners under agreement work there: Set-SPOSite -Identity <site> -SharingDomainRestrictionMode AllowList -SharingAllowedDomainList "partner.example".',
        'Anyone links know no domains: a list limits guests only, so keep Anyone links off as well.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(e)(1)' },
      { framework: 'HIPAA', id: '164.502(e)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.3' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.1.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-02' },
    ],
  },
  create({ maybe, report, doubt, count }) {
    const ceiling = ceilingOf(maybe);
    let sites = 0;
    let anyone = 0;
    return {
      on: {
        site(row) {
          const word = row.sensitiveWord;
          if (row.isPersonal || (word.known && word.value === null)) return;
          if (word.known) sites += 1;
          const isOpen = isOpenOutside(row, ceiling);
          if (isOpen.known && !isOpen.value) return;
          for (const part of [isOpen, word]) if (!part.known) doubt(part.gap);
          if (!isOpen.known || !word.known) return;
          const level = levelOf(row, ceiling);
          if (level === 'ExternalUserAndGuestSharing') anyone += 1;
          report({
            subject: siteSubject(row),
            sensitive: true,
            detail: {
              sharing: level,
              ofTheSite: orNull(row.properties)?.sharingCapability ?? null,
              matchedWord: word.value,
              sensitiveFiles: row.sensitiveFiles,
            },
          });
        },
      },
      verdict() {
        const open = count.offences;
        const measures = { open, anyone };
        const data = { sites: plural(sites, 'site'), open, anyone };
        if (open > 0) return { kind: 'fail', message: 'some', data, total: sites, measures };
        if (sites === 0) return { kind: 'not-applicable', message: 'empty', total: 0 };
        return { kind: 'pass', message: 'none', data, total: sites, measures };
      },
    };
  },
});
