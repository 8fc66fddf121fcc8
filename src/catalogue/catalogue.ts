/** Rules joined with collectors: which evidence, and so which permission, each rule rests on. One metadata, many readers. */
import type { Access, CollectorMeta } from '../collectors/define.js';
import { ROW_SOURCES } from '../derive/row-datasets.js';
import type { DatasetName } from '../evidence/datasets.js';
import type { RuleMeta } from '../rules/define.js';

export interface CatalogueRule {
  readonly meta: RuleMeta;
  /** Without these the rule is not assessed; and those that only fill columns of its rows. */
  readonly datasets: { readonly needed: readonly DatasetName[]; readonly joined: readonly DatasetName[] };
  /** Least permissions of the needed datasets; SharePoint's own are marked in their names. */
  readonly permissions: readonly string[];
}

export interface PermissionRow {
  /** As gaps name it: permissions of other services than Microsoft Graph are marked, since some have the same name. */
  readonly permission: string;
  /** Whose permission it is: of Microsoft Graph, of SharePoint's own API, or of the two services of cmdlets. */
  readonly resource: 'graph' | 'sharepoint' | 'exchange';
  readonly kinds: readonly ('application' | 'delegated')[];
  readonly optional: boolean;
  readonly why: readonly string[];
  readonly collectors: readonly string[];
  /** Rules that are not assessed without it. */
  readonly rules: readonly string[];
}

export interface Catalogue {
  readonly rules: readonly CatalogueRule[];
  readonly collectors: readonly CollectorMeta[];
  readonly permissions: readonly PermissionRow[];
}

const KINDS = ['application', 'delegated'] as const;

const unique = <T>(values: Iterable<T>): T[] => [...new Set(values)].sort();

function ruleEntry(meta: RuleMeta, collectors: readonly CollectorMeta[]): CatalogueRule {
  const rows = (meta.needs.rows ?? []).map((kind) => ROW_SOURCES[kind]);
  const needed = unique<DatasetName>([...(meta.needs.facts ?? []), ...rows.flatMap((r) => r.primary)]);
  const beside = (meta.needs.maybeRows ?? []).flatMap((kind) => [...ROW_SOURCES[kind].primary, ...ROW_SOURCES[kind].joined]);
  const joined = unique<DatasetName>([...(meta.needs.maybe ?? []), ...rows.flatMap((r) => r.joined), ...beside]).filter(
    (d) => !needed.includes(d),
  );
  const providers = collectors.filter((c) => c.provides.some((d) => needed.includes(d)));
  return {
    meta,
    datasets: { needed, joined },
    permissions: unique(
      providers.flatMap((c) => accessesOf(c, 'application').flatMap((a) => (a.optional === true ? [] : [a.permission]))),
    ),
  };
}

/** What a collector asks for in one kind of sign-in; SharePoint's own API serves both kinds by one list. */
function accessesOf(collector: CollectorMeta, kind: 'application' | 'delegated'): readonly Access[] {
  const sharePoint = collector.modes.includes(kind) ? (collector.sharePoint ?? []) : [];
  // An export tells the same, so a scan never needs them; and they serve applications alone.
  const cmdlets = kind === 'application' ? (collector.cmdlets ?? []).map((access) => ({ ...access, optional: true })) : [];
  return [...collector[kind], ...sharePoint, ...cmdlets];
}

/** Scopes of Microsoft Graph to ask for when a person signs in. */
export function delegatedScopes({ permissions }: Catalogue): string[] {
  return permissions
    .filter(({ resource, kinds }) => resource === 'graph' && kinds.includes('delegated'))
    .map(({ permission }) => permission);
}

/** Joins metadata; the arrays are passed in, so that tests and older results can join theirs. */
export function joinCatalogue(rules: readonly RuleMeta[], collectors: readonly CollectorMeta[]): Catalogue {
  const entries = rules.map((meta) => ruleEntry(meta, collectors));
  const all = (collector: CollectorMeta): Access[] => KINDS.flatMap((kind) => accessesOf(collector, kind));
  const named = (part: 'sharePoint' | 'cmdlets') => new Set(collectors.flatMap((c) => (c[part] ?? []).map((a) => a.permission)));
  const ofSharePoint = named('sharePoint');
  const ofCmdlets = named('cmdlets');
  const permissions = unique(collectors.flatMap((c) => all(c).map((a) => a.permission))).map((permission): PermissionRow => {
    const askedBy = collectors.filter((c) => all(c).some((a) => a.permission === permission));
    const accesses = askedBy.flatMap(all).filter((a) => a.permission === permission);
    const datasets = new Set(askedBy.flatMap((c) => c.provides));
    return {
      permission,
      resource: ofSharePoint.has(permission) ? 'sharepoint' : ofCmdlets.has(permission) ? 'exchange' : 'graph',
      kinds: KINDS.filter((kind) => askedBy.some((c) => accessesOf(c, kind).some((a) => a.permission === permission))),
      optional: accesses.every((a) => a.optional === true),
      why: unique(accesses.map((a) => a.why)),
      collectors: unique(askedBy.map((c) => c.id)),
      rules: entries.filter((e) => e.datasets.needed.some((d) => datasets.has(d))).map((e) => e.meta.id),
    };
  });
  return { rules: entries, collectors, permissions };
}
