/** Policies for the tables of DLP rules, each in few words. */
import type { DlpPolicyRow, DlpRuleRow, Rung } from '../../../src/derive/rows.js';
import { type Known, known, unknown } from '../../../src/evidence/known.js';
import { type DlpActions, type DlpLocation, type PolicyScope, unreadable } from '../../../src/evidence/purview.js';
import {
  aDlpPolicy,
  aDlpPolicyRow,
  aDlpRule,
  aDlpRuleRow,
  EVERYWHERE,
  NO_ACTIONS,
  NOWHERE,
  PHI_LABEL,
} from '../../kit/purview-rows.js';

export const UNREAD = unknown(unreadable('a field of the export'));

/** Only what a case gives; all else is left undone. */
export function actions(over: Partial<DlpActions> = {}): DlpActions {
  return { ...NO_ACTIONS, ...over };
}

type Parts = Partial<Omit<DlpPolicyRow, 'policy'>> & { readonly policy?: Partial<DlpPolicyRow['policy']> };

/** A policy for mail and files, enforced everywhere unless a case says otherwise. */
export function policy(id: string, { policy: over, ...rest }: Parts = {}): DlpPolicyRow {
  return aDlpPolicyRow({ policy: aDlpPolicy({ id, name: id, ...over }), ...rest });
}

export function places(scope: Known<PolicyScope>, over: { readonly [L in DlpLocation]?: Known<PolicyScope> } = {}) {
  return { exchange: scope, sharePoint: scope, oneDrive: scope, teams: scope, endpoint: scope, ...over };
}

const NONE = places(known(NOWHERE));

/** A policy for Copilot alone, with these rules. */
export function copilotPolicy(id: string, rules: DlpPolicyRow['rules'] | readonly DlpRuleRow[], over: Parts = {}): DlpPolicyRow {
  const { policy: of, ...rest } = over;
  return policy(id, {
    policy: { locations: NONE, copilot: known(EVERYWHERE), planes: known(['CopilotExperiences']), ...of },
    copilot: known(EVERYWHERE),
    rules: Array.isArray(rules) ? known(rules) : (rules as DlpPolicyRow['rules']),
    ...rest,
  });
}

/** Keeps Copilot from files with the PHI label. */
export function labelRule(over: Partial<DlpRuleRow> = {}): DlpRuleRow {
  return aDlpRuleRow({
    rule: aDlpRule({ id: 'label-rule', actions: known(actions({ excludesFromCopilot: true })) }),
    labels: known([PHI_LABEL]),
    labelsAlive: known(true),
    labelsPhi: known(true),
    labelFiles: 3600,
    types: known([]),
    looksForPhi: known(false),
    ...over,
  });
}

/** Keeps Copilot from answering prompts with health data. */
export function promptRule(over: Partial<DlpRuleRow> = {}): DlpRuleRow {
  return aDlpRuleRow({ rule: aDlpRule({ id: 'prompt-rule', actions: known(actions({ excludesFromCopilot: true })) }), ...over });
}

/** A rule for mail and files that does this. */
export function dataRule(does: Partial<DlpActions>, over: Partial<DlpRuleRow> = {}): DlpRuleRow {
  return aDlpRuleRow({ rule: aDlpRule({ actions: known(actions(does)) }), ...over });
}

export const NO_RULE_ACTS = { rung: known<Rung>('no-active-rule') };
export const SIMULATED = { rung: known<Rung>('simulation') };
export const OFF = { rung: known<Rung>('disabled') };
export const UNKNOWN_RUNG = { rung: UNREAD } as const;

/** A licence with these service plans. */
export function licence(...plans: readonly string[]) {
  return {
    id: 'tenant_sku',
    skuId: 'sku',
    skuPartNumber: 'SKU',
    capabilityStatus: 'Enabled',
    consumedUnits: 10,
    enabledUnits: 10,
    servicePlans: plans.map((id) => ({ id, name: id, status: 'Success', appliesTo: 'User' as const })),
  };
}
