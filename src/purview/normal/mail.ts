/** How mail may leave by itself: the outbound spam policy, remote domains, transport rules and mailboxes that send it on. */
import { type Known, known } from '../../evidence/known.js';
import type { MailForward, OutboundSpamPolicy, RemoteDomain } from '../../evidence/purview.js';
import type { Fields } from '../fields.js';
import { defineNormaliser, eachObject, originOf } from './define.js';

export const outboundSpamPolicies = defineNormaliser({
  dataset: 'outboundSpamPolicies',
  noun: 'Outbound spam policy',
  cmdlets: ['Get-HostedOutboundSpamFilterPolicy'],
  beside: [],
  name: (row) => row.name,
  id: null,
  rows: (result) =>
    eachObject(result, (fields): OutboundSpamPolicy | null => {
      const name = fields.textOrNull('Name') ?? fields.textOrNull('Identity');
      if (name === null) return null;
      const isDefault = fields.flag('IsDefault');
      return {
        name,
        autoForwardingMode: fields.word('AutoForwardingMode', ['Off', 'Automatic', 'On'] as const),
        isDefault: isDefault.known ? isDefault.value : /^default$/i.test(name),
        origins: [originOf(result)],
      };
    }),
});

export const remoteDomains = defineNormaliser({
  dataset: 'remoteDomains',
  noun: 'Remote domain',
  cmdlets: ['Get-RemoteDomain'],
  beside: [],
  name: (row) => row.domain,
  id: null,
  rows: (result) =>
    eachObject(result, (fields): RemoteDomain | null => {
      const domain = fields.textOrNull('DomainName');
      if (domain === null) return null;
      return { domain: domain.toLowerCase(), autoForwardEnabled: fields.flag('AutoForwardEnabled'), origins: [originOf(result)] };
    }),
});

const RULES = 'Get-TransportRule';
/** Where a rule sends a message or a copy of it. */
const RECIPIENTS = ['RedirectMessageTo', 'BlindCopyTo', 'CopyTo', 'AddToRecipients'];

export const mailForwards = defineNormaliser({
  dataset: 'mailForwards',
  noun: 'Mail that is sent on by',
  cmdlets: [RULES, 'Get-Mailbox'],
  beside: [],
  name: (row) => row.name,
  id: (row) => `${row.kind}|${row.name.toLowerCase()}`,
  rows: (result) => {
    const isRule = result.cmdlet.toLowerCase() === RULES.toLowerCase();
    return eachObject(result, (fields): MailForward | null | undefined => {
      const name = fields.textOrNull('Name') ?? fields.textOrNull('Identity');
      const recipients = recipientsOf(fields, isRule ? RECIPIENTS : ['ForwardingSmtpAddress']);
      // One whose recipients are not known may send mail anywhere: it is told, not left out in silence.
      if (recipients === undefined || (name === null && recipients.length > 0)) return null;
      const domains = [...new Set(recipients.flatMap(domainOf))];
      if (domains.length === 0) return undefined;
      const kind = isRule ? 'transport-rule' : 'mailbox';
      return { kind, name: name ?? '', enabled: isRule ? isOn(fields) : known(true), domains, origins: [originOf(result)] };
    });
  },
});

function recipientsOf(fields: Fields, names: readonly string[]): readonly string[] | undefined {
  const all: string[] = [];
  for (const name of names) {
    const texts = fields.texts(name);
    if (!texts.known) return undefined;
    all.push(...texts.value);
  }
  return all;
}

/** `smtp:ada@clinic.example` and the like. A name without a domain is one of the directory, and stays inside. */
function domainOf(recipient: string): readonly string[] {
  const domain = /@([^@\s>"']+)>?\]?$/.exec(recipient.trim())?.[1];
  return domain === undefined ? [] : [domain.toLowerCase()];
}

/** A rule that only records does nothing to a message. */
function isOn(rule: Fields): Known<boolean> {
  const state = rule.word('State', ['Enabled', 'Disabled'] as const);
  const mode = rule.word('Mode', ['Enforce', 'Audit', 'AuditAndNotify'] as const);
  if (state.known && state.value === 'Disabled') return known(false);
  if (mode.known && mode.value !== 'Enforce') return known(false);
  if (!state.known) return state;
  return mode.known ? known(true) : mode;
}
