/** Whether the audit log is on, how long it is kept, who is left out of it, and whether it holds records of Copilot. */
import type { Gap } from '../../evidence/coverage.js';
import { type Known, known, unknown } from '../../evidence/known.js';
import type {
  AuditBypass,
  AuditConfiguration,
  AuditRetentionPolicy,
  CopilotAuditSample,
  ExchangeOrganization,
} from '../../evidence/purview.js';
import { COPILOT_RECORD_TYPES } from '../cmdlets.js';
import { type Fields, objectsOf } from '../fields.js';
import type { CmdletResult } from '../results.js';
import { defineNormaliser, eachObject, lostObjects, type Normalised, oneObject, originOf } from './define.js';

const WRONG_SESSION: Gap = {
  reason: 'unreadable',
  remedy: 'an export of Get-AdminAuditLogConfig from Connect-ExchangeOnline',
  detail: 'over Security & Compliance the value always reads False; export from Connect-ExchangeOnline',
};

export const auditConfiguration = defineNormaliser({
  dataset: 'auditConfiguration',
  noun: 'Unified audit log',
  cmdlets: ['Get-AdminAuditLogConfig'],
  beside: [],
  name: () => 'settings',
  id: null,
  rows: (result) =>
    oneObject(
      result,
      (fields): AuditConfiguration => ({
        unifiedAuditLogIngestionEnabled:
          result.session === 'exchange' && !isOfCompliance(fields)
            ? fields.flag('UnifiedAuditLogIngestionEnabled')
            : unknown(WRONG_SESSION),
        origins: [originOf(result)],
      }),
    ),
});

/** Security & Compliance names the organization in a way of its own, whatever a manifest says of the session. */
function isOfCompliance(fields: Fields): boolean {
  const paths = ['OrganizationId', 'Identity', 'DistinguishedName', 'OrganizationalUnitRoot'].map(
    (name) => fields.textOrNull(name) ?? '',
  );
  const computer = fields.textOrNull('PSComputerName') ?? '';
  return paths.some((path) => /\bFFO\.|DC=FFO\b/i.test(path)) || /\.compliance\.protection\./i.test(computer);
}

export const exchangeOrganization = defineNormaliser({
  dataset: 'exchangeOrganization',
  noun: 'Exchange organization',
  cmdlets: ['Get-OrganizationConfig'],
  beside: [],
  name: () => 'settings',
  id: null,
  rows: (result) =>
    oneObject(
      result,
      (fields): ExchangeOrganization => ({ auditDisabled: fields.flag('AuditDisabled'), origins: [originOf(result)] }),
    ),
});

export const auditBypasses = defineNormaliser({
  dataset: 'auditBypasses',
  noun: 'Mailbox that bypasses auditing',
  cmdlets: ['Get-MailboxAuditBypassAssociation'],
  beside: [],
  name: (row) => row.name,
  id: (row) => row.userId ?? row.name.toLowerCase(),
  rows: (result) =>
    eachObject(result, (fields): AuditBypass | null | undefined => {
      const isOn = fields.flag('AuditBypassEnabled');
      if (!isOn.known) return null;
      if (!isOn.value) return undefined;
      const name = fields.textOrNull('Name') ?? fields.textOrNull('Identity');
      // Mailboxes of recent years are named by the object id of their user.
      const ids = ['ExternalDirectoryObjectId', 'ObjectId', 'Name'].map((one) => guidIn(fields.id(one)));
      const userId = ids.find((id) => id !== null) ?? null;
      return name === null && userId === null ? null : { name: name ?? userId ?? '', userId, origins: [originOf(result)] };
    }),
});

function guidIn(text: string | null): string | null {
  return text !== null && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : null;
}

/** Months and years as calendars have them on average, rounded down to what a policy surely keeps. */
const DAYS: Readonly<Record<string, number>> = {
  sevendays: 7,
  onemonth: 30,
  threemonths: 90,
  sixmonths: 180,
  ninemonths: 270,
  twelvemonths: 365,
  threeyears: 1095,
  fiveyears: 1825,
  sevenyears: 2555,
  tenyears: 3650,
};

export const auditRetentionPolicies = defineNormaliser({
  dataset: 'auditRetentionPolicies',
  noun: 'Audit log retention policy',
  cmdlets: ['Get-UnifiedAuditLogRetentionPolicy'],
  beside: [],
  name: (row) => row.name,
  id: null,
  rows: (result) =>
    eachObject(result, (fields): AuditRetentionPolicy | null | undefined => {
      const name = fields.textOrNull('Name') ?? fields.textOrNull('Identity') ?? fields.id('Guid');
      if (name === null) return null;
      const enabled = fields.flag('Enabled');
      if (enabled.known && !enabled.value) return undefined;
      const recordTypes = fields.texts('RecordTypes');
      const users = fields.texts('UserIds');
      return {
        name,
        days: daysOf(fields, [recordTypes, users]),
        recordTypes: recordTypes.known ? recordTypes.value : [],
        users: users.known ? users.value : [],
        origins: [originOf(result)],
      };
    }),
});

/** Empty lists stand for all, so where a list is not known, nothing is known to be kept. */
function daysOf(fields: Fields, lists: readonly Known<unknown>[]): Known<number> {
  const hole = lists.find((list) => !list.known);
  if (hole !== undefined && !hole.known) return unknown(hole.gap);
  const word = fields.text('RetentionDuration');
  if (!word.known) return unknown(word.gap);
  const days = Object.hasOwn(DAYS, word.value?.toLowerCase() ?? '') ? DAYS[word.value?.toLowerCase() ?? ''] : undefined;
  return days === undefined ? unknown(fields.gap('RetentionDuration')) : known(days);
}

export const copilotAudit = defineNormaliser({
  dataset: 'copilotAudit',
  noun: 'Records in the audit log',
  cmdlets: ['Search-UnifiedAuditLog'],
  beside: [],
  name: (row) => row.recordType,
  id: null,
  rows: copilotRecords,
});

/** Asked once for each record type. A file without a target holds the answers for all of them, and those without a record are not in it. */
function copilotRecords(result: CmdletResult): Normalised<CopilotAuditSample> {
  const latest = new Map<string, string | null>();
  let lost = 0;
  for (const fields of objectsOf(result)) {
    const type = result.target ?? fields.textOrNull('RecordType');
    const date = fields.date('CreationDate');
    if (type === null || /^\d+$/.test(type)) {
      lost += 1;
      continue;
    }
    const key = type.toLowerCase();
    const before = latest.get(key) ?? null;
    const at = date.known ? date.value : null;
    latest.set(key, before !== null && (at === null || before > at) ? before : at);
  }
  const asked = COPILOT_RECORD_TYPES.filter(
    (type) => result.target === null || type.toLowerCase() === result.target.toLowerCase(),
  );
  const rows = asked
    .map((recordType): CopilotAuditSample => {
      const found = latest.has(recordType.toLowerCase());
      return { recordType, found, latest: latest.get(recordType.toLowerCase()) ?? null, origins: [originOf(result)] };
    })
    // A record of a type that cannot be read may be any of those that seem to be missing.
    .filter(({ found }) => found || lost === 0);
  return { rows, gaps: lost === 0 ? [] : [lostObjects(result.cmdlet, lost)] };
}
