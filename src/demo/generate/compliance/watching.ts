/** Audit, retention, and the policies that watch people, as Security & Compliance keeps them. */
import type { ComplianceObject } from '../../compliance-model.js';
import { guidOf } from '../../random.js';
import type { Making } from '../making.js';
import { everywhereIn } from './dlp.js';
import { type About, common } from './frame.js';

export function auditRetention(making: Making, about: About, duration: string): ComplianceObject {
  return {
    ...common(making, 'audit retention', about),
    Description: '',
    Enabled: true,
    Mode: 'Enforce',
    Priority: 100,
    RecordTypes: [],
    Operations: [],
    UserIds: [],
    RetentionDuration: duration,
    Workload: 'Exchange, SharePoint, OneDriveForBusiness, Teams, AzureActiveDirectory',
  };
}

/** Keeps and then deletes what lies in SharePoint and OneDrive. */
export function contentRetention(making: Making, about: About): readonly [policy: ComplianceObject, rule: ComplianceObject] {
  const policy: ComplianceObject = {
    ...common(making, 'retention policy', about),
    Type: 'Hold',
    Enabled: true,
    Mode: 'Enforce',
    Priority: 0,
    RestrictiveRetention: false,
    // Always all of them, whatever the policy is for.
    Workload: 'Exchange, SharePoint, OneDriveForBusiness, Skype, ModernGroup, Teams, Yammer',
    ExchangeLocation: [],
    ExchangeLocationException: [],
    SharePointLocation: everywhereIn('SharePoint'),
    SharePointLocationException: [],
    OneDriveLocation: everywhereIn('OneDriveForBusiness'),
    OneDriveLocationException: [],
    ModernGroupLocation: [],
    ModernGroupLocationException: [],
    TeamsChannelLocation: [],
    TeamsChatLocation: [],
    SkypeLocation: [],
    PublicFolderLocation: [],
    SharePointAdaptiveScopeLocation: [],
    TeamsPolicy: false,
    DistributionStatus: 'Success',
    DistributionResults: [],
  };
  const rule: ComplianceObject = {
    ...common(making, 'retention rule', { ...about, name: `${about.name} rule` }),
    Policy: policy.Guid,
    Disabled: false,
    Mode: 'Enforce',
    RetentionDuration: '2555',
    RetentionDurationDisplayHint: 'Days',
    RetentionComplianceAction: 'KeepAndDelete',
    ExpirationDateOption: 'ModificationAgeInDays',
    ContentMatchQuery: '',
    Workload: policy.Workload,
  };
  return [policy, rule];
}

/** @param applications `User:M365Copilot`, or `Users:M365Copilot` as it was seen */
export function promptRetention(making: Making, about: About, applications: string): ComplianceObject {
  return {
    ...common(making, 'app retention policy', about),
    Type: 'AppRetention',
    Enabled: true,
    Mode: 'Enforce',
    Applications: [applications],
    Workload: 'DynamicScope',
    ExchangeLocation: everywhereIn('Exchange'),
    ExchangeLocationException: [],
    ModernGroupLocation: [],
    ModernGroupLocationException: [],
    RestrictiveRetention: false,
    DistributionStatus: 'Success',
  };
}

/** What `Get-InsiderRiskPolicy` returns in every tenant that has the feature; it is no policy. */
export function riskSettings(making: Making): ComplianceObject {
  const name = `IRM_Tenant_Setting_${guidOf(`${making.tenantId} insider risk`)}`;
  return {
    ...common(making, 'insider risk', { name, made: 400 }),
    InsiderRiskScenario: 'TenantSetting',
    Mode: 'Enable',
    Enabled: true,
  };
}

export function riskPolicy(making: Making, about: About, scenario: string): ComplianceObject {
  return {
    ...common(making, 'insider risk', about),
    InsiderRiskScenario: scenario,
    Mode: 'Enable',
    Enabled: true,
    Workload: 'Exchange',
    ExchangeLocation: everywhereIn('Exchange'),
    SessionRecordingEnabled: false,
  };
}

/** That Copilot is watched stands on the rule; the policy has no locations. */
export function communicationCompliance(
  making: Making,
  about: About,
  reviewer: string,
): readonly [policy: ComplianceObject, rule: ComplianceObject] {
  const policy: ComplianceObject = {
    ...common(making, 'communication compliance', about),
    Enabled: true,
    Mode: 'Enforce',
    Locations: '',
    PolicyTemplate: 'CopilotInteractions',
    Reviewers: [reviewer],
    ReviewMailbox: '',
    SupervisoryReviewPolicyVersion: 'V2',
  };
  const rule: ComplianceObject = {
    ...common(making, 'communication compliance rule', { ...about, name: `${about.name} rule` }),
    Policy: policy.Guid,
    Condition: '((Reviewee:all))',
    SamplingRate: 100,
    ContentSources: JSON.stringify({ Workloads: ['Copilot'], ThirdPartyWorkloads: [] }),
    RuleXml: '<rule name="Copilot"><version requiredMinVersion="1.0"><condition><true /></condition></version></rule>',
    InPurviewFilter: '',
  };
  return [policy, rule];
}

/** A collection policy of DSPM for AI. */
export function collectionPolicy(making: Making, about: About): ComplianceObject {
  const scenario = {
    Activities: ['UploadText', 'DownloadText'],
    EnforcementPlanes: ['CopilotExperiences'],
    SensitiveTypeIds: ['All'],
    IsIngestionEnabled: true,
  };
  const place = { Workload: 'Applications', Location: '49baeafd-1a6b-4c58-be55-75ae6d1dff6a' };
  return {
    ...common(making, 'collection policy', about),
    FeatureScenario: 'KnowYourData',
    Mode: 'Enable',
    Enabled: true,
    ScenarioConfig: JSON.stringify(scenario),
    Locations: JSON.stringify([{ ...place, LocationType: 'Group', Inclusions: [{ Type: 'Tenant', Identity: 'All' }] }]),
  };
}
