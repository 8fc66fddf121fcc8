/** Exports lose properties, are cut short and hold odd types. Nothing of that may break, or say of an object what it did not say whole. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourcedDataset } from '../../src/purview/normal/define.js';
import { NORMALISERS } from '../../src/purview/normal/index.js';
import { type CmdletObject, type CmdletValue, UNREADABLE } from '../../src/purview/results.js';
import {
  copilotLocations,
  dlpPolicyObject,
  dlpRuleObject,
  encryptAction,
  GROUPED,
  labelObject,
  labelPolicyObject,
  RIGHTS,
  result,
  retentionObject,
  rowsOf,
} from './objects.js';

interface Sample {
  readonly dataset: SourcedDataset;
  readonly object: CmdletObject;
  readonly cmdlet?: string;
  readonly beside?: Readonly<Record<string, readonly CmdletObject[]>>;
}

const twice = JSON.stringify({
  Condition: {
    Operator: 'And',
    SubConditions: [
      { ConditionName: 'AccessScope', Value: 'NotInOrganization' },
      { ConditionName: 'ContentContainsSensitiveInformation', Value: GROUPED },
    ],
  },
});
const pilot = copilotLocations({ Inclusions: [{ Type: 'Group', Identity: 'pilot' }] });
const away = dlpPolicyObject({
  Mode: 'TestWithNotifications',
  SharePointLocationException: [{ Name: 'https://clinic/sites/hr' }],
  ExchangeSenderMemberOf: ['pilot@clinic.example'],
  ExceptIfOneDriveSharedBy: ['ada@clinic.example'],
  TeamsLocation: [],
  TeamsAdaptiveScopes: ['Nurses'],
  PolicyRBACScopes: ['north'],
});
const connectors = [{ id: '/providers/Microsoft.PowerApps/apis/shared_http', name: 'HTTP' }];
const flatRights: CmdletValue = [{ Identity: 'all@clinic.example', Rights: 'VIEW,EXTRACT' }];

const SAMPLES: readonly Sample[] = [
  { dataset: 'dlpPolicies', object: dlpPolicyObject({ Locations: pilot, EnforcementPlanes: ['CopilotExperiences'] }) },
  { dataset: 'dlpPolicies', object: dlpPolicyObject({ Locations: JSON.parse(pilot) as CmdletValue, Enabled: false }) },
  { dataset: 'dlpPolicies', object: away },
  { dataset: 'dlpRules', object: dlpRuleObject({ AdvancedRule: twice }) },
  {
    dataset: 'dlpRules',
    object: dlpRuleObject({ IsAdvancedRule: true, AdvancedRule: twice, ContentContainsSensitiveInformation: null }),
  },
  {
    dataset: 'dlpRules',
    object: dlpRuleObject({
      Disabled: true,
      BlockAccess: false,
      RestrictAccess: [{ setting: 'ExcludeContentProcessing', value: 'Audit' }],
      EndpointDlpRestrictions: [{ setting: 'CloudEgress', value: 'Audit' }],
      ExpiryDate: '2026-01-01T00:00:00.000Z',
    }),
  },
  { dataset: 'labels', object: labelObject() },
  { dataset: 'labels', object: labelObject({ Disabled: true, LabelActions: [encryptAction({ disabled: 'true' })] }) },
  {
    dataset: 'labels',
    object: labelObject({
      LabelActions: [{ Type: 'encrypt', Settings: { protectiontype: 'template', disabled: 'false', rightsdefinitions: RIGHTS } }],
      Settings: [{ Key: 'BlockContentAnalysisServices', Value: 'True' }],
      Capabilities: ['DoubleKeyEncryption'],
    }),
  },
  {
    dataset: 'labels',
    object: {
      Guid: 'g',
      Name: 'flat',
      Disabled: false,
      Mode: 'Enforce',
      EncryptionEnabled: true,
      EncryptionProtectionType: 'Template',
      EncryptionRightsDefinitions: flatRights,
    },
  },
  { dataset: 'labelPolicies', object: labelPolicyObject({ Enabled: false, ExchangeLocationException: ['ada@clinic.example'] }) },
  {
    dataset: 'autoLabelPolicies',
    object: dlpPolicyObject({ ApplySensitivityLabel: 'l' }),
    beside: { 'Get-AutoSensitivityLabelRule': [dlpRuleObject()] },
  },
  {
    dataset: 'retentionPolicies',
    object: retentionObject({ Enabled: false }),
    beside: { 'Get-RetentionComplianceRule': [{ Policy: 'Everything', Disabled: false, RetentionComplianceAction: 'Keep' }] },
  },
  { dataset: 'auditConfiguration', object: { UnifiedAuditLogIngestionEnabled: false, Identity: 'Admin Audit Log Settings' } },
  {
    dataset: 'auditRetentionPolicies',
    object: { Name: 'a', RetentionDuration: 'ThreeMonths', RecordTypes: ['x'], UserIds: ['ada'] },
  },
  { dataset: 'exchangeOrganization', object: { AuditDisabled: true } },
  { dataset: 'auditBypasses', object: { Name: 'Ada', AuditBypassEnabled: true } },
  { dataset: 'outboundSpamPolicies', object: { Name: 'Default', AutoForwardingMode: 'On', IsDefault: true } },
  { dataset: 'remoteDomains', object: { DomainName: '*', AutoForwardEnabled: true } },
  {
    dataset: 'mailForwards',
    object: {
      Name: 'Copy',
      State: 'Enabled',
      Mode: 'Enforce',
      RedirectMessageTo: null,
      BlindCopyTo: ['a@out.example'],
      CopyTo: ['b@other.example'],
      AddToRecipients: null,
    },
  },
  { dataset: 'riskPolicies', object: { Name: 'Watch', Mode: 'Enable', Enabled: false, InsiderRiskScenario: 'LeakOfData' } },
  {
    dataset: 'riskPolicies',
    cmdlet: 'Get-FeatureConfiguration',
    object: {
      Name: 'Collect',
      Mode: 'Enable',
      ScenarioConfig: '{"EnforcementPlanes":["Browser"]}',
      Locations: '[{"Location":"x"}]',
    },
  },
  { dataset: 'superUsers', object: { value: 'Enabled' } },
  { dataset: 'powerPlatformEnvironments', object: { EnvironmentName: 'e', DisplayName: 'E', IsDefault: false } },
  {
    dataset: 'powerPlatformPolicies',
    object: {
      displayName: 'All',
      environmentType: 'ExceptEnvironments',
      environments: [{ name: 'sandbox' }],
      connectorGroups: [{ classification: 'Confidential', connectors }],
    },
  },
];

/** What a mutation puts in place of a value. Null is left to values that have no null of their own. */
const ODD: readonly CmdletValue[] = [UNREADABLE, {}, [[]], [UNREADABLE], 'System.Object', null];

/** The value with one thing in it broken, somewhere; the same value where it cannot be broken. */
function broken(value: CmdletValue, random: () => number): CmdletValue {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  if (Array.isArray(value) && value.length > 0 && random() < 0.8) {
    const at = Math.floor(random() * value.length);
    return value.map((one, index) => (index === at ? broken(one as CmdletValue, random) : one));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value as CmdletObject);
    if (entries.length > 0 && random() < 0.8) {
      const [name] = pick(entries);
      if (random() < 0.4) return Object.fromEntries(entries.filter(([key]) => key !== name));
      return Object.fromEntries(entries.map(([key, one]) => [key, key === name ? broken(one, random) : one]));
    }
  }
  if (typeof value === 'string' && /^[[{<]/.test(value) && value.length > 2 && random() < 0.7)
    return value.slice(0, 1 + Math.floor(random() * (value.length - 2)));
  const odd = pick(ODD);
  return isBroken(value, odd) ? odd : UNREADABLE;
}

/** Of texts and lists null says that there is none, and any text may be one or an entry of a list: other values, not broken ones. */
function isBroken(value: CmdletValue, odd: CmdletValue): boolean {
  if (typeof odd === 'string') return typeof value === 'boolean' || typeof value === 'number';
  return odd !== null || !(typeof value === 'string' || value === null || Array.isArray(value));
}

/** Paths at which the second row says something that the first did not. */
function claims(before: unknown, after: unknown, path: string): string[] {
  if (isKnownShape(after)) {
    if (!after.known) return [];
    return isKnownShape(before) && before.known ? claims(before.value, after.value, `${path}.value`) : [path];
  }
  if (after === null) return [];
  if (Array.isArray(after) && Array.isArray(before) && after.length === before.length)
    return after.flatMap((one, at) => claims(before[at], one, path));
  if (Array.isArray(after) || typeof after !== 'object') return JSON.stringify(after) === JSON.stringify(before) ? [] : [path];
  if (typeof before !== 'object' || before === null) return [path];
  return Object.entries(after).flatMap(([name, one]) =>
    claims((before as Record<string, unknown>)[name], one, `${path}.${name}`),
  );
}

function isKnownShape(value: unknown): value is { readonly known: boolean; readonly value?: unknown } {
  return typeof value === 'object' && value !== null && typeof (value as { known?: unknown }).known === 'boolean';
}

/** Names and ids stand in for each other; lists that cannot be read are empty beside a number of days that is not known. */
const LOOSE = /\.(?:id|name|domain|displayName|immutableId|recordTypes|users)$/;

describe.each(SAMPLES.map((sample) => [sample.dataset, JSON.stringify(sample.object).length, sample] as const))(
  '%s (%i characters)',
  (dataset, _, sample) => {
    const cmdlet = sample.cmdlet ?? (NORMALISERS[dataset].cmdlets[0] as string);
    const read = (object: CmdletObject) => rowsOf(dataset, result(cmdlet, [object]), sample.beside);
    const [whole] = read(sample.object).rows;

    test('whole, is a row', () => {
      expect(whole).toBeDefined();
    });

    const expectNoMore = (mutated: CmdletObject) => {
      const { rows, gaps } = read(mutated);
      if (rows.length === 0) expect(gaps.length, shown(mutated)).toBeGreaterThan(0);
      const wrong = rows.flatMap((row) => claims(whole, row, dataset)).filter((path) => !LOOSE.test(path));
      expect(wrong, shown(mutated)).toEqual([]);
    };

    test('without one of its properties, says nothing that it did not say whole', () => {
      for (const [name, value] of Object.entries(sample.object)) {
        expectNoMore(Object.fromEntries(Object.entries(sample.object).filter(([key]) => key !== name)));
        for (const odd of ODD) if (isBroken(value, odd)) expectNoMore({ ...sample.object, [name]: odd });
      }
    });

    test('broken somewhere inside, says nothing that it did not say whole', () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 2 ** 31 - 2 }), (seed) => {
          const random = numbersFrom(seed);
          for (let times = 0; times < 10; times += 1) {
            const [name, value] = Object.entries(sample.object)[Math.floor(random() * Object.keys(sample.object).length)] ?? [
              '',
              null,
            ];
            expectNoMore({ ...sample.object, [name]: broken(value, random) });
          }
        }),
        { numRuns: 60 },
      );
    });
  },
);

function shown(object: CmdletObject): string {
  return JSON.stringify(object, (_key, value: unknown) => (value === UNREADABLE ? '…' : value));
}

/** A stream of numbers from 0 to 1 that a seed decides. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

test('nothing that JSON can hold breaks a normaliser', () => {
  const value = fc.letrec<{ any: CmdletValue }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.string({ maxLength: 12 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(UNREADABLE),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom('Name', 'Value', 'Key', 'Groups', 'Type', 'Operator', 'Settings', '__proto__'), tie('any')),
    ),
  })).any;
  const samples = fc.constantFrom(...SAMPLES);
  fc.assert(
    fc.property(
      samples,
      fc.array(value, { minLength: 3, maxLength: 8 }),
      fc.nat(),
      ({ dataset, object, cmdlet, beside }, values, seed) => {
        const names = Object.keys(object);
        const changed: CmdletObject = Object.fromEntries(
          values.map((one, at) => [names[(seed + at * 7) % names.length] ?? 'Name', one]),
        );
        const answer = result(cmdlet ?? (NORMALISERS[dataset].cmdlets[0] as string), [{ ...object, ...changed }]);
        const { rows, gaps } = rowsOf(dataset, answer, beside);
        expect(rows.length).toBeLessThanOrEqual(1);
        expect(JSON.stringify([rows, gaps])).toBeTruthy();
      },
    ),
    { numRuns: 400 },
  );
});
