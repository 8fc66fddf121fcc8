/** Whom a label's encryption gives the right to extract: everybody in the organization, people whom it names, or nobody. */
import type { Gap } from '../evidence/coverage.js';
import { type Known, known, unknown } from '../evidence/known.js';
import { type LabelEncryption, unreadable } from '../evidence/purview.js';
import type { PeopleByName } from './people-by-name.js';
import type { ExtractRight } from './rows.js';

export interface RightsContext {
  readonly byName: PeopleByName;
  /** Domains of the tenant, lower case; a gap where its list was not read. */
  readonly domains: Known<ReadonlySet<string>>;
  readonly enabledMembers: Known<number>;
  /** From this share of the staff on, a group is everybody. */
  readonly orgWideShare: number;
}

/**
 * Rights that hold EXTRACT ("Copy" in the portal), and presets that do. Reviewer and Viewer hold it not; Owner and
 * full control hold everything.
 */
const EXTRACTING: ReadonlySet<string> = new Set(['EXTRACT', 'COPY', 'OWNER', 'FULLCONTROL', 'COOWNER', 'COAUTHOR']);
const ANYBODY: ReadonlySet<string> = new Set(['authenticatedusers', 'anyone', 'everyone']);
/** Whoever applies the label, who holds all rights of every encrypted file anyway. */
const AUTHOR = 'ipc_user_id_owner';

const NOBODY_HERE: ReadonlySet<string> = new Set();

/** @param encryption null where the label does not encrypt, which leaves nothing to give */
export function extractRight(encryption: LabelEncryption | null, context: RightsContext): Known<ExtractRight | null> {
  if (encryption === null) return known(null);
  switch (encryption.kind) {
    case 'user-defined':
    // Encrypt-only leaves recipients the right to copy, and who they are is the sender's choice.
    case 'encrypt-only':
      return known({ to: 'author-decides', identities: [] });
    case 'do-not-forward':
      return known({ to: 'nobody', identities: [] });
    case 'other':
      return unknown(unreadable('how a label encrypts'));
    case 'template':
      return encryption.rights.known ? ofRights(encryption.rights.value, context) : encryption.rights;
  }
}

function ofRights(
  rights: readonly { readonly identity: string; readonly rights: readonly string[] }[],
  context: RightsContext,
): Known<ExtractRight> {
  // Encryption that gives nobody any right is a list that was lost on the way.
  if (rights.length === 0) return unknown(unreadable('whom a label gives rights'));
  const identities = rights
    .filter(({ identity, rights: list }) => identity.trim().toLowerCase() !== AUTHOR && list.some(isExtracting))
    .map(({ identity }) => identity);
  if (identities.length === 0) return known({ to: 'nobody', identities: [] });
  const everybody = isEverybody(identities, context);
  if (!everybody.known) return everybody;
  return known({ to: everybody.value ? 'everyone' : 'named', identities });
}

function isExtracting(right: string): boolean {
  return EXTRACTING.has(right.toUpperCase().replaceAll(/[^A-Z]/g, ''));
}

/** Anybody who signs in, a whole domain of the tenant, or names that together come to nearly all of the staff. */
function isEverybody(identities: readonly string[], context: RightsContext): Known<boolean> {
  const people = new Set<string>();
  let gap: Gap | null = null;
  for (const identity of identities) {
    const name = identity.trim().toLowerCase();
    if (ANYBODY.has(name)) return known(true);
    const reached = reachedBy(name, context);
    if (!reached.known) gap ??= reached.gap;
    else if (reached.value === 'everybody') return known(true);
    else for (const id of reached.value) people.add(id);
  }
  const { enabledMembers: staff, orgWideShare } = context;
  if (staff.known && staff.value > 0 && people.size >= orgWideShare * staff.value) return known(true);
  if (gap !== null) return unknown(gap);
  return staff.known || people.size === 0 ? known(false) : unknown(staff.gap);
}

/** Whoever the directory knows by the name; a whole domain of the tenant; or partners, whom no directory here needs to know. */
function reachedBy(name: string, { byName, domains }: RightsContext): Known<ReadonlySet<string> | 'everybody'> {
  const people = byName(name);
  if (people.known) return people;
  const at = name.lastIndexOf('@');
  // `clinic.example`, `@clinic.example` and `*@clinic.example` are the whole domain.
  const local = at < 0 ? '' : name.slice(0, at).replace(/^\*$/, '');
  const domain = name.slice(at + 1);
  if (!/^[\p{L}\d-]+(?:\.[\p{L}\d-]+)+$/u.test(domain)) return people;
  if (!domains.known) return local === '' ? domains : people;
  if (!domains.value.has(domain)) return known(NOBODY_HERE);
  return local === '' ? known('everybody') : people;
}
