/** What people who left still expose: places that they opened, links that they made, their OneDrives, sites that nobody looks after. */
import { defineRule } from '../define.js';
import {
  CAPPED,
  driveSubject,
  isSensitive,
  judge,
  linkGap,
  linkSubject,
  orNull,
  plural,
  scopeSubject,
  siteSubject,
} from '../kit.js';
import { contentOf, isLinked, reachOf } from '../places.js';
import { readersShare } from '../sites/openness.js';
import { isSystemSite } from '../sites/system-sites.js';

export default defineRule({
  meta: {
    id: 'EXP-004',
    revision: 1,
    title: 'Nobody who left has left anything open to many',
    failureTitle: 'What people who left had opened is still open to many',
    warnTitle: 'OneDrives of people who left still share files with some',
    pillar: 'exposure',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    // Without the makers of links, what else people left open is still a finding.
    needs: { rows: ['scope', 'drive', 'site'], maybeRows: ['link'] },
    messages: {
      none: 'Nothing that many can reach goes back to somebody who left.',
      shares:
        'Nothing that many can reach goes back to somebody who left, but {drives} of people who left still share files with some.',
      some: 'People who left are behind {places} open to many, {links} for everybody who comes by them, and {drives} with shares; beside that, {sites} open to many with nobody left to look after them. PHI-looking files that many can read now: {standing}; behind links: {latent}.',
    },
    rationale:
      'Nobody reviews what somebody who left had shared, and Copilot goes on answering from it for everyone whom it reaches.',
    remediation: {
      summary: 'Give each place an owner who works here, then close what nobody needs open.',
      steps: [
        'Work through ITEM-005, ITEM-006, OD-002 and SITE-004: each names what to close and how.',
        'Name an owner for each site: SharePoint admin center > Active sites > the site > Membership, or Set-SPOSite -Identity <site> -Owner <user>.',
        'Make the review of shares, links and OneDrives a step of your leaver checklist.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(3)(ii)(C)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals }) {
    const found = { places: 0, links: 0, drives: 0, sites: 0 };
    let standing = 0;
    /** PHI-looking files behind links, by place: one that is opened by a link of the same person counts once. */
    const latent = new Map<string, number>();
    return {
      on: {
        scope(scope) {
          const { creatorDeparted: departed, standingBroad: broad } = scope;
          if (scope.isIntended || (departed.known && !departed.value)) return;
          const isStanding = orNull(broad) === true;
          const hasLink = isLinked(scope);
          const unsure = hasLink ? null : linkGap(scope);
          if (!broad.known) doubt(broad.gap);
          else if (unsure) doubt(unsure);
          else if (!isStanding && scope.isAtLeast) doubt(CAPPED);
          if (!isStanding && !hasLink) return;
          judge(departed, doubt, () => {
            found.places += 1;
            if (isStanding) standing += scope.sensitiveFiles;
            if (hasLink) latent.set(scope.id, scope.sensitiveFiles);
            report({
              subject: scopeSubject(scope),
              ...reachOf(isStanding, scope, totals.enabledMembers),
              sensitive: isSensitive(scope),
              detail: { what: 'made by', who: scope.creatorName, ...contentOf(scope), hasLink },
            });
          });
        },
        link(link) {
          if (link.scope === 'users') return;
          judge(link.creatorDeparted, doubt, () => {
            found.links += 1;
            const place = link.id.slice(0, link.id.lastIndexOf('/'));
            if (!latent.has(place)) latent.set(place, link.sensitive ? link.files : 0);
            report({
              subject: linkSubject(link),
              reach: 'latent',
              sensitive: link.sensitive,
              detail: { what: 'link made by', who: link.creatorName, files: link.files, hasLink: true },
            });
          });
        },
        drive(row) {
          if (!row.isPersonal || (row.ownerDeparted.known && !row.ownerDeparted.value)) return;
          if (row.liveShares.known && row.liveShares.value === 0) return;
          if (!row.ownerDeparted.known) return doubt(row.ownerDeparted.gap);
          if (!row.liveShares.known) return doubt(row.liveShares.gap);
          found.drives += 1;
          // Shared with whom is told place by place; a link of the organization is open to many in any case.
          const isOpen = row.organizationLinks > 0;
          report({
            subject: driveSubject(row),
            reach: isOpen ? 'latent' : 'standing',
            ...(isOpen ? {} : { severity: 'medium', gate: null, suspicion: true }),
            detail: { what: 'OneDrive of', who: row.ownerName, files: row.files, liveShares: row.liveShares.value },
          });
        },
        site(row) {
          const { owners, standingBroad: broad } = row;
          if (row.isPersonal || row.isIntended || isSystemSite(row) || (broad.known && !broad.value)) return;
          if (owners.known && owners.value.some(({ departed }) => orNull(departed) === false)) return;
          const unsure = owners.known ? owners.value.find(({ departed }) => !departed.known)?.departed : owners;
          if (unsure !== undefined && !unsure.known) return doubt(unsure.gap);
          judge(broad, doubt, () => {
            found.sites += 1;
            report({
              subject: siteSubject(row),
              reach: 'standing',
              readersShare: readersShare(row, totals.enabledMembers),
              sensitive: orNull(row.sensitiveWord) !== null,
              detail: { what: 'nobody looks after it', who: null, files: row.files, sensitiveFiles: row.sensitiveFiles },
            });
          });
        },
      },
      verdict() {
        const behindLinks = [...latent.values()].reduce((sum, files) => sum + files, 0);
        const measures = { standing, latent: behindLinks, ...found };
        const drives = plural(found.drives, 'OneDrive');
        if (count.offences > 0) {
          const data = {
            places: plural(found.places, 'place'),
            links: plural(found.links, 'link'),
            drives,
            sites: plural(found.sites, 'site'),
            standing,
            latent: behindLinks,
          };
          return { kind: 'fail', message: 'some', data, measures };
        }
        if (count.suspicions > 0) return { kind: 'warn', message: 'shares', data: { drives }, measures };
        return { kind: 'pass', message: 'none', measures };
      },
    };
  },
});
