/** Label policies → the people whom each publishes to, and which labels are published at all. */
import type { Gap } from '../evidence/coverage.js';
import { allOf, type Known, known, type Tri, unknown } from '../evidence/known.js';
import type { LabelPolicy, PolicyScope } from '../evidence/purview.js';
import type { Directory } from './directory.js';
import { type PeopleByName, peopleOf } from './people-by-name.js';
import type { LabelPolicyRow } from './rows.js';

const ADAPTIVE: Gap = {
  reason: 'failed',
  detail: 'a label policy is for an adaptive scope, whose members Microsoft does not list',
};

type People = Known<ReadonlySet<string>>;

/** Policies in the order of their ids. */
export function labelPolicyRows(policies: readonly LabelPolicy[], directory: Directory, byName: PeopleByName): LabelPolicyRow[] {
  const everybody = staffOf(directory);
  const allGroups = () => peopleOf(unifiedGroups(directory), byName);
  return [...policies]
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map((policy) => ({ policy, people: peopleReached(policy, everybody, allGroups, byName) }));
}

function staffOf({ users, isStaff, gaps }: Directory): People {
  if (gaps.users !== null) return unknown(gaps.users);
  return known(new Set([...users.values()].filter(isStaff).map((user) => user.id)));
}

function unifiedGroups({ groups }: Directory): string[] {
  return [...groups.values()].filter((group) => group.isUnified).map((group) => group.id);
}

function peopleReached(
  { people, groups }: LabelPolicy,
  everybody: People,
  allGroups: () => People,
  byName: PeopleByName,
): LabelPolicyRow['people'] {
  // Whom else it reaches no longer matters then.
  if (people.known && people.value.includes === 'all' && people.value.excludes.length === 0) return known('all');
  const named = people.known ? inScope(people.value, () => everybody, byName) : people;
  const grouped = groups.known ? inScope(groups.value, allGroups, byName) : groups;
  if (!named.known) return named;
  if (!grouped.known) return grouped;
  return known([...new Set([...named.value, ...grouped.value])].sort());
}

function inScope(scope: PolicyScope, all: () => People, byName: PeopleByName): People {
  if (scope.includes !== 'all' && scope.adaptive.length > 0) return unknown(ADAPTIVE);
  const included = scope.includes === 'all' ? all() : peopleOf(scope.includes, byName);
  if (!included.known || scope.excludes.length === 0) return included;
  const excluded = peopleOf(scope.excludes, byName);
  if (!excluded.known) return excluded;
  return known(new Set([...included.value].filter((id) => !excluded.value.has(id))));
}

/**
 * Whether a policy that is on publishes a label of these names. One such policy is enough, whatever was not read; where
 * none is seen, a list of policies that is not whole leaves it open.
 * @param mayMean a name that this label shares with another
 */
export function publishedBy(
  policies: readonly LabelPolicy[],
  policiesGap: Gap | null,
): (aliases: readonly string[], mayMean: string | null) => Tri {
  return (aliases, mayMean) => {
    let gap = policiesGap;
    for (const { enabled, labels } of policies) {
      const publishes = allOf([enabled, names(labels, aliases, mayMean)]);
      if (publishes.known && publishes.value) return publishes;
      if (!publishes.known) gap ??= publishes.gap;
    }
    return gap === null ? known(false) : unknown(gap);
  };
}

const SHARED_NAME: Gap = { reason: 'failed', detail: 'a label policy names a label by a name that several labels have' };

function names(labels: LabelPolicy['labels'], aliases: readonly string[], mayMean: string | null): Tri {
  if (!labels.known) return labels;
  if (labels.value.some((entry) => aliases.includes(entry.toLowerCase()))) return known(true);
  return mayMean !== null && labels.value.some((entry) => entry.toLowerCase() === mayMean) ? unknown(SHARED_NAME) : known(false);
}
