/** What Exchange Online keeps of audit and of mail that leaves: its own paths and names, not those of Security & Compliance. */
import type { CmdletObjects, ComplianceObject } from '../../compliance-model.js';
import type { SimulatedTenant } from '../../tenant.js';
import type { Making } from '../making.js';
import { morning } from './frame.js';

export interface ExchangeFacts {
  /** Null: the log was never switched on. */
  readonly auditSince: number | null;
  readonly autoForwarding: 'Off' | 'Automatic' | 'On';
  /** Of the default remote domain, which is every domain. */
  readonly remoteForwarding: boolean;
  /** Mailboxes that send all their mail on: whose, and where to. */
  readonly forwards: readonly { readonly userId: string; readonly to: string }[];
  /** A rule that sends blind copies there; null: none. */
  readonly blindCopyTo: string | null;
  /** Whose actions in mailboxes are not audited. */
  readonly bypassed: readonly string[];
}

type User = SimulatedTenant['users'][number];

function audit(making: Making, { auditSince }: ExchangeFacts): ComplianceObject {
  return {
    Name: 'Admin Audit Log Settings',
    Identity: 'Admin Audit Log Settings',
    AdminAuditLogEnabled: true,
    AdminAuditLogCmdlets: ['*'],
    AdminAuditLogParameters: ['*'],
    AdminAuditLogExcludedCmdlets: [],
    AdminAuditLogAgeLimit: '90.00:00:00',
    LogLevel: 'None',
    TestCmdletLoggingEnabled: false,
    LoadBalancerCount: 3,
    RefreshInterval: 10,
    PartitionInfo: [],
    UnifiedAuditLogIngestionEnabled: auditSince !== null,
    UnifiedAuditLogFirstOptInDate: auditSince === null ? null : morning(making, auditSince),
    OrganizationId: `NAMPR12A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/${making.initialDomain}`,
    WhenChangedUTC: morning(making, auditSince ?? 900),
    IsValid: true,
  };
}

function mailbox(user: User, to: string | null): ComplianceObject {
  return {
    Identity: user.displayName,
    Name: user.mailNickname ?? user.displayName,
    DisplayName: user.displayName,
    UserPrincipalName: user.userPrincipalName,
    PrimarySmtpAddress: user.mail,
    ExternalDirectoryObjectId: user.id,
    RecipientTypeDetails: 'UserMailbox',
    ForwardingAddress: null,
    ForwardingSmtpAddress: to === null ? null : `smtp:${to}`,
    DeliverToMailboxAndForward: to !== null,
    AuditEnabled: true,
  };
}

function transportRule(making: Making, name: string, priority: number, over: ComplianceObject): ComplianceObject {
  return {
    Name: name,
    Identity: name,
    Priority: priority,
    State: 'Enabled',
    Mode: 'Enforce',
    Comments: '',
    RedirectMessageTo: null,
    BlindCopyTo: null,
    CopyTo: null,
    AddToRecipients: null,
    WhenChanged: morning(making, 300),
    ...over,
  };
}

/** @param people whose mailboxes are listed */
export function exchangeObjects(making: Making, people: readonly User[], facts: ExchangeFacts): CmdletObjects {
  const { forwards, bypassed, blindCopyTo } = facts;
  const disclaimer = { ApplyHtmlDisclaimerText: `This message is from ${making.organization}.`, FromScope: 'InOrganization' };
  return {
    'Get-AdminAuditLogConfig': [audit(making, facts)],
    'Get-OrganizationConfig': [
      {
        Identity: making.initialDomain,
        Name: making.initialDomain,
        DisplayName: making.organization,
        AuditDisabled: false,
        OAuth2ClientProfileEnabled: true,
        CustomerLockboxEnabled: false,
        MailTipsExternalRecipientsTipsEnabled: false,
      },
    ],
    'Get-MailboxAuditBypassAssociation': people.map((user) => ({
      Identity: user.displayName,
      Name: user.displayName,
      ObjectId: `NAMPR12A001.PROD.OUTLOOK.COM/${making.initialDomain}/${user.displayName}`,
      ExternalDirectoryObjectId: user.id,
      AuditBypassEnabled: bypassed.includes(user.id),
    })),
    'Get-HostedOutboundSpamFilterPolicy': [
      {
        Name: 'Default',
        Identity: 'Default',
        IsDefault: true,
        Enabled: true,
        AutoForwardingMode: facts.autoForwarding,
        RecipientLimitExternalPerHour: 0,
        RecipientLimitPerDay: 0,
        ActionWhenThresholdReached: 'BlockUserForToday',
        NotifyOutboundSpam: false,
        BccSuspiciousOutboundMail: false,
        WhenChangedUTC: morning(making, 900),
      },
    ],
    'Get-RemoteDomain': [
      {
        Name: 'Default',
        Identity: 'Default',
        DomainName: '*',
        IsInternal: false,
        AutoForwardEnabled: facts.remoteForwarding,
        AutoReplyEnabled: true,
        AllowedOOFType: 'External',
        DeliveryReportEnabled: true,
        NDREnabled: true,
      },
    ],
    'Get-TransportRule': [
      transportRule(making, 'Disclaimer', 0, disclaimer),
      ...(blindCopyTo === null ? [] : [transportRule(making, 'Archive', 1, { BlindCopyTo: [blindCopyTo] })]),
    ],
    'Get-Mailbox': people.map((user) => mailbox(user, forwards.find((one) => one.userId === user.id)?.to ?? null)),
  };
}
