/** Rules joined with collectors: which evidence, and so which permission, each rule rests on. One metadata, many readers. */
import type { CollectorMeta } from '../collectors/define.js';
import { ROW_SOURCES } from '../derive/row-datasets.js';
import type { DatasetName } from '../evidence/datasets.js';
import type { RuleMeta } from '../rules/define.js';

export interface CatalogueRule {
  readonly meta: RuleMeta;
  /** Without these the rule is not assessed; and those that only fill columns of its rows. */
  readonly datasets: { readonly needed: readonly DatasetName[]; readonly joined: readonly DatasetName[] };
  /** Least Microsoft Graph permissions of the needed datasets. */
  readonly permissions: readonly string[];
}

export interface PermissionRow {
  readonly permission: string;
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

const unique = <T>(values: Iterable<T>): T[] => [...new Set(values)].sort();

function ruleEntry(meta: RuleMeta, collectors: readonly CollectorMeta[]): CatalogueRule {
  const rows = (meta.needs.rows ?? []).map((kind) => ROW_SOURCES[kind]);
  const needed = unique<DatasetName>([...(meta.needs.facts ?? []), ...rows.flatMap((r) => r.primary)]);
  const joined = unique<DatasetName>([...(meta.needs.maybe ?? []), ...rows.flatMap((r) => r.joined)]).filter(
    (d) => !needed.includes(d),
  );
  const providers = collectors.filter((c) => c.provides.some((d) => needed.includes(d)));
  return {
    meta,
    datasets: { needed, joined },
    permissions: unique(providers.flatMap((c) => c.application.filter((a) => a.optional !== true).map((a) => a.permission))),
  };
}

/** Joins metadata; the arrays are passed in, so that tests and older results can join theirs. */
export function joinCatalogue(rules: readonly RuleMeta[], collectors: readonly CollectorMeta[]): Catalogue {
  const entries = rules.map((meta) => ruleEntry(meta, collectors));
  const names = unique(collectors.flatMap((c) => [...c.application, ...c.delegated].map((a) => a.permission)));
  const permissions = names.map((permission): PermissionRow => {
    const askedBy = collectors.filter((c) => [...c.application, ...c.delegated].some((a) => a.permission === permission));
    const accesses = askedBy.flatMap((c) => [...c.application, ...c.delegated]).filter((a) => a.permission === permission);
    const datasets = new Set(askedBy.flatMap((c) => c.provides));
    return {
      permission,
      kinds: (['application', 'delegated'] as const).filter((kind) =>
        askedBy.some((c) => c[kind].some((a) => a.permission === permission)),
      ),
      optional: accesses.every((a) => a.optional === true),
      why: unique(accesses.map((a) => a.why)),
      collectors: unique(askedBy.map((c) => c.id)),
      rules: entries.filter((e) => e.datasets.needed.some((d) => datasets.has(d))).map((e) => e.meta.id),
    };
  });
  return { rules: entries, collectors, permissions };
}
