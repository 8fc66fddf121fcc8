/** All normalisers, by hand: what is not on this list does not run. */
import { auditBypasses, auditConfiguration, auditRetentionPolicies, copilotAudit, exchangeOrganization } from './audit.js';
import { autoLabelPolicies } from './auto-label-policies.js';
import type { Normaliser, SourcedDataset } from './define.js';
import { dlpPolicies } from './dlp-policies.js';
import { dlpRules } from './dlp-rules.js';
import { labelPolicies } from './label-policies.js';
import { labels } from './labels.js';
import { mailForwards, outboundSpamPolicies, remoteDomains } from './mail.js';
import { powerPlatformEnvironments, powerPlatformPolicies } from './power-platform.js';
import { retentionPolicies } from './retention.js';
import { riskPolicies } from './risk.js';
import { sensitiveTypes } from './sensitive-types.js';
import { servicePolicies } from './services.js';
import { superUsers } from './super-users.js';

export const NORMALISERS: { readonly [D in SourcedDataset]: Normaliser<D> } = {
  labels,
  labelPolicies,
  autoLabelPolicies,
  dlpPolicies,
  dlpRules,
  sensitiveTypes,
  retentionPolicies,
  auditConfiguration,
  auditRetentionPolicies,
  exchangeOrganization,
  auditBypasses,
  outboundSpamPolicies,
  remoteDomains,
  mailForwards,
  riskPolicies,
  copilotAudit,
  superUsers,
  powerPlatformPolicies,
  powerPlatformEnvironments,
  servicePolicies,
};
