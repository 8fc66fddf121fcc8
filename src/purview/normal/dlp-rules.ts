/** `Get-DlpComplianceRule` → what each rule looks for and what it does then. Its own `Mode` always says Enforce and is not read. */
import { type Known, known, mapKnown, unknown } from '../../evidence/known.js';
import type { DlpActions, DlpRule } from '../../evidence/purview.js';
import { type Fields, flagOf, isList, isObject, listOf } from '../fields.js';
import { pairsOf, parsedJson } from '../nested.js';
import { type CmdletValue, UNREADABLE } from '../results.js';
import { conditionsOf } from './conditions.js';
import { defineNormaliser, eachObject, identityOf, originOf, policyOf } from './define.js';

export const dlpRules = defineNormaliser({
  dataset: 'dlpRules',
  noun: 'DLP rule',
  cmdlets: ['Get-DlpComplianceRule'],
  beside: [],
  name: (row) => row.name,
  id: (row) => row.id,
  rows: (result) =>
    eachObject(result, (fields): DlpRule | null => {
      const identity = identityOf(fields);
      const policy = policyOf(fields);
      // A rule that does not say whose it is would leave its policy without one.
      if (identity === null || (policy.id === null && policy.name === null)) return null;
      const activates = fields.date('ActivationDate');
      const expires = fields.date('ExpiryDate');
      return {
        ...identity,
        policyId: policy.id,
        policyName: policy.name,
        disabled: disabledOf(fields, [activates, expires]),
        activates: activates.known ? activates.value : null,
        expires: expires.known ? expires.value : null,
        conditions: conditionsOf(fields),
        actions: actionsOf(fields),
        origins: [originOf(result)],
      };
    }),
});

/** A rule with a date that cannot be read may be over, which nothing else in the row could say. */
function disabledOf(fields: Fields, dates: readonly Known<unknown>[]): DlpRule['disabled'] {
  const disabled = fields.flag('Disabled');
  if (disabled.known && disabled.value) return disabled;
  const gap = dates.find((date) => !date.known);
  return gap !== undefined && !gap.known ? unknown(gap.gap) : disabled;
}

function actionsOf(fields: Fields): Known<DlpActions> {
  const restrictions = settingsOf(fields, 'RestrictAccess');
  return inOne({
    blocks: blocksOf(fields, restrictions),
    blockScope: fields.text('BlockAccessScope'),
    excludesFromCopilot: mapKnown(restrictions, (settings) =>
      settings.some(({ setting, value }) => setting === EXCLUDE && value === 'block'),
    ),
    blocksWebSearch: fields.flag('RestrictWebGrounding'),
    restrictsEndpoint: restrictsEndpoint(fields, restrictions),
    notifies: fields.texts('NotifyUser'),
    alerts: alertsOf(fields),
  });
}

/** All of it, or the first thing that is missing: a rule of which one action is not known may do more, or less. */
function inOne<T extends object>(parts: { readonly [K in keyof T]: Known<T[K]> }): Known<T> {
  const values: Partial<T> = {};
  for (const [name, part] of Object.entries(parts) as [keyof T, Known<T[keyof T]>][]) {
    if (!part.known) return part;
    values[name] = part.value;
  }
  return known(values as T);
}

const EXCLUDE = 'excludecontentprocessing';

/** Actions that keep a message from going out as it is: encrypted, held in quarantine, or sent to somebody who must approve it. */
const ON_MAIL = ['EncryptRMSTemplate', 'Quarantine', 'Moderate'];

/** One of these is enough. Those on mail count where the object has them: rules for other places may be without. */
function blocksOf(fields: Fields, restrictions: Known<readonly Setting[]>): Known<boolean> {
  const blocks = blockAccess(fields, restrictions);
  if (blocks.known && blocks.value) return blocks;
  const onMail = ON_MAIL.filter((name) => fields.has(name));
  if (onMail.some((name) => isDone(fields.value(name)))) return known(true);
  const cut = onMail.find((name) => isAway(fields.value(name)));
  return cut === undefined ? blocks : unknown(fields.gap(cut));
}

/** The service refuses this action in rules for applications, Copilot among them: there nothing stands for no. */
function blockAccess(fields: Fields, restrictions: Known<readonly Setting[]>): Known<boolean> {
  const isForApplications = restrictions.known && restrictions.value.some(isRestricting);
  return fields.value('BlockAccess') === null && isForApplications ? known(false) : fields.flag('BlockAccess');
}

/** Cut short, or lost, where other rules have it. */
function isAway(value: CmdletValue | undefined): boolean {
  return value === undefined || value === UNREADABLE;
}

function isDone(value: CmdletValue | undefined): boolean {
  if (value === undefined || value === UNREADABLE || value === null || value === '') return false;
  const flag = flagOf(value);
  return flag ?? !(isList(value) && value.length === 0);
}

/** To record only is no restriction; a warning that one may override is. */
const RESTRICTING = ['block', 'blockwithoverride', 'warn'];

const isRestricting = ({ value }: Setting): boolean => RESTRICTING.includes(value);

/** What may not be typed into or uploaded to AI apps in a browser stands beside what Copilot may not process. */
function restrictsEndpoint(fields: Fields, restrictions: Known<readonly Setting[]>): Known<boolean> {
  const devices = settingsOf(fields, 'EndpointDlpRestrictions');
  const browsers = settingsOf(fields, 'EndpointDlpBrowserRestrictions');
  if (!devices.known) return devices;
  if (!restrictions.known) return restrictions;
  const inApps = restrictions.value.filter(({ setting }) => setting !== EXCLUDE);
  return mapKnown(browsers, (more) => [...devices.value, ...inApps, ...more].some(isRestricting));
}

/** `true` says that an alert is shown in the portal; it names nobody. */
function alertsOf(fields: Fields): Known<readonly string[]> {
  const alerts = fields.flag('GenerateAlert').known ? known([]) : fields.texts('GenerateAlert');
  const reports = fields.texts('GenerateIncidentReport');
  if (!alerts.known) return alerts;
  return mapKnown(reports, (more) => [...new Set([...alerts.value, ...more])].filter((one) => !/^(?:true|false)$/i.test(one)));
}

interface Setting {
  readonly setting: string;
  readonly value: string;
}

/** A list of `{setting, value}`, one of them alone, or either as texts with JSON inside; in lower case. */
function settingsOf(fields: Fields, name: string): Known<readonly Setting[]> {
  const json = fields.json(name);
  if (!json.known) return json;
  if (json.value === null) return known([]);
  const settings = listOf(json.value).map(settingOf);
  return settings.every((one) => one !== undefined) ? known(settings) : unknown(fields.gap(name));
}

function settingOf(text: CmdletValue): Setting | undefined {
  const entry = typeof text === 'string' ? parsedJson(text) : text;
  const pairs = isObject(entry) ? pairsOf(entry) : undefined;
  const setting = pairs?.get('setting');
  const value = pairs?.get('value');
  if (typeof setting !== 'string' || typeof value !== 'string') return undefined;
  return { setting: setting.trim().toLowerCase(), value: value.trim().toLowerCase() };
}
