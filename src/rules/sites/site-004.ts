/** Groups, teams and sites that nobody, or only one person still here, is responsible for. */
import type { GroupRow } from '../../derive/rows.js';
import { defineRule, type Subject } from '../define.js';
import { groupSubject, plural, siteSubject } from '../kit.js';
import { countOwners } from './owners.js';
import { isSystemSite } from './system-sites.js';

export default defineRule({
  meta: {
    id: 'SITE-004',
    revision: 2,
    title: 'Every group, team and site has enough owners who still work here',
    failureTitle: 'Groups, teams or sites have no owner, or only one, who still works here',
    pillar: 'sites',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { rows: ['group'], maybeRows: ['site'] },
    thresholds: ['minimumOwners'],
    messages: {
      empty: 'There is no Microsoft 365 group, no team, and no site without one.',
      none: 'Checked {places}: each has at least {minimum} owners who still work here.',
      some: 'Found {places} with fewer than {minimum} owners who still work here; without any: {ownerless}.',
    },
    rationale:
      'Nobody reviews who can read a site without an owner. What was shared too widely there stays shared, and Copilot makes it easy to find.',
    remediation: {
      summary: 'Name at least two owners who work here, or archive what nobody needs.',
      steps: [
        'Microsoft 365 admin center > Teams & groups > Active teams & groups > the group > Membership > Owners > Add owners.',
        'Or in Microsoft Graph PowerShell: New-MgGroupOwnerByRef -GroupId <group> -BodyParameter <user>.',
        'For a site without a group: Set-SPOSite -Identity <site> -Owner <user>, or Settings > Site permissions on the site itself.',
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
    let sites = 0;
    let ownerless = 0;
    const judge = (subject: Subject, owners: GroupRow['owners'], more: Readonly<Record<string, boolean>>) => {
      const { enough, valid, unsure, named } = countOwners(owners, minimum);
      if (!enough.known) doubt(enough.gap);
      if (!enough.known || enough.value) return;
      const none = valid + unsure === 0;
      if (none) ownerless += 1;
      const detail = { owners: named, validOwners: valid, uncertainOwners: unsure, ...more };
      report({ subject, severity: none ? 'high' : 'medium', gate: 'condition', reach: null, detail });
    };
    return {
      on: {
        group(row) {
          if (!row.group.isUnified) return;
          groups += 1;
          judge(groupSubject(row), row.owners, { isTeam: row.group.isTeam });
        },
        site(row) {
          if (row.isPersonal || isSystemSite(row)) return;
          // A site with a group is judged by it, once.
          if (row.ownGroup.known && row.ownGroup.value !== null) return;
          sites += 1;
          if (row.ownGroup.known) judge(siteSubject(row), row.owners, { isTeam: false });
          else doubt(row.ownGroup.gap);
        },
      },
      verdict() {
        const total = groups + sites;
        const found = count.offences;
        const measures = { tooFewOwners: found, ownerless };
        if (total === 0) return { kind: 'not-applicable', message: 'empty' };
        const places = [plural(groups, 'group'), plural(sites, 'site without a group', 'sites without a group')].join(' and ');
        if (found === 0) return { kind: 'pass', message: 'none', data: { places, minimum }, total, measures };
        const data = { places: plural(found, 'group or site', 'groups and sites'), minimum, ownerless };
        return { kind: 'fail', message: 'some', data, total, measures };
      },
    };
  },
});
