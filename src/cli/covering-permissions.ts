/** What a permission brings beyond its name: which wider one does for a narrow one, and which can do more than this program should. */

/** Wider permissions that answer the same requests, by Microsoft's permissions reference; ReadWrite twins are worked out. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  'Application.Read.All': ['Directory.Read.All'],
  'GroupMember.Read.All': ['Group.Read.All', 'Directory.Read.All'],
  'GroupSettings.Read.All': ['Directory.Read.All'],
  'LicenseAssignment.Read.All': ['Organization.Read.All', 'Directory.Read.All'],
  'Organization.Read.All': ['Directory.Read.All'],
  'RoleManagement.Read.Directory': ['RoleManagement.Read.All', 'Directory.Read.All'],
  'Sites.Read.All': ['Sites.Manage.All', 'Sites.FullControl.All'],
  'User.Read.All': ['Directory.Read.All'],
};

/** Scopes of signing in, which open nothing. */
const SIGN_IN_ONLY = new Set(['openid', 'profile', 'email', 'offline_access', 'User.Read']);

/** The held permission that does for the wanted one: itself, or a wider one; null where none does. */
export function coveredBy(wanted: string, held: readonly string[]): string | null {
  const wider = WIDER[wanted] ?? [];
  const all = [wanted, ...wider, ...[wanted, ...wider].map((name) => name.replace('.Read.', '.ReadWrite.'))];
  return all.find((name) => held.includes(name)) ?? null;
}

export function isSignInOnly(permission: string): boolean {
  return SIGN_IN_ONLY.has(permission);
}

/** Whatever is not plainly reading counts as more: `ReadWrite`, `FullControl`, `Send`, `full_access_as_app`, … */
export function mayChange(permission: string): boolean {
  return !/^[\w-]+\.(?:Read(?!Write)|Selected$)/.test(permission);
}

const CONTENT =
  /^(?:Mail|Mailbox\w*|Chat\w*|ChannelMessage|Calendars|Contacts|Files|Group|Notes|Tasks|OnlineMeeting\w*|CallRecord\w*|CallTranscript\w*|AiEnterpriseInteraction|Bookings\w*|Sites)\./;

/** Mail, chats, files and the like: what people wrote, not how the tenant is set. */
export function readsContent(permission: string): boolean {
  return CONTENT.test(permission);
}
