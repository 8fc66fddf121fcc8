/** Personas of the configuration: what each of them reaches, held against the sites that he or she must not reach. */
import type { Site } from '../evidence/content.js';
import type { Gap } from '../evidence/coverage.js';
import type { User } from '../evidence/directory.js';
import { known, mapKnown, unknown } from '../evidence/known.js';
import type { Directory } from './directory.js';
import type { Exposure } from './exposed-sites.js';
import { type Insider, pathText } from './paths.js';
import type { PersonaRow, PersonaSite } from './rows.js';
import type { Persona } from './settings.js';
import { sitesNamed, withSubsites } from './site-names.js';

export interface PersonaContext {
  readonly directory: Directory;
  /** Every known site, those out of Copilot's reach too. */
  readonly sites: readonly Site[];
  /** What keeps that list from being whole; null: nothing. */
  readonly sitesListGap: Gap | null;
  readonly insider: (user: User) => Insider;
  readonly exposure: (insider: Insider) => Exposure;
}

const NO_SITE: Gap = { reason: 'failed', detail: 'no known site has this address or name' };
const NO_USER: Gap = { reason: 'failed', detail: 'the directory has nobody of that name' };
const GUEST: Gap = { reason: 'failed', detail: 'the reach of guests is not reckoned' };

/** A user by object id, user principal name or mail address. */
export function userNamed(text: string, directory: Directory): User | null {
  const wanted = text.trim().toLowerCase();
  const users = [...directory.users.values()];
  return (
    users.find((user) => user.id.toLowerCase() === wanted) ??
    directory.usersByName.get(wanted) ??
    users.find((user) => user.mail?.toLowerCase() === wanted) ??
    null
  );
}

export function derivePersonas(personas: readonly Persona[], context: PersonaContext): PersonaRow[] {
  return personas.map((persona) => personaRow(persona, context));
}

function personaRow(persona: Persona, context: PersonaContext): PersonaRow {
  const { directory, sites } = context;
  const found = userNamed(persona.user, directory);
  const usersGap = directory.gaps.users;
  const user = found === null && usersGap !== null ? unknown(usersGap) : known(found);
  const forbidden = persona.mustNot.map((entry) => ({ entry, sites: withSubsites(sitesNamed(entry, sites), sites) }));
  const own = idsOf(persona.ownSites.flatMap((entry) => withSubsites(sitesNamed(entry, sites), sites)));
  const nameless = forbidden
    .filter((f) => f.sites.length === 0)
    .map(({ entry }) => ({ site: entry, gap: context.sitesListGap ?? NO_SITE }));
  const row = { name: persona.name, user: mapKnown(user, (u) => u?.displayName ?? null), mustNot: persona.mustNot.length };
  const blind = !user.known ? user.gap : user.value === null ? NO_USER : user.value.userType === 'Guest' ? GUEST : null;
  if (blind !== null) {
    const doubts = forbidden.filter((f) => f.sites.length > 0).map(({ entry }) => ({ site: entry, gap: blind }));
    return { ...row, reached: [], doubts: [...doubts, ...nameless] };
  }
  // An account that is shut reaches nothing, whatever still names it.
  if (found === null || !found.accountEnabled) return { ...row, reached: [], doubts: nameless };
  const { reached, doubts } = context.exposure(context.insider(found));
  const mustNot = idsOf(forbidden.flatMap((f) => f.sites));
  return {
    ...row,
    reached: reached
      .map((exposed): PersonaSite => {
        const { site, files, sensitiveFiles } = exposed;
        const path = pathText(exposed.path, exposed.words, false);
        return { site, files, sensitiveFiles, isForbidden: mustNot.has(site.id), isOwn: own.has(site.id), path };
      })
      .filter((site) => site.isForbidden || site.sensitiveFiles > 0),
    doubts: [
      ...doubts.filter(({ site }) => mustNot.has(site.id)).map(({ site, gap }) => ({ site: site.displayName, gap })),
      ...nameless,
    ],
  };
}

function idsOf(sites: readonly Site[]): ReadonlySet<string> {
  return new Set(sites.map((site) => site.id));
}
