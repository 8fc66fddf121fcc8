/** Results to render: a practice that is not ready, one that is, one that could not be judged, and one whose every string attacks the reader. */
import { unknown } from '../../src/evidence/known.js';
import { needsSharePoint } from '../../src/evidence/sharepoint.js';
import type { OpinionRow, ScanResult, SecondOpinion } from '../../src/result/types.js';
import { FORBIDDEN, IDLE, OPEN, QUIET, UNKNOWN } from './sample-findings.js';

const LINE = {
  source: 'export',
  session: 'security-compliance',
  objects: 0,
  at: '2026-11-18T07:00:00.000Z',
  module: 'ExchangeOnlineManagement 3.9.2',
  door: 'Get-Label.json, UTF-8',
  gap: null,
} as const;

const CMDLETS: ScanResult['coverage']['cmdlets'] = {
  readings: [
    { ...LINE, cmdlet: 'Get-DlpCompliancePolicy', outcome: 'read', objects: 3 },
    { ...LINE, cmdlet: 'Get-Label', outcome: 'empty' },
    { ...LINE, cmdlet: 'Get-InsiderRiskPolicy', outcome: 'failed', gap: FORBIDDEN, at: null },
    {
      ...LINE,
      cmdlet: 'Get-CsTeamsMeetingPolicy',
      session: 'teams',
      outcome: 'not-run',
      door: null,
      gap: { reason: 'not-requested', remedy: 'the module MicrosoftTeams' },
    },
    { ...LINE, cmdlet: 'Get-LabelPolicy', outcome: 'unreadable', gap: { reason: 'unreadable', detail: 'the file is cut short' } },
    {
      ...LINE,
      cmdlet: 'Get-DlpCompliancePolicy',
      source: 'direct',
      outcome: 'read',
      objects: 3,
      door: 'nam12b.ps.compliance.protection.outlook.com',
      at: '2026-11-20T08:10:00.000Z',
    },
  ],
  disagreements: {
    count: 2,
    list: [
      {
        fact: 'DLP policy "PHI in prompts": mode',
        values: [
          {
            source: 'export',
            cmdlet: 'Get-DlpCompliancePolicy',
            at: '2026-11-18T07:00:00.000Z',
            value: 'TestWithoutNotifications',
          },
          { source: 'direct', cmdlet: 'Get-DlpCompliancePolicy', at: '2026-11-20T08:10:00.000Z', value: 'Enable' },
        ],
      },
    ],
  },
  scoreControls: [
    {
      control: 'mip_search_auditlog',
      title: 'Audit log search is on',
      percent: 100,
      score: 3,
      asOf: '2026-11-19T00:00:00Z',
      rules: ['AUD-001'],
    },
  ],
  notAssessed: ['DLP-009'],
};

/** A practice of 74 with three things open that block. */
export function noGo(): ScanResult {
  return {
    schemaVersion: '1.2',
    tool: { name: 'copilot-preflight', version: '0.1.0' },
    tenant: {
      id: '6f0c2a51-7a0e-4e0d-9a8f-0d6b1a52c9e4',
      displayName: 'Lakeside Family Medicine',
      defaultDomain: 'lakeside.example',
    },
    scan: {
      source: 'demo',
      cloud: 'global',
      profile: 'standard',
      startedAt: '2026-11-20T08:00:00.000Z',
      endedAt: '2026-11-20T08:14:31.000Z',
      asOf: '2026-11-20T08:14:31.000Z',
      finished: true,
      namesMasked: true,
      signIn: {
        method: 'certificate',
        mode: 'application',
        permissions: ['Sites.Read.All', 'User.Read.All'],
        appId: '3b1f0a6e-52d4-4f0b-8f5e-53d2a5a2be11',
      },
      sharePoint: { known: true, value: { permissions: ['Sites.FullControl.All'] } },
      cmdlets: { known: false, gap: { reason: 'not-requested', remedy: '--purview-direct' } },
      bundle: null,
      limits: { sites: null, maxUnits: null, until: null },
      spent: { graph: { requests: 1_840, units: 5_210, throttled: 3 }, sharepoint: { requests: 420, units: 0, throttled: 0 } },
      betaPaths: [
        { path: '/admin/reportSettings', why: 'Whether report names are concealed has no v1.0 twin.', replacedBy: 'nothing yet' },
      ],
      notes: ['The preference hierarchicalsharing was applied to every drive.'],
    },
    verdict: {
      decision: 'no-go',
      technicalOnly: true,
      reasons: [
        { ruleId: 'ITEM-004', text: 'Files with PHI-looking names are granted to everyone.' },
        { ruleId: 'ID-001', text: 'People who left can still sign in.' },
        { ruleId: 'SITE-003', text: 'A site with PHI-looking files is open to all staff.' },
      ],
      wouldDetermine: [],
    },
    scores: {
      technical: { low: 21.4, high: 32.4, assessedWeight: 148, applicableWeight: 171 },
      pillars: {
        items: { low: 18, high: 18, assessedWeight: 46, applicableWeight: 46 },
        identity: { low: 49, high: 49, assessedWeight: 40, applicableWeight: 40 },
        labels: { low: null, high: null, assessedWeight: 6, applicableWeight: 15 },
      },
    },
    coverage: {
      percent: 87,
      sites: 96,
      datasets: [
        { dataset: 'users', title: 'Users and sign-in activity', state: 'complete', rows: 81, gaps: [] },
        { dataset: 'items', title: 'Files and folders', state: 'partial', rows: 48_211, gaps: [{ reason: 'throttled' }] },
        { dataset: 'sensitivityLabels', title: 'Sensitivity labels', state: 'absent', rows: 0, gaps: [FORBIDDEN] },
      ],
      sharePoint: { asked: true, gap: null, notAssessed: [], weakened: [] },
      cmdlets: CMDLETS,
      unreadSites: {
        count: 3,
        list: [
          { name: 'Payroll', url: 'https://lakeside.sharepoint.com/sites/Payroll', gap: FORBIDDEN },
          { name: '', url: 'https://lakeside.sharepoint.com/sites/Old', gap: { reason: 'not-yet-read', remedy: '--max-ru' } },
        ],
      },
      outOfReach: {
        count: 2,
        list: [
          { name: 'Merger 2019', url: 'https://lakeside.sharepoint.com/sites/Merger', why: 'archived' },
          { name: 'Locked', url: 'https://lakeside.sharepoint.com/sites/Locked', why: 'no-access' },
        ],
      },
    },
    findings: [...OPEN, ...UNKNOWN, ...QUIET, ...IDLE],
    exposure: { enabledMembers: 74, standing: 612, latent: 41, isLowerBound: false, filesRead: 48_211 },
    method: {
      statements: ['The scan reads; it never writes to the tenant.', 'Names are matched, contents are never opened.'],
      thresholds: [
        {
          name: 'staleMemberDays',
          value: 60,
          default: 90,
          unit: 'days',
          describe: 'A member without a sign-in for longer counts as stale.',
        },
        {
          name: 'orgWideShare',
          value: 0.8,
          default: 0.8,
          unit: 'share',
          describe: 'A group that holds this share of staff counts as everybody.',
        },
      ],
      lists: [{ name: 'PHI-looking words', values: ['patient intake', 'superbill', 'treatment note', 'lab result', 'MRN'] }],
      permissionsMissing: [
        { permission: 'InformationProtectionPolicy.Read.All', why: 'To list sensitivity labels.', rules: ['LBL-003'] },
      ],
      permissionsUnused: ['Mail.Read'],
      betaPaths: [
        { path: '/admin/reportSettings', why: 'Whether report names are concealed has no v1.0 twin.', replacedBy: 'nothing yet' },
      ],
      unverified: ['Whether the label list is whole under application permissions.'],
    },
    secondOpinion: anOpinion(),
    attestation: null,
    waivers: null,
    baseline: null,
  };
}

/** Two imported reports, one of them old, that disagree with the crawl in each way that there is. */
function anOpinion(): SecondOpinion {
  const site = { siteName: 'Payroll', url: 'https://lakeside.sharepoint.com/sites/Payroll', item: null };
  const row = (over: Partial<OpinionRow> & Pick<OpinionRow, 'what' | 'crawl' | 'imported'>): OpinionRow => ({
    ...site,
    reportDate: '2026-11-01',
    isDoubt: false,
    ...over,
  });
  return {
    reports: [
      { kind: 'sites', rows: 41, date: '2026-10-01', ageDays: 50, isOld: true },
      { kind: 'items', rows: 2, date: null, ageDays: null, isOld: false },
    ],
    doubts: { sites: 1, places: 1 },
    counts: {
      'everyone-except-external': 1,
      everyone: 0,
      'open-item': 1,
      people: 1,
      'unique-items': 0,
      'only-imported': 1,
      'only-crawled': 3,
    },
    rows: [
      row({ what: 'everyone-except-external', crawl: 0, imported: 2, isDoubt: true }),
      row({ what: 'open-item', item: 'Documents › [name hidden: patient intake]', crawl: null, imported: true, isDoubt: true }),
      row({ what: 'people', crawl: 12, imported: 1_204 }),
      row({ what: 'only-imported', siteName: null, crawl: false, imported: true, reportDate: null }),
    ],
  };
}

/** Nothing was seen, and the scan of Microsoft's own hosts was cut short. */
export function notDetermined(): ScanResult {
  const base = noGo();
  return {
    ...base,
    tenant: { ...base.tenant, displayName: null },
    scan: {
      ...base.scan,
      source: 'live',
      endedAt: null,
      finished: false,
      spent: {},
      betaPaths: [],
      notes: [],
      signIn: { method: 'device code', mode: 'delegated', permissions: null, appId: null },
      sharePoint: unknown(needsSharePoint()),
      limits: { sites: 12, maxUnits: 200_000, until: '2026-11-21T06:00:00.000Z' },
    },
    verdict: {
      decision: 'not-determined',
      technicalOnly: true,
      reasons: [{ ruleId: null, text: 'The list of sites was refused, so no permission was read.' }],
      wouldDetermine: [
        {
          text: 'Grant Sites.Read.All to the app and scan again.',
          command: 'copilot-preflight permissions --as powershell',
          rules: ['ITEM-004', 'SITE-003'],
        },
        { text: 'Give the list of people who left.', command: 'copilot-preflight scan --leavers leavers.csv', rules: ['ID-001'] },
      ],
    },
    scores: { technical: { low: null, high: null, assessedWeight: 0, applicableWeight: 171 }, pillars: {} },
    coverage: {
      percent: 0,
      sites: null,
      datasets: [],
      sharePoint: { asked: false, gap: needsSharePoint(), notAssessed: ['SITE-001'], weakened: ['ITEM-004'] },
      cmdlets: { readings: [], disagreements: { count: 0, list: [] }, scoreControls: [], notAssessed: ['AUD-001', 'DLP-001'] },
      unreadSites: { count: 0, list: [] },
      outOfReach: { count: 0, list: [] },
    },
    secondOpinion: null,
    findings: [],
    exposure: { enabledMembers: null, standing: null, latent: null, isLowerBound: true, filesRead: 0 },
    method: {
      statements: [],
      thresholds: [],
      lists: [],
      permissionsMissing: [],
      permissionsUnused: [],
      betaPaths: [],
      unverified: [],
    },
  };
}

/** Everything judged, nothing open. */
export function go(): ScanResult {
  const base = noGo();
  return {
    ...base,
    scan: { ...base.scan, source: 'live', namesMasked: false },
    verdict: { decision: 'go', technicalOnly: true, reasons: [], wouldDetermine: [] },
    scores: { technical: { low: 100, high: 100, assessedWeight: 171, applicableWeight: 171 }, pillars: {} },
    coverage: {
      percent: 100,
      sites: 100,
      datasets: base.coverage.datasets.slice(0, 1),
      sharePoint: base.coverage.sharePoint,
      cmdlets: { readings: [], disagreements: { count: 0, list: [] }, scoreControls: [], notAssessed: [] },
      unreadSites: { count: 0, list: [] },
      outOfReach: { count: 0, list: [] },
    },
    secondOpinion: null,
    findings: QUIET,
    exposure: { enabledMembers: 74, standing: 0, latent: 0, isLowerBound: false, filesRead: 48_211 },
  };
}

/** Conditions only. */
export function conditions(): ScanResult {
  const base = noGo();
  return {
    ...base,
    scan: { ...base.scan, source: 'moved' },
    verdict: {
      ...base.verdict,
      decision: 'go-with-conditions',
      reasons: [{ ruleId: 'SPO-003', text: 'New links work for the whole organization by default.' }],
    },
    findings: base.findings.filter((one) => one.gate !== 'block'),
    exposure: { ...base.exposure, standing: 0, isLowerBound: true },
  };
}
