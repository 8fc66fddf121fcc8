/** Counts what the compliance side of a finished tenant holds, by the properties that the service keeps. No verdict of ours stands here. */
import type { ComplianceObject, SimulatedCompliance } from '../../compliance-model.js';

export interface PlantedCompliance {
  /** As Exchange Online says. */
  readonly auditIsOn: boolean;
  /** As `Get-Label` lists them, and those that a label policy names. */
  readonly labels: number;
  readonly publishedLabels: number;
  /** DLP policies by their mode. */
  readonly dlpPolicies: {
    readonly enforced: number;
    readonly inSimulation: number;
    readonly disabled: number;
    readonly pendingDeletion: number;
  };
  /** Those of them with Copilot among their locations. */
  readonly copilotPolicies: { readonly enforced: number; readonly inSimulation: number };
  readonly rules: { readonly active: number; readonly disabled: number };
  readonly retentionOfPrompts: boolean;
  readonly autoForwarding: string;
  readonly forwardingMailboxes: number;
  readonly unauditedMailboxes: number;
}

const inMode = (policies: readonly ComplianceObject[], ...modes: string[]): number =>
  policies.filter((policy) => modes.includes(String(policy.Mode))).length;

const TESTS = ['TestWithNotifications', 'TestWithoutNotifications'];

export function countCompliance({ compliance, exchange }: SimulatedCompliance): PlantedCompliance {
  const policies = compliance['Get-DlpCompliancePolicy'] ?? [];
  const copilot = policies.filter((policy) => policy.Locations !== '[]');
  const rules = compliance['Get-DlpComplianceRule'] ?? [];
  const published = (compliance['Get-LabelPolicy'] ?? []).flatMap((policy) => policy.Labels as string[]);
  const [audit] = exchange['Get-AdminAuditLogConfig'] ?? [];
  const [spam] = exchange['Get-HostedOutboundSpamFilterPolicy'] ?? [];
  return {
    auditIsOn: audit?.UnifiedAuditLogIngestionEnabled === true,
    labels: (compliance['Get-Label'] ?? []).length,
    publishedLabels: new Set(published).size,
    dlpPolicies: {
      enforced: inMode(policies, 'Enable'),
      inSimulation: inMode(policies, ...TESTS),
      disabled: inMode(policies, 'Disable'),
      pendingDeletion: inMode(policies, 'PendingDeletion'),
    },
    copilotPolicies: { enforced: inMode(copilot, 'Enable'), inSimulation: inMode(copilot, ...TESTS) },
    rules: {
      active: rules.filter((rule) => rule.Disabled === false).length,
      disabled: rules.filter((rule) => rule.Disabled === true).length,
    },
    retentionOfPrompts: (compliance['Get-AppRetentionCompliancePolicy'] ?? []).length > 0,
    autoForwarding: String(spam?.AutoForwardingMode),
    forwardingMailboxes: (exchange['Get-Mailbox'] ?? []).filter((mailbox) => mailbox.ForwardingSmtpAddress !== null).length,
    unauditedMailboxes: (exchange['Get-MailboxAuditBypassAssociation'] ?? []).filter((one) => one.AuditBypassEnabled === true)
      .length,
  };
}
