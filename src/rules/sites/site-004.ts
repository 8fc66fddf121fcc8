/** Microsoft 365 groups and teams that nobody, or only one person still here, is responsible for. */
import { defineRule } from '../define.js';
import { groupSubject, plural } from '../kit.js';

export default defineRule({
  meta: {
    id: 'SITE-004',
    revision: 1,
    title: 'Every group and team has enough owners who still work here',
    failureTitle: 'Groups or teams have no owner, or only one, who still works here',
    pillar: 'sites',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { rows: ['group'] },
    thresholds: ['minimumOwners'],
    messages: {
      empty: 'There is no Microsoft 365 group or team.',
      none: 'Checked {groups}: each has at least {minimum} owners who still work here.',
      some: 'Found {groups} with fewer than {minimum} owners who still work here; without any: {ownerless}.',
    },
    rationale:
      'Nobody reviews who can read a site without an owner. What was shared too widely there stays shared, and Copilot makes it easy to find.',
    remediation: {
      summary: 'Name at least two owners who work here, or archive what nobody needs.',
      steps: [
        'Microsoft 365 admin center > Teams & groups > Active teams & groups > the group > Membership > Owners > Add owners.',
        'Or in Microsoft Graph PowerShell: New-MgGroupOwnerByRef -GroupId <group> -BodyParameter <user>.',
        'Let SharePoint watch it: SharePoint admin center > Policies > Site lifecycle management > Site ownership policies.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(2)' },
      { framework: 'HIPAA', id: '164.308(a)(4)(ii)(C)' },
      { framework: 'NIST CSF 2.0', id: 'GV.RR-02' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, thresholds: { minimumOwners: minimum } }) {
    let groups = 0;
    let ownerless = 0;
    return {
      on: {
        group(row) {
          if (!row.group.isUnified) return;
          groups += 1;
          if (!row.owners.known) {
            doubt(row.owners.gap);
            return;
          }
          const owners = row.owners.value;
          const valid = owners.filter(({ departed }) => departed.known && !departed.value).length;
          const gaps = owners.flatMap(({ departed }) => (departed.known ? [] : [departed.gap]));
          const [gap] = gaps;
          if (valid >= minimum) return;
          if (gap && valid + gaps.length >= minimum) {
            doubt(gap);
            return;
          }
          const none = valid + gaps.length === 0;
          if (none) ownerless += 1;
          const detail = { owners: owners.length, validOwners: valid, uncertainOwners: gaps.length, isTeam: row.group.isTeam };
          report({ subject: groupSubject(row), severity: none ? 'high' : 'medium', gate: 'condition', reach: null, detail });
        },
      },
      verdict() {
        const measures = { tooFewOwners: count.offences, ownerless };
        if (groups === 0) return { kind: 'not-applicable', message: 'empty' };
        const found = count.offences;
        if (found === 0)
          return { kind: 'pass', message: 'none', data: { groups: plural(groups, 'group'), minimum }, total: groups, measures };
        return {
          kind: 'fail',
          message: 'some',
          data: { groups: plural(found, 'group'), minimum, ownerless },
          total: groups,
          measures,
        };
      },
    };
  },
});
