/** SITE-005: who is asked for access, and where members let others in. */
import { expect, it } from 'vitest';
import type { SiteRow } from '../../../src/derive/rows.js';
import { type Known, known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/sites/site-005.js';
import { aSite, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

type Web = SiteRow['accessRequests'] extends Known<readonly (infer W)[]> ? W : never;
const web = (over: Partial<Web> = {}): Web => ({
  webUrl: 'https://clinic.sharepoint.example/sites/FrontOffice',
  to: 'ada@clinic.example',
  departed: known(false),
  membersCanShare: false,
  ...over,
});
const site = (webs: readonly Web[], over: Parameters<typeof aSite>[0] = {}) => ({
  site: [aSite({ accessRequests: known(webs), ...over })],
});
const gone = web({ to: 'dana@clinic.example', departed: known(true) });
const PHI = { sensitiveWord: known('patient') };

ruleCases(rule, {
  pass: [
    { name: 'somebody who works here', rows: site([web()]) },
    { name: 'no requests are taken', rows: site([web({ to: '', departed: known(true) })]) },
    { name: 'members share a site that holds nothing', rows: site([web({ membersCanShare: true })]) },
    { name: 'only owners share a sensitive site', rows: site([web()], PHI) },
    { name: 'whether members share was left out, on a site that holds nothing', rows: site([web({ membersCanShare: null })]) },
    { name: 'a OneDrive', rows: { site: [aSite(), ...site([gone], { isPersonal: true }).site] } },
  ],
  warn: [
    {
      name: 'members share a sensitive site',
      rows: site([web({ membersCanShare: true })], PHI),
      expect: { message: 'sharing', severity: 'low', gate: null, measures: { membersShare: 1 } },
    },
    {
      name: 'they do on one web, and of another it was left out',
      rows: site([web({ membersCanShare: true }), web({ membersCanShare: null })], PHI),
    },
  ],
  fail: [
    {
      name: 'somebody who left',
      rows: site([gone]),
      expect: { message: 'some', severity: 'low', gate: null, objects: ['site-1'], measures: { toDeparted: 1, membersShare: 0 } },
    },
    { name: 'on a subsite alone', rows: site([web(), gone]), expect: { measures: { toDeparted: 1 } } },
    { name: 'and of another web it is not known', rows: site([web({ departed: unknown(FORBIDDEN) }), gone]) },
    {
      name: 'and members share it, which is sensitive',
      rows: site([{ ...gone, membersCanShare: true }], PHI),
      expect: { measures: { toDeparted: 1, membersShare: 1 } },
    },
  ],
  notApplicable: [{ name: 'no site' }, { name: 'only a OneDrive', rows: site([gone], { isPersonal: true }) }],
  notAssessed: [
    { name: 'requests could not be read', rows: { site: [aSite({ accessRequests: unknown(FORBIDDEN) })] } },
    { name: 'whether somebody left is not known', rows: site([web({ departed: unknown(FORBIDDEN) })]) },
    { name: 'whether members share was left out, on a sensitive site', rows: site([web({ membersCanShare: null })], PHI) },
    {
      name: 'members share, names were not read',
      rows: site([web({ membersCanShare: true })], { sensitiveWord: unknown(FORBIDDEN) }),
    },
    {
      name: 'whether members share was left out, names were not read',
      rows: site([web({ membersCanShare: null })], { sensitiveWord: unknown(FORBIDDEN) }),
    },
    { name: 'sites could not be listed', rows: { site: FORBIDDEN } },
  ],
});

it('SITE-005 names the address and the webs', async () => {
  const { objects } = await assess(rule, {
    rows: site([web(), { ...gone, webUrl: 'https://clinic.sharepoint.example/sites/x/sub' }]),
  });
  expect(objects[0]?.detail).toMatchObject({
    requestsGoTo: 'dana@clinic.example',
    at: 'https://clinic.sharepoint.example/sites/x/sub',
  });
});
