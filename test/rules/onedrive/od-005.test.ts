/** OD-005: the old folder for everybody. */
import type { Grant, Scope } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import { needsSharePoint, type SharePointTenant } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/onedrive/od-005.js';
import { aGrant, anEveryoneGrant, aScope, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases, type World } from '../../kit/rule-cases.js';
import { someSharePointTenant } from '../../kit/sharepoint-settings.js';

const GAP = unknown(FORBIDDEN);

/** A folder of this name at the top of a OneDrive, granted to everybody. */
function folder(name: string, over: Partial<Scope> = {}): Scope {
  const { place } = aScope();
  const parts = ['Documents', name].map((part) => ({ name: part, sensitive: false }));
  return aScope({ id: name, isPersonal: true, grants: [anEveryoneGrant()], place: { ...place, parts }, ...over });
}

function world(scope: readonly Scope[], tenant: Partial<SharePointTenant> = {}): Pick<World, 'facts' | 'rows'> {
  return { facts: { sharePointTenant: [someSharePointTenant(tenant)] }, rows: { scope } };
}

const OLD = 'Shared with Everyone';
const deep = (): Scope => {
  const scope = folder(OLD);
  return { ...scope, place: { ...scope.place, parts: [...scope.place.parts, { name: 'Below', sensitive: false }] } };
};
const unread = (over: Partial<Grant> = {}) => [aGrant({ audience: 'unrecognised', orgWide: GAP, readers: GAP, ...over })];

ruleCases(rule, {
  pass: [
    {
      name: 'off, and no such folder',
      ...world([aScope(), aScope({ isPersonal: true })]),
      expect: { measures: { provisioned: false, folders: 0 } },
    },
    { name: 'an empty folder', ...world([folder(OLD, { files: 0 })]) },
    { name: 'a folder that was closed', ...world([folder(OLD, { grants: [aGrant()] })]) },
    { name: 'a folder of that name on a site', ...world([folder(OLD, { isPersonal: false })]) },
    { name: 'a file of that name', ...world([folder(OLD, { kind: 'file' })]) },
    { name: 'deeper down', ...world([deep()]) },
    { name: 'a grant that came from above', ...world([folder(OLD, { grants: [anEveryoneGrant({ inherited: true })] })]) },
    { name: 'a grant through a SharePoint group', ...world([folder(OLD, { grants: [anEveryoneGrant({ via: 'Visitors' })] })]) },
    { name: 'links only', ...world([folder(OLD, { grants: [], hasOrganizationLink: true, hasAnyoneLink: true })]) },
    { name: 'meant to be open', ...world([folder(OLD, { isIntended: true })]) },
    { name: 'an unread claim deeper down', ...world([{ ...deep(), grants: unread() }]) },
  ],
  fail: [
    {
      name: 'each new OneDrive gets one',
      ...world([], { provisionSharedWithEveryoneFolder: true }),
      expect: {
        message: 'provisioned',
        objects: ['OneDrive settings'],
        severity: 'medium',
        gate: null,
        measures: { provisioned: true },
      },
    },
    {
      name: 'one with files in it',
      ...world([folder(OLD, { files: 12 }), folder('Vendor list', { grants: [] })]),
      expect: { message: 'some', objects: [OLD], measures: { folders: 1, files: 12, provisioned: false } },
    },
    { name: 'whatever the case', ...world([folder(' shared with everyone ')]) },
    {
      name: 'both',
      ...world([folder(OLD)], { provisionSharedWithEveryoneFolder: true }),
      expect: { message: 'both', objects: [OLD, 'OneDrive settings'] },
    },
    {
      name: 'the setting left out, and one with files',
      ...world([folder(OLD)], { provisionSharedWithEveryoneFolder: null }),
      expect: { objects: [OLD], measures: { undecided: 1 } },
    },
    { name: 'one seen in part', ...world([folder(OLD)]), partial: FORBIDDEN },
  ],
  warn: [
    {
      name: 'a folder that everybody may open, under a name in another language',
      ...world([folder('Für alle freigegeben')]),
      expect: { message: 'alike', objects: ['Für alle freigegeben'], measures: { folders: 0, alike: 1 } },
    },
    {
      name: 'the old one, behind Restricted Access Control',
      ...world([folder(OLD, { restrictedTo: known(['group-1']), standingOrgWide: known(false) })]),
      expect: { measures: { folders: 0, alike: 1 } },
    },
  ],
  notAssessed: [
    { name: 'no certificate', ...world([folder(OLD)]), facts: { sharePointTenant: needsSharePoint() } },
    { name: 'permissions could not be read', facts: { sharePointTenant: [someSharePointTenant()] }, rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', ...world([]), partial: FORBIDDEN },
    { name: 'the setting left out', ...world([], { provisionSharedWithEveryoneFolder: null }) },
    { name: 'a claim that nobody can read', ...world([folder(OLD, { grants: unread() })]) },
    { name: 'a list that may be cut', ...world([folder(OLD, { grants: [], isAtLeast: true })]) },
    { name: 'empty as far as it was read', ...world([folder(OLD, { files: 0, isPartlyRead: true })]) },
  ],
});
