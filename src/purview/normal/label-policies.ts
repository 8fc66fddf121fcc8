/** `Get-LabelPolicy` → policies that publish labels, with their settings out of XML or out of a list of pairs. */
import { type Known, known, mapKnown, unknown } from '../../evidence/known.js';
import type { LabelPolicy, LabelPolicySettings } from '../../evidence/purview.js';
import { type Fields, flagOf } from '../fields.js';
import { pairsOf, settingsOfXml } from '../nested.js';
import type { CmdletValue } from '../results.js';
import { defineNormaliser, eachObject, identityOf, originOf } from './define.js';
import { scopeOf } from './scopes.js';

export const labelPolicies = defineNormaliser({
  dataset: 'labelPolicies',
  noun: 'Label policy',
  cmdlets: ['Get-LabelPolicy'],
  beside: [],
  name: (row) => row.name,
  id: (row) => row.id,
  rows: (result) =>
    eachObject(result, (fields): LabelPolicy | null => {
      const identity = identityOf(fields);
      if (identity === null) return null;
      return {
        ...identity,
        enabled: enforcedOf(fields),
        labels: mapKnown(fields.texts('Labels'), (ids) => ids.map((id) => id.toLowerCase())),
        people: scopeOf(fields, {
          location: 'ExchangeLocation',
          except: ['ExchangeLocationException'],
          mayHave: { adaptive: 'ExchangeAdaptiveScopes' },
        }),
        groups: scopeOf(fields, { location: 'ModernGroupLocation', except: ['ModernGroupLocationException'] }),
        settings: settingsOf(fields),
        origins: [originOf(result)],
      };
    }),
});

/** Modes in which nothing is done to anybody: tests, audits, and what is switched off or on its way out. */
const IDLE = /^(?:disabled?|off|none|pending\w*|test\w*|simulat\w*|audit\w*)$/i;

/** Null: a mode that is missing, a number, or a word of next year. */
export function modeOf(fields: Fields): 'on' | 'idle' | null {
  const mode = fields.text('Mode');
  if (!mode.known || mode.value === null) return null;
  return /^(?:enforce|enable)$/i.test(mode.value) ? 'on' : IDLE.test(mode.value) ? 'idle' : null;
}

/** On where the mode is one of the words for it and the switch is on; either alone can say that it is off. */
export function enforcedOf(fields: Fields): Known<boolean> {
  const mode = modeOf(fields);
  const enabled = fields.flag('Enabled');
  if (mode === 'idle' || (enabled.known && !enabled.value)) return known(false);
  return mode === null ? unknown(fields.gap('Mode')) : enabled;
}

/** The XML and the list say the same; the list alone is believed only where there is something in it. */
function settingsOf(fields: Fields): Known<LabelPolicySettings> {
  const blob = fields.text('PolicySettingsBlob');
  const xml = blob.known && blob.value !== null ? settingsOfXml(blob.value) : undefined;
  const list = pairsOf(fields.value('Settings'));
  const isEmptyBlob = blob.known && blob.value === null;
  const pairs = xml ?? (list !== undefined && (list.size > 0 || isEmptyBlob) ? list : undefined);
  const settings = pairs === undefined ? undefined : fromPairs(pairs);
  return settings === undefined ? unknown(fields.gap(blob.known ? 'Settings' : 'PolicySettingsBlob')) : known(settings);
}

function fromPairs(pairs: ReadonlyMap<string, CmdletValue>): LabelPolicySettings | undefined {
  const flag = (key: string) => (pairs.has(key) ? flagOf(pairs.get(key) ?? null) : false);
  const mandatory = flag('mandatory');
  const siteAndGroupMandatory = flag('siteandgroupmandatory');
  const requireDowngradeJustification = flag('requiredowngradejustification');
  const label = pairs.get('defaultlabelid') ?? '';
  if (mandatory === undefined || siteAndGroupMandatory === undefined || requireDowngradeJustification === undefined)
    return undefined;
  if (typeof label !== 'string') return undefined;
  const isNone = /^(?:none|[0-]*)$/i.test(label.trim());
  return {
    defaultLabelId: isNone ? null : label.trim().toLowerCase(),
    mandatory,
    siteAndGroupMandatory,
    requireDowngradeJustification,
  };
}
