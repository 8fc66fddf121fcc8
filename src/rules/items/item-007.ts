/** PHI-looking places that were opened to guests who belong to no business associate. */
import { defineRule } from '../define.js';
import { guestStanding, worstStanding } from '../guest-domains.js';
import { CAPPED, granteesOf, isSensitive, NOT_WHOLE, named, orNull, plural, scopeSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'ITEM-007',
    revision: 1,
    title: 'What looks like PHI is granted to no guest but those of business associates',
    failureTitle: 'Guests who belong to no business associate are granted PHI-looking content',
    warnTitle: 'Guests are granted PHI-looking content: an agreement is missing, or access is held back',
    pillar: 'items',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'condition' },
    claim: 'none',
    needs: { rows: ['scope'] },
    messages: {
      none: 'Checked {places}: no guest is granted one that looks like PHI, but those of business associates with an agreement. Guests inside groups of the directory are not in this number; TEAM-001 judges teams.',
      associates:
        'Found {places} with PHI-looking names granted to guests: {noAgreement} of business associates without a signed agreement, {behind} where Restricted Access Control lets in its own groups only.',
      some: 'Found {places} with PHI-looking names granted to guests who belong to no business associate; with a private mailbox: {consumer}, of a mail domain that is not known: {domainless}. The configuration lists {associates}.',
    },
    rationale:
      'A guest of a company without a business associate agreement must not see PHI, and nobody can say who reads a private mailbox. Guests have their own grants, so closing what staff can read does not shut them out.',
    remediation: {
      summary: 'Remove the guest, or sign the agreement and list the company.',
      steps: [
        'Open the item > Manage access, or the site > Site permissions > the SharePoint group: remove the guest.',
        'Send what a company still needs by your approved channel, to an address of the company.',
        'List each company with its mail domain and whether an agreement is signed under businessAssociates of the configuration.',
        'Let guests come from listed domains only: Set-SPOTenant -SharingDomainRestrictionMode AllowList -SharingAllowedDomainList "<domains>".',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(e)' },
      { framework: 'HIPAA', id: '164.308(b)(1)' },
      { framework: 'HIPAA', id: '164.312(e)(1)' },
      { framework: 'NIST CSF 2.0', id: 'GV.SC-05' },
    ],
  },
  create({ report, doubt, count, totals }) {
    const associates = totals.businessAssociates;
    const guests = { consumer: 0, domainless: 0 };
    const seen = new Set<string>();
    let standing = 0;
    let noAgreement = 0;
    let behindRestriction = 0;
    return {
      on: {
        scope(scope) {
          const phi = isSensitive(scope);
          if (!phi && !scope.isPartlyRead) return;
          const found = scope.grants
            .filter(({ audience }) => audience === 'guest')
            .map((grant) => ({ ...grant, standing: guestStanding(grant.guestDomain, associates) }));
          const worst = worstStanding(found.map((guest) => guest.standing));
          // Entries that were cut off, and groups and principals whose people are not known, may be guests.
          const unread = scope.grants.find(
            ({ audience, readers }) => (audience === 'site-group' || audience === 'unrecognised') && !readers.known,
          );
          // A guest may be in the group that it lets in, or not.
          const behind = orNull(scope.restrictedTo) !== null;
          if (worst !== null && !phi) {
            doubt(NOT_WHOLE);
            return;
          }
          if (behind ? worst === null : worst !== 'consumer') {
            if (unread !== undefined && !unread.readers.known) doubt(unread.readers.gap);
            else if (scope.isAtLeast) doubt(CAPPED);
          }
          if (worst === null) return;
          const strangers = found.filter((guest) => guest.standing !== 'agreed');
          if (!behind) {
            standing += scope.sensitiveFiles;
            if (worst === 'no-agreement') noAgreement += 1;
            for (const { label, guestDomain, standing: is } of strangers) {
              const who = `${label}@${guestDomain ?? ''}`;
              if (seen.has(who)) continue;
              seen.add(who);
              if (is === 'consumer') guests.consumer += 1;
              if (guestDomain === null) guests.domainless += 1;
            }
          } else behindRestriction += 1;
          report({
            subject: scopeSubject(scope),
            severity: behind || worst === 'no-agreement' ? 'medium' : worst === 'consumer' ? 'critical' : 'high',
            gate: behind ? null : 'condition',
            suspicion: behind || worst === 'no-agreement',
            reach: behind ? 'latent' : 'standing',
            sensitive: true,
            detail: {
              guests: named(granteesOf(strangers)),
              domains: named([...new Set(strangers.map(({ guestDomain }) => guestDomain ?? 'not known'))].sort()),
              sensitiveFiles: scope.sensitiveFiles,
              matchedWord: scope.sensitiveWord ?? 'none',
              behindRestrictedAccessControl: behind,
            },
          });
        },
      },
      verdict() {
        const total = totals.scopes;
        const measures = { standing, latent: 0, guests: seen.size, ...guests, noAgreement, behindRestriction };
        if (count.offences > 0) {
          const listed = plural(associates.size, 'business associate');
          const data = { places: plural(count.offences, 'place'), ...guests, associates: listed };
          return { kind: 'fail', message: 'some', data, total, measures };
        }
        if (count.suspicions > 0) {
          const data = { places: plural(count.suspicions, 'place'), noAgreement, behind: behindRestriction };
          return { kind: 'warn', message: 'associates', data, total, measures };
        }
        return { kind: 'pass', message: 'none', data: { places: plural(total, 'place') }, total, measures };
      },
    };
  },
});
