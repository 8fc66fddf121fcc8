/** Several sources of one list: what is whole, what one adds to the other, and what they tell differently. */
import { describe, expect, test } from 'vitest';
import type { Gap } from '../../src/evidence/coverage.js';
import { known } from '../../src/evidence/known.js';
import { mergeDataset, readingsOf, tellingsOf } from '../../src/purview/merge.js';
import type { Normaliser, SourcedDataset } from '../../src/purview/normal/define.js';
import { NORMALISERS } from '../../src/purview/normal/index.js';
import { type CmdletObject, type CmdletResult, UNREADABLE } from '../../src/purview/results.js';
import { dlpPolicyObject, encryptAction, FAILED, failed, labelObject, result, retentionObject } from './objects.js';

const POLICIES = 'Get-DlpCompliancePolicy';
const NOBODY: Gap = { reason: 'not-requested', remedy: '--bundle' };
const merge = <D extends SourcedDataset>(dataset: D, ...results: CmdletResult[]) =>
  mergeDataset(NORMALISERS[dataset] as Normaliser<D>, tellingsOf(results), () => NOBODY);

const direct = { source: 'direct', at: '2026-11-22T20:00:00.000Z' } as const;
const graph = { source: 'graph', session: 'graph', at: '2026-11-22T09:00:00.000Z' } as const;
const policies = (objects: readonly CmdletObject[], over: Partial<CmdletResult> = {}) => result(POLICIES, objects, over);
const policy = dlpPolicyObject;

describe('coverage', () => {
  test.each<[string, CmdletResult[], object]>([
    ['nobody asked', [], { state: 'absent', gaps: [NOBODY] }],
    ['read whole', [policies([policy()])], { state: 'complete' }],
    ['empty', [result(POLICIES, { kind: 'empty' })], { state: 'complete' }],
    ['failed', [result(POLICIES, failed)], { state: 'absent', gaps: [FAILED] }],
    ['not run', [result(POLICIES, { kind: 'not-run', gap: NOBODY })], { state: 'absent', gaps: [NOBODY] }],
    [
      'cut',
      [policies([policy()], { answer: { kind: 'read', objects: [policy()], cut: FAILED } })],
      { state: 'partial', gaps: [FAILED] },
    ],
    [
      'an object lost',
      [policies([policy(), {}])],
      { state: 'partial', gaps: [expect.objectContaining({ reason: 'unreadable' })] },
    ],
    ['failed here and read whole there', [result(POLICIES, failed, direct), policies([policy()])], { state: 'complete' }],
    ['cut here and whole there', [policies([{}, policy()]), policies([policy()], direct)], { state: 'complete' }],
  ])('%s', (_, results, coverage) => {
    expect(merge('dlpPolicies', ...results).coverage).toEqual(coverage);
  });

  test('of several cmdlets: one that failed leaves it in part, one beside them does not', () => {
    const rule = {
      Name: 'Copy',
      State: 'Enabled',
      Mode: 'Enforce',
      RedirectMessageTo: 'a@b.example',
      BlindCopyTo: null,
      CopyTo: null,
      AddToRecipients: null,
    };
    const transport = result('Get-TransportRule', [rule]);
    const mailboxes = result('Get-Mailbox', { kind: 'empty' });
    expect(merge('mailForwards', transport, mailboxes).coverage.state).toBe('complete');
    expect(merge('mailForwards', transport, result('Get-Mailbox', failed)).coverage).toEqual({
      state: 'partial',
      gaps: [FAILED],
    });
    expect(merge('mailForwards', transport).coverage).toEqual({ state: 'partial', gaps: [NOBODY] });
    const retention = [
      result('Get-RetentionCompliancePolicy', [retentionObject()]),
      result('Get-AppRetentionCompliancePolicy', { kind: 'empty' }),
    ];
    const without = merge('retentionPolicies', ...retention, result('Get-RetentionComplianceRule', failed));
    expect(without).toMatchObject({ coverage: { state: 'complete' }, rows: [{ deletes: { known: false, gap: FAILED } }] });
    expect(merge('retentionPolicies', retention[0] as CmdletResult).coverage.state).toBe('partial');
  });

  test('rules of one source serve the policies of another', () => {
    const rule: CmdletObject = { Policy: retentionObject().Guid ?? null, Disabled: false, RetentionComplianceAction: 'Delete' };
    const { rows } = merge(
      'retentionPolicies',
      result('Get-RetentionCompliancePolicy', [retentionObject()]),
      result('Get-RetentionComplianceRule', failed),
      result('Get-RetentionComplianceRule', [rule], direct),
    );
    expect(rows[0]?.deletes).toEqual(known(true));
  });

  test('super users are one row of two cmdlets', () => {
    const feature = result('Get-AipServiceSuperUserFeature', [{ value: 'Enabled' }]);
    const users = result('Get-AipServiceSuperUser', [{ value: 'ada@clinic.example' }]);
    expect(merge('superUsers', feature, users)).toMatchObject({
      rows: [{ featureEnabled: known(true), users: known(['ada@clinic.example']) }],
      coverage: { state: 'complete' },
      disagreements: [],
    });
    expect(merge('superUsers', feature)).toMatchObject({ rows: [{ users: { known: false } }], coverage: { state: 'partial' } });
  });
});

describe('the same row in two sources', () => {
  test('that say the same is one, with both origins', () => {
    const { rows, disagreements } = merge('dlpPolicies', policies([policy()]), policies([policy({ Name: 'hipaa' })], direct));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.origins.map(({ source }) => source)).toEqual(['export', 'direct']);
    expect(disagreements).toEqual([]);
  });

  test('of which one knows more', () => {
    const { rows, disagreements } = merge('dlpPolicies', policies([policy({ Mode: UNREADABLE })]), policies([policy()], direct));
    expect(rows[0]?.mode).toEqual(known('Enable'));
    expect(disagreements).toEqual([]);
  });

  test('that differ on a field: it is unknown, and both are told', () => {
    const { rows, disagreements } = merge(
      'dlpPolicies',
      policies([policy()]),
      policies([policy({ Mode: 'TestWithNotifications' })], direct),
    );
    expect(rows[0]?.mode).toMatchObject({ known: false, gap: { reason: 'contradictory' } });
    expect(rows[0]?.enabled).toEqual(known(true));
    expect(disagreements).toEqual([
      {
        fact: 'DLP policy "HIPAA": mode',
        values: [
          { origin: { source: 'export', cmdlet: POLICIES, at: '2026-11-22T08:00:00.000Z' }, value: 'Enable' },
          { origin: { source: 'direct', cmdlet: POLICIES, at: '2026-11-22T20:00:00.000Z' }, value: 'TestWithNotifications' },
        ],
      },
    ]);
  });

  test('that differ on one place leave the others alone, and name nobody', () => {
    const spared = policy({ SharePointLocationException: ['https://clinic/sites/secret', 'https://clinic/sites/other'] });
    const { rows, disagreements } = merge('dlpPolicies', policies([policy()]), policies([spared], direct));
    expect(rows[0]?.locations).toMatchObject({ sharePoint: { known: false }, exchange: { known: true } });
    expect(disagreements).toMatchObject([{ fact: 'DLP policy "HIPAA": locations share point' }]);
    expect(JSON.stringify(disagreements)).not.toContain('secret');
  });

  test('that differ inside an encryption', () => {
    const other = labelObject({ LabelActions: [encryptAction({ rightsdefinitions: 'everybody@clinic.example:VIEW' })] });
    const { rows, disagreements } = merge('labels', result('Get-Label', [labelObject()]), result('Get-Label', [other], direct));
    expect(rows[0]?.encryption).toMatchObject({
      known: true,
      value: { kind: 'template', rights: { known: false, gap: { reason: 'contradictory' } } },
    });
    expect(disagreements).toMatchObject([{ fact: 'Sensitivity label "PHI": encryption rights' }]);
  });

  test('that differ on a plain field have none, or the newest', () => {
    const other = labelObject({ Priority: 9, DisplayName: 'PHI 2' });
    const { rows, disagreements } = merge('labels', result('Get-Label', [labelObject()]), result('Get-Label', [other], direct));
    expect(rows).toMatchObject([{ priority: null, name: 'PHI 2' }]);
    expect(disagreements.map(({ fact }) => fact)).toEqual([
      'Sensitivity label "PHI 2": name',
      'Sensitivity label "PHI 2": priority',
    ]);
  });

  test('are one by their name where one has no id', () => {
    const { Guid: _, ...nameless } = policy({ Mode: UNREADABLE });
    for (const results of [
      [policies([nameless], graph), policies([policy()])],
      [policies([policy()]), policies([nameless], graph)],
    ]) {
      const { rows, disagreements } = merge('dlpPolicies', ...results);
      expect(rows).toMatchObject([{ id: '46f77b71-0000-4000-8000-000000000001', mode: known('Enable') }]);
      expect(disagreements).toEqual([]);
    }
  });

  test('are two where one source has them twice', () => {
    const twice = [policy({ Guid: 'a' }), policy({ Guid: 'b' })];
    expect(merge('dlpPolicies', policies(twice), policies(twice, direct)).rows.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('in two files of one export are held against each other too', () => {
    const { rows } = merge('dlpPolicies', policies([policy()]), policies([policy({ Enabled: false })]));
    expect(rows).toMatchObject([{ enabled: { known: false, gap: { reason: 'contradictory' } } }]);
  });
});

describe('a row that only one source has', () => {
  const other = policy({ Name: 'Other', Guid: 'other' });
  const names = (...results: CmdletResult[]) => {
    const { rows, disagreements } = merge('dlpPolicies', ...results);
    return {
      names: rows.map(({ name }) => name),
      told: disagreements.flatMap(({ fact, values }) => [fact, ...values.map(({ value }) => value)]),
    };
  };

  test('stays where both lists are of the same day, and is told', () => {
    expect(names(policies([policy(), other]), policies([policy()], direct))).toEqual({
      names: ['HIPAA', 'Other'],
      told: ['DLP policy "Other"', 'only in the export of Get-DlpCompliancePolicy', 'not listed'],
    });
  });

  test('goes where the list without it is newer, and is told', () => {
    const old = policies([policy(), other], { at: '2026-11-10T08:00:00.000Z' });
    expect(names(old, policies([policy()], direct))).toMatchObject({
      names: ['HIPAA'],
      told: ['DLP policy "Other"', 'listed, in the older of the two', 'not listed'],
    });
  });

  test('stays where the list without it is older', () => {
    const old = policies([policy()], { at: '2026-11-10T08:00:00.000Z' });
    expect(names(old, policies([policy(), other], direct))).toMatchObject({
      names: ['HIPAA', 'Other'],
      told: ['DLP policy "Other"', expect.anything(), expect.anything()],
    });
  });

  test('stays where nobody knows which list is newer', () => {
    expect(names(policies([policy(), other], { at: null }), policies([policy()], direct)).names).toEqual(['HIPAA', 'Other']);
  });

  test('stays untold where the other list is not whole', () => {
    const cut = policies([], { ...direct, answer: { kind: 'read', objects: [policy()], cut: FAILED } });
    expect(names(policies([policy(), other]), cut)).toEqual({ names: ['HIPAA', 'Other'], told: [] });
    expect(names(policies([policy(), other]), result(POLICIES, failed, direct))).toEqual({ names: ['HIPAA', 'Other'], told: [] });
  });
});

test('there is a reading for each cmdlet and source, and four ways to have nothing', () => {
  const groups = ['https://a', 'https://b'].map((target, at) =>
    at === 0 ? result('Get-SPOSiteGroup', [{}, {}], { target }) : result('Get-SPOSiteGroup', failed, { target }),
  );
  const results = [
    policies([policy()]),
    result(POLICIES, failed, direct),
    result('Get-Label', { kind: 'empty' }),
    result('Get-LabelPolicy', { kind: 'not-run', gap: NOBODY }),
    result('Get-DlpComplianceRule', { kind: 'unreadable', gap: FAILED }),
    ...groups,
  ];
  const readings = readingsOf(tellingsOf(results), (cmdlet) => [cmdlet.toLowerCase()]);
  expect(readings.map(({ cmdlet, source, outcome, objects, gap }) => [cmdlet, source, outcome, objects, gap])).toEqual([
    [POLICIES, 'export', 'read', 1, null],
    ['Get-Label', 'export', 'empty', 0, null],
    ['Get-LabelPolicy', 'export', 'not-run', 0, NOBODY],
    ['Get-DlpComplianceRule', 'export', 'unreadable', 0, FAILED],
    ['Get-SPOSiteGroup', 'export', 'read', 2, FAILED],
    [POLICIES, 'direct', 'failed', 0, FAILED],
  ]);
  expect(readings[0]).toMatchObject({
    feeds: ['get-dlpcompliancepolicy'],
    session: 'security-compliance',
    door: `${POLICIES}.json`,
  });
});
