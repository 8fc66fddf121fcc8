/** Law 1 at the rows of labels and label policies: each value that may be unknown is taken away from every mixture of the others. */
import { describe, expect, it } from 'vitest';
import type { ExtractRight, LabelPolicyRow, LabelRow, RowKind } from '../../src/derive/rows.js';
import { type Known, known, type Tri } from '../../src/evidence/known.js';
import type { LabelEncryption, LabelPolicySettings, PolicyScope } from '../../src/evidence/purview.js';
import { AWAY, breaches, held, NO, type Space, TRI, value, YES } from '../kit/mixtures.js';
import { aLabelPolicyRow, aLabelRow, EVERYWHERE, NOWHERE, PHI_LABEL, PILOT_ONLY } from '../kit/purview-rows.js';
import { BAD, GOOD } from '../kit/rule-worlds.js';

const encrypted = aLabelRow().encryption;
const right = (to: ExtractRight['to']) => known({ to, identities: to === 'named' ? ['clinicians@clinic.example'] : [] });

const label: Space<'label'> = {
  kind: 'label',
  choices: {
    isParent: [false, true],
    isPhi: [true, false],
    enabled: [YES, NO, AWAY],
    forFiles: [YES, NO, AWAY],
    forContainers: [YES, NO, AWAY],
    protects: [YES, NO, AWAY],
    encryption: [encrypted, known(null), AWAY],
    extract: [right('named'), right('everyone'), right('author-decides'), known(null), AWAY],
    blocksContentAnalysis: TRI,
    published: [YES, NO, AWAY],
  },
  row: (m): LabelRow | null => {
    const [protects, encryption] = [m.protects as Tri, value<LabelEncryption | null>(m.encryption)];
    const extract = value<ExtractRight | null>(m.extract);
    // Each says more of the same: what it means to encrypt, and for whom.
    if (encryption.known && (!protects.known || protects.value !== (encryption.value !== null))) return null;
    if (extract.known && (extract.value === null) !== (encryption.known && encryption.value === null)) return null;
    if (extract.known && extract.value !== null && !encryption.known) return null;
    if (protects === NO && !encryption.known) return null;
    return aLabelRow({ ...(m as Partial<LabelRow>), encryption, extract });
  },
  rows: { labelPolicy: [aLabelPolicyRow()] },
};

const settings = (over: Partial<LabelPolicySettings>): Known<LabelPolicySettings> =>
  known({
    defaultLabelId: PHI_LABEL,
    mandatory: true,
    siteAndGroupMandatory: true,
    requireDowngradeJustification: true,
    ...over,
  });

const labelPolicy: Space<'labelPolicy'> = {
  kind: 'labelPolicy',
  choices: {
    enabled: [YES, NO, AWAY],
    labels: [known([PHI_LABEL]), known(['gone']), AWAY],
    scope: [known(EVERYWHERE), known(NOWHERE), known(PILOT_ONLY), AWAY],
    settings: [
      settings({}),
      settings({ defaultLabelId: null }),
      settings({ mandatory: false }),
      settings({ defaultLabelId: null, mandatory: false }),
      settings({ requireDowngradeJustification: false }),
      AWAY,
    ],
    people: [known('all'), known([]), known(['u0']), AWAY],
  },
  row: (m): LabelPolicyRow =>
    aLabelPolicyRow({
      enabled: m.enabled as Tri,
      labels: value<readonly string[]>(m.labels),
      people: value<PolicyScope>(m.scope),
      settings: value<LabelPolicySettings>(m.settings),
      reaches: value<'all' | readonly string[]>(m.people),
    }),
  rows: { label: [aLabelRow()] },
};

describe('a rule on labels that is ready without a value is ready with each that could stand there', () => {
  const worlds = { good: GOOD.facts ?? {}, bad: BAD.facts ?? {} };

  it.each(Object.entries(worlds))('labels, with the settings of the %s world', async (_, facts) => {
    const space = { ...label, facts };
    expect(await breaches(held(space, 'encryption', 'extract', 'blocksContentAnalysis', 'protects'))).toEqual([]);
    expect(await breaches(held(space, 'forFiles', 'forContainers', 'published'))).toEqual([]);
  });

  it('label policies', async () => {
    expect(await breaches(labelPolicy as Space<RowKind>)).toEqual([]);
  });

  it('covers every value that may be unknown', () => {
    const missing = Object.entries(aLabelRow())
      .filter(([, v]) => v !== null && typeof v === 'object' && 'known' in v)
      .map(([name]) => name)
      .filter((name) => !label.choices[name]?.includes(AWAY));
    expect(missing).toEqual([]);
    const { policy } = aLabelPolicyRow();
    const unknown = Object.entries(policy).filter(([, v]) => v !== null && typeof v === 'object' && 'known' in v);
    // People and groups of the policy are judged by the people that they come to.
    expect(unknown.map(([name]) => name)).toEqual(['enabled', 'labels', 'people', 'groups', 'settings']);
  });
});
