/** `Get-DlpCompliancePolicy` → DLP policies, with the place "Microsoft 365 Copilot and Copilot Chat" told by id, never by name. */
import { type Known, known, mapKnown, unknown } from '../../evidence/known.js';
import { type DlpLocation, type DlpPolicy, type PolicyMode, type PolicyScope, unreadable } from '../../evidence/purview.js';
import { Fields, isList, isObject } from '../fields.js';
import type { CmdletValue } from '../results.js';
import { defineNormaliser, eachObject, identityOf, originOf } from './define.js';
import { type ScopeProperties, scopeOf } from './scopes.js';

export const POLICY_MODES: readonly PolicyMode[] = [
  'Enable',
  'TestWithNotifications',
  'TestWithoutNotifications',
  'Disable',
  'PendingDeletion',
];

/** Administrative units leave only their own people in. */
const UNITS = 'PolicyRBACScopes';

/** A public capture of the service shows that it always gives all of these, empty or not. */
const LOCATIONS: { readonly [L in DlpLocation]: ScopeProperties } = {
  exchange: {
    location: 'ExchangeLocation',
    except: ['ExchangeSenderException', 'ExchangeSenderMemberOfException'],
    only: ['ExchangeSender', 'ExchangeSenderMemberOf', UNITS],
    adaptive: 'ExchangeAdaptiveScopes',
    mayHave: { except: ['ExchangeLocationException'] },
  },
  sharePoint: {
    location: 'SharePointLocation',
    except: ['SharePointLocationException'],
    adaptive: 'SharePointAdaptiveScopes',
  },
  oneDrive: {
    location: 'OneDriveLocation',
    except: ['OneDriveLocationException', 'ExceptIfOneDriveSharedBy', 'ExceptIfOneDriveSharedByMemberOf'],
    only: ['OneDriveSharedBy', 'OneDriveSharedByMemberOf', UNITS],
    adaptive: 'OneDriveAdaptiveScopes',
  },
  teams: {
    location: 'TeamsLocation',
    except: ['TeamsLocationException'],
    only: [UNITS],
    adaptive: 'TeamsAdaptiveScopes',
  },
  endpoint: {
    location: 'EndpointDlpLocation',
    except: ['EndpointDlpLocationException'],
    only: [UNITS],
    adaptive: 'EndpointDlpAdaptiveScopes',
  },
};

export const dlpPolicies = defineNormaliser({
  dataset: 'dlpPolicies',
  noun: 'DLP policy',
  cmdlets: ['Get-DlpCompliancePolicy'],
  beside: [],
  name: (row) => row.name,
  id: (row) => row.id,
  rows: (result) =>
    eachObject(result, (fields): DlpPolicy | null => {
      const identity = identityOf(fields);
      if (identity === null) return null;
      const planes = planesOf(fields);
      const isSimulation = fields.flag('IsSimulationPolicy');
      const scope = (location: DlpLocation) => scopeOf(fields, LOCATIONS[location]);
      return {
        ...identity,
        mode: fields.word('Mode', POLICY_MODES),
        enabled: fields.flag('Enabled'),
        isSimulation: isSimulation.known ? isSimulation.value : null,
        locations: {
          exchange: scope('exchange'),
          sharePoint: scope('sharePoint'),
          oneDrive: scope('oneDrive'),
          teams: scope('teams'),
          endpoint: scope('endpoint'),
        },
        copilot: copilotOf(fields, planes),
        planes,
        changed: changedOf(fields),
        origins: [originOf(result)],
      };
    }),
});

/** When an object was last changed; null: not told. */
export function changedOf(fields: Fields): string | null {
  const dates = [fields.date('WhenChangedUTC'), fields.date('WhenChanged')];
  return dates.flatMap((date) => (date.known && date.value !== null ? [date.value] : []))[0] ?? null;
}

/** Null and one bare text are as good as a list here. */
function planesOf(fields: Fields): Known<readonly string[]> {
  return fields.texts('EnforcementPlanes');
}

const COPILOT = '470f2276-e011-4e9d-a6ec-20768be3a4b0';

/** The group of all Copilot experiences, and the older of the two names that the portal writes. */
function isCopilot(location: string): boolean {
  return location.toLowerCase() === COPILOT || /^copilot\./i.test(location);
}

function copilotOf(fields: Fields, planes: DlpPolicy['planes']): DlpPolicy['copilot'] {
  const locations = fields.json('Locations');
  const entries = locations.known ? entriesOf(locations.value) : undefined;
  const scopes = (entries ?? []).filter((entry) => isCopilotEntry(entry)).map(scopeOfEntry);
  if (scopes.length > 0) return union(scopes);
  const isPlane = planes.known && planes.value.some((plane) => /^copilotexperiences$/i.test(plane));
  if (isPlane)
    return unknown(
      unreadable('Get-DlpCompliancePolicy: a policy names Copilot in EnforcementPlanes, and Locations does not say for whom'),
    );
  if (entries === undefined) return unknown(fields.gap('Locations'));
  return planes.known ? known(null) : planes;
}

/** Undefined: one of them cannot be read, and it may be the one. */
function entriesOf(value: CmdletValue): readonly Fields[] | undefined {
  if (value === null) return [];
  const list = isList(value) ? value : isObject(value) ? [value] : undefined;
  return list?.every(isObject) === true ? list.map((one) => new Fields(one, 'Get-DlpCompliancePolicy')) : undefined;
}

function isCopilotEntry(entry: Fields): boolean {
  return /^applications$/i.test(entry.textOrNull('Workload') ?? '') && isCopilot(entry.textOrNull('Location') ?? '');
}

function scopeOfEntry(entry: Fields): Known<PolicyScope> {
  const includes = identitiesOf(entry, 'Inclusions');
  const excludes = entry.has('Exclusions') ? identitiesOf(entry, 'Exclusions') : known([]);
  if (!includes.known) return includes;
  if (!excludes.known) return excludes;
  if (includes.value.length === 0) return unknown(entry.gap('Inclusions'));
  const isAll = includes.value.includes(EVERYBODY);
  return known({
    includes: isAll ? 'all' : includes.value,
    excludes: excludes.value.map((one) => (one === EVERYBODY ? 'All' : one)),
    adaptive: [],
  });
}

/** Stands for the whole tenant in a list of identities; no identity is empty. */
const EVERYBODY = '';

function identitiesOf(entry: Fields, name: string): Known<readonly string[]> {
  const list = entry.json(name);
  const items = list.known ? entriesOf(list.value) : undefined;
  const identities = items?.map((item) => {
    const kind = item.word('Type', ['Tenant', 'Group', 'IndividualResource'] as const);
    if (kind.known && kind.value === 'Tenant') return EVERYBODY;
    return kind.known ? (item.textOrNull('Identity') ?? undefined) : undefined;
  });
  return identities?.every((one) => one !== undefined) === true ? known(identities) : unknown(entry.gap(name));
}

/** Where Copilot is named twice, whoever is in one of the two is in. */
function union(scopes: readonly Known<PolicyScope>[]): Known<PolicyScope> {
  const gap = scopes.find((scope) => !scope.known);
  if (gap !== undefined && !gap.known) return gap;
  const [first, ...others] = scopes.flatMap((scope) => (scope.known ? [scope.value] : []));
  return mapKnown(known(first as PolicyScope), (scope) =>
    others.reduce(
      (all, one) => ({
        includes: all.includes === 'all' || one.includes === 'all' ? 'all' : [...new Set([...all.includes, ...one.includes])],
        excludes: all.excludes.filter((name) => one.excludes.includes(name)),
        adaptive: [],
      }),
      scope,
    ),
  );
}
