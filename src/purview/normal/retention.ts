/** Retention policies of places with their rules, and those of applications, among which prompts and answers of Copilot are. */
import type { Gap } from '../../evidence/coverage.js';
import { type Known, known, unknown } from '../../evidence/known.js';
import { type RetentionPolicy, unreadable } from '../../evidence/purview.js';
import type { Fields } from '../fields.js';
import { type Beside, defineNormaliser, eachObject, identityOf, originOf, rulesOf } from './define.js';
import { enforcedOf } from './label-policies.js';
import { NOWHERE, scopeOf } from './scopes.js';

const POLICIES = 'Get-RetentionCompliancePolicy';
const RULES = 'Get-RetentionComplianceRule';
const APPLICATIONS = 'Get-AppRetentionCompliancePolicy';

export const retentionPolicies = defineNormaliser({
  dataset: 'retentionPolicies',
  noun: 'Retention policy',
  cmdlets: [POLICIES, APPLICATIONS],
  beside: [RULES],
  name: (row) => row.name,
  id: (row) => row.id,
  rows: (result, beside) =>
    eachObject(result, (fields): RetentionPolicy | null => {
      const identity = identityOf(fields);
      if (identity === null) return null;
      const row = { ...identity, enabled: enforcedOf(fields), origins: [originOf(result)] };
      if (result.cmdlet.toLowerCase() === APPLICATIONS.toLowerCase()) return { ...row, ...ofApplications(fields) };
      return { ...row, ...ofPlaces(fields), deletes: deletesOf(identity, beside) };
    }),
});

const namesCopilot = (names: readonly string[]) => names.some((one) => /M365Copilot/i.test(one));

const NO_RULES: Gap = {
  reason: 'not-requested',
  remedy: 'Get-AppRetentionComplianceRule',
  detail: 'rules of retention for applications',
};

function ofApplications(fields: Fields): Pick<RetentionPolicy, 'coversCopilot' | 'sharePoint' | 'oneDrive' | 'deletes'> {
  const applications = fields.texts('Applications');
  return {
    coversCopilot: applications.known ? known(namesCopilot(applications.value)) : applications,
    sharePoint: known(NOWHERE),
    oneDrive: known(NOWHERE),
    deletes: unknown(NO_RULES),
  };
}

const ADAPTIVE = unreadable(`${POLICIES}: a policy holds for adaptive scopes, and does not say in which service`);
const WITHOUT_DETAIL = unreadable(`${POLICIES}: a policy names no place at all; asked with -DistributionDetail it would`);
const CHATS: Gap = {
  reason: 'contradictory',
  detail: 'the policy covers Teams chats; in older tenants that takes in Copilot, in newer ones it does not',
};

function ofPlaces(fields: Fields): Pick<RetentionPolicy, 'coversCopilot' | 'sharePoint' | 'oneDrive'> {
  const gap = placesGap(fields);
  if (gap !== null) return { coversCopilot: coversCopilot(fields, gap), sharePoint: unknown(gap), oneDrive: unknown(gap) };
  return {
    coversCopilot: coversCopilot(fields, null),
    sharePoint: scopeOf(fields, { location: 'SharePointLocation', except: ['SharePointLocationException'] }),
    oneDrive: scopeOf(fields, { location: 'OneDriveLocation', except: ['OneDriveLocationException'] }),
  };
}

/** Why its places cannot be read; null: they can. `Workload` lists all of them whatever the policy is for, so it says nothing. */
function placesGap(fields: Fields): Gap | null {
  const names = fields.names();
  const adaptive = [...names, ...fields.lost()]
    .filter((name) => name.includes('adaptivescope'))
    .map((name) => fields.texts(name));
  const hole = adaptive.find((list) => !list.known);
  if (hole !== undefined && !hole.known) return hole.gap;
  if (adaptive.some((list) => list.known && list.value.length > 0)) return ADAPTIVE;
  const places = names.filter((name) => name.endsWith('location')).map((name) => fields.texts(name));
  const isEmpty = places.length > 0 && places.every((list) => list.known && list.value.length === 0);
  return isEmpty && !(fields.has('Applications') && hasApplications(fields)) ? WITHOUT_DETAIL : null;
}

function hasApplications(fields: Fields): boolean {
  const applications = fields.texts('Applications');
  return applications.known && applications.value.length > 0;
}

function coversCopilot(fields: Fields, gap: Gap | null): Known<boolean> {
  const applications = fields.has('Applications') ? fields.texts('Applications') : known([]);
  if (!applications.known) return applications;
  if (namesCopilot(applications.value)) return known(true);
  if (gap !== null) return unknown(gap);
  const chats = fields.places('TeamsChatLocation');
  if (!chats.known) return chats;
  return chats.value === 'all' || chats.value.length > 0 ? unknown(CHATS) : known(false);
}

/** At least one rule that is on deletes in the end. */
function deletesOf(policy: { readonly id: string; readonly name: string }, beside: Beside): Known<boolean> {
  const rules = rulesOf(beside(RULES), policy);
  if (!rules.known) return rules;
  let doubt: Gap | null = null;
  for (const rule of rules.value) {
    const deletes = ruleDeletes(rule);
    if (deletes.known && deletes.value) return deletes;
    if (!deletes.known) doubt ??= deletes.gap;
  }
  return doubt === null ? known(false) : unknown(doubt);
}

function ruleDeletes(rule: Fields): Known<boolean> {
  const disabled = rule.flag('Disabled');
  if (disabled.known && disabled.value) return known(false);
  const action = rule.text('RetentionComplianceAction');
  if (!action.known) return unknown(action.gap);
  // A rule that publishes retention labels has no action of its own.
  if (action.value === null || /^keep$/i.test(action.value)) return known(false);
  if (!/^(?:delete|keepanddelete)$/i.test(action.value)) return unknown(rule.gap('RetentionComplianceAction'));
  return disabled.known ? known(true) : disabled;
}
