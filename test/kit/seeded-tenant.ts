/** One generated tenant against two scans of it: what the generator planted, and what the rules must say of it. */
import { rm } from 'node:fs/promises';
import { expect } from 'vitest';
import { type ComplianceObject, findDrive, type Generated, type GenerateOptions, generateTenant } from '../../src/demo/index.js';
import type { Outcome } from '../../src/result/types.js';
import { makeBundle } from './make-bundle.js';
import { type Told, tell, userNamed } from './scenario.js';

const LANGUAGES = ['en', 'de', 'nl', 'es', 'fr'] as const;

/** Language, size and paging differ from seed to seed. */
export function seeded(seed: number): GenerateOptions & { readonly variant: 'clinic' } {
  return {
    seed,
    variant: 'clinic',
    language: LANGUAGES[seed % LANGUAGES.length] ?? 'en',
    scale: [0.05, 0.2, 0.5][seed % 3] ?? 0.1,
  };
}

const scopeId = (folder: { readonly driveId: string; readonly itemId: string }) => `${folder.driveId}/${folder.itemId}`;

/** No seed has labels, so nothing carries one, the clinical folders neither. */
export const ABOUT_LABELS = ['SITE-007', 'ITEM-010'];

/** What the scan must say, worked out of the generator's own count and of nothing that a rule computes. */
export function expectTruth({ planted, tenant }: Generated, told: Told): void {
  const { folders, exEmployees } = planted;
  const ids = (list: readonly { readonly id: string }[]) => list.map((one) => one.id).sort();
  const idsOf = (upns: readonly string[]) => upns.map((upn) => userNamed({ planted, tenant } as Generated, upn).id).sort();
  const open = folders.filter((f) => f.grantKind === 'everyone except external users');
  const linked = folders.filter((f) => f.grantKind === 'organization link');
  const phi = open.filter((f) => f.phiLookingName);
  const files = (list: typeof folders) => list.reduce((sum, f) => sum + f.files, 0);

  // People.
  expect(told.ids('ID-001')).toEqual(ids(exEmployees.filter((e) => e.onLeaversList)));
  expect(told.ids('ID-002')).toEqual(ids(exEmployees));
  const { departedCreator } = planted;
  expect(told.ids('ID-004')).toEqual(
    departedCreator.licensed || departedCreator.memberOfGroupIds.length > 0 ? [departedCreator.id] : [],
  );
  expect(told.ids('ID-005')).toEqual(idsOf([...planted.guests.staleUpns, ...planted.guests.pendingUpns]));
  expect(told.outcomes()).toMatchObject({ 'ID-003': 'pass', 'ID-007': planted.securityDefaults ? 'pass' : 'fail' });
  expect(told.result.exposure.enabledMembers).toBe(planted.staff.enabledMembers);

  // What the former office manager left.
  expect(told.ids('ITEM-005')).toEqual([...open, ...linked].map(scopeId).sort());
  for (const folder of folders) {
    const found = told.finding('ITEM-005').objects.find((o) => o.id === scopeId(folder));
    expect(found?.detail.files).toBe(folder.files);
    expect(found?.severity).toBe(phi.includes(folder) ? 'critical' : 'high');
    expect(found?.reach).toBe(open.includes(folder) ? 'standing' : 'latent');
  }
  expect(told.ids('ITEM-004')).toEqual(open.map(scopeId).sort());
  expect(told.ids('EXP-002')).toEqual(phi.map(scopeId).sort());
  expect(told.finding('EXP-002').measures).toMatchObject({ standing: files(phi), latent: 0 });
  expect(told.result.exposure).toMatchObject({ standing: files(phi), latent: 0 });
  const organizationLinks = planted.ordinaryShares.filter((s) => s.kind === 'link to the organization').length + linked.length;
  expect(told.finding('ITEM-002').measures.links).toBe(organizationLinks);
  const drive = tenant.sites.find((s) => s.site.id === departedCreator.oneDriveSiteId)?.drives[0]?.drive.id;
  expect(
    told
      .finding('OD-002')
      .objects.filter((o) => o.detail.suspicion !== true)
      .map((o) => o.id),
  ).toEqual([drive]);

  // Groups, labels, licences, applications, settings.
  const unified = planted.groups.filter((g) =>
    tenant.groups.find((t) => t.group.id === g.id)?.group.groupTypes?.includes('Unified'),
  );
  expect(told.ids('SITE-002')).toEqual(ids(unified.filter((g) => g.visibility === 'Public')));
  expect(told.ids('SITE-004')).toEqual(ids(unified.filter((g) => g.owners < 2)));
  expect(told.finding('LBL-001').outcome).toBe(planted.labels === 0 ? 'fail' : 'pass');
  const units = planted.licences.find((l) => l.skuPartNumber === 'SPB');
  expect(told.finding('LIC-004').measures).toMatchObject({ units: units?.enabled, members: planted.staff.enabledMembers });
  const copilot = planted.licences.find((l) => l.skuPartNumber === 'Microsoft_365_Copilot');
  expect(told.finding('LIC-002').measures).toMatchObject({ purchased: copilot?.enabled, assigned: copilot?.consumed });
  expect(told.ids('APP-001')).toEqual(ids(planted.apps.filter((a) => a.hosts.includes('otter.ai'))));
  expect(told.finding('SPO-001').outcome).toBe(planted.sharingCapability === 'externalUserSharingOnly' ? 'warn' : 'fail');

  // Labels of files are read where libraries have their columns; a retention label is none of them.
  expect(told.finding('ITEM-010').outcome).toBe(tenant.sharePoint.hasLabelColumns ? 'fail' : 'not-assessed');

  // Everything was read, and the clinical folders are as they should be.
  expect(told.result.coverage.sites).toBe(100);
  expect(told.finding('EXP-006').measures).toMatchObject({
    knownSites: planted.counts.sites,
    knownDrives: planted.counts.drives,
  });
  expect(told.result.exposure.filesRead).toBe(planted.counts.files);
  const clinical = new Set(planted.clinicalFolders.map((f) => f.driveId));
  const others = told.assessment.findings.filter((f) => !ABOUT_LABELS.includes(f.ruleId));
  const named = others.flatMap((f) => f.objects.map((o) => o.id.split('/')[0] ?? ''));
  expect(named.filter((id) => clinical.has(id))).toEqual([]);
  expect(told.result.verdict.decision).toBe('no-go');
}

/** Rules that nothing but SharePoint's own API can feed. */
const NEED_SHAREPOINT = ['SPO-002', 'SPO-003', 'SPO-004', 'SPO-006', 'SITE-001', 'SITE-005', 'SITE-009', 'SITE-011', 'ITEM-006'];

/** Graph names SharePoint groups without their members: nobody is let off for it, and the report says what would tell. */
function expectGraphAlone(told: Told): void {
  for (const rule of NEED_SHAREPOINT) expect(told.outcomes()[rule], rule).toBe('not-assessed');
  const gaps = JSON.stringify(told.finding('SITE-001').gaps);
  expect(gaps).toContain('certificate');
  expect(gaps).toContain('Sites.FullControl.All (SharePoint)');
}

/** What only SharePoint itself shows: the two claims inside SharePoint groups, and nothing that merely looks like them. */
function expectInside({ planted, tenant }: Generated, told: Told): void {
  const { everyoneInVisitors: own, foreignClaim: foreign } = planted;
  if (own === null || foreign === null) throw new Error('this seed hides no claims');
  const found = told.finding('SITE-001');
  expect(found.outcome).toBe('fail');
  // Exactly these: neither the role of an old directory, nor Limited Access, nor whoever is called like the claim.
  expect(told.ids('SITE-001')).toEqual([own.siteId, foreign.siteId].sort());
  for (const claim of [own, foreign]) {
    const object = found.objects.find((o) => o.id === claim.siteId);
    const isForeign = claim === foreign;
    expect(object?.detail).toMatchObject({ through: claim.groupTitle, role: 'read', foreignTenantClaim: isForeign });
    // The claim is called otherwise in each language; our name for it is English.
    const suffix = isForeign ? ' (with the id of another tenant)' : '';
    expect(object?.detail.grantedTo).toBe(`Everyone except external users${suffix}`);
    expect(object).toMatchObject({ reach: 'standing' });
    expect(object?.detail.suspicion).toBeUndefined();
  }

  // A link to the organization that nobody opened is in no number of what people read now.
  for (const folder of planted.folders.filter((f) => f.grantKind === 'organization link')) {
    const entries = findDrive(tenant, folder.driveId)?.drive.permissions.get(folder.itemId) ?? [];
    expect(entries.flatMap((entry) => (entry.link === undefined ? [] : (entry.grantedToIdentitiesV2 ?? [])))).toEqual([]);
    const objects = told.assessment.findings.flatMap((f) => f.objects.filter((o) => o.id === scopeId(folder)));
    expect(objects.length).toBeGreaterThan(0);
    expect(objects.map((o) => o.reach)).not.toContain('standing');
  }
  expect(told.result.coverage.sharePoint).toMatchObject({ asked: true, notAssessed: [], weakened: [] });
  for (const dataset of ['siteSettings', 'siteGroups', 'roleAssignments', 'sharingLinks', 'sharePointTenant'])
    expect(told.result.coverage.datasets.find((d) => d.dataset === dataset)?.state, dataset).toBe('complete');
}

/** What the services keep of labels, DLP, audit and mail, against what the rules say of it. */
function expectCompliance({ planted, tenant }: Generated, told: Told): void {
  const { auditIsOn, labels, dlpPolicies, copilotPolicies, ...counts } = planted.compliance;
  const stored = tenant.compliance.compliance;
  const rules = (stored['Get-DlpComplianceRule'] ?? []).filter((rule) => rule.Disabled === false);
  const active = new Set(rules.map((rule) => rule.Policy));
  const on = (stored['Get-DlpCompliancePolicy'] ?? []).filter(({ Mode, Guid }) => Mode === 'Enable' && active.has(Guid));
  const policies = dlpPolicies.enforced + dlpPolicies.inSimulation + dlpPolicies.disabled;
  expect(on.length).toBeLessThanOrEqual(dlpPolicies.enforced);
  const dlp = told.finding('DLP-001');
  expect(dlp).toMatchObject({ outcome: on.length > 0 ? 'pass' : 'fail', measures: { policies, enforced: on.length } });
  // A medical type stands in the rules for patients and in no others.
  const seeks = (policy: unknown) => rules.some((rule) => rule.Policy === policy && JSON.stringify(rule).includes(MEDICAL));
  // What is in simulation stands there for months. A policy for card numbers may rest beside one that holds in all its places.
  const isWide = (one: ComplianceObject) =>
    [one.ExchangeLocation, one.SharePointLocation, one.OneDriveLocation].every((place) => (place as unknown[]).length > 0) &&
    (one.SharePointLocationException as unknown[]).length === 0;
  const simulated = (stored['Get-DlpCompliancePolicy'] ?? []).filter(({ Mode }) => String(Mode).startsWith('Test'));
  const resting = simulated.filter(({ Guid, Locations }) => Locations !== '[]' || seeks(Guid) || !on.some(isWide)).length;
  expect(simulated).toHaveLength(dlpPolicies.inSimulation);
  expect(told.finding('DLP-004')).toMatchObject({
    outcome: policies === 0 ? 'not-applicable' : resting > 0 ? 'fail' : 'pass',
    measures: { simulated: simulated.length, resting },
  });
  expect(told.finding('DLP-002').outcome).toBe(on.some(({ Guid }) => seeks(Guid)) ? 'pass' : 'fail');
  // Where Copilot is in a policy, it looks for card numbers.
  expect(told.outcomes()).toMatchObject({ 'DLP-006': 'fail', 'DLP-007': 'fail' });
  const inCopilot = copilotPolicies.enforced + copilotPolicies.inSimulation;
  expect(told.finding('DLP-007').objects.length > 0 && inCopilot > 0).toBe(inCopilot > 0);

  expect(told.finding('LBL-001').measures.labels).toBe(labels);
  expect(told.outcomes()['AUD-001']).toBe(auditIsOn ? 'pass' : 'fail');
  expect(told.outcomes()['AUD-004']).toBe(counts.unauditedMailboxes > 0 ? 'fail' : 'pass');
  expect(told.outcomes()['AUD-005']).toBe(counts.retentionOfPrompts ? 'pass' : 'fail');
  expect(told.finding('AUD-008').outcome).toBe(mailLeaves(tenant.compliance.exchange, counts));
  expect(told.assessment.findings.filter((f) => /^(?:LBL|DLP|AUD)-/.test(f.ruleId) && f.outcome === 'not-assessed')).toEqual([]);
}

/** All Medical Terms And Conditions, the same in every tenant. */
const MEDICAL = '065bdd91-ef07-40d3-b8a4-0aea722eaa49';

/** Off keeps mailboxes from it and no rule; Microsoft's default leaves it to remote domains, and to what is set already. */
function mailLeaves(
  exchange: Generated['tenant']['compliance']['exchange'],
  { autoForwarding, forwardingMailboxes }: { readonly autoForwarding: string; readonly forwardingMailboxes: number },
): Outcome {
  const isCopied = (exchange['Get-TransportRule'] ?? []).some((rule) => rule.BlindCopyTo !== null);
  if (autoForwarding === 'Off') return isCopied ? 'warn' : 'pass';
  if (autoForwarding === 'On' || isCopied || forwardingMailboxes > 0) return 'fail';
  return (exchange['Get-RemoteDomain'] ?? []).some((domain) => domain.AutoForwardEnabled === true) ? 'warn' : 'pass';
}

/** Once with a secret, to Graph alone, and once with all that can be asked and an export: the truth is the same. */
export async function expectSeed(seed: number): Promise<void> {
  const graph = generateTenant(seeded(seed));
  const alone = await tell(graph);
  expectTruth(graph, alone);
  expectGraphAlone(alone);
  const generated = generateTenant(seeded(seed));
  const bundle = await makeBundle(generated.tenant);
  const whole = await tell(generated, { withSharePoint: true, withCmdlets: true, bundle });
  await rm(bundle, { recursive: true, force: true });
  expectTruth(generated, whole);
  expectInside(generated, whole);
  expectCompliance(generated, whole);
}

/** Seeds of this run: named by `PREFLIGHT_SEEDS=1,2,3`, else drawn from the day, so that each day looks at others. */
export function seedsOfTheDay(count: number): number[] {
  const named = (process.env.PREFLIGHT_SEEDS ?? '').split(',').filter((s) => s !== '');
  if (named.length > 0) return named.map(Number);
  const day = Math.floor(Date.now() / 86_400_000);
  return Array.from({ length: count }, (_, n) => (day * 7919 + n * 104_729) % 100_000);
}
