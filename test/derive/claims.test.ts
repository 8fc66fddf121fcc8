/** Login names of SharePoint in every form of the reference (sharepoint-evidence §1.1), and strings that only look like them. */
import { describe, expect, it } from 'vitest';
import { readClaim } from '../../src/derive/claims.js';

const TENANT = '7e6f0c7a-0000-4000-8000-00000000abcd';
const read = (loginName: string) => readClaim(loginName, TENANT);

describe('claims', () => {
  it.each([
    ['c:0(.s|true', { kind: 'everyone' }],
    [`c:0-.f|rolemanager|spo-grid-all-users/${TENANT}`, { kind: 'everyone-except-external', foreign: false }],
    [`C:0-.F|RoleManager|SPO-GRID-ALL-USERS/${TENANT.toUpperCase()}`, { kind: 'everyone-except-external', foreign: false }],
    [
      'c:0-.f|rolemanager|spo-grid-all-users/11111111-2222-3333-4444-555555555555',
      { kind: 'everyone-except-external', foreign: true },
    ],
    ['c:0!.s|windows', { kind: 'all-users' }],
    ['c:0!.s|forms%3amembership', { kind: 'all-users' }],
    ['c:0!.s|forms%3Amembership', { kind: 'all-users' }],
    ['c:0!.s|forms:membership', { kind: 'all-users' }],
    ['c:0t.c|tenant|aaaa-bbbb', { kind: 'group', groupId: 'aaaa-bbbb', owners: false }],
    ['c:0o.c|federateddirectoryclaimprovider|aaaa-bbbb', { kind: 'group', groupId: 'aaaa-bbbb', owners: false }],
    ['c:0o.c|federateddirectoryclaimprovider|aaaa-bbbb_o', { kind: 'group', groupId: 'aaaa-bbbb', owners: true }],
    ['i:0#.f|membership|Ada@Clinic.example', { kind: 'member', userPrincipalName: 'ada@clinic.example' }],
    [
      'i:0#.f|membership|alice_contoso.com#ext#@clinic.onmicrosoft.com',
      { kind: 'guest', userPrincipalName: 'alice_contoso.com#ext#@clinic.onmicrosoft.com' },
    ],
    [
      'i:0#.f|membership|alice_contoso.com#EXT#@clinic.onmicrosoft.com',
      { kind: 'guest', userPrincipalName: 'alice_contoso.com#ext#@clinic.onmicrosoft.com' },
    ],
    ['i:0#.f|membership|urn%3aspo%3aguest#alice@x.com', { kind: 'guest', userPrincipalName: 'urn%3aspo%3aguest#alice@x.com' }],
    ['i:0#.f|membership|urn:spo:guest#alice@x.com', { kind: 'guest', userPrincipalName: 'urn:spo:guest#alice@x.com' }],
    ['i:0i.t|00000003-0000-0ff1-ce00-000000000000|app@sharepoint', { kind: 'application' }],
    ['SHAREPOINT\\system', { kind: 'application' }],
    ['i:0#.w|nt service\\spsearch', { kind: 'application' }],
  ])('%s', (loginName, claim) => {
    expect(read(loginName)).toEqual(claim);
  });

  it.each([
    // Legacy role claims are no claim on everyone; an unescaped `|` once made them one in another tool.
    'c:0-.f|rolemanager|s-1-5-21-1004336348-1177238915-682003330-513',
    'c:0-.f|rolemanager|',
    'rolemanager',
    'spo-grid-all-users/7e6f0c7a',
    `x c:0-.f|rolemanager|spo-grid-all-users/${TENANT}`,
    'c:0(.s|true ',
    'c:0!.s|windowsphone',
    'Everyone except external users',
    'Jeder, außer externen Benutzern',
    'Everyone',
    'All Users (windows)',
    '',
  ])('%s is not taken for everybody', (loginName) => {
    expect(['everyone', 'everyone-except-external', 'all-users']).not.toContain(read(loginName).kind);
  });
});
