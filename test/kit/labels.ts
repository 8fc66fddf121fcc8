/** Labels and label policies in the normal form, as Get-Label and Get-LabelPolicy of a careful practice show them. */
import type { SensitivityLabel } from '../../src/evidence/content.js';
import { known } from '../../src/evidence/known.js';
import type { Label, LabelPolicy } from '../../src/evidence/purview.js';
import { EVERYWHERE, NOWHERE, ORIGIN } from './purview-rows.js';

export function aLabel(over: Partial<Label> = {}): Label {
  const rights = [{ identity: 'p0@clinic.example', rights: ['VIEW', 'EXTRACT'] }];
  return {
    id: 'label-1',
    immutableId: null,
    name: 'Confidential PHI',
    parentId: null,
    tooltip: null,
    priority: 1,
    enabled: known(true),
    contentTypes: known(['File', 'Email']),
    encryption: known({ kind: 'template', rights: known(rights), isDoubleKey: known(false) }),
    blocksContentAnalysis: known(false),
    origins: [ORIGIN],
    ...over,
  };
}

export function aPolicy(over: Partial<LabelPolicy> = {}): LabelPolicy {
  return {
    id: 'policy-1',
    name: 'Everybody',
    enabled: known(true),
    labels: known(['label-1']),
    people: known(EVERYWHERE),
    groups: known(NOWHERE),
    settings: known({
      defaultLabelId: 'label-1',
      mandatory: true,
      siteAndGroupMandatory: true,
      requireDowngradeJustification: true,
    }),
    origins: [{ ...ORIGIN, cmdlet: 'Get-LabelPolicy' }],
    ...over,
  };
}

/** The same label as Microsoft Graph lists it. */
export function asGraphLists({ id, name, parentId, tooltip, encryption, priority }: Label): SensitivityLabel {
  const hasProtection = encryption.known ? encryption.value !== null : null;
  return { id, name, parentId, hasProtection, priority, ...(tooltip === null ? {} : { tooltip }) };
}
