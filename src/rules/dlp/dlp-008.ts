/** Whether pasting PHI into AI sites other than Copilot is blocked or warned of, in browsers or on devices. */
import type { DlpPolicyRow, DlpRuleRow } from '../../derive/rows.js';
import { allOf, anyOf, mapKnown, type Tri } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { named, orNull, tenantSubject } from '../kit.js';
import { CAPABILITIES, hasPlan, liveSkus } from '../licensing/plans.js';
import { does, holdsIn, policyDetail, policySubject, restrictsPhi, someRule, unprotecting } from './policies.js';

/** Planes on which a policy sees what goes to AI apps that are not Microsoft's. `Application` took the place of `Entra`. */
const PLANES: ReadonlySet<string> = new Set(['browser', 'application', 'entra', 'network']);

export default defineRule({
  meta: {
    id: 'DLP-008',
    revision: 1,
    title: 'Pasting PHI into other AI sites is blocked or warned of',
    failureTitle: 'Nothing stops PHI from being pasted into other AI sites',
    warnTitle: 'Devices are restricted, and whether AI sites are meant cannot be read',
    pillar: 'dlp',
    severity: 'medium',
    gate: null,
    claim: 'some',
    needs: { maybe: ['subscribedSkus'], rows: ['dlpPolicy'] },
    messages: {
      on: 'Enforced policies restrict what with PHI goes to AI sites in browsers or over the network: {names}. Private phones and computers are outside their reach.',
      devices:
        'Enforced policies restrict PHI on devices: {names}. Which sites count as AI sites (sensitive service domains) stands in settings that no export shows.',
      notPhi: 'Policies for browsers or devices are enforced, but none has an active rule that restricts PHI: {names}.',
      resting: 'No policy for browsers or devices is enforced: {states}.',
      none: 'No data loss prevention policy holds for AI sites in browsers or for devices.',
      unlicensed: 'No policy for browsers or devices is enforced, and the tenant owns no licence for DLP on devices.',
    },
    rationale:
      'Where Copilot is late, slow or refuses, people use another assistant, outside any business associate agreement. What they paste there cannot be called back.',
    remediation: {
      summary: 'Block or warn where PHI is pasted or uploaded to AI sites.',
      steps: [
        'Purview portal > DSPM for AI > Recommendations: make the policies against sensitive information in other AI apps, then turn them on.',
        'Purview portal > Data loss prevention > Endpoint settings > Browser and domain restrictions > Sensitive service domains: a group with the AI sites; then a rule for PHI with Upload to a restricted cloud service domain and Paste to supported browsers.',
        'Onboard the devices, and make Edge for Business the browser for work.',
        'Ask about private devices in the staff survey (ATT-013): no policy sees them.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(a)' },
      { framework: 'HIPAA', id: '164.312(e)(1)' },
      { framework: 'CISA SCuBA', id: 'MS.SECURITYSUITE.3.5v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.PS-05' },
    ],
  },
  create({ maybe, report, doubt, now }) {
    const browser: DlpPolicyRow[] = [];
    const devices: DlpPolicyRow[] = [];
    const others: DlpPolicyRow[] = [];
    return {
      on: {
        dlpPolicy(row) {
          const onPlane = mapKnown(row.policy.planes, (planes) => planes.some((plane) => PLANES.has(plane.toLowerCase())));
          const onDevices = holdsIn(row, 'endpoint');
          const inBrowser = allOf([row.enforced, onPlane, someRule(row, restrictsPhi)]);
          const onDevice = allOf([row.enforced, onDevices, someRule(row, (r) => allOf([restrictsPhi(r), restricts(r)]))]);
          for (const sight of [inBrowser, onDevice]) if (!sight.known) doubt(sight.gap);
          if (orNull(inBrowser) === true) browser.push(row);
          else if (orNull(onDevice) === true) devices.push(row);
          else if (orNull(anyOf([onPlane, onDevices])) === true) others.push(row);
        },
      },
      verdict() {
        const measures = { browser: browser.length, devices: devices.length, others: others.length };
        const said = { measures, total: browser.length + devices.length + others.length };
        const tell = (rows: readonly DlpPolicyRow[]) => {
          for (const row of rows) report({ subject: policySubject(row), detail: policyDetail(row) });
        };
        if (browser.length > 0) return { kind: 'pass', message: 'on', data: { names: namesOf(browser) }, ...said };
        if (devices.length > 0) {
          tell(devices);
          return { kind: 'warn', message: 'devices', data: { names: namesOf(devices) }, ...said };
        }
        const skus = maybe.subscribedSkus;
        if (!skus.known) doubt(skus.gap);
        else if (!liveSkus(skus.value).some((sku) => hasPlan(sku, CAPABILITIES.dlpEndpoint)))
          return { kind: 'not-applicable', message: 'unlicensed', lacksLicence: LICENCE, ...said };
        tell(others);
        const enforced = others.filter((row) => orNull(row.enforced) === true);
        if (enforced.length > 0) return { kind: 'fail', message: 'notPhi', data: { names: namesOf(enforced) }, ...said };
        if (others.length > 0) return { kind: 'fail', message: 'resting', data: { states: unprotecting(others, now) }, ...said };
        report({ subject: tenantSubject('DLP for other AI sites') });
        return { kind: 'fail', message: 'none', ...said };
      },
    };
  },
});

const LICENCE = 'DLP on devices (Microsoft 365 E5 or the Purview Suite)';

const restricts = (rule: DlpRuleRow): Tri => does(rule, (actions) => actions.restrictsEndpoint);

function namesOf(rows: readonly DlpPolicyRow[]): string {
  return named(rows.map(({ policy }) => policy.name).sort());
}
