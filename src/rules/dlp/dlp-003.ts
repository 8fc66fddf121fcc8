/** Whether enforced policies that look for PHI hold everywhere in mail, SharePoint and OneDrive, and in Teams and on devices where licensed. */
import type { DlpPolicyRow } from '../../derive/rows.js';
import { allOf, anyOf, mapKnown } from '../../evidence/known.js';
import type { DlpLocation } from '../../evidence/purview.js';
import { defineRule } from '../define.js';
import { named, orNull, tenantSubject } from '../kit.js';
import { CAPABILITIES, hasPlan, liveSkus } from '../licensing/plans.js';
import { holdsIn, isEverywhere, LOCATION_NAMES, LOCATIONS, restrictsPhi, scopeWords, someRule } from './policies.js';

/** Places that need a licence of their own. */
const LICENSED: { readonly [L in DlpLocation]?: ReadonlySet<string> } = {
  teams: CAPABILITIES.dlpTeams,
  endpoint: CAPABILITIES.dlpEndpoint,
};

export default defineRule({
  meta: {
    id: 'DLP-003',
    revision: 1,
    title: 'Data loss prevention for PHI covers every place that PHI moves through',
    failureTitle: 'Data loss prevention for PHI leaves out places that PHI moves through',
    pillar: 'dlp',
    severity: 'medium',
    gate: null,
    worst: { severity: 'high', gate: null },
    claim: 'some',
    needs: { maybe: ['subscribedSkus'], rows: ['dlpPolicy'] },
    messages: {
      all: 'Enforced policies that restrict PHI hold for everybody in {covered}. Not judged, for want of a licence: {unlicensed}.',
      open: 'No enforced policy that restricts PHI holds for everybody, without an exception, in {open}. Not judged, for want of a licence: {unlicensed}.',
    },
    rationale:
      'Copilot draws on files and mail and puts the answer wherever the person works next. A place that no policy covers, or an exception that nobody remembers, is the way out.',
    remediation: {
      summary: 'Let the policy for PHI hold in all places, for all people and sites.',
      steps: [
        'Purview portal > Data loss prevention > Policies > the policy > Edit > Locations: Exchange email, SharePoint sites and OneDrive accounts on All, without exclusions.',
        'Or: Set-DlpCompliancePolicy -Identity <policy> -AddExchangeLocation All -AddSharePointLocation All -AddOneDriveLocation All, and -Remove…LocationException for each exception.',
        'Teams and devices need Microsoft 365 E5 or the Purview Suite; add them where you own it (-AddTeamsLocation All, -AddEndpointDlpLocation All).',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(e)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.2.1' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.2.2' },
      { framework: 'CISA SCuBA', id: 'MS.SECURITYSUITE.3.2v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-02' },
    ],
  },
  create({ maybe, report, doubt }) {
    const rows: DlpPolicyRow[] = [];
    const protects = (row: DlpPolicyRow) => allOf([row.enforced, someRule(row, restrictsPhi)]);
    const isOwned = (plans: ReadonlySet<string>) =>
      mapKnown(maybe.subscribedSkus, (skus) => liveSkus(skus).some((sku) => hasPlan(sku, plans)));
    return {
      on: {
        dlpPolicy: (row) => {
          rows.push(row);
        },
      },
      verdict() {
        const covered: string[] = [];
        const open: string[] = [];
        const unlicensed: string[] = [];
        for (const place of LOCATION_NAMES) {
          const plans = LICENSED[place];
          const holds = anyOf(rows.map((row) => allOf([protects(row), mapKnown(row.policy.locations[place], isEverywhere)])));
          if (holds.known && holds.value) {
            covered.push(LOCATIONS[place]);
            continue;
          }
          const owned = plans === undefined ? null : isOwned(plans);
          if (owned?.known === true && !owned.value) {
            unlicensed.push(LOCATIONS[place]);
            continue;
          }
          if (!holds.known) doubt(holds.gap);
          if (owned?.known === false) doubt(owned.gap);
          open.push(LOCATIONS[place]);
          const partly = rows.filter((row) => orNull(allOf([protects(row), holdsIn(row, place)])) === true);
          const isOut = partly.length === 0;
          report({
            subject: tenantSubject(LOCATIONS[place]),
            severity: isOut && (place === 'sharePoint' || place === 'oneDrive') ? 'high' : 'medium',
            detail: {
              policies: isOut ? 'none' : named(partly.map((row) => `${row.policy.name}: ${scopeOf(row, place)}`).sort()),
            },
          });
        }
        const measures = { covered: covered.length, open: open.length, notLicensed: unlicensed.length };
        const left = unlicensed.length === 0 ? 'nothing' : unlicensed.join(', ');
        const said = { measures, total: covered.length + open.length };
        if (open.length === 0)
          return { kind: 'pass', message: 'all', data: { covered: covered.join(', '), unlicensed: left }, ...said };
        return { kind: 'fail', message: 'open', data: { open: open.join(', '), unlicensed: left }, ...said };
      },
    };
  },
});

function scopeOf({ policy }: DlpPolicyRow, place: DlpLocation): string {
  const scope = orNull(policy.locations[place]);
  return scope === null ? 'unreadable' : scopeWords(scope);
}
