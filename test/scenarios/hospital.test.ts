/** "HR analyst": an archive that has stood open for four years, by a group that Microsoft Graph names without its members. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateHospital } from '../../src/demo/index.js';
import type { Outcome, ScanResult } from '../../src/result/types.js';
import { runCli } from '../kit/run-cli.js';
import { type Told, tell } from '../kit/scenario.js';
import { READY } from '../kit/taken-evidence.js';

const personas = (site: string, user: string) => [
  { name: 'HR analyst', user, mustNot: [site], ownSites: ['/sites/HR-Benefits'] },
];

/** Signed in with a certificate, and cmdlets asked as `demo` does; else with a secret, Graph alone. */
async function told(options: Parameters<typeof generateHospital>[0] = {}, isAsked = true): Promise<Told> {
  const generated = generateHospital(options);
  const analyst = generated.tenant.users.find((u) => u.userPrincipalName?.startsWith('hr.analyst@'))?.userPrincipalName ?? '';
  return tell(generated, {
    withSharePoint: isAsked,
    withCmdlets: isAsked,
    leavers: [],
    config: { personas: personas('/sites/RevCycle-Archive', analyst) },
  });
}

const onArchive = (t: Told, rule: string) => t.finding(rule).objects.filter((o) => (o.url ?? '').includes('RevCycle-Archive'));

/** checks.md, D1: what labels, DLP and audit come to where everything is in use and DLP looks for card numbers only. */
const COMPLIANCE: Readonly<Record<string, Outcome>> = {
  'LBL-001': 'pass',
  'LBL-002': 'pass',
  'LBL-003': 'pass',
  'LBL-004': 'pass',
  'LBL-008': 'warn',
  'LBL-009': 'pass',
  'DLP-001': 'pass',
  'DLP-002': 'fail',
  'DLP-003': 'fail',
  'DLP-006': 'fail',
  'DLP-007': 'fail',
  'AUD-001': 'pass',
  'AUD-003': 'pass',
  'AUD-005': 'pass',
  'AUD-007': 'pass',
};

describe('the hospital, SharePoint itself asked', () => {
  let hospital: Told;
  beforeAll(async () => {
    hospital = await told();
  });

  it('47 treatment notes can be read by everybody, and none by a link alone', () => {
    expect(hospital.finding('EXP-002')).toMatchObject({ outcome: 'fail', measures: { standing: 47, latent: 0 } });
    expect(hospital.result.exposure).toMatchObject({ standing: 47, latent: 0, enabledMembers: 3000 });
  });

  it('the site, its age and its folder fail as they should', () => {
    expect(hospital.finding('SITE-001')).toMatchObject({ outcome: 'fail', severity: 'critical', gate: 'block' });
    expect(hospital.finding('SITE-003')).toMatchObject({ outcome: 'fail', severity: 'critical', gate: 'block' });
    expect(hospital.finding('SITE-006')).toMatchObject({ outcome: 'fail', severity: 'critical', gate: 'block' });
    expect(hospital.finding('ITEM-005')).toMatchObject({ outcome: 'fail', gate: 'block' });
    expect(hospital.finding('ITEM-008')).toMatchObject({ outcome: 'fail' });
    expect(hospital.finding('SITE-004').outcome).toBe('fail');
    expect(hospital.finding('ITEM-010')).toMatchObject({ outcome: 'fail' });
    expect(hospital.finding('SPO-003').outcome).toBe('fail');
    for (const rule of ['SITE-001', 'SITE-003', 'SITE-006', 'SITE-004']) expect(onArchive(hospital, rule), rule).toHaveLength(1);
  });

  it('the old content is said to be four years old and more', () => {
    const { summary, measures } = hospital.finding('ITEM-008');
    expect(`${summary} ${JSON.stringify(measures)}`).toMatch(/4\+ years|four years/);
    expect(Object.values(measures).some((v) => typeof v === 'number' && v >= 1455 && v <= 1470)).toBe(true);
  });

  it('the HR analyst reaches the archive, and the way is told', () => {
    const finding = hospital.finding('EXP-003');
    expect(finding.outcome).toBe('fail');
    expect(JSON.stringify(finding.objects)).toMatch(/Everyone except external users/);
    expect(JSON.stringify(finding.objects)).toMatch(/Visitors/);
  });

  it('labels are in use and the audit log is on; DLP looks for no PHI and Copilot is in none of it', () => {
    expect(hospital.outcomes()).toMatchObject(COMPLIANCE);
    expect(hospital.finding('DLP-002')).toMatchObject({ gate: 'condition', measures: { enforced: 1, covering: 0 } });
    expect(hospital.finding('DLP-002').summary).toContain('Credit Card Number');
    expect(hospital.finding('DLP-006').measures.rung).toBe('none');
    // Nobody gave an export, which alone would tell.
    for (const rule of ['AUD-002', 'DLP-009', 'LBL-010']) expect(hospital.outcomes()[rule], rule).toBe('not-assessed');
  });

  it('and the demo reports the same', async () => {
    const out = await mkdtemp(join(tmpdir(), 'preflight-hospital-'));
    try {
      expect((await runCli(['demo', '--tenant-kind', 'hospital', '--out', out])).exitCode).toBe(0);
      const result = JSON.parse(await readFile(join(out, 'result.json'), 'utf8')) as ScanResult;
      const outcomes = Object.fromEntries(result.findings.map((f) => [f.ruleId, f.outcome]));
      expect(outcomes).toMatchObject(COMPLIANCE);
      expect(result.verdict.decision).toBe('no-go');
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  });

  it('the verdict is No-go, and these are among its reasons', () => {
    expect(hospital.result.verdict.decision).toBe('no-go');
    const reasons = hospital.result.verdict.reasons.map((r) => r.ruleId);
    for (const rule of ['SITE-001', 'SITE-003', 'SITE-006', 'ITEM-005', 'EXP-002']) expect(reasons).toContain(rule);
  });

  it('the correct HR site yields nothing, and no file name is written', () => {
    const text = JSON.stringify(hospital.assessment);
    expect(text).not.toContain('_treatment_note');
    const onHr = hospital.assessment.findings.filter((f) => READY.has(f.outcome) === false).flatMap((f) => f.objects);
    expect(onHr.filter((o) => (o.url ?? '').includes('/sites/HR-Benefits'))).toEqual([]);
  });
});

describe('the variants of the hospital', () => {
  it('a subsite with broken inheritance: still 47', async () => {
    expect((await told({ twist: 'subsite' })).finding('EXP-002').measures.standing).toBe(47);
  });

  it('a dynamic group of nearly all instead of the claim: the same by the de facto rule', async () => {
    const t = await told({ twist: 'dynamic-group' });
    expect(t.finding('EXP-002')).toMatchObject({ outcome: 'fail', measures: { standing: 47, latent: 0 } });
    for (const rule of ['SITE-001', 'SITE-003', 'SITE-006', 'ITEM-005']) expect(t.finding(rule).outcome, rule).toBe('fail');
    expect(t.result.verdict.decision).toBe('no-go');
  });

  it('an organization link instead: 47 latent, none standing, and still No-go', async () => {
    const t = await told({ twist: 'organization-link' });
    expect(t.finding('EXP-002').measures).toMatchObject({ standing: 0, latent: 47 });
    expect(t.finding('EXP-002').outcome).not.toBe('fail');
    expect(t.finding('ITEM-003')).toMatchObject({ outcome: 'fail', severity: 'critical', gate: 'block' });
    expect(t.result.verdict.decision).toBe('no-go');
    expect(t.finding('EXP-002').summary).toMatch(/opens or receives/);
  });

  it('Restricted Access Control: nobody outside reaches it, and the grant stays as a warning', async () => {
    const t = await told({ twist: 'restricted-access' });
    expect(t.finding('EXP-002').measures.standing).toBe(0);
    expect(t.finding('EXP-002').outcome).not.toBe('fail');
    const grant = t.finding('SITE-001');
    expect(grant.outcome).toBe('warn');
    expect(onArchive(t, 'SITE-001')).toHaveLength(1);
    expect(t.finding('SITE-003').outcome).not.toBe('fail');
  });
});

describe('the twins of the hospital', () => {
  it('clean: what was found is gone, and nothing new came', async () => {
    const dirty = await told();
    const clean = await told({ variant: 'clean' });
    for (const rule of ['SITE-001', 'SITE-003', 'SITE-006', 'ITEM-005', 'ITEM-008', 'EXP-002', 'EXP-003', 'SITE-004'])
      expect(READY.has(clean.finding(rule).outcome), rule).toBe(true);
    const fresh = clean.assessment.findings.filter(
      (f) => (f.outcome === 'fail' || f.outcome === 'warn') && READY.has(dirty.finding(f.ruleId).outcome),
    );
    expect(fresh.map((f) => f.ruleId)).toEqual([]);
  });

  it('blind: nothing passes, and the verdict is Not determined', async () => {
    const blind = await told({ variant: 'blind' });
    expect(blind.assessment.findings.filter((f) => f.outcome === 'pass')).toEqual([]);
    expect(blind.result.verdict.decision).toBe('not-determined');
    expect(Object.keys(COMPLIANCE).map((rule) => blind.outcomes()[rule])).toEqual(
      Object.keys(COMPLIANCE).map(() => 'not-assessed'),
    );
  });

  it('Graph alone: what only SharePoint tells is not assessed, and the report says what would tell', async () => {
    const graph = await told({}, false);
    for (const rule of ['SITE-001', 'SITE-003', 'EXP-002', 'ITEM-005', 'EXP-003', 'DLP-001', 'DLP-006', 'AUD-001'])
      expect(graph.finding(rule).outcome, rule).toBe('not-assessed');
    const gaps = JSON.stringify(graph.finding('SITE-001').gaps);
    expect(gaps).toMatch(/certificate/);
    expect(gaps).toMatch(/Sites\.FullControl\.All \(SharePoint\)/);
    expect(graph.result.verdict.decision).not.toBe('go');
  });
});
