/** Whose guest somebody is, by mail domain: a business associate's, nobody known, or one with a mailbox that anybody can have. */
import type { Totals } from '../derive/rows.js';

/** Consumer mail as of November 2026; families come in national editions, such as `yahoo.co.uk` and `gmx.net`. */
const CONSUMER_DOMAINS: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'aol.com',
  'msn.com',
  'passport.com',
  'ymail.com',
  'rocketmail.com',
  'proton.me',
  'protonmail.com',
  'pm.me',
  'tutanota.com',
  'tuta.io',
  'fastmail.com',
  'hushmail.com',
  'mail.com',
  'hey.com',
  'comcast.net',
  'verizon.net',
  'att.net',
  'sbcglobal.net',
  'bellsouth.net',
  'cox.net',
  'charter.net',
  'web.de',
  't-online.de',
  'freenet.de',
  'orange.fr',
  'free.fr',
  'laposte.net',
  'libero.it',
  'ziggo.nl',
  'kpnmail.nl',
  'mail.ru',
  'qq.com',
  '163.com',
  '126.com',
]);
const CONSUMER_FAMILIES = /^(yahoo|hotmail|live|outlook|gmx|yandex)\.(com|net|[a-z]{2}|com?\.[a-z]{2})$/;

type GuestStanding = 'agreed' | 'no-agreement' | 'stranger' | 'consumer';

/**
 * A mailbox that anybody can have is no company's, whatever the configuration lists. A guest whose domain is not known
 * cannot be told for an associate's and counts as a stranger.
 */
export function guestStanding(domain: string | null, associates: Totals['businessAssociates']): GuestStanding {
  if (domain === null) return 'stranger';
  const name = domain.toLowerCase();
  if (CONSUMER_DOMAINS.has(name) || CONSUMER_FAMILIES.test(name)) return 'consumer';
  const associate = associates.get(name);
  if (associate === undefined) return 'stranger';
  return associate.agreement ? 'agreed' : 'no-agreement';
}

/** The worst of several guests; null where each is an associate's with an agreement. */
export function worstStanding(standings: readonly GuestStanding[]): Exclude<GuestStanding, 'agreed'> | null {
  return (['consumer', 'stranger', 'no-agreement'] as const).find((one) => standings.includes(one)) ?? null;
}
