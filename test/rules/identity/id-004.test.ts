/** Cases of ID-004: what disabled accounts still hold. */
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/identity/id-004.js';
import { aPerson, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const disabled = (over: Parameters<typeof aPerson>[0] = {}) =>
  aPerson({
    isLicensed: false,
    memberOfGroups: known([]),
    ownedGroups: known([]),
    ...over,
    user: { id: 'disabled', accountEnabled: false, assignedLicenses: [], ...over.user },
  });

ruleCases(rule, {
  pass: [
    { name: 'disabled and bare', rows: { person: [disabled(), aPerson()] } },
    { name: 'a guest', rows: { person: [disabled({ user: { userType: 'Guest' }, memberOfGroups: known(['Lab']) })] } },
    { name: 'a shared mailbox', rows: { person: [disabled({ isHuman: false, isLicensed: true })] } },
    {
      name: 'an enabled account whose groups are not known',
      rows: { person: [aPerson({ memberOfGroups: unknown(FORBIDDEN) })] },
    },
  ],
  fail: [
    {
      name: 'a licence',
      rows: { person: [disabled({ isLicensed: true })] },
      expect: { objects: ['disabled'], severity: 'medium', gate: null },
    },
    {
      name: 'a membership',
      rows: { person: [disabled({ memberOfGroups: known(['Billing']) })] },
      expect: { severity: 'medium' },
    },
    {
      name: 'a group of its own',
      rows: { person: [disabled({ ownedGroups: known(['Billing']) })] },
      expect: { severity: 'high', measures: { owners: 1 } },
    },
    {
      name: 'a licence, whatever the groups are',
      rows: { person: [disabled({ isLicensed: true, ownedGroups: unknown(FORBIDDEN), memberOfGroups: unknown(FORBIDDEN) })] },
      expect: { severity: 'medium' },
    },
  ],
  notAssessed: [
    {
      name: 'its memberships are not known',
      rows: { person: [disabled({ memberOfGroups: unknown(FORBIDDEN) })] },
      expect: { severity: 'high' },
    },
    { name: 'what it owns is not known', rows: { person: [disabled({ ownedGroups: unknown(FORBIDDEN) })] } },
    { name: 'not all people were read', rows: { person: [disabled()] }, partial: FORBIDDEN },
  ],
});
