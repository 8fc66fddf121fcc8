/** How much of the tenant was seen: what was not read cannot be called safe. */
import { gapSentence } from '../../evidence/gap-sentence.js';
import { defineRule } from '../define.js';
import { plural, siteSubject } from '../kit.js';

export default defineRule({
  meta: {
    id: 'EXP-006',
    revision: 1,
    title: 'Nearly all sites and drives were read whole',
    failureTitle: 'Too many sites and drives were not read whole',
    pillar: 'exposure',
    severity: 'high',
    gate: 'condition',
    claim: 'none',
    needs: { rows: [] },
    thresholds: ['siteCoverageGo', 'siteCoverageFloor'],
    messages: {
      whole: 'Read whole: {wholeSites} of {knownSites} sites and {wholeDrives} of {knownDrives} drives ({percent} %){beyond}.',
      most: 'Read whole: {wholeSites} of {knownSites} sites and {wholeDrives} of {knownDrives} drives ({percent} %){beyond}. Below {go} % no plain Go is possible.',
      little:
        'Read whole: {wholeSites} of {knownSites} sites and {wholeDrives} of {knownDrives} drives ({percent} %){beyond}. Below {floor} % nothing can be said of the tenant.',
      unknown: 'How many sites and drives there are is not known; found so far: {knownSites} sites.',
    },
    rationale:
      'Copilot searches every site that an employee may read, so a scan that left some out says nothing about those. HIPAA asks for an accurate and thorough analysis.',
    remediation: {
      summary: 'Finish the scan with the permissions that it lacked.',
      steps: [
        'Run "copilot-preflight doctor" to see which permissions are missing, and let an administrator consent to them.',
        'Scan again; a tenant of many thousand sites is read best at night or on a weekend, when Microsoft throttles less.',
      ],
      effort: 'hours',
    },
    references: [{ framework: 'HIPAA', id: '164.308(a)(1)(ii)(A)' }],
  },
  create({ report, doubt, totals, thresholds: { siteCoverageGo: go, siteCoverageFloor: floor } }) {
    return {
      verdict() {
        const { sitesCoverage, knownSites, wholeSites, knownDrives, wholeDrives } = totals;
        const beyondReach = totals.outOfReach.length;
        const measures = {
          sitesCoverage,
          knownSites,
          wholeSites,
          knownDrives,
          wholeDrives,
          unreadSites: totals.unreadSites.length,
          outOfReach: beyondReach,
        };
        for (const { site, gap } of totals.unreadSites)
          report({ subject: siteSubject({ site }), detail: { reason: gapSentence(gap) } });
        if (sitesCoverage === null) {
          doubt(totals.sitesListGap ?? { reason: 'not-yet-read', detail: 'the list of sites and drives is not whole' });
          return { kind: 'pass', message: 'unknown', data: { knownSites }, measures };
        }
        // Rounded down: 94.96 % must not read as the 95 % that it missed.
        const percent = Math.floor(sitesCoverage * 10) / 10;
        const are = beyondReach === 1 ? 'is' : 'are';
        const beyond =
          beyondReach > 0 ? `; ${plural(beyondReach, 'site')} beside them ${are} archived or shut, out of Copilot's reach` : '';
        const data = { knownSites, wholeSites, knownDrives, wholeDrives, percent, beyond };
        const total = knownSites;
        if (sitesCoverage >= go) return { kind: 'pass', message: 'whole', data, total, measures };
        if (sitesCoverage >= floor) return { kind: 'warn', message: 'most', data: { ...data, go }, total, measures };
        return { kind: 'fail', message: 'little', data: { ...data, floor }, total, measures };
      },
    };
  },
});
