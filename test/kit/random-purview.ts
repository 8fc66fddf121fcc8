/** Random labels and DLP as evidence, for the property that less evidence never passes more. */
import fc from 'fast-check';
import { type Known, known, unknown } from '../../src/evidence/known.js';
import {
  type DlpPolicy,
  type DlpRule,
  type Label,
  type LabelPolicy,
  type PolicyMode,
  type PolicyScope,
  unreadable,
} from '../../src/evidence/purview.js';
import { aDlpPolicy, aDlpRule, EVERYWHERE, ICD10, NOWHERE, ORIGIN, PILOT_ONLY, SSN } from './purview-rows.js';
import { daysAgo } from './rows.js';

const AWAY = unknown(unreadable('a random field'));
const origins = [ORIGIN];

/** One of these, or a field that nobody could read. */
const maybe = <T>(...values: readonly T[]): fc.Arbitrary<Known<T>> =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...values).map(known) }, { weight: 1, arbitrary: fc.constant(AWAY) });

const flag = maybe(true, true, false);
const scope = maybe<PolicyScope>(EVERYWHERE, EVERYWHERE, NOWHERE, PILOT_ONLY, {
  ...EVERYWHERE,
  excludes: ['vip@clinic.example'],
});

const rights = (identity: string, ...list: string[]) => [{ identity, rights: list }];
const encryption = (granted: readonly { identity: string; rights: readonly string[] }[]) => ({
  kind: 'template' as const,
  rights: known(granted),
  isDoubleKey: known(false),
});

const label = (id: string): fc.Arbitrary<Label> =>
  fc.record({
    id: fc.constant(id),
    immutableId: fc.constant(null),
    name: fc.constantFrom('PHI', 'Internal'),
    parentId: fc.constant(null),
    tooltip: fc.constantFrom(null, 'For patient data'),
    priority: fc.constant(1),
    enabled: flag,
    contentTypes: maybe<readonly string[]>(['File', 'Email'], ['File', 'Site', 'UnifiedGroup'], ['Email']),
    encryption: maybe(
      null,
      encryption(rights('AuthenticatedUsers', 'VIEW', 'EXTRACT')),
      encryption(rights('g0@clinic.example', 'VIEW')),
      encryption(rights('clinic.example', 'VIEW', 'OWNER')),
    ),
    blocksContentAnalysis: flag,
    origins: fc.constant(origins),
  });

const labelPolicy = (id: string): fc.Arbitrary<LabelPolicy> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    enabled: flag,
    labels: maybe<readonly string[]>(['label-1'], ['label-1', 'label-2'], ['label-9']),
    people: maybe<PolicyScope>(EVERYWHERE, NOWHERE, { includes: ['u0@clinic.example'], excludes: [], adaptive: [] }),
    groups: maybe<PolicyScope>(NOWHERE, { includes: ['g0'], excludes: [], adaptive: [] }),
    settings: maybe(
      { defaultLabelId: 'label-1', mandatory: true, siteAndGroupMandatory: false, requireDowngradeJustification: true },
      { defaultLabelId: null, mandatory: false, siteAndGroupMandatory: false, requireDowngradeJustification: false },
      { defaultLabelId: null, mandatory: true, siteAndGroupMandatory: false, requireDowngradeJustification: false },
    ),
    origins: fc.constant(origins),
  });

const dlpPolicy = (id: string): fc.Arbitrary<DlpPolicy> =>
  fc
    .record({
      mode: maybe<PolicyMode>('Enable', 'Enable', 'TestWithoutNotifications', 'Disable', 'PendingDeletion'),
      enabled: flag,
      isSimulation: fc.constantFrom(null, false, true),
      exchange: scope,
      sharePoint: scope,
      oneDrive: scope,
      teams: scope,
      endpoint: scope,
      copilot: maybe<PolicyScope | null>(null, EVERYWHERE, PILOT_ONLY),
      planes: maybe<readonly string[]>([], ['CopilotExperiences'], ['Browser']),
      changed: fc.constantFrom(null, daysAgo(5), daysAgo(100)),
    })
    .map(({ exchange, sharePoint, oneDrive, teams, endpoint, ...rest }) =>
      aDlpPolicy({ ...rest, id, name: id, locations: { exchange, sharePoint, oneDrive, teams, endpoint } }),
    );

const types = (...list: readonly { readonly id: string; readonly name: string }[]): DlpRule['conditions'] =>
  known({ kind: 'and', of: list.map((one) => ({ kind: 'type' as const, ...one, isClassifier: false })) });

const dlpRule = (id: string, policyIds: readonly string[]): fc.Arbitrary<DlpRule> =>
  fc
    .record({
      policyId: fc.constantFrom(...policyIds),
      disabled: maybe(false, false, true),
      expires: fc.constantFrom(null, daysAgo(5), daysAgo(-5)),
      conditions: fc.constantFrom<DlpRule['conditions']>(
        types(SSN, ICD10),
        types(SSN),
        known({ kind: 'label', id: 'label-1' }),
        known({ kind: 'label', id: 'label-9' }),
        known({ kind: 'not', of: [{ kind: 'label', id: 'label-1' }] }),
        known({ kind: 'other', name: 'AccessScope' }),
        AWAY,
      ),
      actions: fc
        .record({
          blocks: fc.boolean(),
          excludesFromCopilot: fc.boolean(),
          blocksWebSearch: fc.boolean(),
          restrictsEndpoint: fc.boolean(),
          notifies: fc.constantFrom([], ['Owner']),
          alerts: fc.constantFrom([], ['u0@clinic.example'], ['nobody@clinic.example']),
        })
        .chain((actions) => maybe({ ...actions, blockScope: 'All' })),
    })
    .map((over) => aDlpRule({ ...over, id, name: id, policyName: over.policyId, activates: null }));

/** Labels, the policies that publish them, DLP policies and their rules; each list may be short or empty. */
export const randomPurview = fc.record({
  labels: some([label('label-1'), label('label-2')]),
  labelPolicies: some([labelPolicy('lp-1'), labelPolicy('lp-2')]),
  dlpPolicies: some([dlpPolicy('dlp-1'), dlpPolicy('dlp-2'), dlpPolicy('dlp-3')]),
  dlpRules: some([dlpRule('r1', ['dlp-1']), dlpRule('r2', ['dlp-1', 'dlp-2']), dlpRule('r3', ['dlp-2', 'dlp-3'])]),
  sensitiveTypes: fc.constant([]),
});

function some<T>(one: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T[]> {
  return fc.tuple(...one).chain((rows) => fc.subarray(rows));
}
