/** Sites where nothing has happened for long, and that are still open. */
import { defineRule } from '../define.js';
import { daysSince, orNull, plural, siteSubject } from '../kit.js';
import { closedBy } from './closed-sites.js';
import { opennessOf, readersShare } from './openness.js';
import { isSystemSite } from './system-sites.js';

export default defineRule({
  meta: {
    id: 'SITE-006',
    revision: 1,
    title: 'Sites that nobody uses any more are closed, archived or restricted',
    failureTitle: 'Sites that nobody uses any more are still open',
    pillar: 'sites',
    severity: 'medium',
    gate: null,
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['site'] },
    thresholds: ['inactiveSiteDays', 'longStaleDays'],
    messages: {
      empty: 'There is no site.',
      none: 'Checked {sites}: each one without activity for {days} days is archived, locked or restricted{readOnly}.',
      some: 'Without activity for {days} days and still open: {sites}; of those open to many: {broad}{readOnly}.',
    },
    rationale:
      'Nobody looks at an old site, but Copilot does: it answers from a note of four years ago as readily as from one of last week.',
    remediation: {
      summary: 'Archive what nobody needs, and close what has to be kept.',
      steps: [
        "Archive it, which takes it out of Copilot's reach: SharePoint admin center > Active sites > the site > Archive, or Set-SPOSiteArchiveState -Identity <site> -ArchiveState Archived.",
        'Or close it to all but one group: Set-SPOSite -Identity <site> -RestrictedAccessControl $true.',
        'Or lock it: Set-SPOSite -Identity <site> -LockState NoAccess. With ReadOnly nothing changes there any more, but everybody who could read it still can, and so can Copilot for them.',
        'Let SharePoint watch it: SharePoint admin center > Policies > Site lifecycle management > Inactive site policies.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.310(d)(2)(i)' },
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'NIST CSF 2.0', id: 'ID.AM-08' },
    ],
  },
  create({ report, doubt, count, now, totals, thresholds: { inactiveSiteDays: days, longStaleDays } }) {
    let sites = 0;
    let broad = 0;
    let readOnly = 0;
    return {
      on: {
        site(row) {
          if (row.isPersonal || isSystemSite(row)) return;
          sites += 1;
          const closed = closedBy(row);
          if (closed.known && closed.value !== null && closed.value !== 'read-only') return;
          // A site that never saw any activity is as old as itself.
          const last = row.lastActivity.known ? (row.lastActivity.value ?? row.site.createdDateTime) : null;
          const idle = daysSince(last, now);
          if (idle !== null && idle <= days) return;
          if (idle === null || !closed.known) {
            const undated = { reason: 'failed', detail: 'A site has neither a date of activity nor one of creation.' } as const;
            doubt(!closed.known ? closed.gap : row.lastActivity.known ? undated : row.lastActivity.gap);
            return;
          }
          if (row.activityGap) {
            doubt(row.activityGap);
            return;
          }
          if (closed.value === 'read-only') {
            readOnly += 1;
            return;
          }
          const { is, mayBeWorse } = row.isIntended ? { is: 'closed', mayBeWorse: null } : opennessOf(row);
          const isBroad = is === 'everybody' || is === 'many';
          const isOld = idle > longStaleDays;
          const phi = orNull(row.sensitiveWord) !== null;
          if (!isBroad && mayBeWorse) doubt(mayBeWorse);
          if (isBroad && isOld && !row.sensitiveWord.known) doubt(row.sensitiveWord.gap);
          if (isBroad) broad += 1;
          const isWorst = isBroad && isOld && phi;
          report({
            subject: siteSubject(row),
            severity: isWorst ? 'critical' : isBroad ? 'high' : 'medium',
            gate: isWorst ? 'block' : isBroad ? 'condition' : null,
            reach: isBroad ? 'standing' : null,
            readersShare: isBroad ? readersShare(row, totals.enabledMembers) : 0,
            sensitive: phi,
            detail: {
              lastActivity: last,
              daysInactive: idle,
              openToMany: isBroad,
              readers: orNull(row.standingReaders),
              matchedWord: orNull(row.sensitiveWord),
              files: row.files,
              hiddenFromSearch: row.isDiscoveryRestricted,
            },
          });
        },
      },
      verdict() {
        if (sites === 0) return { kind: 'not-applicable', message: 'empty' };
        const measures = { inactive: count.offences, broad, readOnly };
        const locked = readOnly > 0 ? `; read-only, which closes nothing for those who read: ${readOnly}` : '';
        if (count.offences > 0) {
          const data = { sites: plural(count.offences, 'site'), days, broad, readOnly: locked };
          return { kind: 'fail', message: 'some', data, total: sites, measures };
        }
        const data = { sites: plural(sites, 'site'), days, readOnly: locked };
        return { kind: 'pass', message: 'none', data, total: sites, measures };
      },
    };
  },
});
