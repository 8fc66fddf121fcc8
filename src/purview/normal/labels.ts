/** `Get-Label` → sensitivity labels. */
import { type Known, known, unknown } from '../../evidence/known.js';
import type { Label } from '../../evidence/purview.js';
import { type Fields, flagOf } from '../fields.js';
import { pairsOf } from '../nested.js';
import { defineNormaliser, eachObject, identityOf, originOf } from './define.js';
import { encryptionOf } from './label-encryption.js';

export const labels = defineNormaliser({
  dataset: 'labels',
  noun: 'Sensitivity label',
  cmdlets: ['Get-Label'],
  beside: [],
  name: (row) => row.name,
  id: (row) => row.id,
  rows: (result) =>
    eachObject(result, (fields): Label | null => {
      // People see the display name; the other may be an id, in labels that Microsoft made.
      const identity = identityOf(fields, ['DisplayName', 'Name']);
      if (identity === null) return null;
      const priority = fields.number('Priority');
      const internalName = fields.textOrNull('Name')?.trim() ?? '';
      return {
        ...identity,
        ...(internalName === '' || internalName.toLowerCase() === identity.name.trim().toLowerCase() ? {} : { internalName }),
        immutableId: fields.id('ImmutableId'),
        parentId: parentOf(fields),
        tooltip: fields.textOrNull('Tooltip'),
        priority: priority.known ? priority.value : null,
        enabled: enabledOf(fields),
        contentTypes: fields.texts('ContentType'),
        encryption: encryptionOf(fields),
        blocksContentAnalysis: blocksContentAnalysis(fields),
        origins: [originOf(result)],
      };
    }),
});

/** All zeros are no parent. */
function parentOf(fields: Fields): string | null {
  const parent = fields.id('ParentId');
  return parent === null || /^[0-]+$/.test(parent) ? null : parent;
}

function enabledOf(fields: Fields): Known<boolean> {
  const disabled = fields.flag('Disabled');
  if (disabled.known && disabled.value) return known(false);
  const mode = fields.text('Mode');
  if (mode.known && mode.value !== null && /^pendingdeletion$/i.test(mode.value)) return known(false);
  if (!disabled.known) return disabled;
  return mode.known && mode.value !== null && /^(?:enforce|enable)$/i.test(mode.value)
    ? known(true)
    : unknown(fields.gap('Mode'));
}

function blocksContentAnalysis(fields: Fields): Known<boolean> {
  const settings = pairsOf(fields.value('Settings'));
  if (settings === undefined) return unknown(fields.gap('Settings'));
  const value = settings.get('blockcontentanalysisservices');
  if (value === undefined) return known(false);
  const flag = flagOf(value);
  return flag === undefined ? unknown(fields.gap('Settings')) : known(flag);
}
