/** Libraries and lists with so many items of their own permissions that nobody can review them. */
import { defineRule } from '../define.js';
import { plural, siteSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'SITE-009',
    revision: 1,
    title: 'Permissions are set on sites and libraries, not on thousands of items',
    failureTitle: 'Libraries hold more items with their own permissions than anybody can review',
    warnTitle: 'Libraries hold many items with their own permissions',
    pillar: 'sites',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { rows: ['site'] },
    thresholds: ['uniqueItemsWarnCount', 'uniqueItemsFailCount', 'uniqueItemsWarnShare'],
    messages: {
      empty: 'There is no site.',
      none: 'Checked the libraries and lists of {sites}: none has many items with their own permissions.',
      many: '{sites} with many items that have their own permissions: more than {warn} in one library, or more than {percent} % of it. The most in one library: {most}.',
      sprawl:
        '{sites} with more than {fail} items of their own permissions in one library; the most: {most}. Apart from those, {others} with many.',
    },
    rationale:
      'Every item with its own permissions is one more place that can be open without anybody knowing. Copilot knows each of them.',
    remediation: {
      summary: 'Let items inherit from their library again, and share folders or libraries with groups.',
      steps: [
        'On a folder: Manage access > Advanced > Delete unique permissions, so that what is in it inherits again.',
        'For many: Set-PnPListItemPermission -List <library> -Identity <item> -InheritPermissions, in PnP PowerShell.',
        'Ask the owners: a site access review in SharePoint Advanced Management lists these items to them.',
        'What needs people of its own gets a library or a site of its own.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(C)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, thresholds }) {
    const { uniqueItemsWarnCount: warn, uniqueItemsFailCount: fail, uniqueItemsWarnShare: share } = thresholds;
    let sites = 0;
    let most = 0;
    return {
      on: {
        site(row) {
          if (row.isPersonal) return;
          sites += 1;
          if (!row.lists.known) {
            doubt(row.lists.gap);
            return;
          }
          // Where a single item is already more than the share, the share says nothing.
          const isMany = (unique: number, items: number) => unique > warn || (unique > 1 && unique > share * items);
          const found = row.lists.value.filter(({ unique, items }) => isMany(unique, items));
          const [worst] = [...found].sort((a, b) => b.unique - a.unique || (a.url < b.url ? -1 : 1));
          if (worst === undefined) return;
          most = Math.max(most, worst.unique);
          report({
            subject: siteSubject(row),
            suspicion: worst.unique <= fail,
            detail: {
              library: worst.title,
              address: worst.url,
              uniqueItems: worst.unique,
              items: worst.items,
              libraries: found.length,
            },
          });
        },
      },
      verdict() {
        if (sites === 0) return { kind: 'not-applicable', message: 'empty' };
        const measures = { sprawling: count.offences, many: count.suspicions, most };
        const percent = Math.round(100 * share);
        if (count.offences > 0) {
          const data = { sites: plural(count.offences, 'site'), others: plural(count.suspicions, 'site'), fail, most };
          return { kind: 'fail', message: 'sprawl', data, total: sites, measures };
        }
        if (count.suspicions > 0) {
          const data = { sites: plural(count.suspicions, 'site'), warn, percent, most };
          return { kind: 'warn', message: 'many', data, total: sites, measures };
        }
        return { kind: 'pass', message: 'none', data: { sites: plural(sites, 'site') }, total: sites, measures };
      },
    };
  },
});
