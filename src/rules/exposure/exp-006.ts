/** How much of the tenant was seen: what was not read cannot be called safe. */
import { defineRule } from '../define.js';

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
      whole: 'Read whole: {wholeSites} of {knownSites} sites and {wholeDrives} of {knownDrives} drives ({percent} %).',
      most: 'Read whole: {wholeSites} of {knownSites} sites and {wholeDrives} of {knownDrives} drives ({percent} %). Below {go} % no plain Go is possible.',
      little:
        'Read whole: {wholeSites} of {knownSites} sites and {wholeDrives} of {knownDrives} drives ({percent} %). Below {floor} % nothing can be said of the tenant.',
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
  create({ doubt, totals, thresholds: { siteCoverageGo: go, siteCoverageFloor: floor } }) {
    return {
      verdict() {
        const { sitesCoverage, knownSites, wholeSites, knownDrives, wholeDrives } = totals;
        const measures = { sitesCoverage, knownSites, wholeSites, knownDrives, wholeDrives };
        if (sitesCoverage === null) {
          doubt(totals.sitesListGap ?? { reason: 'not-yet-read', detail: 'the list of sites and drives is not whole' });
          return { kind: 'pass', message: 'unknown', data: { knownSites }, measures };
        }
        // Rounded down: 94.96 % must not read as the 95 % that it missed.
        const data = { knownSites, wholeSites, knownDrives, wholeDrives, percent: Math.floor(sitesCoverage * 10) / 10 };
        const total = knownSites + knownDrives;
        if (sitesCoverage >= go) return { kind: 'pass', message: 'whole', data, total, measures };
        if (sitesCoverage >= floor) return { kind: 'warn', message: 'most', data: { ...data, go }, total, measures };
        return { kind: 'fail', message: 'little', data: { ...data, floor }, total, measures };
      },
    };
  },
});
