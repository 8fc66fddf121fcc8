/** Permissions that let an application read what patients and staff write: mail, files, chats, calendars, transcripts. */
import type { App } from '../../derive/rows.js';

const REACHING: readonly RegExp[] = [
  /^mail\.(read|send)/i,
  /^files\.(read|readwrite)\.all$/i,
  /^sites\./i,
  /^chat\.read/i,
  /^channelmessage\.read\.all$/i,
  /^onlinemeeting(transcript|recording)\.read\.all$/i,
  // A patient's name and the time of a visit are in the calendar.
  /^calendars\.read/i,
  // Whole mailboxes by the older protocols.
  /^(ews|imap|pop)\.accessas(user\.all|app)$/i,
  /^full_access_as_(app|user)$/i,
];

/** What an application is known to hold: delegated scopes and application permissions in one sorted list. */
export function holdings({ delegated, applicationRoles }: App) {
  const grants = delegated.known ? delegated.value : [];
  const roles = applicationRoles.known ? applicationRoles.value : [];
  const scopes = [...new Set([...grants.flatMap((grant) => grant.scopes), ...roles])].sort();
  return {
    isEmpty: grants.length === 0 && roles.length === 0,
    scopes: scopes.join(' '),
    reaches: scopes.some((scope) => REACHING.some((pattern) => pattern.test(scope))),
    forEverybody: roles.length > 0 || grants.some((grant) => grant.consentType === 'AllPrincipals'),
  };
}

/** Clinical tools that are usually bought under a business associate agreement: a question to ask, not a finding. */
const CLINICAL = /\b(dax|dragon|abridge|suki|augmedix|deepscribe|heidi|freed|doximity|openevidence|glass)\b/i;

export function isClinicalTool(name: string): boolean {
  return CLINICAL.test(name);
}
