/** DLP-009: data policies of the Power Platform over the default environment. */
import { known } from '../../../src/evidence/known.js';
import type { PowerPlatformEnvironment, PowerPlatformPolicy } from '../../../src/evidence/purview.js';
import rule from '../../../src/rules/dlp/dlp-009.js';
import { ORIGIN } from '../../kit/purview-rows.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases, type World } from '../../kit/rule-cases.js';
import { UNREAD } from './worlds.js';

const origins = [ORIGIN];
const home: PowerPlatformEnvironment = { name: 'Default-1', displayName: 'Clinic (default)', isDefault: true, origins };
const other: PowerPlatformEnvironment = { name: 'env-2', displayName: 'Billing', isDefault: false, origins };
const aPolicy = (over: Partial<PowerPlatformPolicy> = {}): PowerPlatformPolicy => ({
  name: 'All',
  environments: 'all',
  business: known(['shared_sharepointonline', 'shared_azureopenai']),
  blocked: known(['shared_http']),
  defaultGroup: 'non-business',
  origins,
  ...over,
});
const facts = (policies: readonly PowerPlatformPolicy[], environments = [home, other]): NonNullable<World['facts']> => ({
  powerPlatformPolicies: policies,
  powerPlatformEnvironments: environments,
});
const business = (...ids: string[]) => aPolicy({ business: known(ids), blocked: known([]) });

ruleCases(rule, {
  pass: [
    { name: 'one for all', facts: facts([aPolicy()]), expect: { measures: { policies: 1, unbound: 0, environments: 2 } } },
    {
      name: 'one for the default one alone',
      facts: facts([aPolicy({ environments: { only: ['DEFAULT-1'] } })]),
      expect: { measures: { unbound: 1 } },
    },
    { name: 'one for all but another', facts: facts([aPolicy({ environments: { except: ['env-2'] } })]) },
    {
      name: 'HTTP is business in one, and blocked by the next',
      facts: facts([business('shared_http'), aPolicy({ name: 'Strict' })]),
    },
    {
      name: 'HTTP is business where nobody minds',
      facts: facts([aPolicy(), { ...business('shared_http'), environments: { only: ['env-2'] } }]),
    },
    { name: 'a default group of business, and HTTP blocked', facts: facts([aPolicy({ defaultGroup: 'business' })]) },
  ],
  fail: [
    {
      name: 'HTTP is business, and of another policy nothing can be read',
      facts: facts([business('shared_http'), aPolicy({ name: 'Strange', business: UNREAD, blocked: known([]) })]),
    },
    {
      name: 'no policy',
      facts: facts([]),
      expect: { message: 'unbound', objects: ['Clinic (default)'], measures: { unbound: 2 } },
    },
    {
      name: 'all but the default one',
      facts: facts([aPolicy({ environments: { except: ['Default-1'] } })]),
      expect: { message: 'unbound' },
    },
    {
      name: 'HTTP and an AI service are business',
      facts: facts([business('/providers/Microsoft.PowerApps/apis/shared_http', 'shared_openaiip', 'shared_teams')]),
      expect: { message: 'risky', objects: ['All'], summary: /HTTP, OpenAI\./ },
    },
  ],
  notAssessed: [
    { name: 'the policies away', facts: { ...facts([]), powerPlatformPolicies: FORBIDDEN } },
    {
      name: 'HTTP is business, in the part that was seen: another policy may block it',
      facts: facts([business('shared_webcontents')]),
      partial: FORBIDDEN,
    },
    { name: 'no policy, seen in part', facts: facts([]), partial: FORBIDDEN },
    { name: 'no default environment', facts: facts([aPolicy()], [other]) },
    { name: 'a business group that cannot be read', facts: facts([aPolicy({ business: UNREAD })]) },
    {
      name: 'HTTP is business, and may be blocked by another',
      facts: facts([business('shared_http'), aPolicy({ name: 'Strict', blocked: UNREAD })]),
    },
    { name: 'HTTP in no group that was told', facts: facts([aPolicy({ blocked: known([]), defaultGroup: null })]) },
    {
      name: 'HTTP perhaps in the default group of business',
      facts: facts([aPolicy({ blocked: known([]), defaultGroup: 'business' })]),
    },
  ],
});
