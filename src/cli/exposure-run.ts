/** What `exposure` does: opens evidence, makes the joins, and answers one of its two questions. Loaded only when it runs. */
import { type Config, readConfig } from '../config/config.js';
import { nearest } from '../config/nearest.js';
import { resolveAudiences } from '../derive/audiences.js';
import { type Directory, loadDirectory } from '../derive/directory.js';
import { exposures } from '../derive/exposed-sites.js';
import { insiders } from '../derive/paths.js';
import { userNamed } from '../derive/personas.js';
import { whatIf } from '../derive/what-if.js';
import { type Named, placeAbove, placeNamed, principalNamed } from '../derive/what-if-names.js';
import { OpennessBook } from '../derive/what-if-openness.js';
import { deriveWorld, type World } from '../derive/world.js';
import type { User } from '../evidence/directory.js';
import { endOf } from '../evidence/scan-facts.js';
import { OperatorError } from '../operator-error.js';
import { safeDeep } from '../reporters/text.js';
import { openSnapshot } from '../snapshot/reading.js';
import { coloursFor } from './colours.js';
import { evidenceFolder } from './evidence-folder.js';
import { type Answer, answerAs, answerWithout } from './exposure-answer.js';
import { exposureText } from './exposure-text.js';
import type { CliIo } from './io.js';
import { parseAsOf } from './report-run.js';
import { readable } from './table.js';

export interface ExposureFlags {
  readonly as?: string;
  readonly remove?: string;
  readonly from?: string;
  readonly all?: boolean;
  readonly config?: string;
  readonly asOf?: string;
  readonly showNames?: boolean;
  readonly json?: boolean;
}

type Question = { readonly as: string } | { readonly remove: string; readonly from: string };

/** Everything that both questions are asked of. */
interface Tenant {
  readonly world: World;
  readonly directory: Directory;
  readonly audiences: ReturnType<typeof resolveAudiences>;
  readonly config: Config;
}

export async function runExposure(evidence: string, flags: ExposureFlags, io: CliIo): Promise<void> {
  const question = questionOf(flags);
  const config = await readConfig(flags.config ?? null);
  const snapshot = await openSnapshot(await evidenceFolder(evidence));
  const asOf = flags.asOf === undefined ? endOf(snapshot.facts) : parseAsOf(flags.asOf);
  const settings = { ...config, now: asOf };
  const { tenantId } = snapshot.facts;
  const world = await deriveWorld(snapshot, settings, tenantId);
  const directory = await loadDirectory(snapshot, settings);
  const tenant = { world, directory, audiences: resolveAudiences(directory, settings, tenantId), config };
  const show = { names: flags.showNames === true, all: flags.all === true || flags.json === true };
  const answer = 'as' in question ? asAnswer(question.as, tenant, show) : withoutAnswer(question, tenant, show);
  const told = safeDeep({ evidenceOf: snapshot.facts.endedAt ?? snapshot.facts.startedAt, ...answer });
  if (flags.json === true) io.out(`${JSON.stringify(told, null, 2)}\n`);
  else io.out(exposureText(told, coloursFor(io, io.isOutTerminal), readable(io.columns), show.all));
}

function questionOf({ as, remove, from }: ExposureFlags): Question {
  if (as !== undefined && remove === undefined && from === undefined) return { as };
  if (as === undefined && remove !== undefined && from !== undefined) return { remove, from };
  throw new OperatorError('Ask one question: --as USER, or --remove PRINCIPAL together with --from PLACE.');
}

interface Show {
  readonly names: boolean;
}

function asAnswer(text: string, { world, directory, audiences }: Tenant, show: Show): Answer {
  const user = userNamed(text, directory) ?? userBefore(text, directory);
  if (user === null) throw nobody(text, directory);
  if (user.userType === 'Guest')
    throw new OperatorError(`${user.displayName} is a guest; exposure answers for members of the organization only.`);
  if (!user.accountEnabled) throw new OperatorError(`The account of ${user.displayName} is disabled; it reaches nothing today.`);
  const source = { scopes: world.rows('scope'), sites: world.rows('site'), unreadSites: world.totals.unreadSites };
  const exposure = exposures(source, audiences)(insiders(directory)(user));
  return answerAs(user, exposure, world.totals, show.names);
}

/** The part before the @ is what people type; it will do where it is one person's. */
function userBefore(text: string, { users }: Directory): User | null {
  const [only, ...others] = [...users.values()].filter((user) => isBefore(text, user.userPrincipalName));
  return only === undefined || others.length > 0 ? null : only;
}

function isBefore(text: string, name: string): boolean {
  const at = name.lastIndexOf('@');
  return at > 0 && name.slice(0, at).toLowerCase() === text.trim().toLowerCase();
}

function nobody(text: string, directory: Directory): OperatorError {
  const users = [...directory.users.values()];
  const names = (user: User) => [user.userPrincipalName, user.mail ?? '', user.displayName];
  const near = nearest(text, users.flatMap(names));
  const meant = users
    .filter((user) => isBefore(text, user.userPrincipalName) || (near !== null && names(user).includes(near)))
    .slice(0, 3);
  const hint =
    meant.length > 0
      ? `Did you mean ${meant.map((user) => user.userPrincipalName).join(' or ')}?`
      : directory.gaps.users === null
        ? 'Give a user principal name, mail address or object id.'
        : 'The scan did not read all users.';
  return new OperatorError(`The evidence knows no user “${text}”. ${hint}`);
}

function withoutAnswer({ remove, from }: { remove: string; from: string }, tenant: Tenant, show: Show): Answer {
  const { world, directory, audiences, config } = tenant;
  const scopes = world.rows('scope');
  const principal = one(principalNamed(remove, directory), `principal “${remove}”`, () => principalHint(remove, directory));
  const target = one(placeNamed(from, scopes, knownSites(world)), `place “${from}”`, () => placeHint(from, world));
  const book = new OpennessBook(directory, audiences, config.thresholds);
  const found = whatIf(principal.matches, target, { scopes, sites: world.rows('site'), book });
  return answerWithout(principal, target, found, show.names);
}

function one<T>(named: Named<T>, what: string, hint: () => string): T {
  if ('one' in named) return named.one;
  if (named.several.length === 0) throw new OperatorError(`The evidence knows no ${what}. ${hint()}`);
  const some = named.several.slice(0, 5).join(', ');
  throw new OperatorError(`The ${what} can be ${named.several.length} things; say which by address or id: ${some}.`);
}

function principalHint(text: string, directory: Directory): string {
  const names = [
    'Everyone except external users',
    ...[...directory.groups.values()].map((group) => group.displayName),
    ...[...directory.users.values()].map((user) => user.userPrincipalName),
  ];
  const near = nearest(text, names);
  return near === null
    ? 'Give a claim such as “Everyone except external users”, a group or a person.'
    : `Did you mean “${near}”?`;
}

function placeHint(text: string, world: World): string {
  const above = placeAbove(text, world.rows('scope'));
  if (above !== null) return `If it is there, it has no permissions of its own; the nearest place above it that has is ${above}.`;
  const sites = knownSites(world);
  const near = nearest(text, [...sites.map((site) => site.webUrl), ...sites.map((site) => site.displayName)]);
  return near === null ? 'Give the address of a site, library or folder.' : `Did you mean “${near}”?`;
}

function knownSites(world: World) {
  const rows = world.rows('site').map((row) => row.site);
  const all = [...rows, ...world.rows('scope').map((scope) => scope.site)];
  return [...new Map(all.map((site) => [site.id, site])).values()];
}
