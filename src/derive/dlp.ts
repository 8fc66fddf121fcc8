/** DLP policies with their rules: what each looks for, what it restricts, and how far it is enforced. */
import { gapsOf } from '../evidence/coverage.js';
import type { DatasetName } from '../evidence/datasets.js';
import { type Known, known, mapKnown, unknown } from '../evidence/known.js';
import { type DlpPolicy, type DlpRule, unreadable } from '../evidence/purview.js';
import type { EvidenceReader } from '../evidence/store.js';
import { type ConfiguredTypes, configuredTypes, isPhiCover, lookedFor } from './dlp-conditions.js';
import { type LabelBook, labelBook } from './dlp-labels.js';
import { enforcementOf, isActive, isNowhere } from './enforcement.js';
import type { DlpPolicyRow, DlpRuleRow, LabelRow } from './rows.js';
import type { DeriveSettings } from './settings.js';

/** One row a policy, sorted by id; policies on their way out (`PendingDeletion`) are left out. */
export async function deriveDlp(
  evidence: EvidenceReader,
  labels: readonly LabelRow[],
  settings: DeriveSettings,
): Promise<readonly DlpPolicyRow[]> {
  const policies = await all(evidence.rows('dlpPolicies'));
  const rulesOf = joinRules(policies, await all(evidence.rows('dlpRules')), gapOf(evidence, 'dlpRules'));
  const tools: Tools = {
    book: labelBook(labels, await all(evidence.rows('labels')), gapOf(evidence, 'labels')),
    configured: configuredTypes(settings.phiTypes, await all(evidence.rows('sensitiveTypes')), gapOf(evidence, 'sensitiveTypes')),
    now: settings.now,
  };
  return policies
    .filter(({ mode }) => !mode.known || mode.value !== 'PendingDeletion')
    .map((policy): DlpPolicyRow => {
      const rules = mapKnown(rulesOf(policy), (list) => list.map((rule) => ruleRow(rule, tools)));
      const copilot = mapKnown(policy.copilot, (scope) => (scope === null || isNowhere(scope) ? null : scope));
      return { policy, rules, ...enforcementOf(policy, rules), copilot };
    })
    .sort((a, b) => (a.policy.id < b.policy.id ? -1 : 1));
}

interface Tools {
  readonly book: LabelBook;
  readonly configured: ConfiguredTypes;
  readonly now: Date;
}

function ruleRow(rule: DlpRule, { book, configured, now }: Tools): DlpRuleRow {
  const active = isActive(rule, now);
  const { conditions } = rule;
  if (!conditions.known) {
    const { gap } = conditions;
    const away = unknown(gap);
    const nothing = { labels: away, labelsAlive: away, labelsPhi: away, types: away, looksForPhi: away };
    return { rule, active, ...nothing, labelFiles: 0 };
  }
  const { types, labels } = lookedFor(conditions.value);
  return {
    rule,
    active,
    ...book.of(labels),
    types: known([...new Set(types.map(({ name, id }) => (name.trim() === '' ? id : name)))]),
    looksForPhi: isPhiCover(types, configured),
  };
}

/** Rules by the id of their policy, then by its name. Unknown for all where one may be missing, or does not say whose it is. */
function joinRules(
  policies: readonly DlpPolicy[],
  rules: readonly DlpRule[],
  gap: ReturnType<typeof gapOf>,
): (policy: DlpPolicy) => Known<readonly DlpRule[]> {
  const ids = new Set(policies.map(({ id }) => id.toLowerCase()));
  const byId = new Map<string, DlpRule[]>();
  const byName = new Map<string, DlpRule[]>();
  const put = (map: Map<string, DlpRule[]>, key: string, rule: DlpRule) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [rule]);
    else list.push(rule);
  };
  let hasStray = false;
  for (const rule of rules) {
    const id = rule.policyId?.toLowerCase() ?? null;
    // The id may be that of Exchange's object: where no policy has it, the name decides.
    if (id !== null && ids.has(id)) put(byId, id, rule);
    else if (rule.policyName !== null) put(byName, nameKey(rule.policyName), rule);
    else hasStray ||= id === null;
  }
  const missing = gap ?? (hasStray ? unreadable('a DLP rule that does not name its policy') : null);
  return ({ id, name }) => {
    if (missing !== null) return unknown(missing);
    const found = [...(byId.get(id.toLowerCase()) ?? []), ...(byName.get(nameKey(name)) ?? [])];
    return known(found.sort((a, b) => (a.id < b.id ? -1 : 1)));
  };
}

function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

function gapOf(evidence: EvidenceReader, dataset: DatasetName) {
  return gapsOf(evidence.coverage(dataset))[0] ?? null;
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
