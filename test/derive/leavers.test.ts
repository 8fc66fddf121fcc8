/** Whose leavers list it is: another client's must not make this tenant look clean. */
import { expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.js';
import { leftOn, loadDirectory } from '../../src/derive/directory.js';
import { unknown } from '../../src/evidence/known.js';
import { createMemoryEvidence } from '../../src/snapshot/memory.js';
import { aUser, NOW } from '../kit/rows.js';

const user = aUser({ employeeLeaveDateTime: unknown({ reason: 'forbidden', remedy: 'User-LifeCycleInfo.Read.All' }) });

async function judged(...keys: string[]) {
  const evidence = createMemoryEvidence({
    organization: [
      {
        id: 't',
        displayName: 'Clinic',
        verifiedDomains: [{ name: 'clinic.example', isDefault: true, isInitial: false }],
        countryLetterCode: null,
        createdDateTime: null,
      },
    ],
    users: [user],
    groups: [],
    groupLinks: [],
    groupSites: [],
    leavers: keys.map((key) => ({ key, lastDay: '2026-01-31' })),
  });
  return leftOn(user, await loadDirectory(evidence, { ...DEFAULT_CONFIG, now: NOW }), NOW);
}

it.each([
  ['names somebody of the directory', ['ada@clinic.example'], { known: true, value: '2026-01-31' }],
  ['names only people whose accounts are gone', ['gone@clinic.example'], { known: true, value: null }],
])('a list that %s is believed', async (_, keys, expected) => {
  expect(await judged(...keys)).toEqual(expected);
});

it.each([[['nobody@other.example']], [['4711', '4712']]])(
  'a list of %j is another tenant’s, and nothing is known',
  async (keys) => {
    expect((await judged(...keys)).known).toBe(false);
  },
);
