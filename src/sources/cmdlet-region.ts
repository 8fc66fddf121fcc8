/** Reads the region of a tenant out of the redirect that Security & Compliance answers with; a redirect is never followed. */
import { REGION } from './hosts.js';

/**
 * The first label of the host in a `Location` header, such as `nam12b`; null: it names none. Only this label is taken, and
 * the rest of the host is ours: whatever the header says, the token goes to no other domain.
 */
export function regionIn(location: string | null): string | null {
  if (location === null || !URL.canParse(location)) return null;
  const { protocol, hostname, username, password } = new URL(location);
  if (protocol !== 'https:' || username !== '' || password !== '') return null;
  const [label = '', ...rest] = hostname.split('.');
  // A name in another script comes as `xn--…`, an address of four numbers as a number: no region is called so.
  return rest.length > 0 && REGION.test(label) && !/^(?:xn--|\d+$|-)/.test(label) ? label : null;
}
