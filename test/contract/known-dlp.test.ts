/** Law 1 at the rows of DLP: a rule that is ready without a value is ready with each value that could stand there. */
import { expect, it } from 'vitest';
import type { DlpPolicyRow, DlpRuleRow, Rung } from '../../src/derive/rows.js';
import { known, type Tri } from '../../src/evidence/known.js';
import type { DlpActions, PolicyScope } from '../../src/evidence/purview.js';
import { AWAY, breaches, held, type Mixture, NO, type Space, TRI, value, YES } from '../kit/mixtures.js';
import {
  aDlpPolicy,
  aDlpPolicyRow,
  aDlpRule,
  aDlpRuleRow,
  EVERYWHERE,
  NOWHERE,
  PHI_LABEL,
  PILOT_ONLY,
} from '../kit/purview-rows.js';
import { daysAgo } from '../kit/rows.js';
import { actions } from '../rules/dlp/worlds.js';

function rule(m: Mixture): DlpRuleRow | null {
  const labels = value<readonly string[]>(m.labels);
  const types = value<readonly string[]>(m.types);
  // Conditions are read, or not, as one; what a rule does not look for cannot be PHI.
  if (labels.known !== types.known) return null;
  const hasNoLabel = labels.known && labels.value.length === 0;
  const hasNoType = types.known && types.value.length === 0;
  if (hasNoLabel && (m.labelsAlive !== NO || m.labelsPhi !== NO)) return null;
  if (m.labelsAlive === NO && m.labelsPhi !== NO) return null;
  if (m.labelsPhi === YES && m.labelsAlive !== YES) return null;
  if (hasNoType && m.looksForPhi !== NO) return null;
  if (!labels.known && [m.labelsAlive, m.labelsPhi, m.looksForPhi].some((v) => v !== AWAY)) return null;
  return aDlpRuleRow({
    rule: aDlpRule({ actions: value<DlpActions>(m.actions) }),
    active: m.active as Tri,
    labels,
    labelsAlive: m.labelsAlive as Tri,
    labelsPhi: m.labelsPhi as Tri,
    labelFiles: 3600,
    types,
    looksForPhi: m.looksForPhi as Tri,
  });
}

const space: Space<'dlpPolicy'> = {
  kind: 'dlpPolicy',
  choices: {
    rung: [known('everywhere'), known('scoped'), known('simulation'), known('no-active-rule'), AWAY],
    enforced: [YES, NO, AWAY],
    copilot: [known(EVERYWHERE), known(null), known(PILOT_ONLY), AWAY],
    sharePoint: [known(EVERYWHERE), known(NOWHERE), known(PILOT_ONLY), AWAY],
    endpoint: [known(NOWHERE), known(EVERYWHERE), AWAY],
    planes: [known([]), known(['Browser']), AWAY],
    changed: [daysAgo(100), daysAgo(3), null],
    rules: [known([]), 'one', AWAY],
    active: TRI,
    actions: [known(actions({ excludesFromCopilot: true })), known(actions({ blocks: true, restrictsEndpoint: true })), AWAY],
    labels: [known([]), known([PHI_LABEL]), AWAY],
    labelsAlive: TRI,
    labelsPhi: TRI,
    types: [known([]), known(['ICD']), AWAY],
    looksForPhi: TRI,
  },
  row(m): DlpPolicyRow | null {
    const rung = value<Rung>(m.rung);
    const isUp = rung.known && (rung.value === 'everywhere' || rung.value === 'scoped');
    if (rung.known && m.enforced !== (isUp ? YES : NO)) return null;
    if (!rung.known && m.enforced === NO) return null;
    const scope = value<PolicyScope>(m.sharePoint);
    const one = rule(m);
    if (one === null) return null;
    const place = known(scope.known ? scope.value : NOWHERE);
    return aDlpPolicyRow({
      policy: aDlpPolicy({
        locations: {
          exchange: place,
          sharePoint: scope,
          oneDrive: place,
          teams: place,
          endpoint: value<PolicyScope>(m.endpoint),
        },
        planes: value<readonly string[]>(m.planes),
        changed: m.changed as string | null,
      }),
      rung,
      enforced: m.enforced as Tri,
      copilot: value<PolicyScope | null>(m.copilot),
      rules: m.rules === 'one' ? known([one]) : value<readonly DlpRuleRow[]>(m.rules),
    });
  },
  facts: { subscribedSkus: [] },
};

const POLICY = ['sharePoint', 'endpoint', 'planes', 'changed'];
/** With a rule that does what a case is about held at its first value. */
const withFirst = (over: Partial<Space<'dlpPolicy'>['choices']>, ...names: string[]): Space<'dlpPolicy'> =>
  held({ ...space, choices: { ...space.choices, ...(over as Space<'dlpPolicy'>['choices']) } }, ...names);

const ONE = { rules: ['one', known([]), AWAY] };
const LABELS = { labels: [known([PHI_LABEL])], labelsAlive: [YES, NO, AWAY], labelsPhi: [YES, NO, AWAY] };
const TYPES = { types: [known(['ICD'])], looksForPhi: [YES, NO, AWAY], labelsAlive: [NO], labelsPhi: [NO], labels: [known([])] };
const BLOCKS = {
  actions: [known(actions({ blocks: true, restrictsEndpoint: true, notifies: ['Owner'], alerts: ['SiteAdmin'] })), AWAY],
};

it.each([
  ['policies with a rule for labels', withFirst({ ...ONE, ...LABELS, looksForPhi: [NO] }, ...POLICY)],
  ['policies with a rule for types', withFirst({ ...ONE, ...TYPES }, ...POLICY)],
  ['rules whose conditions cannot be read', withFirst({ rules: ['one'] }, ...POLICY, 'copilot', 'active')],
  ['places', withFirst({ ...ONE, ...TYPES, ...BLOCKS, active: [YES] }, 'looksForPhi', 'changed', 'copilot')],
  ['simulations', withFirst({ rules: ['one', AWAY], ...TYPES, active: [YES] }, 'actions', 'sharePoint', 'planes')],
] as const)('%s', async (_, held) => {
  expect(await breaches(held)).toEqual([]);
});

it('holds every value that may be unknown', () => {
  const mayBeAway = Object.entries({ ...aDlpPolicyRow(), ...aDlpRuleRow() }).flatMap(([name, v]) =>
    v !== null && typeof v === 'object' && 'known' in v ? [name] : [],
  );
  expect(mayBeAway.filter((name) => !space.choices[name]?.includes(AWAY))).toEqual([]);
});
