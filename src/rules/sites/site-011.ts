/** Who administers a site, which is to reach everything in it: guests, people who left, everybody, or too many. */
import { defineRule } from '../define.js';
import { named, orNull, plural, siteSubject } from '../kit.js';
import { sortAdmins } from './admins.js';

export default defineRule({
  meta: {
    id: 'SITE-011',
    revision: 1,
    title: 'Site administrators are few, and people who work here',
    failureTitle: 'Guests, people who left or everybody administer sites',
    warnTitle: 'Sites have many administrators',
    pillar: 'sites',
    severity: 'medium',
    gate: null,
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['site'] },
    thresholds: ['siteAdminsMax'],
    messages: {
      empty: 'There is no site.',
      none: 'Checked {sites}: each has at most {most} administrators, and all of them work here.',
      many: '{sites} with more than {most} administrators.',
      some: 'Guests, people who left or everybody administer {sites}; everybody: {everybody}. Apart from those, {many} with more than {most} administrators.',
    },
    rationale:
      'An administrator of a site reads everything in it, whatever its permissions say, and Copilot answers him or her from all of it.',
    remediation: {
      summary: 'Leave two or three administrators who work here on each site.',
      steps: [
        'SharePoint admin center > Active sites > the site > Membership > Site admins: remove guests, people who left and groups of all staff.',
        'Or run Set-SPOUser -Site <site> -LoginName <login name> -IsSiteCollectionAdmin $false, or in PnP PowerShell Remove-PnPSiteCollectionAdmin -Owners <login name>.',
        'Keep guests out for good: Set-SPOTenant -CoreBlockGuestsAsSiteAdmin On.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(A)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, thresholds: { siteAdminsMax: most } }) {
    let sites = 0;
    let everybody = 0;
    return {
      on: {
        site(row) {
          if (row.isPersonal) return;
          sites += 1;
          if (!row.admins.known) {
            doubt(row.admins.gap);
            return;
          }
          const { count: admins, all, guests, gone, gap } = sortAdmins(row.admins.value);
          const isWrong = all.length + guests.length + gone.length > 0;
          const phi = orNull(row.sensitiveWord) !== null;
          if (gap !== null) doubt(gap);
          if (all.length > 0 && !row.sensitiveWord.known) doubt(row.sensitiveWord.gap);
          if (!isWrong && admins <= most) return;
          if (all.length > 0) everybody += 1;
          const isWorst = all.length > 0 && phi;
          report({
            subject: siteSubject(row),
            severity: isWorst ? 'critical' : isWrong ? 'high' : 'medium',
            gate: isWorst ? 'block' : all.length > 0 ? 'condition' : null,
            reach: all.length > 0 ? 'standing' : null,
            readersShare: all.length > 0 ? 1 : 0,
            sensitive: phi,
            suspicion: !isWrong,
            detail: {
              administrators: admins,
              everybody: all.length > 0 ? named(all, 3) : null,
              guests: guests.length > 0 ? named(guests, 3) : null,
              departed: gone.length > 0 ? named(gone, 3) : null,
              matchedWord: orNull(row.sensitiveWord),
            },
          });
        },
      },
      verdict() {
        if (sites === 0) return { kind: 'not-applicable', message: 'empty' };
        const measures = { wrong: count.offences, everybody, many: count.suspicions };
        if (count.offences > 0) {
          const data = { sites: plural(count.offences, 'site'), everybody, many: plural(count.suspicions, 'site'), most };
          return { kind: 'fail', message: 'some', data, total: sites, measures };
        }
        if (count.suspicions > 0)
          return {
            kind: 'warn',
            message: 'many',
            data: { sites: plural(count.suspicions, 'site'), most },
            total: sites,
            measures,
          };
        return { kind: 'pass', message: 'none', data: { sites: plural(sites, 'site'), most }, total: sites, measures };
      },
    };
  },
});
