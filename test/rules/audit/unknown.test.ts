/**
 * Law 1 for the facts of this pillar: every field that may be unknown is taken away from every mixture of the others. A rule
 * that is ready without it is ready with each value that could stand there, and one that fails without it never becomes ready.
 */
import { expect, test } from 'vitest';
import { known } from '../../../src/evidence/known.js';
import aud001 from '../../../src/rules/audit/aud-001.js';
import aud002 from '../../../src/rules/audit/aud-002.js';
import aud003 from '../../../src/rules/audit/aud-003.js';
import aud004 from '../../../src/rules/audit/aud-004.js';
import aud005 from '../../../src/rules/audit/aud-005.js';
import aud006 from '../../../src/rules/audit/aud-006.js';
import aud007 from '../../../src/rules/audit/aud-007.js';
import aud008 from '../../../src/rules/audit/aud-008.js';
import type { AnyRule } from '../../../src/rules/define.js';
import { EVERYWHERE, NOWHERE } from '../../kit/purview-rows.js';
import { aPerson } from '../../kit/rows.js';
import { assess, type World } from '../../kit/rule-cases.js';
import { READY } from '../../kit/taken-evidence.js';
import {
  AWAY,
  auditPolicy,
  CUT,
  forward,
  origins,
  remote,
  retention,
  riskPolicy,
  sample,
  skus,
  spamPolicy,
  usage,
} from './facts.js';

type Mixture = Readonly<Record<string, unknown>>;

interface Sweep {
  readonly rule: AnyRule;
  /** The last value of each field is the one that says nothing. */
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
  // biome-ignore lint/suspicious/noExplicitAny: a value of a mixture stands in whichever field it was chosen for
  readonly world: (m: any) => World;
}

const YES_NO = [known(true), known(false), CUT];
const SCOPE = [known(EVERYWHERE), known(NOWHERE), CUT];
const SKUS = [skus('copilot', 'oneYear', 'insiderRisk'), skus(), AWAY];
const domains = [{ name: 'clinic.example', isDefault: true, isInitial: false }];
const organization = [{ id: 'o', displayName: 'c', verifiedDomains: domains, countryLetterCode: null, createdDateTime: null }];

const SWEEPS: readonly Sweep[] = [
  {
    rule: aud001,
    fields: {
      one: YES_NO,
      other: YES_NO,
      score: [[{ name: 'mip_search_auditlog', score: 0, percent: 0, status: null, asOf: null }], AWAY],
    },
    world: (m) => ({
      facts: {
        auditConfiguration: [m.one, m.other].map((on) => ({ unifiedAuditLogIngestionEnabled: on, origins })),
        secureScore: m.score,
      },
    }),
  },
  {
    rule: aud002,
    fields: { samples: [[sample(true)], [sample(false)], AWAY], active: [usage(0), usage(3), AWAY], skus: SKUS },
    world: (m) => ({ facts: { copilotAudit: m.samples, copilotUsage: m.active, subscribedSkus: m.skus } }),
  },
  {
    rule: aud003,
    fields: { days: [known(365), known(90), CUT], others: [known(365), known(7), CUT], skus: SKUS },
    world: (m) => ({
      facts: {
        auditRetentionPolicies: [auditPolicy(1, { days: m.days }), auditPolicy(1, { days: m.others })],
        subscribedSkus: m.skus,
      },
    }),
  },
  {
    rule: aud004,
    fields: { disabled: YES_NO, bypasses: [[], [{ name: 'a', userId: 'ada', origins }], AWAY] },
    world: (m) => ({
      facts: { exchangeOrganization: [{ auditDisabled: m.disabled, origins }], auditBypasses: m.bypasses },
      rows: { person: [aPerson({ user: { id: 'ada' } })] },
    }),
  },
  {
    rule: aud005,
    fields: { enabled: YES_NO, covers: YES_NO, others: YES_NO, active: [usage(0), usage(3), AWAY], skus: SKUS },
    world: (m) => ({
      facts: {
        retentionPolicies: [retention({ enabled: m.enabled, coversCopilot: m.covers }), retention({ coversCopilot: m.others })],
        copilotUsage: m.active,
        subscribedSkus: m.skus,
      },
    }),
  },
  {
    rule: aud006,
    fields: { enabled: YES_NO, deletes: YES_NO, sharePoint: SCOPE, oneDrive: SCOPE },
    world: (m) => ({ facts: { retentionPolicies: [retention(m)] } }),
  },
  {
    rule: aud007,
    fields: { enabled: YES_NO, watchesAi: YES_NO, skus: SKUS },
    world: ({ skus: subscribedSkus, ...m }) => ({ facts: { riskPolicies: [riskPolicy(m)], subscribedSkus } }),
  },
  {
    rule: aud008,
    fields: {
      mode: [known('Off'), known('Automatic'), known('On'), CUT],
      other: [known('Off'), known('Automatic'), CUT],
      remote: YES_NO,
      domains: [[remote(false)], [remote(true)], AWAY],
      enabled: YES_NO,
      kind: ['mailbox', 'transport-rule'],
      forwards: ['some', 'none', AWAY],
      organization: [organization, AWAY],
    },
    world: (m) => ({
      facts: {
        outboundSpamPolicies: [m.mode, m.other].map((autoForwardingMode) => spamPolicy('Off', { autoForwardingMode })),
        remoteDomains: Array.isArray(m.domains) ? [remote(false, { autoForwardEnabled: m.remote })] : m.domains,
        mailForwards:
          m.forwards === 'some' ? [forward({ kind: m.kind, enabled: m.enabled })] : m.forwards === 'none' ? [] : m.forwards,
        organization: m.organization,
      },
    }),
  },
];

function mixtures(fields: Sweep['fields']): Mixture[] {
  return Object.entries(fields).reduce<Mixture[]>(
    (made, [name, values]) => made.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

test.each(SWEEPS.map((sweep) => [sweep.rule.meta.id, sweep] as const))('%s', async (_, { rule, fields, world }) => {
  const told = new Map<string, string>();
  const outcomeOf = async (m: Mixture) => {
    const key = JSON.stringify(m);
    const before = told.get(key) ?? (await assess(rule, world(m))).outcome;
    told.set(key, before);
    return before as Parameters<typeof READY.has>[0];
  };
  const wrong: string[] = [];
  for (const mixture of mixtures(fields)) {
    const seen = await outcomeOf(mixture);
    for (const [name, values] of Object.entries(fields)) {
      if (mixture[name] !== CUT && mixture[name] !== AWAY) continue;
      for (const value of values) {
        const could = await outcomeOf({ ...mixture, [name]: value });
        const turned = READY.has(seen) ? could === 'fail' || could === 'warn' : seen !== 'not-assessed' && READY.has(could);
        if (turned) wrong.push(`${seen} without ${name}, ${could} with ${JSON.stringify(value)}: ${JSON.stringify(mixture)}`);
      }
    }
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(new Set(told.values()).size).toBeGreaterThan(2);
});
