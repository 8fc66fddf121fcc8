/** DLP-008: browsers, networks and devices against other AI sites. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/dlp/dlp-008.js';
import { CAPABILITIES } from '../../../src/rules/licensing/plans.js';
import { EVERYWHERE, NOWHERE } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { dataRule, licence, places, policy, SIMULATED, UNKNOWN_RUNG, UNREAD } from './worlds.js';

const owned = { subscribedSkus: [licence([...CAPABILITIES.dlpEndpoint][0] as string)] };
const nowhere = places(known(NOWHERE));
const blocking = known([dataRule({ blocks: true })]);
const browser = (plane: string, over: Parameters<typeof policy>[1] = {}) =>
  policy('browser', { rules: blocking, ...over, policy: { planes: known([plane]), locations: nowhere } });
const devices = (over: Parameters<typeof policy>[1] = {}) =>
  policy('devices', { ...over, policy: { locations: places(known(NOWHERE), { endpoint: known(EVERYWHERE) }) } });

ruleCases(rule, {
  pass: [
    { name: 'in the browser', rows: { dlpPolicy: [browser('Browser')] }, expect: { summary: /browser\. Private phones/ } },
    { name: 'in the network', rows: { dlpPolicy: [browser('Network')] } },
    { name: 'in an older word', rows: { dlpPolicy: [browser('Entra'), devices({ rules: UNREAD })] }, partial: FORBIDDEN },
  ],
  warn: [
    {
      name: 'on devices, for sites that no export shows',
      rows: { dlpPolicy: [devices()] },
      expect: { objects: ['devices'], summary: /sensitive service domains/ },
    },
  ],
  fail: [
    { name: 'none', facts: owned, expect: { message: 'none' } },
    {
      name: 'in simulation',
      rows: { dlpPolicy: [browser('Browser', SIMULATED)] },
      facts: owned,
      expect: { message: 'resting', objects: ['browser'] },
    },
    {
      name: 'for cards alone',
      rows: { dlpPolicy: [browser('Browser', { rules: known([dataRule({ blocks: true }, { looksForPhi: known(false) })]) })] },
      facts: owned,
      expect: { message: 'notPhi' },
    },
    {
      name: 'devices that are only watched',
      rows: { dlpPolicy: [devices({ rules: known([dataRule({ blocks: true })]) })] },
      facts: owned,
      expect: { message: 'notPhi' },
    },
    {
      name: 'Copilot alone',
      rows: { dlpPolicy: [browser('CopilotExperiences')] },
      facts: owned,
      expect: { message: 'none' },
    },
  ],
  notLicensed: [
    { name: 'none', facts: { subscribedSkus: [licence('other')] } },
    { name: 'a policy that was tried out', rows: { dlpPolicy: [devices(SIMULATED)] }, facts: { subscribedSkus: [] } },
  ],
  notAssessed: [
    { name: 'none, and licences away', facts: { subscribedSkus: FORBIDDEN } },
    {
      name: 'planes that cannot be read',
      rows: { dlpPolicy: [policy('x', { policy: { planes: UNREAD, locations: nowhere } })] },
      facts: owned,
    },
    { name: 'a policy that may be on', rows: { dlpPolicy: [browser('Browser', UNKNOWN_RUNG)] }, facts: owned },
    {
      name: 'devices restricted, beside a browser policy that may be on',
      rows: { dlpPolicy: [devices(), browser('Browser', UNKNOWN_RUNG)] },
    },
    { name: 'none, seen in part', facts: owned, partial: FORBIDDEN },
  ],
});
