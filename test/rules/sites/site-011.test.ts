/** SITE-011: who administers a site, and how many do. */
import { expect, it } from 'vitest';
import type { SiteAdmin } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/sites/site-011.js';
import { aSite, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const ada: SiteAdmin = { name: 'Ada Example', kind: 'person', departed: known(false) };
const gone: SiteAdmin = { ...ada, name: 'Dana Example', departed: known(true) };
const unsure: SiteAdmin = { ...ada, departed: unknown(FORBIDDEN) };
const guest: SiteAdmin = { ...ada, name: 'Gus Guest', kind: 'guest' };
const all: SiteAdmin = { ...ada, name: 'Everyone', kind: 'everybody' };
const group: SiteAdmin = { ...ada, name: 'Front office Owners', kind: 'group' };
const app: SiteAdmin = { ...ada, name: 'Backup', kind: 'application' };
const strange: SiteAdmin = { ...ada, name: '?', kind: 'unknown' };
const site = (admins: readonly SiteAdmin[], over: Parameters<typeof aSite>[0] = {}) => ({
  site: [aSite({ admins: known(admins), ...over })],
});
const PHI = { sensitiveWord: known('patient') };

ruleCases(rule, {
  pass: [
    { name: 'one person', rows: site([ada]) },
    { name: 'a group of owners', rows: site([group]) },
    { name: 'nobody', rows: site([]) },
    { name: 'four people and an application', rows: site([ada, ada, ada, ada, app]) },
    { name: 'six where six are allowed', rows: site(Array(6).fill(ada)), thresholds: { siteAdminsMax: 6 } },
    { name: 'a OneDrive', rows: { site: [aSite(), ...site([gone], { isPersonal: true }).site] } },
  ],
  warn: [
    {
      name: 'five people',
      rows: site(Array(5).fill(ada)),
      expect: { message: 'many', severity: 'medium', gate: null, measures: { many: 1, wrong: 0 } },
    },
  ],
  fail: [
    { name: 'somebody who left', rows: site([ada, gone]), expect: { severity: 'high', gate: null, objects: ['site-1'] } },
    { name: 'a guest', rows: site([guest]), expect: { severity: 'high', gate: null } },
    { name: 'everybody', rows: site([all]), expect: { severity: 'high', gate: 'condition', measures: { everybody: 1 } } },
    { name: 'everybody, on a sensitive site', rows: site([all], PHI), expect: { severity: 'critical', gate: 'block' } },
    { name: 'everybody, on an intended site', rows: site([all], { isIntended: true }) },
    {
      name: 'everybody, names not read',
      rows: site([all], { sensitiveWord: unknown(FORBIDDEN) }),
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 } },
    },
    { name: 'a guest on a sensitive site', rows: site([guest], PHI), expect: { severity: 'high', gate: null } },
    { name: 'one who left, and one not known', rows: site([gone, unsure]), expect: { severity: 'high' } },
    {
      name: 'one who left, and one of no kind that we know',
      rows: site([gone, strange], PHI),
      expect: { severity: 'high', measures: { undecided: 1 } },
    },
    {
      name: 'a guest on one, five on another',
      rows: { site: [...site([guest]).site, ...site(Array(5).fill(ada), { site: { id: 'site-2' } }).site] },
      expect: { objects: ['site-1', 'site-2'], measures: { wrong: 1, many: 1 } },
    },
  ],
  notApplicable: [{ name: 'no site' }],
  notAssessed: [
    { name: 'administrators could not be read', rows: { site: [aSite({ admins: unknown(FORBIDDEN) })] } },
    { name: 'whether one left is not known', rows: site([ada, unsure]) },
    { name: 'one of no kind that we know', rows: site([ada, strange]) },
    { name: 'sites could not be listed', rows: { site: FORBIDDEN } },
  ],
});

it('SITE-011 names them', async () => {
  const { objects } = await assess(rule, { rows: site([ada, gone, guest, all]) });
  expect(objects[0]?.detail).toMatchObject({
    administrators: 4,
    departed: 'Dana Example',
    guests: 'Gus Guest',
    everybody: 'Everyone',
  });
});
