/** Rows of labels, DLP and audit as the joins make them, each in its good state; a test changes what it is about. */
import type { DlpPolicyRow, DlpRuleRow, LabelPolicyRow, LabelRow } from '../../src/derive/rows.js';
import { known, mapKnown } from '../../src/evidence/known.js';
import type { DlpActions, DlpPolicy, DlpRule, Origin, PolicyScope } from '../../src/evidence/purview.js';
import { daysAgo } from './rows.js';

export const SSN = { id: 'a44669fe-0d48-453d-a9b1-2cc83f2cba77', name: 'U.S. Social Security Number (SSN)' } as const;
export const ICD10 = {
  id: '3356946c-6bb7-449b-b253-6ffa419c0ce7',
  name: 'International Classification of Diseases (ICD-10-CM)',
} as const;
export const PHI_LABEL = 'b7c1a1f0-0000-4000-8000-000000000001';

export const ORIGIN: Origin = { source: 'export', cmdlet: 'Get-Label', at: daysAgo(1) };

export const EVERYWHERE: PolicyScope = { includes: 'all', excludes: [], adaptive: [] };
export const NOWHERE: PolicyScope = { includes: [], excludes: [], adaptive: [] };
export const PILOT_ONLY: PolicyScope = { includes: ['pilot@clinic.example'], excludes: [], adaptive: [] };

/** The PHI label: published, encrypting, with rights for the clinicians only. */
export function aLabelRow(over: Partial<LabelRow> = {}): LabelRow {
  const rights = [{ identity: 'clinicians@clinic.example', rights: ['VIEW', 'EXTRACT', 'EDIT'] }];
  return {
    id: PHI_LABEL,
    aliases: [over.id ?? PHI_LABEL],
    name: 'Confidential / PHI',
    isParent: false,
    isPhi: true,
    enabled: known(true),
    forFiles: known(true),
    forContainers: known(true),
    protects: known(true),
    encryption: known({ kind: 'template', rights: known(rights), isDoubleKey: known(false) }),
    extract: known({ to: 'named', identities: ['clinicians@clinic.example'] }),
    blocksContentAnalysis: known(false),
    published: known(true),
    files: 3600,
    origins: [ORIGIN],
    ...over,
  };
}

/** Publishes the PHI label to everybody, with a default label, mandatory labels and a justification for less. */
export function aLabelPolicyRow(
  over: Partial<LabelPolicyRow['policy']> & { readonly reaches?: LabelPolicyRow['people'] } = {},
): LabelPolicyRow {
  const { reaches = known('all'), ...policy } = over;
  return {
    policy: {
      id: 'label-policy-1',
      name: 'Everybody',
      enabled: known(true),
      labels: known([PHI_LABEL]),
      people: known(EVERYWHERE),
      groups: known(NOWHERE),
      settings: known({
        defaultLabelId: PHI_LABEL,
        mandatory: true,
        siteAndGroupMandatory: true,
        requireDowngradeJustification: true,
      }),
      origins: [{ ...ORIGIN, cmdlet: 'Get-LabelPolicy' }],
      ...policy,
    },
    people: reaches,
  };
}

export function aDlpPolicy(over: Partial<DlpPolicy> = {}): DlpPolicy {
  const everywhere = known(EVERYWHERE);
  return {
    id: 'dlp-1',
    name: 'HIPAA',
    mode: known('Enable'),
    enabled: known(true),
    isSimulation: false,
    locations: { exchange: everywhere, sharePoint: everywhere, oneDrive: everywhere, teams: everywhere, endpoint: everywhere },
    copilot: known(null),
    planes: known([]),
    changed: daysAgo(100),
    origins: [{ ...ORIGIN, cmdlet: 'Get-DlpCompliancePolicy' }],
    ...over,
  };
}

/** A rule that does nothing. */
export const NO_ACTIONS: DlpActions = {
  blocks: false,
  blockScope: null,
  excludesFromCopilot: false,
  blocksWebSearch: false,
  restrictsEndpoint: false,
  notifies: [],
  alerts: [],
};

/** Blocks health data going outside, tells the person and somebody who looks. */
export function aDlpRule(over: Partial<DlpRule> = {}): DlpRule {
  const types = [SSN, ICD10].map((one) => ({ kind: 'type' as const, ...one, isClassifier: false }));
  return {
    id: 'rule-1',
    name: 'PHI outside',
    policyId: 'dlp-1',
    policyName: 'HIPAA',
    disabled: known(false),
    activates: null,
    expires: null,
    conditions: known({ kind: 'and', of: types }),
    actions: known({
      blocks: true,
      blockScope: 'All',
      excludesFromCopilot: false,
      blocksWebSearch: false,
      restrictsEndpoint: true,
      notifies: ['LastModifier'],
      alerts: ['ada@clinic.example'],
    }),
    origins: [{ ...ORIGIN, cmdlet: 'Get-DlpComplianceRule' }],
    ...over,
  };
}

export function aDlpRuleRow(over: Partial<DlpRuleRow> = {}): DlpRuleRow {
  return {
    rule: aDlpRule(),
    active: known(true),
    labels: known([]),
    labelsAlive: known(false),
    labelsPhi: known(false),
    types: known([SSN.name, ICD10.name]),
    looksForPhi: known(true),
    labelFiles: 0,
    ...over,
  };
}

/** Enforced for everybody in every place but Copilot. `enforced` follows the rung unless a case says otherwise. */
export function aDlpPolicyRow(over: Partial<DlpPolicyRow> = {}): DlpPolicyRow {
  const rung: DlpPolicyRow['rung'] = over.rung ?? known('everywhere');
  const enforced = mapKnown(rung, (step) => step === 'scoped' || step === 'everywhere');
  return { policy: aDlpPolicy(), rules: known([aDlpRuleRow()]), copilot: known(null), enforced, ...over, rung };
}
