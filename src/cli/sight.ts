/** What a sign-in will see, will not see, and does not need: its permissions held against what the collectors ask for. */
import type { Catalogue } from '../catalogue/catalogue.js';
import type { CollectorMeta } from '../collectors/define.js';
import { CMDLET_SERVICES } from '../evidence/cmdlet-access.js';
import type { DatasetName } from '../evidence/datasets.js';
import type { SignInFacts } from '../sources/index.js';
import { coveredBy, isSignInOnly, mayChange, readsContent } from './covering-permissions.js';
import { sharePointName } from './permission-scripts.js';

export interface Seen {
  readonly collector: string;
  readonly title: string;
  /** What is seen in part only, and why; empty where all of it is seen. */
  readonly limits: readonly string[];
}

export interface Unseen {
  readonly collector: string;
  readonly title: string;
  readonly missing: readonly string[];
  /** Why, where it is not a permission that is missing. */
  readonly because: string | null;
  /** Rules that stay not assessed. */
  readonly rules: readonly string[];
  /** Rules that know less without it. */
  readonly weakened: readonly string[];
}

export interface Surplus {
  readonly permission: string;
  /** Sentences that must not be overlooked; empty where it is merely not needed. */
  readonly warnings: readonly string[];
}

export interface Sight {
  readonly sees: readonly Seen[];
  readonly doesNotSee: readonly Unseen[];
  readonly moreThanNeeded: readonly Surplus[];
}

/** SharePoint itself, as it was found: it answered, with the permissions that its token names, or it is not to be asked, and why. */
export type SharePointSight =
  | { readonly answers: true; readonly permissions: readonly string[] | null }
  | { readonly answers: false; readonly why: string };

/** The cmdlet endpoint, likewise; its permissions are marked with their service. */
export type CmdletSight = SharePointSight;

type Held = Pick<SignInFacts, 'mode'> & {
  readonly permissions: readonly string[];
  readonly sharePoint: SharePointSight;
  readonly cmdlets: CmdletSight;
};

export function sightOf(
  { mode, permissions: held, sharePoint, cmdlets }: Held,
  { collectors, rules }: Catalogue,
  profile: 'minimal' | 'standard',
): Sight {
  const kind = mode === 'delegated' ? 'delegated' : 'application';
  const chosen = collectors.filter((c) => profile === 'standard' || c.profile === 'minimal');
  const own = sharePoint.answers ? sharePoint.permissions : null;
  const blind = new Map<string, Unseen>();
  const sees: Seen[] = [];
  // Collectors stand in the order of a scan, so what one starts from was judged before it.
  for (const collector of chosen) {
    const ofSharePoint = (collector.sharePoint ?? []).filter((a) => a.optional !== true);
    const missing = [
      ...collector[kind].filter((a) => a.optional !== true && coveredBy(a.permission, held) === null),
      ...ofSharePoint.filter((a) => own !== null && !own.includes(sharePointName(a.permission, kind))),
    ];
    const because = !collector.modes.includes(kind)
      ? otherMode(collector)
      : ofSharePoint.length > 0 && !sharePoint.answers
        ? sharePoint.why
        : restsOnCmdlets(collector, kind)
          ? cmdlets.answers
            ? null
            : cmdlets.why
          : startsFrom(collector, chosen, blind);
    if (missing.length === 0 && because === null) {
      sees.push({ collector: collector.id, title: collector.title, limits: limitsOf(collector, kind, held) });
      continue;
    }
    const restingOn = (part: 'needed' | 'joined') =>
      rules.filter((r) => collector.provides.some((d) => r.datasets[part].includes(d))).map((r) => r.meta.id);
    blind.set(collector.id, {
      collector: collector.id,
      title: collector.title,
      missing: missing.map((a) => a.permission),
      because: missing.length === 0 ? because : null,
      rules: restingOn('needed'),
      weakened: restingOn('joined').filter((id) => !restingOn('needed').includes(id)),
    });
  }
  const asked = new Set(collectors.flatMap((c) => c[kind].map((a) => a.permission)));
  const askedThere = new Set(collectors.flatMap((c) => (c.sharePoint ?? []).map((a) => sharePointName(a.permission, kind))));
  const surplus = [
    ...held.filter((p) => !asked.has(p) && !isSignInOnly(p)),
    ...(own ?? []).filter((p) => !askedThere.has(p) && !isSignInOnly(p)).map((p) => `${p} (SharePoint)`),
    ...((cmdlets.answers ? cmdlets.permissions : null) ?? []).filter((p) => !OF_CMDLETS.has(p)),
  ];
  return {
    sees,
    doesNotSee: [...blind.values()],
    moreThanNeeded: surplus.map((permission) => ({ permission, warnings: warningsOf(permission) })),
  };
}

const OF_CMDLETS: ReadonlySet<string> = new Set(CMDLET_SERVICES.map(({ permission }) => permission));

/** True where nothing but cmdlets tells a collector what it is after. */
function restsOnCmdlets(collector: CollectorMeta, kind: 'application' | 'delegated'): boolean {
  const others = [...collector[kind], ...(collector.sharePoint ?? [])];
  return (collector.cmdlets ?? []).length > 0 && others.every((a) => a.optional === true);
}

function otherMode({ modes }: CollectorMeta): string {
  return `Microsoft answers it only for ${modes.includes('application') ? 'an application' : 'a person'} that signs in`;
}

/** The title of an unseen collector whose rows this one starts from, in a sentence; null where there is none. */
function startsFrom(collector: CollectorMeta, all: readonly CollectorMeta[], blind: ReadonlyMap<string, Unseen>): string | null {
  const provider = (dataset: DatasetName) => all.find((c) => c.provides.includes(dataset));
  const unseen = collector.after.map(provider).find((c) => c !== undefined && blind.has(c.id));
  return unseen === undefined ? null : `it starts from “${unseen.title}”, which is not seen`;
}

function limitsOf(collector: CollectorMeta, kind: 'application' | 'delegated', held: readonly string[]): string[] {
  const lacking = collector[kind].filter((a) => a.optional === true && coveredBy(a.permission, held) === null);
  const limits = lacking.map((a) => `in part, without ${a.permission}: ${a.why}`);
  if (kind === 'application') return limits;
  const onlyApps = collector.application.filter((a) => !collector.delegated.some((d) => d.permission === a.permission));
  const role = collector.delegatedRole;
  return [
    ...limits,
    ...onlyApps.map((a) => `in part: only an application with ${a.permission} is shown all of it`),
    ...(role === undefined ? [] : [`the person needs the role ${role} as well`]),
  ];
}

function warningsOf(permission: string): string[] {
  const change = mayChange(permission) ? ['it can change or send things; this program never does, and must not be able to'] : [];
  const content = readsContent(permission) ? ['it opens what people wrote; this program has no use for that'] : [];
  return [...change, ...content];
}
