/** Who reads the alerts of DLP: addresses looked up among the people and groups of the directory. */
import type { GroupRow, Person } from '../../derive/rows.js';
import { allOf, type Tri } from '../../evidence/known.js';

export type Recipient = { readonly kind: 'here' | 'not-in-directory' } | { readonly kind: 'gone'; readonly departed: Tri };

export interface AddressBook {
  person(row: Person): void;
  group(row: GroupRow): void;
  /** Words such as `SiteAdmin` and `Owner` count as somebody who is there. */
  find(recipient: string): Recipient;
}

/** `gone`: known to have departed, or a gap where that cannot be told. */
export function addressBook(): AddressBook {
  const people = new Map<string, Tri[]>();
  const groups = new Set<string>();
  return {
    person({ user, departed }) {
      for (const address of new Set([user.mail, user.userPrincipalName].map((a) => a?.trim().toLowerCase()))) {
        if (address === undefined) continue;
        const known = people.get(address);
        if (known === undefined) people.set(address, [departed]);
        else known.push(departed);
      }
    },
    group({ group }) {
      if (group.mail !== null) groups.add(group.mail.trim().toLowerCase());
    },
    find(recipient) {
      const address = recipient.trim().toLowerCase();
      if (!address.includes('@') || groups.has(address)) return { kind: 'here' };
      const found = people.get(address);
      if (found === undefined) return { kind: 'not-in-directory' };
      const departed = allOf(found);
      return departed.known && !departed.value ? { kind: 'here' } : { kind: 'gone', departed };
    },
  };
}
