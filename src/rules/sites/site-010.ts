/** Whether sensitive sites that are open to too many are at least fenced or hidden while their owners mend them. */
import type { Scope, SiteRow } from '../../derive/rows.js';
import { collectionOf } from '../../evidence/collections.js';
import type { Site } from '../../evidence/content.js';
import { defineRule } from '../define.js';
import { CAPPED, isRestricted, isSensitive, NOT_WHOLE, orNull, plural, siteSubject } from '../kit.js';
import { opennessOf } from './openness.js';
import { isSearchRestricted, type Shield, shieldOf } from './shields.js';

const ORDER: readonly Shield[] = ['none', 'Restricted SharePoint Search', 'Restricted Content Discovery', 'fence'];

import { isSystemSite } from './system-sites.js';

export default defineRule({
  meta: {
    id: 'SITE-010',
    revision: 1,
    title: 'Sensitive sites that are open are fenced until they are mended',
    failureTitle: 'Sensitive sites are open, and nothing shields them meanwhile',
    warnTitle: 'Sensitive sites are open, and only hidden from search meanwhile',
    pillar: 'sites',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { rows: ['site'], maybeRows: ['scope'], maybe: ['sharePointTenant'] },
    messages: {
      nothing: 'No sensitive site is open to too many, so none has to be shielded.',
      fenced: '{sites} granted to too many: Restricted Access Control keeps people out meanwhile.',
      hidden:
        'Mitigated, not fixed: {sites} open to too many, and hidden from search and Copilot. Owners, recent visitors and direct shares still reach them{leave}.',
      open: '{sites} open to too many, with nothing that shields them meanwhile; only hidden: {hidden}{leave}.',
    },
    rationale: 'To mend permissions takes weeks, and Copilot answers from the first day. A fence around the site takes minutes.',
    remediation: {
      summary: 'Put Restricted Access Control on the site today, and mend its permissions after.',
      steps: [
        'Set-SPOSite -Identity <site> -RestrictedAccessControl $true, then -AddRestrictedAccessControlGroups <group id>: people outside these groups are kept out, whatever the permissions say.',
        'Where that would stop work, hide it: Set-SPOSite -Identity <site> -RestrictContentOrgWideSearch $true. It changes who finds it, not who may open it.',
        'Both need SharePoint Advanced Management, which comes with a Copilot licence.',
        'Where Restricted SharePoint Search is on, make a plan to leave it: Microsoft retires it, and it never kept anybody out. Mend or fence the sites that it hides first.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.308(a)(1)(ii)(B)' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-10' },
    ],
  },
  create({ maybe: { sharePointTenant: tenant }, report, doubt }) {
    const open = new Map<string, { readonly site: Site; readonly shield: Shield; readonly because: string }>();

    /** The least shielded place of a site speaks for it; the site itself before what is in it. */
    const found = (row: SiteRow | Scope, because: string) => {
      const shield = shieldOf(row, row.site.webUrl, tenant);
      if (!shield.known) {
        doubt(shield.gap);
        return;
      }
      const key = collectionOf(row.site.id);
      const known = open.get(key);
      const rank = (entry: { site: Site; shield: Shield; because: string }) =>
        `${ORDER.indexOf(entry.shield)} ${entry.because} ${entry.site.id}`;
      const entry = { site: row.site, shield: shield.value, because };
      if (known === undefined || rank(entry) < rank(known)) open.set(key, entry);
    };
    return {
      on: {
        site(row) {
          const word = row.sensitiveWord;
          if (row.isPersonal || row.isIntended || isSystemSite(row) || (word.known && word.value === null)) return;
          const { is, mayBeWorse } = opennessOf(row);
          // Behind a fence, what is not known changes nothing.
          const isFenced = orNull(row.restrictedTo) !== null;
          if (is === 'closed') {
            if (mayBeWorse && !isFenced) doubt(mayBeWorse);
          } else if (word.known) found(row, 'a site open to everybody or to many');
          else if (!isFenced) doubt(word.gap);
        },
        scope(scope) {
          if (scope.isPersonal || scope.isIntended) return;
          const isLinked = scope.hasOrganizationLink && !isRestricted(scope);
          const isOpen = isLinked || orNull(scope.standingBroad) === true;
          const mayHold = scope.isPartlyRead && scope.kind !== 'file';
          if (isOpen && isSensitive(scope)) found(scope, 'an item in it open to many, or to whoever opens a link');
          else if (orNull(scope.restrictedTo) !== null || !(isSensitive(scope) || mayHold)) return;
          else if (!scope.standingBroad.known) doubt(scope.standingBroad.gap);
          else if (isOpen) doubt(NOT_WHOLE);
          else if (scope.isAtLeast) doubt(CAPPED);
        },
      },
      verdict() {
        const entries = [...open.values()].filter(({ shield }) => shield !== 'fence');
        const bare = entries.filter(({ shield }) => shield === 'none').length;
        for (const { site, shield, because } of entries)
          report({
            subject: siteSubject({ site }),
            severity: shield === 'none' ? 'medium' : 'low',
            suspicion: shield !== 'none',
            sensitive: true,
            detail: { because, hiddenBy: shield === 'none' ? null : shield },
          });
        const hidden = entries.length - bare;
        const measures = { open: bare, hidden, fenced: open.size - entries.length };
        const isLeaving = orNull(isSearchRestricted(tenant)) === true;
        const leave = isLeaving ? '; Restricted SharePoint Search is on and is retiring, so make a plan to leave it' : '';
        if (bare > 0) {
          const data = { sites: plural(bare, 'sensitive site is', 'sensitive sites are'), hidden, leave };
          return { kind: 'fail', message: 'open', data, total: open.size, measures };
        }
        if (hidden > 0) {
          const data = { sites: plural(hidden, 'sensitive site is', 'sensitive sites are'), leave };
          return { kind: 'warn', message: 'hidden', data, total: open.size, measures };
        }
        if (open.size === 0) return { kind: 'not-applicable', message: 'nothing', total: 0, measures };
        const data = { sites: plural(open.size, 'sensitive site is', 'sensitive sites are') };
        return { kind: 'pass', message: 'fenced', data, total: open.size, measures };
      },
    };
  },
});
