/** Which datasets each kind of joined row is made of. */
import type { DatasetName } from '../evidence/datasets.js';
import type { RowKind } from './rows.js';

export interface RowSources {
  /** These decide how whole the list of rows is. */
  readonly primary: readonly DatasetName[];
  /** These show up inside the rows, as values or as gaps. */
  readonly joined: readonly DatasetName[];
}

const PEOPLE: readonly DatasetName[] = ['users', 'groups', 'groupLinks', 'leavers'];

/** SharePoint's own answers; where they are missing, Graph's view stands in as far as it goes. */
const SHAREPOINT: readonly DatasetName[] = ['siteSettings', 'siteGroups', 'roleAssignments'];

export const ROW_SOURCES: { readonly [K in RowKind]: RowSources } = {
  person: { primary: ['users'], joined: ['subscribedSkus', 'directoryRoles', 'groups', 'groupLinks', 'leavers'] },
  group: {
    primary: ['groups'],
    joined: ['users', 'groupLinks', 'groupSites', 'leavers', 'sites', 'drives', 'items', 'siteSettings'],
  },
  app: { primary: ['servicePrincipals'], joined: ['delegatedGrants', 'appRoleAssignments', 'users'] },
  drive: { primary: ['sites', 'drives'], joined: ['items', 'accessLists', ...SHAREPOINT, ...PEOPLE] },
  scope: { primary: ['sites', 'drives', 'items', 'accessLists'], joined: ['groupSites', 'channels', ...SHAREPOINT, ...PEOPLE] },
  site: {
    primary: ['sites', 'drives'],
    joined: ['items', 'accessLists', 'groupSites', 'channels', 'siteUsage', ...SHAREPOINT, ...PEOPLE],
  },
  link: { primary: ['sites', 'drives', 'items', 'sharingLinks'], joined: [...PEOPLE] },
  persona: {
    primary: ['sites', 'drives', 'items', 'accessLists'],
    joined: ['groupSites', 'channels', ...SHAREPOINT, ...PEOPLE],
  },
  // One of the two is enough: see `labelCoverage`.
  label: { primary: ['labels', 'sensitivityLabels'], joined: ['labelPolicies', 'items', 'organization', ...PEOPLE] },
  labelPolicy: { primary: ['labelPolicies'], joined: [...PEOPLE] },
  dlpPolicy: {
    primary: ['dlpPolicies'],
    joined: ['dlpRules', 'labels', 'sensitivityLabels', 'labelPolicies', 'sensitiveTypes', 'items'],
  },
};
