/** The join of DLP policies, rules, labels and types: which rung each policy stands on, and what its rules look for. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import { deriveDlp } from '../../src/derive/dlp.js';
import type { DlpPolicyRow, DlpRuleRow, LabelRow } from '../../src/derive/rows.js';
import type { DeriveSettings } from '../../src/derive/settings.js';
import { known, unknown } from '../../src/evidence/known.js';
import { type Condition, type DlpPolicy, type DlpRule, type Label, unreadable } from '../../src/evidence/purview.js';
import { createMemoryEvidence, type MemoryEvidence } from '../../src/snapshot/memory.js';
import {
  aDlpPolicy,
  aDlpRule,
  aLabelRow,
  EVERYWHERE,
  ICD10,
  NOWHERE,
  ORIGIN,
  PHI_LABEL,
  PILOT_ONLY,
  SSN,
} from '../kit/purview-rows.js';
import { daysAgo, FORBIDDEN, NOW } from '../kit/rows.js';

const UNREAD = unknown(unreadable('a field'));
const everywhere = known(EVERYWHERE);
const nowhere = known(NOWHERE);
const NO_PLACES = { exchange: nowhere, sharePoint: nowhere, oneDrive: nowhere, teams: nowhere, endpoint: nowhere };

interface Small {
  readonly policies?: readonly DlpPolicy[];
  readonly rules?: readonly DlpRule[];
  readonly labels?: readonly Label[];
  readonly labelRows?: readonly LabelRow[];
  readonly settings?: Partial<DeriveSettings>;
  readonly types?: readonly { readonly id: string; readonly name: string }[];
  readonly away?: (evidence: MemoryEvidence) => void;
}

async function rowsOf(small: Small): Promise<readonly DlpPolicyRow[]> {
  const evidence = createMemoryEvidence({
    dlpPolicies: small.policies ?? [aDlpPolicy()],
    dlpRules: small.rules ?? [aDlpRule()],
    labels: small.labels ?? [],
    sensitiveTypes: (small.types ?? []).map((type) => ({ ...type, isCustom: true, origins: [ORIGIN] })),
  });
  small.away?.(evidence);
  return deriveDlp(evidence, small.labelRows ?? [aLabelRow()], { ...DEFAULT_CONFIG, now: NOW, ...small.settings });
}

async function rowOf(policy: Partial<DlpPolicy>, rule: Partial<DlpRule> = {}, small: Small = {}): Promise<DlpPolicyRow> {
  const [row] = await rowsOf({ policies: [aDlpPolicy(policy)], rules: [aDlpRule(rule)], ...small });
  if (row === undefined) throw new Error('no row');
  return row;
}

async function ruleOf(rule: Partial<DlpRule>, small: Small = {}): Promise<DlpRuleRow> {
  const { rules } = await rowOf({}, rule, small);
  const [row] = rules.known ? rules.value : [];
  if (row === undefined) throw new Error('no rule');
  return row;
}

const actions = (over: object) =>
  known({
    blocks: false,
    blockScope: null,
    excludesFromCopilot: false,
    blocksWebSearch: false,
    restrictsEndpoint: false,
    notifies: ['Owner'],
    alerts: ['a@clinic.example'],
    ...over,
  });

describe('the rung of a policy', () => {
  it.each<[string, Partial<DlpPolicy>, Partial<DlpRule>, string]>([
    ['on, for everybody in every place that it has', {}, {}, 'everywhere'],
    ['on, with a place left out altogether', { locations: { ...NO_PLACES, exchange: everywhere } }, {}, 'everywhere'],
    ['on, for a pilot group', { locations: { ...NO_PLACES, exchange: known(PILOT_ONLY) } }, {}, 'scoped'],
    [
      'on, with an exclusion in one place',
      { locations: { ...aDlpPolicy().locations, oneDrive: known({ ...EVERYWHERE, excludes: ['ceo'] }) } },
      {},
      'scoped',
    ],
    [
      'on, for an adaptive scope alone',
      { locations: { ...NO_PLACES, sharePoint: known({ ...NOWHERE, adaptive: ['Clinics'] }) } },
      {},
      'scoped',
    ],
    ['on, for a pilot group in Copilot', { copilot: known(PILOT_ONLY) }, {}, 'scoped'],
    ['on, in browsers alone, for whom nobody says', { locations: NO_PLACES, planes: known(['Browser']) }, {}, 'scoped'],
    [
      'in simulation with notifications, though the switch is on',
      { mode: known('TestWithNotifications'), isSimulation: true },
      {},
      'simulation',
    ],
    [
      'in simulation, in an older export without the second witness',
      { mode: known('TestWithoutNotifications'), isSimulation: null },
      {},
      'simulation',
    ],
    ['disabled', { mode: known('Disable') }, {}, 'disabled'],
    ['enabled by its mode, and switched off', { enabled: known(false) }, {}, 'disabled'],
    ['switched off, of a mode that cannot be read', { mode: UNREAD, enabled: known(false) }, {}, 'disabled'],
    ['on, with its only rule disabled', {}, { disabled: known(true) }, 'no-active-rule'],
    ['on, with a rule that is over', {}, { expires: daysAgo(1) }, 'no-active-rule'],
    ['on, with a rule that has not begun', {}, { activates: daysAgo(-1) }, 'no-active-rule'],
    ['on, with a rule that only tells', {}, { actions: actions({}) }, 'no-active-rule'],
    ['on, with a rule for web searches', {}, { actions: actions({ blocksWebSearch: true }) }, 'everywhere'],
  ])('%s', async (_, policy, rule, rung) => {
    const row = await rowOf(policy, rule);
    expect(row.rung).toEqual(known(rung));
    expect(row.enforced).toEqual(known(rung === 'scoped' || rung === 'everywhere'));
  });

  it.each<[string, Partial<DlpPolicy>, Partial<DlpRule>, string]>([
    ['a mode that cannot be read', { mode: UNREAD }, {}, 'unreadable'],
    ['a switch that cannot be read', { enabled: UNREAD }, {}, 'unreadable'],
    ['a mode and a witness that do not agree', { isSimulation: true }, {}, 'contradictory'],
    ['a rule that may be disabled', {}, { disabled: UNREAD }, 'unreadable'],
    ['a rule whose actions cannot be read', {}, { actions: UNREAD }, 'unreadable'],
    ['a rule with a date that is none', {}, { expires: 'soon' }, 'unreadable'],
  ])('is not known with %s', async (_, policy, rule, reason) => {
    const row = await rowOf(policy, rule);
    expect(row.rung).toMatchObject({ known: false, gap: { reason } });
    expect(row.enforced.known).toBe(false);
  });

  it('is not known where a place cannot be read, but that it is enforced is', async () => {
    const row = await rowOf({ locations: { ...aDlpPolicy().locations, sharePoint: UNREAD } });
    expect(row.rung.known).toBe(false);
    expect(row.enforced).toEqual(known(true));
    const narrow = await rowOf({ locations: { ...aDlpPolicy().locations, sharePoint: UNREAD, teams: known(PILOT_ONLY) } });
    expect(narrow.rung).toEqual(known('scoped'));
  });

  it('leaves policies out that are on their way out, and keeps those whose mode cannot be read', async () => {
    const rows = await rowsOf({
      policies: [aDlpPolicy({ mode: known('PendingDeletion') }), aDlpPolicy({ id: 'b', name: 'B', mode: UNREAD })],
    });
    expect(rows.map((row) => row.policy.id)).toEqual(['b']);
  });

  it('tells Copilot for nobody as not in the policy', async () => {
    expect((await rowOf({ copilot: nowhere })).copilot).toEqual(known(null));
    expect((await rowOf({ copilot: known(PILOT_ONLY) })).copilot).toEqual(known(PILOT_ONLY));
    expect((await rowOf({ copilot: UNREAD })).copilot).toEqual(UNREAD);
  });
});

describe('rules and their policies', () => {
  const counts = (rows: readonly DlpPolicyRow[]) =>
    rows.map(({ rules }) => (rules.known ? rules.value.length : rules.gap.reason));

  it('joins by id in any case, then by name', async () => {
    const policies = [aDlpPolicy({ id: 'a', name: 'A' }), aDlpPolicy({ id: 'b', name: 'B' })];
    const rules = [
      aDlpRule({ id: '1', policyId: 'A', policyName: 'B' }),
      aDlpRule({ id: '2', policyId: null, policyName: ' b ' }),
      aDlpRule({ id: '3', policyId: 'an-exchange-id', policyName: 'B' }),
    ];
    expect(counts(await rowsOf({ policies, rules }))).toEqual([1, 2]);
  });

  it('leaves rules of a policy on its way out with it', async () => {
    const policies = [aDlpPolicy({ id: 'old', name: 'HIPAA', mode: known('PendingDeletion') }), aDlpPolicy({ id: 'new' })];
    const rules = [aDlpRule({ policyId: 'old', policyName: 'HIPAA' })];
    expect(counts(await rowsOf({ policies, rules }))).toEqual([0]);
  });

  it('knows no rules where not all were read, or one does not say whose it is', async () => {
    const missing = (evidence: MemoryEvidence) =>
      evidence.setCoverage('dlpRules', { state: 'partial', rows: 1, gaps: [FORBIDDEN] });
    expect(counts(await rowsOf({ away: missing }))).toEqual(['forbidden']);
    const stray = aDlpRule({ id: 'stray', policyId: null, policyName: null });
    expect(counts(await rowsOf({ rules: [aDlpRule(), stray] }))).toEqual(['unreadable']);
  });
});

const type = (over: { readonly id: string; readonly name: string }, isClassifier = false): Condition => ({
  kind: 'type',
  isClassifier,
  ...over,
});
const label = (id = PHI_LABEL): Condition => ({ kind: 'label', id });
const of = (kind: 'and' | 'or' | 'not', ...parts: Condition[]): Condition => ({ kind, of: parts });
const CARD = type({ id: '50842eb7-edc8-4019-85dd-5a5c1f2bb085', name: 'Credit Card Number' });
const FORMS = type({ id: '7cc60f30-9e96-4d51-b26f-3d7a9df56338', name: 'Health/Medical Forms' }, true);
const MRN = { id: 'D0000000-0000-4000-8000-000000000001', name: 'Clinic MRN' };

describe('what a rule looks for', () => {
  it.each<[string, Condition, boolean]>([
    ['an identifier and a medical type', of('and', type(SSN), type(ICD10)), true],
    ['one or the other', of('or', type(SSN), of('and', type(ICD10))), true],
    ['ids in capitals, under other names', of('and', type({ ...SSN, id: SSN.id.toUpperCase(), name: 'x' }), type(ICD10)), true],
    ['an identifier and a classifier for health', of('and', type(SSN), FORMS), true],
    ['a number alone', of('and', type(SSN)), false],
    ['a medical type alone', type(ICD10), false],
    ['a card number and a medical type', of('and', CARD, type(ICD10)), false],
    ['the medical type as an exception', of('and', type(SSN), of('not', of('and', type(ICD10)))), false],
    ['twice turned round', of('not', of('not', of('and', type(SSN), type(ICD10)))), false],
    ['a type of its own', type(MRN), false],
    ['another condition', { kind: 'other', name: 'AccessScope' }, false],
  ])('%s', async (_, conditions, isPhi) => {
    expect((await ruleOf({ conditions: known(conditions) })).looksForPhi).toEqual(known(isPhi));
  });

  it('types of the configuration count by id and by name', async () => {
    const seeking = (entry: string, over: Small = {}) =>
      ruleOf({ conditions: known(type({ ...MRN, name: 'renamed' })) }, { settings: { phiTypes: [entry] }, ...over });
    expect((await seeking(MRN.id.toLowerCase())).looksForPhi).toEqual(known(true));
    expect((await seeking('RENAMED')).looksForPhi).toEqual(known(true));
    expect((await seeking('clinic mrn', { types: [MRN] })).looksForPhi).toEqual(known(true));
    expect((await seeking('clinic mrn')).looksForPhi).toEqual(known(false));
  });

  it('a type without a name may be the one that the configuration names, while the list of types is away', async () => {
    const away = (evidence: MemoryEvidence) =>
      evidence.setCoverage('sensitiveTypes', { state: 'absent', rows: 0, gaps: [FORBIDDEN] });
    const conditions = known(type({ ...MRN, name: '' }));
    const settings = { phiTypes: ['Clinic MRN'] };
    expect((await ruleOf({ conditions }, { settings, away })).looksForPhi.known).toBe(false);
    expect((await ruleOf({ conditions }, { settings })).looksForPhi).toEqual(known(false));
    expect((await ruleOf({ conditions }, { away })).looksForPhi).toEqual(known(false));
  });

  it('nothing is known of conditions that cannot be read', async () => {
    const row = await ruleOf({ conditions: UNREAD });
    for (const field of ['labels', 'labelsAlive', 'labelsPhi', 'types', 'looksForPhi'] as const)
      expect(row[field]).toEqual(UNREAD);
    expect(row.active).toEqual(known(true));
  });

  it('names types, each once', async () => {
    const row = await ruleOf({ conditions: known(of('or', type(SSN), type(SSN), type({ ...ICD10, name: '' }))) });
    expect(row.types).toEqual(known([SSN.name, ICD10.id]));
  });
});

describe('the labels that a rule looks for', () => {
  const told = (over: Partial<Label>): Label => ({
    id: PHI_LABEL,
    immutableId: null,
    name: 'PHI',
    parentId: null,
    tooltip: null,
    priority: 1,
    enabled: known(true),
    contentTypes: known(['File']),
    encryption: known(null),
    blocksContentAnalysis: known(false),
    origins: [ORIGIN],
    ...over,
  });
  const seeking = (id: string, small: Small = {}) => ruleOf({ conditions: known(of('and', label(id))) }, small);

  it.each<[string, string, Small]>([
    ['id', PHI_LABEL.toUpperCase(), {}],
    ['full name', 'confidential / phi', {}],
    ['own name', 'PHI', { labels: [told({})] }],
    ['immutable id', 'ABCD', { labels: [told({ immutableId: 'abcd' })] }],
  ])('are found by %s', async (_, id, small) => {
    expect(await seeking(id, small)).toMatchObject({
      labels: known([PHI_LABEL]),
      labelsAlive: known(true),
      labelsPhi: known(true),
      labelFiles: 3600,
    });
  });

  it.each<[string, Partial<LabelRow>, boolean, boolean]>([
    ['not published', { published: known(false) }, false, false],
    ['switched off', { enabled: known(false) }, false, false],
    ['of another meaning', { isPhi: false }, true, false],
  ])('%s', async (_, over, alive, phi) => {
    const row = await seeking(PHI_LABEL, { labelRows: [aLabelRow(over)] });
    expect([row.labelsAlive, row.labelsPhi]).toEqual([known(alive), known(phi)]);
  });

  it('a dead PHI label beside a living one of another meaning is no PHI cover', async () => {
    const labelRows = [
      aLabelRow({ published: known(false) }),
      aLabelRow({ id: 'general', name: 'General', isPhi: false, files: 10 }),
    ];
    const row = await ruleOf({ conditions: known(of('or', label(), label('general'))) }, { labelRows });
    expect(row).toMatchObject({ labelsAlive: known(true), labelsPhi: known(false), labelFiles: 3610 });
  });

  it('a label that a whole list does not hold was deleted; of a list that is not whole nobody can say', async () => {
    expect((await seeking('gone')).labelsAlive).toEqual(known(false));
    const away = (evidence: MemoryEvidence) => evidence.setCoverage('labels', { state: 'absent', rows: 0, gaps: [FORBIDDEN] });
    const row = await seeking('gone', { away });
    expect([row.labelsAlive, row.labelsPhi]).toEqual([unknown(FORBIDDEN), unknown(FORBIDDEN)]);
    expect(row.labels).toEqual(known(['gone']));
  });

  it('a name that two labels share is nobody’s', async () => {
    const labelRows = [aLabelRow({ name: 'PHI' }), aLabelRow({ id: 'other', name: 'PHI', published: known(false) })];
    expect((await seeking('PHI', { labelRows })).labelsAlive).toMatchObject({ known: false, gap: { reason: 'contradictory' } });
  });

  it('what cannot be read of a label is not known of the rule', async () => {
    expect((await seeking(PHI_LABEL, { labelRows: [aLabelRow({ published: UNREAD })] })).labelsAlive).toEqual(UNREAD);
  });

  it('a rule without labels has none that live', async () => {
    expect(await ruleOf({})).toMatchObject({ labels: known([]), labelsAlive: known(false), labelFiles: 0 });
  });
});
