/** The mail domain of a guest, by which a business associate is told from a stranger. */
import type { User } from '../evidence/directory.js';

/** `#ext#` in a name that Entra made: `alice_contoso.com#ext#@clinic.onmicrosoft.com`; domains hold no underscore. */
function fromName(name: string): string | null {
  const lower = name.toLowerCase();
  const at = lower.indexOf('#ext#');
  if (at > 0) return lower.slice(0, at).split('_').at(-1) ?? null;
  // Guests of older invitations have an address and no account: `urn:spo:guest#alice@contoso.com`.
  const old = /^urn(?::|%3a)spo(?::|%3a)guest#(.+)$/.exec(lower);
  return old?.[1] === undefined ? null : fromMail(old[1]);
}

function fromMail(mail: string | null): string | null {
  const domain = mail?.toLowerCase().split('@').at(-1) ?? '';
  return mail?.includes('@') === true && domain !== '' ? domain : null;
}

/** Lower case; null where no source tells it. The account's own address comes first: a name may be years old. */
export function guestDomain(user: User | undefined, loginName: string | null, email: string | null): string | null {
  const names = [user?.userPrincipalName ?? null, loginName].filter((n) => n !== null);
  const named = names.map(fromName).find((d) => d?.includes('.')) ?? null;
  return fromMail(user?.mail ?? null) ?? named ?? fromMail(email);
}
