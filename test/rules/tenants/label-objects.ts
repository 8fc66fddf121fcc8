/** Labels, their policies and retention, as the service gives them. */

import { licence } from '../dlp/worlds.js';
import { advanced, base, dlpRule, GENERAL, LISTS, looksForTypes, PHI, PHI_IMMUTABLE, PHI_TYPES } from './objects.js';
import type { Json, Tenant } from './tenant.js';

export const GROUP_RIGHTS = '[{"Identity":"clinicians@clinic.example","Rights":"VIEW,VIEWRIGHTSDATA,OBJMODEL,EDIT,EXTRACT"}]';

/** `LabelActions` of a label that encrypts. */
export function encrypts(settings: Readonly<Record<string, string>> = {}): string[] {
  const all = {
    protectiontype: 'template',
    disabled: 'false',
    templateid: 'c0ffee',
    rightsdefinitions: GROUP_RIGHTS,
    ...settings,
  };
  return [
    JSON.stringify({ Type: 'encrypt', SubType: null, Settings: Object.entries(all).map(([Key, Value]) => ({ Key, Value })) }),
  ];
}

export function label(over: Json = {}): Json {
  return {
    ...base('phi', PHI),
    ImmutableId: PHI_IMMUTABLE,
    DisplayName: 'Patient data',
    ParentId: null,
    ParentLabelDisplayName: null,
    IsParent: false,
    Priority: 3,
    Disabled: false,
    Mode: 'Enforce',
    ContentType: 'File, Email, Site, UnifiedGroup',
    Tooltip: 'Protected health information of our patients',
    LabelActions: encrypts(),
    Settings: ['[color, #FF0000]', '[tooltip, Protected health information]', '[displayname, Patient data]'],
    LocaleSettings: [],
    Conditions: null,
    Capabilities: ['encryption'],
    Workload: 'Exchange, SharePoint, OneDriveForBusiness, Teams',
    Policy: '00000000-0000-0000-0000-000000000000',
    ...over,
  };
}

export const general = (over: Json = {}): Json =>
  label({
    ...base('general', GENERAL),
    ImmutableId: GENERAL,
    DisplayName: 'General',
    Tooltip: 'Business data',
    Priority: 1,
    LabelActions: [],
    ...over,
  });

const SETTINGS = {
  requiredowngradejustification: 'true',
  mandatory: 'true',
  siteandgroupmandatory: 'false',
  defaultlabelid: GENERAL,
};

export function labelPolicy(over: Json = {}): Json {
  const xml = Object.entries(SETTINGS).map(([key, value]) => `<setting key="${key}" value="${value}" />`);
  return {
    ...base('Everybody', 'c0c0c0c0-0000-4000-8000-000000000001'),
    Type: 'PublishedSensitivityLabel',
    Mode: 'Enforce',
    Enabled: true,
    Labels: [PHI, GENERAL],
    ScopedLabels: [],
    ExchangeLocation: ['All'],
    ExchangeLocationException: [],
    ModernGroupLocation: [],
    ModernGroupLocationException: [],
    PolicySettingsBlob: `<settings>${xml.join('')}</settings>`,
    Settings: Object.entries(SETTINGS).map(([key, value]) => `[${key}, ${value}]`),
    ...over,
  };
}

export function autoLabelPolicy(over: Json = {}): Json {
  const id = 'aaaa0000-0000-4000-8000-000000000001';
  return {
    ...Object.fromEntries(LISTS.map((list) => [list, []])),
    ...base('Label PHI', id),
    Type: 'AutoSensitivityLabelPolicy',
    Mode: 'Enable',
    Enabled: true,
    ExchangeLocation: ['All'],
    SharePointLocation: ['All'],
    OneDriveLocation: ['All'],
    ApplySensitivityLabel: PHI,
    ...over,
  };
}

export const autoLabelRule = (over: Json = {}): Json =>
  dlpRule({
    Policy: 'aaaa0000-0000-4000-8000-000000000001',
    ParentPolicyName: 'Label PHI',
    ...advanced(looksForTypes(...PHI_TYPES)),
    ...over,
  });

export const appRetention = (over: Json = {}): Json => ({
  ...base('Copilot prompts', 'd0d0d0d0-0000-4000-8000-000000000002'),
  Mode: 'Enforce',
  Enabled: true,
  Applications: ['Users:M365Copilot'],
  ...over,
});

/** Automatic labels, DLP in Teams and on devices, insider risk. */
const E5 = licence(
  'efb0351d-3b08-4503-993d-383af8de41e3',
  '6dc145d6-95dd-4191-b9c3-185575ee6f6b',
  '64bfac92-2b17-4482-b5e5-a0304429de3e',
  '9d0c4ee5-e4a1-4625-ab39-d82b619b1a34',
);
const LABELS = { 'Get-Label': [label(), general()], 'Get-LabelPolicy': [labelPolicy()] };

export const tenant = (cmdlets: Tenant['cmdlets'], more: Partial<Tenant> = {}): Tenant => ({
  cmdlets: { ...LABELS, 'Get-DlpSensitiveInformationType': [], ...cmdlets },
  skus: [E5],
  ...more,
});
