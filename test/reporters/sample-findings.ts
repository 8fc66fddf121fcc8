/** The findings of the sample results: what is open, unknown, quiet and idle in one practice. */
import type { Gap } from '../../src/evidence/coverage.js';
import type { Finding, ResultObject } from '../../src/result/types.js';

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

export const FORBIDDEN: Gap = {
  reason: 'forbidden',
  remedy: 'InformationProtectionPolicy.Read.All',
  detail: 'The list of sensitivity labels was refused.',
  status: 403,
  requestId: '0f6c2b1e-9d0a-4a53-8a55-5e1a34a6a2f1',
};
const NO_READER: Gap = { reason: 'not-yet-read', remedy: "the engineer's PowerShell bundle (--import)" };

export const OPEN: readonly Finding[] = [
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

export const UNKNOWN: readonly Finding[] = [
  finding({
    ruleId: 'LBL-003',
    pillar: 'labels',
    outcome: 'not-assessed',
    severity: 'high',
    gate: 'condition',
    title: 'Labels do not encrypt',
    gaps: [FORBIDDEN],
  }),
  finding({
    ruleId: 'DLP-002',
    pillar: 'dlp',
    outcome: 'not-assessed',
    severity: 'high',
    gate: 'condition',
    title: 'Copilot is not covered by DLP',
    gaps: [NO_READER],
  }),
  finding({
    ruleId: 'AUD-001',
    pillar: 'audit',
    outcome: 'not-assessed',
    severity: 'critical',
    gate: 'block',
    title: 'The audit log is off',
    gaps: [NO_READER],
  }),
  finding({
    ruleId: 'SPO-005',
    pillar: 'sharing',
    outcome: 'error',
    title: 'Anyone links do not expire',
    gaps: [{ reason: 'failed' }],
  }),
  finding({
    ruleId: 'DLP-006',
    pillar: 'dlp',
    outcome: 'not-licensed',
    title: 'DLP does not cover devices',
    gaps: [{ reason: 'not-licensed', remedy: 'Microsoft Purview Suite' }],
  }),
];

export const QUIET: readonly Finding[] = [
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

export const IDLE: readonly Finding[] = [
  finding({
    ruleId: 'LBL-004',
    pillar: 'labels',
    outcome: 'not-applicable',
    title: 'Libraries have no default label',
    summary: 'Because LBL-001: there is no label.',
    rootCause: 'LBL-001',
  }),
  finding({
    ruleId: 'COP-003',
    pillar: 'copilot',
    outcome: 'not-applicable',
    title: 'Copilot seats are assigned while a blocker is open',
    summary: 'No Copilot seat is assigned.',
  }),
];
