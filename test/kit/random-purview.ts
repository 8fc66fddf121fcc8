/** Random labels and DLP as evidence, careful ones and careless ones, for the property that less evidence never passes more. */
import fc from 'fast-check';
import { type Known, known, unknown } from '../../src/evidence/known.js';
import {
  type AutoLabelPolicy,
  type Condition,
  type DlpActions,
  type DlpPolicy,
  type DlpRule,
  type Label,
  type LabelEncryption,
  type LabelPolicy,
  type LabelPolicySettings,
  type PolicyMode,
  type PolicyScope,
  unreadable,
} from '../../src/evidence/purview.js';
import { aDlpPolicy, aDlpRule, EVERYWHERE, ICD10, NOWHERE, ORIGIN, PILOT_ONLY, SSN } from './purview-rows.js';
import { daysAgo } from './rows.js';

const AWAY = unknown(unreadable('a random field'));
const origins = [ORIGIN];

/** Draws values of one kind of tenant. */
interface Mood {
  /** The first of these, or with luck another. */
  one<T>(good: T, ...others: readonly T[]): fc.Arbitrary<T>;
  /** The same, or a field that nobody could read. */
  maybe<T>(good: T, ...others: readonly T[]): fc.Arbitrary<Known<T>>;
  /** Rows of a list, all of them or some. */
  some<T>(rows: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T[]>;
}

/** @param odds that the good value is drawn, against one that any other is */
function mood(odds: number): Mood {
  const one = <T>(good: T, ...others: readonly T[]): fc.Arbitrary<T> =>
    others.length === 0
      ? fc.constant(good)
      : fc.oneof({ weight: odds, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
  return {
    one,
    maybe: <T>(good: T, ...others: readonly T[]) =>
      fc.oneof(
        { weight: 6 * odds, arbitrary: one(good, ...others).map((value): Known<T> => known(value)) },
        { weight: 1, arbitrary: fc.constant<Known<T>>(AWAY) },
      ),
    some: <T>(rows: readonly fc.Arbitrary<T>[]) => {
      const all = fc.tuple(...rows) as unknown as fc.Arbitrary<T[]>;
      return fc.oneof({ weight: odds, arbitrary: all }, { weight: 1, arbitrary: all.chain((list) => fc.subarray(list)) });
    },
  };
}

const CAREFUL = mood(40);
const CARELESS = mood(1);

const encryption = (identity: string, ...rights: string[]): LabelEncryption => ({
  kind: 'template',
  rights: known([{ identity, rights }]),
  isDoubleKey: known(false),
});

const label = ({ one, maybe }: Mood, id: string): fc.Arbitrary<Label> =>
  fc.record({
    id: fc.constant(id),
    immutableId: fc.constant(null),
    name: one('PHI', 'Internal'),
    parentId: fc.constant(null),
    tooltip: one(null, 'For patient data'),
    priority: fc.constant(1),
    enabled: maybe(true, false),
    contentTypes: maybe<readonly string[]>(['File', 'Email', 'Site', 'UnifiedGroup'], ['File', 'Site'], ['File'], ['Email']),
    encryption: maybe<LabelEncryption | null>(
      encryption('u0@clinic.example', 'VIEW', 'EXTRACT'),
      encryption('g0@clinic.example', 'VIEW', 'EXTRACT'),
      encryption('g0@clinic.example', 'VIEW'),
      encryption('AuthenticatedUsers', 'VIEW', 'EXTRACT'),
      encryption('clinic.example', 'VIEW', 'OWNER'),
      null,
    ),
    blocksContentAnalysis: maybe(false, true),
    origins: fc.constant(origins),
  });

const ONE_PERSON: PolicyScope = { includes: ['u0@clinic.example'], excludes: [], adaptive: [] };
const GROUP: PolicyScope = { includes: ['g0'], excludes: [], adaptive: [] };
const ALL_SET: LabelPolicySettings = {
  defaultLabelId: 'label-1',
  mandatory: true,
  siteAndGroupMandatory: true,
  requireDowngradeJustification: true,
};
const NOTHING_SET: LabelPolicySettings = {
  defaultLabelId: null,
  mandatory: false,
  siteAndGroupMandatory: false,
  requireDowngradeJustification: false,
};

const labelPolicy = ({ maybe }: Mood, id: string): fc.Arbitrary<LabelPolicy> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    enabled: maybe(true, false),
    labels: maybe<readonly string[]>(['label-1', 'label-2'], ['label-1'], ['label-9']),
    people: maybe<PolicyScope>(EVERYWHERE, NOWHERE, ONE_PERSON),
    groups: maybe<PolicyScope>(NOWHERE, GROUP),
    settings: maybe(ALL_SET, NOTHING_SET, { ...NOTHING_SET, mandatory: true }),
    origins: fc.constant(origins),
  });

const type = (of: { readonly id: string; readonly name: string }): Condition => ({ kind: 'type', ...of, isClassifier: false });
const PATIENTS: Condition = { kind: 'and', of: [type(SSN), type(ICD10)] };
const LABEL: Condition = { kind: 'label', id: 'label-1' };
const CONDITIONS: readonly Condition[] = [
  PATIENTS,
  LABEL,
  type(SSN),
  { kind: 'label', id: 'label-9' },
  { kind: 'not', of: [LABEL] },
  { kind: 'other', name: 'AccessScope' },
];
const MODES: readonly PolicyMode[] = ['TestWithoutNotifications', 'Disable', 'PendingDeletion'];

const autoLabelPolicy = ({ one, maybe }: Mood): fc.Arbitrary<AutoLabelPolicy> =>
  fc.record({
    id: fc.constant('auto-1'),
    name: fc.constant('auto-1'),
    mode: maybe<PolicyMode>('Enable', ...MODES),
    enabled: maybe(true, false),
    labelId: one<string | null>('label-1', 'label-9', null),
    exchange: maybe<PolicyScope>(EVERYWHERE, NOWHERE),
    sharePoint: maybe<PolicyScope>(EVERYWHERE, NOWHERE),
    oneDrive: maybe<PolicyScope>(EVERYWHERE, NOWHERE),
    changed: one<string | null>(daysAgo(5), daysAgo(100), null),
    conditions: maybe<readonly Condition[]>([PATIENTS], [type(SSN)], []),
    origins: fc.constant(origins),
  });

/** What a policy is for, in a tenant that takes care: mail, files and devices, what Copilot reads, what it is asked, and browsers. */
interface Purpose {
  readonly id: string;
  readonly place: PolicyScope;
  readonly copilot: PolicyScope | null;
  readonly planes: readonly string[];
  readonly conditions: Condition;
  readonly does: Partial<DlpActions>;
}

const DATA = {
  place: EVERYWHERE,
  copilot: null,
  planes: [],
  conditions: PATIENTS,
  does: { blocks: true, restrictsEndpoint: true },
};
const COPILOT = {
  ...DATA,
  place: NOWHERE,
  copilot: EVERYWHERE,
  planes: ['CopilotExperiences'],
  does: { excludesFromCopilot: true },
};
const PURPOSES: readonly Purpose[] = [
  { ...DATA, id: 'dlp-1' },
  { ...COPILOT, id: 'dlp-2', conditions: LABEL },
  { ...COPILOT, id: 'dlp-3' },
  { ...DATA, id: 'dlp-4', planes: ['Browser'] },
];

const dlpPolicy = ({ one, maybe }: Mood, { id, place, copilot, planes }: Purpose): fc.Arbitrary<DlpPolicy> => {
  const scope = maybe<PolicyScope>(place, EVERYWHERE, NOWHERE, PILOT_ONLY, { ...EVERYWHERE, excludes: ['vip@clinic.example'] });
  return fc
    .record({
      mode: maybe<PolicyMode>('Enable', ...MODES),
      enabled: maybe(true, false),
      isSimulation: one<boolean | null>(false, null, true),
      exchange: scope,
      sharePoint: scope,
      oneDrive: scope,
      teams: scope,
      endpoint: scope,
      copilot: maybe<PolicyScope | null>(copilot, null, EVERYWHERE, PILOT_ONLY),
      planes: maybe<readonly string[]>(planes, [], ['CopilotExperiences'], ['Browser']),
      changed: fc.constantFrom(null, daysAgo(5), daysAgo(100)),
    })
    .map(({ exchange, sharePoint, oneDrive, teams, endpoint, ...rest }) =>
      aDlpPolicy({ ...rest, id, name: id, locations: { exchange, sharePoint, oneDrive, teams, endpoint } }),
    );
};

const dlpRule = ({ one, maybe }: Mood, { id, conditions, does }: Purpose): fc.Arbitrary<DlpRule> =>
  fc
    .record({
      policyId: one(id, 'dlp-1', 'dlp-2', 'dlp-3'),
      disabled: maybe(false, true),
      expires: one<string | null>(null, daysAgo(-5), daysAgo(5)),
      conditions: maybe(conditions, ...CONDITIONS),
      actions: fc
        .record({
          blocks: one(does.blocks === true, true, false),
          excludesFromCopilot: one(does.excludesFromCopilot === true, true, false),
          blocksWebSearch: one(false, true),
          restrictsEndpoint: one(does.restrictsEndpoint === true, true, false),
          notifies: one<readonly string[]>(['Owner'], []),
          alerts: one<readonly string[]>(['SiteAdmin'], ['u0@clinic.example'], ['nobody@clinic.example'], []),
        })
        .chain((actions) => maybe<DlpActions>({ ...actions, blockScope: 'All' })),
    })
    .map((over) => aDlpRule({ ...over, id: `rule of ${id}`, name: id, policyName: over.policyId, activates: null }));

const tenant = (of: Mood) =>
  fc.record({
    labels: of.some([label(of, 'label-1'), label(of, 'label-2')]),
    labelPolicies: of.some([labelPolicy(of, 'lp-1'), labelPolicy(of, 'lp-2')]),
    autoLabelPolicies: of.some([autoLabelPolicy(of)]),
    dlpPolicies: of.some(PURPOSES.map((purpose) => dlpPolicy(of, purpose))),
    dlpRules: of.some(PURPOSES.map((purpose) => dlpRule(of, purpose))),
    sensitiveTypes: fc.constant([]),
  });

/** Labels, what publishes them and puts them on, DLP policies and their rules, of a tenant that takes care or of one that does not. */
export const randomPurview = fc.oneof(tenant(CAREFUL), tenant(CARELESS));
