/** Cases of LBL-010: super users of encryption, and Conditional Access of the rights service. */
import type { ConditionalAccessPolicy } from '../../../src/evidence/directory.js';
import { known, unknown } from '../../../src/evidence/known.js';
import { needsExport, type SuperUsers, unreadable } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/labels/lbl-010.js';
import { aPolicy } from '../../kit/policies.js';
import { aLabelRow, ORIGIN } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases, type World } from '../../kit/rule-cases.js';

const RIGHTS = '00000012-0000-0000-C000-000000000000';
const gap = unreadable('a field');
const people = (over: Partial<SuperUsers> = {}): SuperUsers => ({
  featureEnabled: known(false),
  users: known([]),
  origins: [ORIGIN],
  ...over,
});
const access = (over: Partial<ConditionalAccessPolicy>) => aPolicy({ id: 'ca-1', displayName: 'MFA', ...over });

const world = (superUsers: SuperUsers, ...policies: ConditionalAccessPolicy[]): Pick<World, 'rows' | 'facts'> => ({
  rows: { label: [aLabelRow()] },
  facts: { superUsers: [superUsers], conditionalAccess: policies },
});

ruleCases(rule, {
  pass: [
    { name: 'the feature is off', ...world(people()), expect: { measures: { found: 0 } } },
    { name: 'off, with people in it', ...world(people({ users: known(['ada@clinic.example']) })) },
    { name: 'on, with nobody in it', ...world(people({ featureEnabled: known(true) })) },
    { name: 'off, whoever is in it', ...world(people({ users: unknown(gap) })) },
    { name: 'a policy that leaves out another app', ...world(people(), access({ excludeApplications: ['other'] })) },
    {
      name: 'a policy that is not enforced',
      ...world(people(), access({ excludeApplications: [RIGHTS], state: 'enabledForReportingButNotEnforced' })),
    },
    {
      name: 'a block of all apps for some',
      ...world(people(), access({ includeApplications: ['All'], builtInControls: ['block'] })),
    },
    { name: 'a second factor for it', ...world(people(), access({ includeApplications: [RIGHTS], builtInControls: ['mfa'] })) },
  ],
  warn: [
    {
      name: 'people are super users',
      ...world(people({ featureEnabled: known(true), users: known(['ada@clinic.example', 'ben@clinic.example']) })),
      expect: { severity: 'low', gate: null, summary: /2 super users/, measures: { found: 1 } },
    },
    {
      name: 'a policy leaves it out',
      ...world(people(), access({ excludeApplications: [RIGHTS] })),
      expect: { objects: ['ca-1'], summary: /"MFA" leaves out the rights service/ },
    },
    {
      name: 'a policy blocks it',
      ...world(people(), access({ includeApplications: [RIGHTS], builtInControls: ['block'] })),
      expect: { summary: /blocks/ },
    },
    {
      name: 'a policy leaves it out, and super users were not told',
      rows: { label: [aLabelRow()] },
      facts: {
        superUsers: needsExport('Get-AipServiceSuperUser'),
        conditionalAccess: [access({ excludeApplications: [RIGHTS] })],
      },
    },
  ],
  notApplicable: [
    { name: 'there is no label', facts: { superUsers: FORBIDDEN, conditionalAccess: FORBIDDEN }, expect: { summary: /LBL-001/ } },
  ],
  notAssessed: [
    { name: 'labels were not read', rows: { label: FORBIDDEN }, facts: { superUsers: [people()] } },
    { name: 'super users were not told', rows: { label: [aLabelRow()] }, facts: { superUsers: FORBIDDEN } },
    { name: 'nothing is told of super users', rows: { label: [aLabelRow()] }, facts: { superUsers: [] } },
    { name: 'on, and who they are was not read', ...world(people({ featureEnabled: known(true), users: unknown(gap) })) },
    {
      name: 'people are there, and whether it is on was not read',
      ...world(people({ featureEnabled: unknown(gap), users: known(['a']) })),
    },
    {
      name: 'policies were refused',
      rows: { label: [aLabelRow()] },
      facts: { superUsers: [people()], conditionalAccess: FORBIDDEN },
    },
    { name: 'labels were seen in part', ...world(people()), partial: FORBIDDEN },
  ],
});
