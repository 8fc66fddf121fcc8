/** Results to render: a practice that is not ready, one that is, one that could not be judged, and one whose every string attacks the reader. */
import type { Gap } from '../../src/evidence/coverage.js';
import type { Finding, ResultObject, ScanResult } from '../../src/result/types.js';

/** A finding from what differs; the rest is plain. */
export function finding(over: Partial<Finding> & Pick<Finding, 'ruleId' | 'pillar' | 'outcome' | 'title'>): Finding {
  return {
    revision: 1,
    severity: 'medium',
    gate: null,
    summary: over.title.concat('.'),
    messageId: 'some',
    affected: { count: over.objects?.length ?? 0, total: null },
    measures: {},
    objects: [],
    objectsTruncated: false,
    gaps: [],
    rootCause: null,
    rationale: 'Copilot answers every employee from what that employee can read; what is open to all is an answer for all.',
    remediation: {
      summary: 'Close it where it was opened.',
      steps: ['Open the Microsoft 365 admin center and find the setting.', 'Change it, and run the scan again.'],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)', url: 'https://www.ecfr.gov/current/title-45/section-164.502' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05', url: null },
    ],
    ...over,
  };
}

export function object(over: Partial<ResultObject> & Pick<ResultObject, 'type' | 'name'>): ResultObject {
  return { id: `id-${over.name}`, url: null, severity: 'high', gate: null, reach: null, detail: {}, ...over };
}

const SITE = 'https://lakeside.sharepoint.com/sites/FrontOffice';

function folder(name: string, files: number, sensitive: number, over: Partial<ResultObject> = {}): ResultObject {
  return object({
    type: 'folder',
    name,
    url: `${SITE}/Shared%20Documents/${encodeURIComponent(name)}`,
    severity: sensitive > 0 ? 'critical' : 'high',
    gate: sensitive > 0 ? 'block' : 'condition',
    reach: 'standing',
    detail: {
      grantedTo: 'Everyone except external users',
      role: 'read',
      files,
      sensitiveFiles: sensitive,
      readers: 74,
      lastModified: '2024-03-08T10:22:00Z',
    },
    ...over,
  });
}

const FORBIDDEN: Gap = {
  reason: 'forbidden',
  remedy: 'InformationProtectionPolicy.Read.All',
  detail: 'The list of sensitivity labels was refused.',
  status: 403,
  requestId: '0f6c2b1e-9d0a-4a53-8a55-5e1a34a6a2f1',
};
const NO_READER: Gap = { reason: 'not-yet-read', remedy: "the engineer's PowerShell bundle (--import)" };

const OPEN: readonly Finding[] = [
  finding({
    ruleId: 'ITEM-004',
    pillar: 'items',
    outcome: 'fail',
    severity: 'critical',
    gate: 'block',
    title: 'Files or folders are granted to everyone in the organization',
    summary: '3 places are granted to everyone; they hold 733 files, 612 of them with a PHI-looking name.',
    affected: { count: 3, total: 842 },
    measures: { standing: 612, latent: 0, files: 733 },
    objects: [
      folder('Patient Intake Forms', 612, 612),
      folder('Vendor Contracts', 80, 0),
      folder('Schedules 2023', 41, 0, {
        reach: 'latent',
        detail: { grantedTo: 'Link for the organization', role: 'write', files: 41, sensitiveFiles: 0, readers: null },
      }),
    ],
    remediation: {
      summary: 'Remove the grant, or let the item inherit from its parent again.',
      steps: [
        'Open the folder, choose Manage access, and remove “Everyone except external users”.',
        'Or stop sharing: Advanced permissions > Delete unique permissions, so that the item inherits from its parent.',
        'Then re-run the scan; the grant may stand on a folder above as well.',
      ],
      effort: 'minutes',
    },
  }),
  finding({
    ruleId: 'ID-001',
    pillar: 'identity',
    outcome: 'fail',
    severity: 'critical',
    gate: 'block',
    title: 'People who left can still sign in',
    summary: '5 of 5 people on the leavers list have an account that can sign in.',
    affected: { count: 5, total: 5 },
    objects: ['a.morgan', 'b.chen', 'c.oduya', 'e.lindqvist', 'f.haddad'].map((name) =>
      object({
        type: 'user',
        name: `${name}@lakeside.example`,
        severity: 'critical',
        gate: 'block',
        detail: { leaveDate: '2026-03-31', lastSignIn: null, licensed: true },
      }),
    ),
    remediation: {
      summary: 'Block sign-in and revoke sessions.',
      steps: [
        'In the Microsoft 365 admin center, open each person and choose Block sign-in.',
        'Revoke sessions.',
        'Hand over mailbox and OneDrive.',
      ],
      effort: 'minutes',
    },
  }),
  finding({
    ruleId: 'SITE-003',
    pillar: 'sites',
    outcome: 'fail',
    severity: 'critical',
    gate: 'block',
    title: 'Sites with PHI-looking files are open to all staff',
    affected: { count: 1, total: 31 },
    objects: [
      object({
        type: 'site',
        name: 'Front Office',
        url: SITE,
        severity: 'critical',
        gate: 'block',
        reach: 'standing',
        detail: { sensitiveFiles: 612 },
      }),
    ],
    rootCause: 'ITEM-004',
  }),
  finding({
    ruleId: 'ITEM-005',
    pillar: 'items',
    outcome: 'fail',
    severity: 'high',
    gate: 'condition',
    title: 'Folders of people who left are still widely shared',
    summary: '3 folders made by people who left are open to all staff.',
    affected: { count: 240, total: 842 },
    objects: Array.from({ length: 25 }, (_, index) => folder(`Archive ${2001 + index}`, 12 + index, 0)),
    objectsTruncated: true,
    remediation: {
      summary: 'Give each an owner, or archive it.',
      steps: ['List the folders from findings.csv and name an owner for each.'],
      effort: 'days',
    },
  }),
  finding({
    ruleId: 'SPO-003',
    pillar: 'sharing',
    outcome: 'fail',
    severity: 'high',
    gate: 'condition',
    title: 'New sharing links work for the whole organization by default',
    objects: [
      object({
        type: 'tenant',
        name: 'Lakeside Family Medicine',
        gate: 'condition',
        detail: { defaultSharingLinkType: 'Internal' },
      }),
    ],
    affected: { count: 1, total: 1 },
    remediation: {
      summary: 'Make “Specific people” the default.',
      steps: ['SharePoint admin center > Policies > Sharing: choose “Specific people”.'],
      effort: 'minutes',
    },
  }),
  finding({
    ruleId: 'LBL-001',
    pillar: 'labels',
    outcome: 'fail',
    severity: 'high',
    gate: 'condition',
    title: 'No sensitivity label exists',
    summary: 'The tenant has no sensitivity label: nothing tells a clinical file from a lunch menu.',
    remediation: {
      summary: 'Publish a small set of labels.',
      steps: ['Purview > Information protection: create Public, Internal, Confidential and PHI.'],
      effort: 'project',
    },
  }),
  finding({
    ruleId: 'DLP-001',
    pillar: 'dlp',
    outcome: 'fail',
    severity: 'high',
    gate: 'condition',
    title: 'No data loss prevention policy looks for health records',
  }),
  finding({
    ruleId: 'ID-002',
    pillar: 'identity',
    outcome: 'warn',
    severity: 'high',
    gate: 'condition',
    title: 'Some accounts look abandoned',
    affected: { count: 6, total: 74 },
  }),
  finding({ ruleId: 'APP-002', pillar: 'apps', outcome: 'fail', title: 'Anybody may consent to apps that read mail and files' }),
  finding({ ruleId: 'TEAM-002', pillar: 'teams', outcome: 'warn', severity: 'low', title: 'Anybody may create a team' }),
];

const UNKNOWN: readonly Finding[] = [
  finding({
    ruleId: 'LBL-003',
    pillar: 'labels',
    outcome: 'not-assessed',
    severity: 'high',
    gate: 'condition',
    title: 'Whether labels encrypt could not be judged',
    gaps: [FORBIDDEN],
  }),
  finding({
    ruleId: 'DLP-002',
    pillar: 'dlp',
    outcome: 'not-assessed',
    severity: 'high',
    gate: 'condition',
    title: 'Whether Copilot is covered by DLP could not be judged',
    gaps: [NO_READER],
  }),
  finding({
    ruleId: 'AUD-001',
    pillar: 'audit',
    outcome: 'not-assessed',
    severity: 'critical',
    gate: 'block',
    title: 'Whether the audit log is on could not be judged',
    gaps: [NO_READER],
  }),
  finding({
    ruleId: 'SPO-005',
    pillar: 'sharing',
    outcome: 'error',
    title: 'The expiry of Anyone links could not be judged',
    gaps: [{ reason: 'failed' }],
  }),
  finding({
    ruleId: 'DLP-006',
    pillar: 'dlp',
    outcome: 'not-licensed',
    title: 'DLP on devices',
    gaps: [{ reason: 'not-licensed', remedy: 'Microsoft Purview Suite' }],
  }),
];

const QUIET: readonly Finding[] = [
  ['SPO-001', 'sharing', 'SharePoint does not allow Anyone links'],
  ['SPO-006', 'sharing', 'Everyone claims cannot be picked'],
  ['SITE-001', 'sites', 'No site is open to everyone at its root'],
  ['SITE-006', 'sites', 'No open site is abandoned'],
  ['ITEM-001', 'items', 'No file is open to Anyone'],
  ['OD-001', 'onedrive', 'No OneDrive is open to all'],
  ['OD-002', 'onedrive', 'OneDrives of leavers are handed over'],
  ['ID-007', 'identity', 'MFA is enforced for all users'],
  ['ID-009', 'identity', 'Legacy authentication is blocked'],
  ['ID-011', 'identity', 'Guests see little and cannot invite'],
  ['LIC-001', 'licensing', 'Every intended Copilot user has an eligible base plan'],
  ['LIC-003', 'licensing', 'Compliance features for PHI are owned'],
  ['APP-001', 'apps', 'No AI app reads mail or files'],
].map(([ruleId = '', pillar = '', title = '']) =>
  finding({ ruleId, pillar, outcome: 'pass', title, severity: 'high', affected: { count: 0, total: 31 } }),
);

const IDLE: readonly Finding[] = [
  finding({
    ruleId: 'LBL-004',
    pillar: 'labels',
    outcome: 'not-applicable',
    title: 'Default label of libraries',
    summary: 'Because LBL-001: there is no label.',
    rootCause: 'LBL-001',
  }),
  finding({
    ruleId: 'COP-003',
    pillar: 'copilot',
    outcome: 'not-applicable',
    title: 'Copilot seats while a blocker is open',
    summary: 'No Copilot seat is assigned.',
  }),
];

/** A practice of 74 with three things open that block. */
export function noGo(): ScanResult {
  return {
    schemaVersion: '1.0',
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
    attestation: null,
    waivers: null,
    baseline: null,
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
    },
    verdict: {
      decision: 'not-determined',
      technicalOnly: true,
      reasons: [{ ruleId: null, text: 'The list of sites was refused, so no permission was read.' }],
      wouldDetermine: [
        {
          text: 'Grant Sites.Read.All to the app and scan again.',
          command: 'copilot-preflight scan --resume',
          rules: ['ITEM-004', 'SITE-003'],
        },
        { text: 'Give the list of people who left.', command: 'copilot-preflight scan --leavers leavers.csv', rules: ['ID-001'] },
      ],
    },
    scores: { technical: { low: null, high: null, assessedWeight: 0, applicableWeight: 171 }, pillars: {} },
    coverage: { percent: 0, sites: null, datasets: [] },
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
    coverage: { percent: 100, sites: 100, datasets: base.coverage.datasets.slice(0, 1) },
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
