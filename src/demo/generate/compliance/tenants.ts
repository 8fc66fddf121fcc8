/** The compliance side of each kind of tenant: one where nobody turned anything on, one in good order, and the hospital between them. */
import type { CmdletObjects, ComplianceObject, SimulatedCompliance } from '../../compliance-model.js';
import { hashOf, seededRandom } from '../../random.js';
import type { SimulatedTenant } from '../../tenant.js';
import type { Making } from '../making.js';
import { CARD, DEA, ICD9, ICD10, MEDICAL, SSN } from './conditions.js';
import { dlpPolicy, dlpRule, sensitiveType } from './dlp.js';
import { type ExchangeFacts, exchangeObjects } from './exchange.js';
import { organizationPath } from './frame.js';
import { autoLabelling, labelObject, labelPolicy } from './labels.js';
import { NAMES } from './names.js';
import {
  type Around,
  browserPolicy,
  cardPolicy,
  copilotPolicies,
  defaultCopilotPolicy,
  type PolicyWithRules,
  patientPolicy,
  SERVICES,
} from './policies.js';
import { type ShellFacts, shellObjects } from './shell.js';
import { vary } from './varied.js';
import {
  auditRetention,
  collectionPolicy,
  communicationCompliance,
  contentRetention,
  promptRetention,
  riskPolicy,
  riskSettings,
} from './watching.js';

function dlpObjects(making: Making, policies: readonly PolicyWithRules[]): CmdletObjects {
  const made = policies.map(([policy, rules]) => ({ policy: dlpPolicy(making, policy), rules }));
  return {
    'Get-DlpCompliancePolicy': made.map((one, at) => ({ ...one.policy, Priority: at })),
    'Get-DlpComplianceRule': made.flatMap(({ policy, rules }) =>
      rules.map((rule, at) => ({ ...dlpRule(making, policy, rule), Priority: at })),
    ),
  };
}

const MICROSOFTS = [CARD, SSN, DEA, ICD9, ICD10, MEDICAL] as const;

function typeObjects(making: Making, own: readonly string[]): CmdletObjects {
  const types = MICROSOFTS.map(([name, id]) => sensitiveType(making, name, id));
  return { 'Get-DlpSensitiveInformationType': [...types, ...own.map((name) => sensitiveType(making, name))] };
}

/** Labels as Graph has them, published to everybody. */
function labelObjects(making: Making, tenant: SimulatedTenant, { clinicians }: Around, defaultLabel: string): CmdletObjects {
  const { labels } = tenant;
  const chosen = labels.find((label) => label.name === defaultLabel)?.id ?? '';
  const about = { name: NAMES[making.language].everybody, made: 200 };
  return {
    'Get-Label': labels.map((label) => labelObject(making, label, clinicians)),
    'Get-LabelPolicy': labels.length === 0 ? [] : [labelPolicy(making, about, labels, chosen)],
  };
}

/** What a tenant returns where nobody made anything. */
const NOTHING: CmdletObjects = {
  'Get-Label': [],
  'Get-LabelPolicy': [],
  'Get-AutoSensitivityLabelPolicy': [],
  'Get-AutoSensitivityLabelRule': [],
  'Get-RetentionCompliancePolicy': [],
  'Get-RetentionComplianceRule': [],
  'Get-AppRetentionCompliancePolicy': [],
  'Get-UnifiedAuditLogRetentionPolicy': [],
  'Get-SupervisoryReviewPolicyV2': [],
  'Get-SupervisoryReviewRule': [],
  'Get-FeatureConfiguration': [],
};

function hasPlan(tenant: SimulatedTenant, name: string): boolean {
  return tenant.skus.some((sku) => (sku.servicePlans ?? []).some((plan) => plan.servicePlanName === name));
}

/** Over Security & Compliance the log is always off, and the object is another one. */
function asComplianceHasIt(making: Making, stored: ComplianceObject): ComplianceObject {
  const path = organizationPath(making);
  return {
    ...stored,
    Identity: `${path}/Configuration/Admin Audit Log Settings`,
    OrganizationId: path,
    UnifiedAuditLogIngestionEnabled: false,
    UnifiedAuditLogFirstOptInDate: null,
  };
}

interface Parts {
  readonly compliance: CmdletObjects;
  readonly exchange: ExchangeFacts;
  readonly shell: ShellFacts;
}

function assembled(making: Making, tenant: SimulatedTenant, around: Around, parts: Parts): SimulatedCompliance {
  const exchange = exchangeObjects(making, around.people, parts.exchange);
  const canWatch = hasPlan(tenant, 'COMMUNICATIONS_COMPLIANCE');
  return {
    compliance: {
      ...NOTHING,
      ...parts.compliance,
      'Get-AdminAuditLogConfig': (exchange['Get-AdminAuditLogConfig'] ?? []).map((one) => asComplianceHasIt(making, one)),
    },
    exchange,
    shell: shellObjects(making, parts.shell),
    refusals: canWatch ? {} : { 'Get-SupervisoryReviewPolicyV2': 'not-licensed', 'Get-SupervisoryReviewRule': 'not-licensed' },
    warnings: {},
    region: 'nam12b',
    takesExchangeTokens: true,
    exchangeAnswersCompliance: true,
    refusesWithOk: [],
  };
}

/** Until a tenant is finished. */
export const NO_COMPLIANCE: SimulatedCompliance = {
  compliance: {},
  exchange: {},
  shell: {},
  refusals: {},
  warnings: {},
  region: null,
  takesExchangeTokens: true,
  exchangeAnswersCompliance: true,
  refusesWithOk: [],
};

const QUIET: ExchangeFacts = {
  auditSince: 900,
  autoForwarding: 'Off',
  remoteForwarding: false,
  forwards: [],
  blindCopyTo: null,
  bypassed: [],
};

/** Audit is on, as in every tenant of today; one policy was made for card numbers, and the rest is as Microsoft left it. */
export function untunedCompliance(making: Making, tenant: SimulatedTenant, around: Around): SimulatedCompliance {
  const exchange: ExchangeFacts = { ...QUIET, autoForwarding: 'Automatic', remoteForwarding: true };
  const plain = {
    dlp: [defaultCopilotPolicy(), cardPolicy(making, around)],
    exchange,
    compliance: {},
  };
  const random = seededRandom(hashOf(`${tenant.id} compliance`));
  const { dlp, ...rest } = making.isCanonical ? plain : vary(making, around, random, plain);
  return assembled(making, tenant, around, {
    compliance: { ...dlpObjects(making, dlp), ...typeObjects(making, []), ...rest.compliance },
    exchange: rest.exchange,
    shell: { hasDataPolicy: false, records: {}, isTidy: false },
  });
}

/** Insider risk, communication compliance and the collection policy of DSPM for AI, where the licence has them. */
function watching(making: Making, tenant: SimulatedTenant, { watchers }: Around): CmdletObjects {
  const objects: CmdletObjects = {};
  if (hasPlan(tenant, 'INSIDER_RISK_MANAGEMENT')) {
    const policy = riskPolicy(making, { name: 'Risky AI usage', made: 150 }, 'RiskyAIUsage');
    objects['Get-InsiderRiskPolicy'] = [riskSettings(making), policy];
  }
  if (hasPlan(tenant, 'COMMUNICATIONS_COMPLIANCE')) {
    const about = { name: 'Detect Microsoft 365 Copilot interactions', made: 150 };
    const [policy, rule] = communicationCompliance(making, about, watchers);
    objects['Get-SupervisoryReviewPolicyV2'] = [policy];
    objects['Get-SupervisoryReviewRule'] = [rule];
    objects['Get-FeatureConfiguration'] = [collectionPolicy(making, { name: 'DSPM for AI - Capture interactions', made: 150 })];
  }
  return objects;
}

/** What both the tidy practice and the hospital have: labels in use, retention and audit decided. */
function kept(making: Making, tenant: SimulatedTenant, around: Around, defaultLabel: string): CmdletObjects {
  const words = NAMES[making.language];
  const phi = tenant.labels.find((label) => label.name === 'Confidential PHI');
  const isAutomatic = phi !== undefined && hasPlan(tenant, 'MIP_S_CLP2');
  const [auto, autoRule] = isAutomatic ? autoLabelling(making, { name: words.patients, made: 200 }, phi, 'Enable') : [];
  const [retention, retentionRule] = contentRetention(making, { name: words.retention, made: 500 });
  return {
    ...labelObjects(making, tenant, around, defaultLabel),
    'Get-AutoSensitivityLabelPolicy': auto === undefined ? [] : [auto],
    'Get-AutoSensitivityLabelRule': autoRule === undefined ? [] : [autoRule],
    'Get-RetentionCompliancePolicy': [retention],
    'Get-RetentionComplianceRule': [retentionRule],
    'Get-AppRetentionCompliancePolicy': [promptRetention(making, { name: words.prompts, made: 150 }, 'User:M365Copilot')],
    'Get-UnifiedAuditLogRetentionPolicy': [auditRetention(making, { name: words.audit, made: 400 }, 'TwelveMonths')],
    ...watching(making, tenant, around),
  };
}

const USED: ShellFacts = { hasDataPolicy: true, records: { CopilotInteraction: 1 }, isTidy: true };

/** Everything of labels, DLP and audit in order, as far as the licence goes. */
export function tidyCompliance(making: Making, tenant: SimulatedTenant, around: Around): SimulatedCompliance {
  const hasEndpoint = hasPlan(tenant, 'MICROSOFTENDPOINTDLP');
  const services = hasEndpoint ? {} : { services: [...SERVICES, 'Teams'] as const };
  const dlp = [
    patientPolicy(making, around, services),
    cardPolicy(making, around),
    ...copilotPolicies(making, tenant),
    ...(hasEndpoint ? [browserPolicy(making, around)] : []),
  ];
  return assembled(making, tenant, around, {
    compliance: {
      ...kept(making, tenant, around, 'General'),
      ...dlpObjects(making, dlp),
      ...typeObjects(making, ['Medical record number']),
    },
    exchange: QUIET,
    shell: USED,
  });
}

/** Well kept, but that DLP looks for card numbers only and Copilot is in no policy. */
export function hospitalCompliance(making: Making, tenant: SimulatedTenant, around: Around): SimulatedCompliance {
  const everywhere = { services: [...SERVICES, 'Teams', 'Endpoint'] } as const;
  return assembled(making, tenant, around, {
    compliance: {
      ...kept(making, tenant, around, 'Confidential'),
      ...dlpObjects(making, [cardPolicy(making, around, everywhere)]),
      ...typeObjects(making, []),
    },
    exchange: QUIET,
    shell: USED,
  });
}
