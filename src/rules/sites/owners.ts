/** How many of the owners of a group or site still work here. */
import type { GroupRow } from '../../derive/rows.js';
import { known, type Tri } from '../../evidence/known.js';

interface OwnersCounted {
  /** A gap where those who are not known decide. */
  readonly enough: Tri;
  readonly named: number;
  readonly valid: number;
  /** Of whom it is not known whether they left. */
  readonly unsure: number;
}

export function countOwners(owners: GroupRow['owners'], minimum: number): OwnersCounted {
  if (!owners.known) return { enough: owners, named: 0, valid: 0, unsure: 0 };
  const valid = owners.value.filter(({ departed }) => departed.known && !departed.value).length;
  const doubtful = owners.value.flatMap(({ departed }) => (departed.known ? [] : [departed]));
  const [first] = doubtful;
  const decides = first !== undefined && valid < minimum && valid + doubtful.length >= minimum;
  return { enough: decides ? first : known(valid >= minimum), named: owners.value.length, valid, unsure: doubtful.length };
}
