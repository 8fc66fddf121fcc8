/** Sensitivity labels, the policies that publish them, and auto-labelling, as Security & Compliance keeps them. */
import type { ComplianceObject } from '../../compliance-model.js';
import type { StoredLabel } from '../../tenant.js';
import type { Making } from '../making.js';
import { patientsAsText } from './conditions.js';
import { everywhereIn, type Mode } from './dlp.js';
import { type About, common } from './frame.js';

interface Rights {
  readonly Identity: string;
  readonly Rights: string;
}

/** `LabelActions` holds texts with JSON inside, and the rights in them are a text with JSON inside again. */
function encryption(rights: readonly Rights[], templateId: string): string {
  const settings = {
    protectiontype: 'template',
    disabled: 'false',
    templateid: templateId,
    rightsdefinitions: JSON.stringify(rights),
    contentexpiredondateindaysornever: 'Never',
    offlineaccessdays: '7',
  };
  const pairs = Object.entries(settings).map(([Key, Value]) => ({ Key, Value }));
  return JSON.stringify({ Type: 'encrypt', SubType: null, Settings: pairs });
}

/** The label of Graph with the same id, in the words of `Get-Label`. @param readers who may open what it encrypts */
export function labelObject(making: Making, label: StoredLabel, readers: string): ComplianceObject {
  const name = label.name ?? '';
  const rights = [
    { Identity: readers, Rights: 'VIEW,VIEWRIGHTSDATA,DOCEDIT,EDIT,PRINT,EXTRACT,REPLY,REPLYALL,FORWARD,OBJMODEL' },
  ];
  const actions = label.hasProtection ? [encryption(rights, label.id)] : [];
  return {
    ...common(making, 'label', { name, made: 300, changed: 200 }),
    Guid: label.id,
    ExchangeObjectId: label.id,
    ImmutableId: label.id,
    DisplayName: label.displayName ?? name,
    Tooltip: label.toolTip ?? '',
    Priority: label.priority ?? 0,
    ParentId: null,
    ParentLabelDisplayName: '',
    IsParent: label.sublabels.length > 0,
    Disabled: false,
    Mode: 'Enforce',
    ContentType: 'File, Email, Site, UnifiedGroup',
    LabelActions: actions,
    Settings: [`[displayname, ${name}]`, `[tooltip, ${label.toolTip ?? ''}]`, '[contenttype, File, Email, Site, UnifiedGroup]'],
    LocaleSettings: [
      JSON.stringify({ LocaleKey: 'DisplayName', Settings: [{ Key: 'default', Value: name }] }),
      JSON.stringify({ LocaleKey: 'Tooltip', Settings: [{ Key: 'default', Value: label.toolTip ?? '' }] }),
    ],
    Conditions: null,
    Capabilities: [],
    AdvancedSettings: [],
    SchematizedDataCondition: null,
    Workload: 'Exchange, SharePoint, OneDriveForBusiness, Teams, PowerBI',
    Policy: null,
  };
}

/** The settings of a label policy, once as XML and once as texts that look like pairs. */
function policySettings(settings: Readonly<Record<string, string>>): Pick<ComplianceObject, 'PolicySettingsBlob' | 'Settings'> {
  const pairs = Object.entries(settings);
  const xml = pairs.map(([key, value]) => `<setting key="${key}" value="${value}" />`).join('');
  return { PolicySettingsBlob: `<settings>${xml}</settings>`, Settings: pairs.map(([key, value]) => `[${key}, ${value}]`) };
}

/** Publishes labels to everybody. @param defaultLabelId of files and mail, and of sites and groups */
export function labelPolicy(
  making: Making,
  about: About,
  labels: readonly StoredLabel[],
  defaultLabelId: string,
): ComplianceObject {
  return {
    ...common(making, 'label policy', about),
    Type: 'PublishedSensitivityLabel',
    Enabled: true,
    Mode: 'Enforce',
    Priority: 0,
    Workload: 'Exchange, SharePoint, OneDriveForBusiness, Skype, ModernGroup, Teams',
    Labels: labels.map((label) => label.id),
    ScopedLabels: [],
    ExchangeLocation: everywhereIn('Exchange'),
    ExchangeLocationException: [],
    ModernGroupLocation: [],
    ModernGroupLocationException: [],
    SharePointLocation: [],
    OneDriveLocation: [],
    SkypeLocation: [],
    PublicFolderLocation: [],
    ExchangeAdaptiveScopes: [],
    ...policySettings({
      mandatory: 'true',
      siteandgroupmandatory: 'true',
      requiredowngradejustification: 'true',
      defaultlabelid: defaultLabelId,
      outlookdefaultlabel: defaultLabelId,
      siteandgroupdefaultlabelid: defaultLabelId,
    }),
    DistributionStatus: 'Pending',
    DistributionResults: null,
  };
}

/** Labels patients' data by itself. */
export function autoLabelling(
  making: Making,
  about: About,
  label: StoredLabel,
  mode: Mode,
): readonly [policy: ComplianceObject, rule: ComplianceObject] {
  const policy: ComplianceObject = {
    ...common(making, 'auto-labelling policy', about),
    Type: 'AutoLabeling',
    Mode: mode,
    Enabled: mode !== 'Disable',
    Priority: 0,
    ApplySensitivityLabel: label.id,
    LabelDisplayName: label.displayName,
    OverwriteLabel: false,
    ExternalMailRightsManagementOwner: null,
    Workload: 'Exchange, SharePoint, OneDriveForBusiness',
    ExchangeLocation: everywhereIn('Exchange'),
    ExchangeLocationException: [],
    SharePointLocation: everywhereIn('SharePoint'),
    SharePointLocationException: [],
    OneDriveLocation: everywhereIn('OneDriveForBusiness'),
    OneDriveLocationException: [],
    ExchangeAdaptiveScopes: [],
    SharePointAdaptiveScopes: [],
    OneDriveAdaptiveScopes: [],
    SimulationStatus: null,
    AutoEnableAfter: null,
    DistributionStatus: 'Pending',
  };
  const rule: ComplianceObject = {
    ...common(making, 'auto-labelling rule', { ...about, name: `${about.name} rule` }),
    Policy: policy.Guid,
    ParentPolicyName: about.name,
    Disabled: false,
    Mode: 'Enforce',
    Priority: 0,
    Workload: 'Exchange',
    IsAdvancedRule: true,
    AdvancedRule: patientsAsText(),
    ContentContainsSensitiveInformation: null,
    ReportSeverityLevel: 'Low',
  };
  return [policy, rule];
}
