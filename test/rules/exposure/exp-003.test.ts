/** EXP-003: what the people of the configuration reach. */
import { describe, expect, it } from 'vitest';
import type { PersonaRow, PersonaSite } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/exposure/exp-003.js';
import { aPersona, aSite, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const GAP = unknown(FORBIDDEN);

function reached(id: string, over: Partial<PersonaSite> = {}): PersonaSite {
  const path = ['Hanna Example', 'HR', 'All Staff', 'Archive Visitors', 'Archive', 'Treatment Notes'];
  const site = { ...aSite().site, id, displayName: id };
  return { site, files: 50, sensitiveFiles: 47, isForbidden: false, isOwn: false, path, ...over };
}
const asked = (...rows: Partial<PersonaRow>[]) => ({
  rows: { persona: rows.map((row) => aPersona(row)) },
  totals: { personas: rows.length },
});

ruleCases(rule, {
  pass: [
    {
      name: 'reaches nothing that looks like PHI',
      ...asked({ mustNot: 2 }),
      expect: {
        measures: { personas: 1, forbidden: 0, elsewhere: 0 },
        summary: /Asked as 1 person about 2 sites that must not be reached/,
      },
    },
    { name: 'reaches PHI-looking files of the own department', ...asked({ reached: [reached('hr', { isOwn: true })] }) },
    { name: 'has no list of sites', ...asked({ mustNot: 0 }) },
  ],
  fail: [
    {
      name: 'reaches a site of the list',
      ...asked({ reached: [reached('archive', { isForbidden: true })] }),
      expect: { objects: ['HR analyst/archive'], severity: 'high', gate: null, measures: { forbidden: 1, elsewhere: 0 } },
    },
    {
      name: 'reaches a site of the list without any PHI-looking file, own or not',
      ...asked({ reached: [reached('board', { isForbidden: true, isOwn: true, sensitiveFiles: 0 })] }),
    },
    {
      name: 'two people reach the same site, and one another beside it',
      ...asked(
        { reached: [reached('archive', { isForbidden: true }), reached('billing')] },
        { name: 'Front desk', reached: [reached('archive', { isForbidden: true })] },
      ),
      expect: {
        objects: ['HR analyst/archive', 'HR analyst/billing', 'Front desk/archive'],
        measures: { forbidden: 2, elsewhere: 1 },
        summary: /Asked as 2 people: 1 site that must not be reached .* outside their own: 1 site\./,
      },
    },
    {
      name: 'one for certain, one perhaps',
      ...asked({ reached: [reached('archive', { isForbidden: true })], doubts: [{ site: 'board', gap: FORBIDDEN }] }),
      expect: { measures: { undecided: 1 } },
    },
    { name: 'one seen in part', ...asked({ reached: [reached('archive', { isForbidden: true })] }), partial: FORBIDDEN },
  ],
  warn: [
    {
      name: 'reaches PHI-looking files elsewhere',
      ...asked({ reached: [reached('billing'), reached('news', { sensitiveFiles: 0 })] }),
      expect: { objects: ['HR analyst/billing'], severity: 'medium', measures: { forbidden: 0, elsewhere: 1 } },
    },
  ],
  notApplicable: [
    { name: 'nobody was asked about' },
    { name: 'nobody was asked about, and not everything was read', rows: { persona: [] }, partial: FORBIDDEN },
  ],
  notAssessed: [
    { name: 'nothing could be read', ...asked({}), rows: { persona: FORBIDDEN } },
    { name: 'none seen in part', ...asked({}), partial: FORBIDDEN },
    { name: 'a site that perhaps is reached', ...asked({ doubts: [{ site: 'archive', gap: FORBIDDEN }] }) },
    { name: 'the directory could not be read', ...asked({ user: GAP }) },
    {
      name: 'nobody has that name',
      ...asked({ user: known(null) }),
      expect: { summary: /the directory knows nobody by the name that a persona gives/ },
    },
  ],
});

describe('EXP-003: the object', () => {
  it('prints who, how much and the way in', async () => {
    const { objects } = await assess(rule, asked({ reached: [reached('archive', { isForbidden: true })] }));
    expect(objects[0]).toMatchObject({
      type: 'site',
      siteId: 'archive',
      name: 'archive (as HR analyst)',
      reach: 'standing',
      sensitive: true,
      detail: {
        persona: 'HR analyst',
        user: 'Hanna Example',
        files: 50,
        sensitiveFiles: 47,
        path: 'Hanna Example > HR > All Staff > Archive Visitors > Archive > Treatment Notes',
      },
    });
  });
});
