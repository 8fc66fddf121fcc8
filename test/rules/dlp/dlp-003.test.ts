/** DLP-003: the places of enforced policies that look for PHI. */
import { known } from '../../../src/evidence/known.js';
import type { DlpLocation, PolicyScope } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/dlp/dlp-003.js';
import { CAPABILITIES } from '../../../src/rules/licensing/plans.js';
import { EVERYWHERE, NOWHERE, PILOT_ONLY } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { dataRule, licence, places, policy, SIMULATED, UNREAD } from './worlds.js';

const nowhere = known(NOWHERE);
const all = known(EVERYWHERE);
const holes: PolicyScope = { ...EVERYWHERE, excludes: ['ceo@clinic.example'] };
const only = (id: string, over: { readonly [L in DlpLocation]?: typeof all }) =>
  policy(id, { policy: { locations: places(nowhere, over) } });
const FILES_AND_MAIL = { exchange: all, sharePoint: all, oneDrive: all };
const teams = { subscribedSkus: [licence([...CAPABILITIES.dlpTeams][0] as string)] };

ruleCases(rule, {
  pass: [
    {
      name: 'everywhere',
      rows: { dlpPolicy: [policy('a')] },
      expect: { measures: { covered: 5, open: 0 }, summary: /licence: nothing/ },
    },
    {
      name: 'files and mail, by two policies, where no more is licensed',
      rows: { dlpPolicy: [only('a', { exchange: all }), only('b', { sharePoint: all, oneDrive: all })] },
      expect: { measures: { covered: 3, notLicensed: 2 }, summary: /licence: Teams chats, devices/ },
    },
    { name: 'everywhere, seen in part', rows: { dlpPolicy: [policy('a')] }, partial: FORBIDDEN },
    { name: 'everywhere, whatever the licences', rows: { dlpPolicy: [policy('a')] }, facts: { subscribedSkus: FORBIDDEN } },
  ],
  fail: [
    {
      name: 'SharePoint out',
      rows: { dlpPolicy: [only('a', { exchange: all, oneDrive: all })] },
      expect: { objects: ['SharePoint'], severity: 'high', summary: /in SharePoint\./ },
    },
    {
      name: 'mail for a pilot only',
      rows: { dlpPolicy: [only('a', { ...FILES_AND_MAIL, exchange: known(PILOT_ONLY) })] },
      expect: { objects: ['Exchange mail'], severity: 'medium' },
    },
    {
      name: 'an exception in OneDrive',
      rows: { dlpPolicy: [only('a', { ...FILES_AND_MAIL, oneDrive: known(holes) })] },
      expect: { objects: ['OneDrive'], severity: 'medium' },
    },
    {
      name: 'Teams, where it is licensed',
      rows: { dlpPolicy: [only('a', FILES_AND_MAIL)] },
      facts: teams,
      expect: { objects: ['Teams chats'], measures: { notLicensed: 1 } },
    },
    {
      name: 'everywhere, for cards alone, and PHI in simulation',
      rows: { dlpPolicy: [policy('a', { rules: known([dataRule({}, { looksForPhi: known(false) })]) }), policy('b', SIMULATED)] },
      expect: { measures: { open: 3 }, severity: 'high' },
    },
    { name: 'no policy', expect: { measures: { covered: 0, open: 3 } } },
  ],
  notAssessed: [
    { name: 'a place that cannot be read', rows: { dlpPolicy: [only('a', { ...FILES_AND_MAIL, sharePoint: UNREAD })] } },
    { name: 'rules that cannot be read', rows: { dlpPolicy: [policy('a', { rules: UNREAD })] } },
    {
      name: 'Teams out, and licences away',
      rows: { dlpPolicy: [only('a', FILES_AND_MAIL)] },
      facts: { subscribedSkus: FORBIDDEN },
    },
    { name: 'SharePoint out, seen in part', rows: { dlpPolicy: [only('a', { exchange: all })] }, partial: FORBIDDEN },
  ],
});
