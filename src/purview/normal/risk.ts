/** Policies that watch people: insider risk, communication compliance, and collection policies of DSPM for AI. */
import { type Known, known, unknown } from '../../evidence/known.js';
import type { RiskPolicy } from '../../evidence/purview.js';
import { Fields, isObject, listOf } from '../fields.js';
import type { CmdletValue } from '../results.js';
import { type Beside, defineNormaliser, eachObject, identityOf, originOf, rulesOf } from './define.js';
import { enforcedOf, modeOf } from './label-policies.js';

const RULES = 'Get-SupervisoryReviewRule';

const KINDS: Readonly<Record<string, RiskPolicy['kind']>> = {
  'get-insiderriskpolicy': 'insider-risk',
  'get-supervisoryreviewpolicyv2': 'communication-compliance',
  'get-featureconfiguration': 'collection',
};

export const riskPolicies = defineNormaliser({
  dataset: 'riskPolicies',
  noun: 'Policy that watches people',
  cmdlets: ['Get-InsiderRiskPolicy', 'Get-SupervisoryReviewPolicyV2', 'Get-FeatureConfiguration'],
  beside: [RULES],
  name: (row) => row.name,
  id: (row) => `${row.kind}|${row.name.toLowerCase()}`,
  rows: (result, beside) => {
    const kind = KINDS[result.cmdlet.toLowerCase()] ?? 'collection';
    return eachObject(result, (fields): RiskPolicy | null | undefined => {
      const identity = identityOf(fields);
      if (identity === null) return null;
      const scenario = fields.textOrNull('InsiderRiskScenario');
      // Microsoft lists the settings of the tenant as if they were a policy.
      if (kind === 'insider-risk' && (/^tenantsetting$/i.test(scenario ?? '') || /^IRM_Tenant_Setting/i.test(identity.name)))
        return undefined;
      const enabled = kind === 'collection' ? collects(fields) : enforcedOf(fields);
      return {
        kind,
        name: identity.name,
        enabled,
        watchesAi: watchesAi(kind, fields, identity, beside),
        origins: [originOf(result)],
      };
    });
  },
});

/** A collection policy has modes like those of DLP; the switch is not in every description of it. */
function collects(fields: Fields): Known<boolean> {
  return fields.has('Enabled') ? enforcedOf(fields) : enabledByMode(fields);
}

function enabledByMode(fields: Fields): Known<boolean> {
  const mode = modeOf(fields);
  return mode === null ? unknown(fields.gap('Mode')) : known(mode === 'on');
}

function watchesAi(
  kind: RiskPolicy['kind'],
  fields: Fields,
  policy: { readonly id: string; readonly name: string },
  beside: Beside,
): Known<boolean> {
  if (kind === 'communication-compliance') return reviewsCopilot(rulesOf(beside(RULES), policy));
  if (kind === 'collection') return collectsFromCopilot(fields);
  const scenario = fields.text('InsiderRiskScenario');
  if (!scenario.known || scenario.value === null) return unknown(fields.gap('InsiderRiskScenario'));
  return known(namesAi(scenario.value));
}

/** `RiskyAIUsage`, `AI usage`, `Copilot`; not `Email`. The word itself was never seen, so it is the letters that count. */
function namesAi(template: string): boolean {
  return /copilot/i.test(template) || /(?:^|[^A-Za-z]|[a-z])AI(?![a-z])/.test(template);
}

/** What is reviewed stands on the rules; the policy has no places. */
function reviewsCopilot(rules: Known<readonly Fields[]>): Known<boolean> {
  if (!rules.known) return rules;
  let doubt: Known<boolean> = known(false);
  for (const rule of rules.value) {
    const reviews = ruleReviewsCopilot(rule);
    if (reviews.known && reviews.value) return reviews;
    if (!reviews.known) doubt = reviews;
  }
  return doubt;
}

function ruleReviewsCopilot(rule: Fields): Known<boolean> {
  const sources = rule.json('ContentSources');
  const workloads = sources.known && isObject(sources.value) ? new Fields(sources.value, RULES).texts('Workloads') : null;
  if (workloads?.known === true && workloads.value.some((one) => /copilot/i.test(one))) return known(true);
  const xml = rule.text('RuleXml');
  if (xml.known && xml.value !== null && /copilot/i.test(sourcesOf(xml.value))) return known(true);
  if (workloads?.known === true) return known(false);
  return xml.known && isWhole(xml.value) && sources.known && sources.value === null
    ? known(false)
    : unknown(rule.gap(sources.known ? 'RuleXml' : 'ContentSources'));
}

/** Ends with what it began with, so that nothing behind it was cut off. */
function isWhole(xml: string | null): boolean {
  const root = /^\s*(?:<\?[^>]*>\s*)?<([A-Za-z]\w*)/.exec(xml ?? '')?.[1];
  return xml !== null && root !== undefined && xml.trimEnd().toLowerCase().endsWith(`</${root.toLowerCase()}>`);
}

/** The rule without its own name, which may say anything. */
function sourcesOf(xml: string): string {
  return xml.replace(/\sname\s*=\s*(?:"[^"]*"|'[^']*')/gi, '');
}

/** Microsoft Copilot for consumers, the group of Copilot experiences, and Microsoft 365 Copilot. */
const PLACES = ['52655', '49baeafd-1a6b-4c58-be55-75ae6d1dff6a', '470f2276-e011-4e9d-a6ec-20768be3a4b0'];

function collectsFromCopilot(fields: Fields): Known<boolean> {
  const scenario = fields.json('ScenarioConfig');
  const planes =
    scenario.known && isObject(scenario.value)
      ? new Fields(scenario.value, 'Get-FeatureConfiguration').texts('EnforcementPlanes')
      : null;
  if (planes?.known === true && planes.value.some((one) => /copilot/i.test(one))) return known(true);
  const locations = fields.json('Locations');
  const names = locations.known ? namesIn(locations.value) : undefined;
  if (names?.some((name) => PLACES.includes(name.toLowerCase()) || /^copilot\./i.test(name)) === true) return known(true);
  if (planes?.known !== true) return unknown(fields.gap('ScenarioConfig'));
  return names === undefined ? unknown(fields.gap('Locations')) : known(false);
}

function namesIn(value: CmdletValue): readonly string[] | undefined {
  if (value === null) return [];
  const entries = listOf(value);
  const names = entries.map((entry) =>
    isObject(entry) ? new Fields(entry, 'Get-FeatureConfiguration').textOrNull('Location') : null,
  );
  return names.every((name) => name !== null) ? names : undefined;
}
