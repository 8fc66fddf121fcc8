/** The shape of a normaliser: what one cmdlet's answer says → rows of the normal form, and what of it could not be read. */
import type { Gap } from '../../evidence/coverage.js';
import type { DatasetName, Datasets } from '../../evidence/datasets.js';
import { type Known, known, unknown } from '../../evidence/known.js';
import { type Origin, type Sourced, unreadable } from '../../evidence/purview.js';
import { type Fields, objectsOf } from '../fields.js';
import type { CmdletResult } from '../results.js';

/** Datasets whose rows name their origins. */
export type SourcedDataset = { [D in DatasetName]: Datasets[D] extends Sourced ? D : never }[DatasetName];

export interface Normalised<R> {
  readonly rows: readonly R[];
  /** What keeps the rows from being all that the answer held; empty: nothing. */
  readonly gaps: readonly Gap[];
}

/** Objects of another cmdlet that a row is made with, or why they are not known. */
export type Beside = (cmdlet: string) => Known<readonly Fields[]>;

export interface Normaliser<D extends SourcedDataset> {
  readonly dataset: D;
  /** What a row is, for sentences: `DLP policy`. */
  readonly noun: string;
  /** Cmdlets whose objects are the rows; one that failed leaves the list in part. */
  readonly cmdlets: readonly string[];
  /** Cmdlets that only add to rows; one that failed is a gap inside them. */
  readonly beside: readonly string[];
  /** The name under which a row is told of; two rows of one name are told apart by `id`. */
  name(row: Datasets[D]): string;
  /** Null: rows have no id, so they are matched by their name. */
  readonly id: ((row: Datasets[D]) => string) | null;
  /** Called with answers that were read, and with those that were empty. */
  rows(result: CmdletResult, beside: Beside): Normalised<Datasets[D]>;
}

export function defineNormaliser<D extends SourcedDataset>(normaliser: Normaliser<D>): Normaliser<D> {
  return normaliser;
}

export function originOf({ source, cmdlet, at }: CmdletResult): Origin {
  return { source, cmdlet, at };
}

/** A row for each object. Null: the object cannot be a row, which is told; undefined: it is none of these rows. */
export function eachObject<R>(result: CmdletResult, make: (fields: Fields) => R | null | undefined): Normalised<R> {
  const rows: R[] = [];
  let lost = 0;
  for (const fields of objectsOf(result)) {
    const row = make(fields);
    if (row === null) lost += 1;
    else if (row !== undefined) rows.push(row);
  }
  return { rows, gaps: lost === 0 ? [] : [lostObjects(result.cmdlet, lost)] };
}

export function lostObjects(cmdlet: string, count: number): Gap {
  return unreadable(`${cmdlet}: ${count === 1 ? 'one object' : `${count} objects`} could not be read`);
}

/** The one object of a cmdlet that always gives one; nothing at all is a gap. */
export function oneObject<R>(result: CmdletResult, make: (fields: Fields) => R): Normalised<R> {
  const rows = objectsOf(result).map(make);
  return { rows, gaps: rows.length > 0 ? [] : [unreadable(`${result.cmdlet} gave nothing, and it always gives one object`)] };
}

/** Id and name of an object; one stands for the other where that is missing. Null: both are. */
export function identityOf(
  fields: Fields,
  names: readonly string[] = ['Name', 'DisplayName'],
): { readonly id: string; readonly name: string } | null {
  const id = fields.id('Guid') ?? fields.id('ExchangeObjectId') ?? fields.id('ImmutableId');
  const name = names.map((one) => fields.textOrNull(one)).find((one) => one !== null) ?? null;
  if (name !== null) return { id: id ?? name.trim().toLowerCase(), name };
  return id === null ? null : { id, name: id };
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Which policy a rule belongs to: its id, else its name; the property `Policy` may hold either. */
export function policyOf(rule: Fields): { readonly id: string | null; readonly name: string | null } {
  const told = rule.id('Policy');
  const isId = told !== null && GUID.test(told);
  return { id: isId ? told : null, name: rule.textOrNull('ParentPolicyName') ?? (isId ? null : rule.textOrNull('Policy')) };
}

/** Rules of a policy. Unknown where they were not read, or where one does not say whose it is. */
export function rulesOf(
  rules: Known<readonly Fields[]>,
  policy: { readonly id: string; readonly name: string },
): Known<readonly Fields[]> {
  if (!rules.known) return rules;
  const policyName = policy.name.trim().toLowerCase();
  const hasId = GUID.test(policy.id);
  const own: Fields[] = [];
  for (const rule of rules.value) {
    const { id, name } = policyOf(rule);
    const byId = hasId && id !== null;
    if (!byId && name === null) return unknown(rule.gap(id === null ? 'Policy' : 'ParentPolicyName'));
    if (byId ? id === policy.id : name?.trim().toLowerCase() === policyName) own.push(rule);
  }
  return known(own);
}
