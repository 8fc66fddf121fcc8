/** The "20-provider group" of the acceptance scenarios (checks.md §D2), its tidy twin and its blind twin, through the whole scan. */
import { beforeAll, describe, expect, it } from 'vitest';
import { demoClinic, type Generated, generateTenant } from '../../src/demo/index.js';
import type { Outcome } from '../../src/result/types.js';
import { type Told, tell, userNamed } from '../kit/scenario.js';
import { ABOUT_LABELS } from '../kit/seeded-tenant.js';

const variant = (name: 'clinic' | 'clean' | 'blind') => generateTenant({ seed: 20, variant: name });

const scopeId = (folder: { readonly driveId: string; readonly itemId: string }) => `${folder.driveId}/${folder.itemId}`;

function folderNamed({ planted }: Generated, name: RegExp) {
  const folder = planted.folders.find((f) => name.test(f.name));
  if (folder === undefined) throw new Error(`no folder ${name}`);
  return folder;
}

/** Signed in with a secret, to Graph alone, and with a certificate, to SharePoint itself as well. */
const SIGN_INS = [
  { name: 'with a secret', withSharePoint: false },
  { name: 'with a certificate', withSharePoint: true },
];

/** What Graph cannot tell of the clinic, and what SharePoint itself then says. */
const ONLY_SHAREPOINT: Readonly<Record<string, Outcome>> = {
  'SPO-002': 'warn',
  'SPO-003': 'fail',
  'SPO-004': 'fail',
  'SPO-006': 'fail',
  'SITE-001': 'pass',
  'SITE-005': 'warn',
  'SITE-008': 'fail',
  'SITE-009': 'pass',
  'SITE-010': 'fail',
  'SITE-011': 'pass',
  'ITEM-006': 'fail',
  'ITEM-007': 'pass',
  'OD-005': 'pass',
};

/** What neither Graph nor SharePoint tells of labels, DLP and audit: see labels-dlp-audit.test.ts. */
const ONLY_CMDLETS = /^(?:LBL-(?:002|004|006|007|010)|DLP-|AUD-)/;

describe.each(SIGN_INS)('the clinic, signed in $name', ({ withSharePoint }) => {
  let clinic: Generated;
  let told: Told;
  let intake: ReturnType<typeof folderNamed>;
  let contracts: typeof intake;
  let schedules: typeof intake;

  beforeAll(async () => {
    clinic = demoClinic();
    told = await tell(clinic, { withSharePoint });
    intake = folderNamed(clinic, /Intake/);
    contracts = folderNamed(clinic, /Contracts/);
    schedules = folderNamed(clinic, /Schedules/);
  });

  const object = (ruleId: string, folder: { readonly driveId: string; readonly itemId: string }) => {
    const found = told.finding(ruleId).objects.find((o) => o.id === scopeId(folder));
    if (found === undefined) throw new Error(`${ruleId} does not name the folder`);
    return found;
  };

  it('is a No-go, for reasons that are findings that block', () => {
    const { verdict } = told.result;
    expect(verdict.decision).toBe('no-go');
    expect(verdict.technicalOnly).toBe(true);
    const reasons = verdict.reasons.map((r) => r.ruleId);
    expect(reasons).toEqual(expect.arrayContaining(['ITEM-004', 'ITEM-005', 'ITEM-008', 'ID-001', 'EXP-002']));
    for (const id of reasons) expect(told.finding(id as string)).toMatchObject({ outcome: 'fail', gate: 'block' });
    // What nobody asked for, neither cmdlets nor an export, is said to be so.
    expect(told.outcomes()).toMatchObject({ 'DLP-001': 'not-assessed', 'AUD-001': 'not-assessed' });
    expect(told.result.scores.technical.high ?? 0).toBeLessThanOrEqual(49);
  });

  it('knows what only SharePoint itself tells, or says that it does not', () => {
    const expected = Object.keys(ONLY_SHAREPOINT).map((id) => [id, withSharePoint ? ONLY_SHAREPOINT[id] : 'not-assessed']);
    expect(told.outcomes()).toMatchObject(Object.fromEntries(expected));
    const { asked, gap, notAssessed, weakened } = told.result.coverage.sharePoint;
    expect(asked).toBe(withSharePoint);
    expect(gap?.remedy ?? '').toMatch(withSharePoint ? /^$/ : /certificate/);
    if (withSharePoint) expect([...notAssessed, ...weakened]).toEqual([]);
    else expect(notAssessed).toEqual(expect.arrayContaining(Object.keys(ONLY_SHAREPOINT)));
    // Of all the reach that is told, none is a lower bound then.
    expect(told.result.exposure.isLowerBound).toBe(!withSharePoint);
    expect(told.finding('EXP-002').gaps.length === 0).toBe(withSharePoint);
  });

  it('finds the three folders of the former office manager, once each', () => {
    expect(told.finding('ITEM-005').outcome).toBe('fail');
    expect(told.ids('ITEM-005')).toEqual([intake, contracts, schedules].map(scopeId).sort());
    expect(object('ITEM-005', intake)).toMatchObject({ severity: 'critical', gate: 'block', reach: 'standing' });
    expect(object('ITEM-005', contracts)).toMatchObject({ severity: 'high', gate: 'condition', reach: 'standing' });
    expect(object('ITEM-005', schedules)).toMatchObject({ severity: 'high', gate: 'condition', reach: 'latent' });
    expect(object('ITEM-005', intake).detail).toMatchObject({ files: 612, sensitiveFiles: 612, creator: 'Dana Ruiz' });
    expect(told.finding('ITEM-005').measures).toMatchObject({ standing: 612, latent: 0 });
  });

  it('finds the same places as open to everyone, as old, and the one as editable', () => {
    expect(told.ids('ITEM-004')).toEqual([intake, contracts].map(scopeId).sort());
    expect(object('ITEM-004', intake)).toMatchObject({ severity: 'critical', gate: 'block', reach: 'standing' });
    expect(object('ITEM-004', contracts)).toMatchObject({ severity: 'high', gate: 'condition' });
    expect(told.ids('ITEM-008')).toEqual([intake, contracts].map(scopeId).sort());
    expect(told.ids('ITEM-009')).toEqual([scopeId(intake)]);
  });

  it('counts what every employee reads today, and apart from it what a link would open', () => {
    expect(told.finding('EXP-002').measures).toMatchObject({ standing: 612, latent: 0, staff: 74 });
    expect(told.ids('EXP-002')).toEqual([scopeId(intake)]);
    // `Book1.xlsx` in `Schedules 2023` has one weak word: the lexicon does not over-fire.
    expect(told.result.exposure).toMatchObject({ enabledMembers: 74, standing: 612, latent: 0 });
    expect(told.result.exposure.filesRead).toBe(clinic.planted.counts.files);
  });

  it('sees two organization links, and none of them on PHI-looking names', () => {
    const shares = clinic.planted.ordinaryShares.filter((s) => s.kind === 'link to the organization');
    expect(told.finding('ITEM-002').measures.links).toBe(shares.length + 1);
    expect(told.finding('ITEM-003').outcome).toBe('pass');
  });

  it('finds the OneDrive that she left behind, with its link', () => {
    const { planted } = clinic;
    const drive = clinic.tenant.sites.find((s) => s.site.id === planted.departedCreator.oneDriveSiteId)?.drives[0]?.drive.id;
    const found = told.finding('OD-002').objects.filter((o) => o.detail.suspicion !== true);
    expect(told.finding('OD-002')).toMatchObject({ outcome: 'fail' });
    expect(found.map((o) => o.id)).toEqual([drive]);
    expect(found[0]?.detail).toMatchObject({ liveShares: 1 });
  });

  it('finds six stale accounts, and knows of five that they left', () => {
    const ex = clinic.planted.exEmployees;
    expect(ex).toHaveLength(6);
    expect(told.ids('ID-002')).toEqual(ex.map((e) => e.id).sort());
    expect(told.finding('ID-001')).toMatchObject({ outcome: 'fail', severity: 'critical', gate: 'block' });
    expect(told.ids('ID-001')).toEqual(
      ex
        .filter((e) => e.onLeaversList)
        .map((e) => e.id)
        .sort(),
    );
    expect(told.ids('ID-001')).toHaveLength(5);
  });

  it('without the list knows of six stale accounts and of nobody that they left', async () => {
    const without = await tell(demoClinic(), { leavers: null, withSharePoint });
    expect(without.finding('ID-001').outcome).toBe('not-assessed');
    expect(without.finding('ID-001').summary).toContain('--leavers FILE');
    expect(without.ids('ID-002')).toHaveLength(6);
    expect(without.result.verdict.decision).toBe('no-go');
  });

  it('finds her own account, which is disabled and still in her group', () => {
    expect(told.ids('ID-004')).toEqual([clinic.planted.departedCreator.id]);
    expect(told.finding('ID-004').objects[0]?.detail).toMatchObject({ licensed: false, memberships: 1 });
  });

  it('says once that there are no labels', () => {
    expect(told.finding('LBL-001')).toMatchObject({ outcome: 'fail', gate: 'condition', measures: { labels: 0 } });
    expect(told.finding('LBL-001').objects).toHaveLength(1);
  });

  it('passes what is in order, and says what it cannot see', () => {
    const { outcomes } = told;
    expect(outcomes()).toMatchObject({
      'LIC-001': 'pass',
      'LIC-003': 'pass',
      'LIC-004': 'pass',
      'ID-003': 'pass',
      'ID-007': 'pass',
      'SITE-002': 'pass',
      'EXP-006': 'pass',
      'LIC-002': 'not-applicable',
      // Seats were bought, and nobody holds one.
      'LIC-005': 'not-licensed',
      'DLP-001': 'not-assessed',
      'AUD-001': 'not-assessed',
    });
    expect(told.finding('LIC-002').measures).toMatchObject({ purchased: 12, assigned: 0 });
  });

  it('finds the guests, the settings and the note taker', () => {
    const { planted } = clinic;
    const guests = [...planted.guests.staleUpns, ...planted.guests.pendingUpns].map((upn) => userNamed(clinic, upn).id).sort();
    expect(told.ids('ID-005')).toEqual(guests);
    const otter = planted.apps.find((a) => a.name === 'Otter.ai');
    expect(told.ids('APP-001')).toEqual([otter?.id]);
    expect(told.finding('APP-001').objects[0]).toMatchObject({ severity: 'critical', gate: 'block' });
    expect(told.outcomes()).toMatchObject({ 'SPO-001': 'warn', 'SPO-007': 'fail', 'ID-011': 'fail', 'APP-002': 'fail' });
    const lone = planted.groups.filter((g) => g.siteId !== null && g.owners < 2).map((g) => g.id);
    expect(told.ids('SITE-004')).toEqual(lone.sort());
  });

  it('has nothing to say of the clinical site but that nothing in it carries a label', () => {
    const [folder] = clinic.planted.clinicalFolders;
    const drives = new Set(clinic.planted.clinicalFolders.map((f) => f.driveId));
    const own = clinic.tenant.sites.find((s) => s.site.id === folder?.siteId)?.site.webUrl ?? 'no site';
    for (const { ruleId, objects } of told.assessment.findings) {
      if (ABOUT_LABELS.includes(ruleId)) continue;
      for (const o of objects) {
        expect(
          [...drives].some((d) => o.id.startsWith(d)),
          ruleId,
        ).toBe(false);
        expect(o.url?.startsWith(own) ?? false, ruleId).toBe(false);
      }
    }
  });

  it('has nothing to say of shares with nothing odd about them, but for the organization links', () => {
    const ordinary = clinic.planted.ordinaryShares.filter((s) => s.kind !== 'link to the organization').map(scopeId);
    const named = told.assessment.findings.flatMap((f) => f.objects.map((o) => o.id));
    expect(named.filter((id) => ordinary.includes(id))).toEqual([]);
  });

  it('asks for nothing that it does not need and is refused nothing', () => {
    expect(told.requests.filter((r) => r.status >= 400 && r.status !== 404)).toEqual([]);
    expect(new Set(told.requests.map((r) => r.method))).toEqual(new Set(['GET', 'POST']));
    const posts = told.requests.filter((r) => r.method === 'POST').map((r) => new URL(r.url).pathname);
    const reads = /\/(?:\$batch|token|ProcessQuery|GetSitePropertiesByUrl|GetSiteAdministrators|GetSharingInformation)$/;
    expect(posts.filter((path) => !reads.test(path))).toEqual([]);
  });
});

describe.each(SIGN_INS)('the clinic whose schedules are named after patients, signed in $name', ({ withSharePoint }) => {
  it('counts the 41 files behind the link, apart from the 612', async () => {
    const clinic = demoClinic();
    const folder = folderNamed(clinic, /Schedules/);
    const drive = clinic.tenant.sites.flatMap((s) => s.drives).find((d) => d.drive.id === folder.driveId);
    let number = 0;
    for (const item of drive?.items ?? []) {
      if (item.parentReference.id !== folder.itemId) continue;
      number += 1;
      item.name = `Patient schedule 2023-04-11 ${number}.xlsx`;
    }
    expect(number).toBe(41);
    const told = await tell(clinic, { withSharePoint });
    expect(told.finding('EXP-002').measures).toMatchObject({ standing: 612, latent: 41 });
    expect(told.finding('ITEM-003').outcome).toBe('fail');
    expect(told.ids('ITEM-003')).toEqual([scopeId(folder)]);
    expect(told.finding('ITEM-003').measures).toMatchObject({ standing: 0, latent: 41 });
    expect(told.finding('ITEM-005').measures).toMatchObject({ standing: 612, latent: 41 });
    expect(told.ids('OD-003')).toEqual([scopeId(folder)]);
  });
});

describe.each(SIGN_INS)('the tidy twin, signed in $name', ({ withSharePoint }) => {
  it('has none of the findings, and no new one', async () => {
    const clinic = await tell(variant('clinic'), { withSharePoint });
    const clean = await tell(variant('clean'), { withSharePoint });
    const found = (told: Told) =>
      told.assessment.findings.filter((f) => f.outcome === 'fail' || f.outcome === 'warn').map((f) => f.ruleId);
    expect(found(clinic).length).toBeGreaterThan(12);
    // Most of the staff treat patients, and theirs is a third of all files: a number that tidying does not change.
    expect(found(clean)).toEqual(withSharePoint ? ['EXP-001'] : []);
    // Graph names SharePoint groups without their members, and only a cmdlet tells of the audit log: no Go is given.
    expect(clean.result.verdict.decision).toBe('not-determined');
    const reasons = clean.result.verdict.reasons.map((r) => r.ruleId);
    expect(reasons).toContain('AUD-001');
    for (const rule of ['SITE-001', 'ITEM-005', 'EXP-002']) {
      expect(clean.outcomes()[rule], rule).toBe(withSharePoint ? 'pass' : 'not-assessed');
      expect(reasons.includes(rule), rule).toBe(!withSharePoint);
    }
    const notKnown = Object.entries(clean.outcomes()).filter(([, outcome]) => outcome === 'not-assessed');
    if (withSharePoint) expect(notKnown.map(([rule]) => rule).filter((rule) => !ONLY_CMDLETS.test(rule))).toEqual([]);
    else expect(notKnown.map(([rule]) => rule)).toEqual(expect.arrayContaining(Object.keys(ONLY_SHAREPOINT)));
    expect(clean.outcomes()).toMatchObject({
      'ID-001': 'pass',
      'ID-002': 'pass',
      'ID-004': 'pass',
      'ID-005': 'pass',
      'LBL-001': 'pass',
      'OD-002': 'pass',
      'APP-001': 'pass',
      'APP-002': 'pass',
      'SPO-001': 'pass',
      'SPO-008': 'pass',
      // Who looks after the site that belongs to no group stands in SharePoint alone.
      'SITE-004': withSharePoint ? 'pass' : 'not-assessed',
    });
    expect(clean.result.coverage.sites).toBe(100);
  });
});

describe.each(SIGN_INS)('the blind twin, signed in $name', ({ withSharePoint }) => {
  it('is not determined: what was refused is not assessed, and the organization was read', async () => {
    const blind = variant('blind');
    const told = await tell(blind, { withSharePoint });
    const { result, outcome } = told;
    expect(outcome.organization).toEqual({ read: true, gap: null });
    expect(result.tenant.displayName).toBe(blind.planted.organization);
    expect(result.verdict.decision).toBe('not-determined');
    expect(result.verdict.wouldDetermine.length).toBeGreaterThan(0);
    // Microsoft lets Organization.Read.All read the licences too: two rules rest on them alone.
    const onLicences = ['LIC-003', 'LIC-005'];
    const others = told.assessment.findings.filter((f) => !onLicences.includes(f.ruleId));
    expect(others.filter((f) => f.outcome !== 'not-assessed').map((f) => f.ruleId)).toEqual([]);
    expect(result.coverage.sites).toBeNull();
    expect(result.exposure).toMatchObject({ standing: null, enabledMembers: null });
    expect(result.scores.technical).toMatchObject({ low: null, high: null });
    const asked = result.method.permissionsMissing.map((p) => p.permission);
    expect(asked).toEqual(
      expect.arrayContaining([
        'User.Read.All',
        'GroupMember.Read.All',
        'Policy.Read.All',
        'Sites.Read.All',
        'SensitivityLabels.Read.All',
        'Application.Read.All',
      ]),
    );
  });

  it('passes nothing at all where the licences are refused as well', async () => {
    const faults = [{ when: /\/subscribedSkus/, act: { status: 403, code: 'Authorization_RequestDenied' } }];
    const told = await tell(variant('blind'), { faults, withSharePoint });
    expect(told.assessment.findings.filter((f) => f.outcome !== 'not-assessed')).toEqual([]);
    expect(told.result.verdict.decision).toBe('not-determined');
    expect(told.outcome.organization.read).toBe(true);
  });
});
