/** Permissions that let an application read what patients and staff write: mail, files, chats, calendars, transcripts. */

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

export function reachesContent(scope: string): boolean {
  return REACHING.some((pattern) => pattern.test(scope));
}

/** Clinical tools that are usually bought under a business associate agreement: a question to ask, not a finding. */
const CLINICAL = /\b(dax|dragon|abridge|suki|augmedix|deepscribe|heidi|freed|doximity|openevidence|glass)\b/i;

export function isClinicalTool(name: string): boolean {
  return CLINICAL.test(name);
}
