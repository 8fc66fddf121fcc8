/** A mode that is a number, or a word that nobody knows, is neither on nor off; and what SharePoint's shell says in odd ways. */
import { describe, expect, test } from 'vitest';
import { known } from '../../src/evidence/known.js';
import type { Bundle, CmdletObject, CmdletResult } from '../../src/purview/results.js';
import { searchModeIn, sitesIn, tenantIn } from '../../src/purview/sharepoint-export.js';
import {
  AT,
  dlpPolicyObject,
  dlpRuleObject,
  labelObject,
  labelPolicyObject,
  result,
  retentionObject,
  rowsOf,
} from './objects.js';

describe.each([
  ['labels', 'Get-Label', labelObject],
  ['labelPolicies', 'Get-LabelPolicy', labelPolicyObject],
  ['retentionPolicies', 'Get-RetentionCompliancePolicy', retentionObject],
] as const)('%s', (dataset, cmdlet, object) => {
  const enabledOf = (over: Parameters<typeof object>[0]) => {
    const [row] = rowsOf(dataset, result(cmdlet, [object(over)])).rows;
    return row !== undefined && 'enabled' in row ? row.enabled : null;
  };

  test.each([1, '3', 'Preview', {}])('mode %j: not known', (Mode) => {
    expect(enabledOf({ Mode })).toMatchObject({ known: false, gap: { reason: 'unreadable' } });
  });

  test.each(['Enforce', 'enable'])('mode %s: on', (Mode) => {
    expect(enabledOf({ Mode })).toEqual(known(true));
  });

  test('on its way out: off', () => {
    expect(enabledOf({ Mode: 'PendingDeletion' })).toEqual(known(false));
  });
});

describe('a property that other objects of the same file have was lost', () => {
  const policy = (over: CmdletObject): CmdletObject => dlpPolicyObject({ Name: 'a', Guid: 'a', ...over });
  const rule = (over: CmdletObject): CmdletObject => dlpRuleObject({ IsAdvancedRule: false, AdvancedRule: null, ...over });

  test('a list of exceptions, in an export', () => {
    const objects = [policy({}), policy({ Name: 'b', Guid: 'b', ExchangeLocationException: ['ada@clinic.example'] })];
    const [lost, whole] = rowsOf('dlpPolicies', { ...result('Get-DlpCompliancePolicy', objects), source: 'export' }).rows;
    expect(lost?.locations.exchange).toMatchObject({ known: false, gap: { detail: expect.stringContaining('is missing') } });
    expect(whole?.locations.exchange).toMatchObject({ known: true });
    const [alone] = rowsOf('dlpPolicies', result('Get-DlpCompliancePolicy', [policy({})])).rows;
    expect(alone?.locations.exchange.known).toBe(true);
  });

  test.each(['ExceptIfFrom', 'FromMemberOf'])('the condition %s', (name) => {
    const objects = [rule({ Name: 'a', Guid: 'a' }), rule({ Name: 'b', Guid: 'b', [name]: ['ada@clinic.example'] })];
    const [lost, whole] = rowsOf('dlpRules', { ...result('Get-DlpComplianceRule', objects), source: 'export' }).rows;
    expect(lost?.conditions.known).toBe(false);
    expect(whole?.conditions.known).toBe(true);
  });

  test('answers of other sources may leave out what is not set', () => {
    const objects = [policy({}), policy({ Name: 'b', Guid: 'b', ExchangeLocationException: ['ada@clinic.example'] })];
    const { rows } = rowsOf('dlpPolicies', { ...result('Get-DlpCompliancePolicy', objects), source: 'graph' });
    expect(rows.map(({ locations }) => locations.exchange.known)).toEqual([true, true]);
  });
});

describe('an export of SharePoint', () => {
  const bundle = (...results: CmdletResult[]): Bundle => ({ name: 'export', tenantId: null, madeAt: AT, results, notes: [] });
  const MODE = 'Get-SPOTenantRestrictedSearchMode';
  const says = (detail: string): CmdletResult => result(MODE, { kind: 'failed', gap: { reason: 'failed', detail } });

  test('restricted search that nobody ever set is off, as the error or as the saved sentence', () => {
    const sentence = 'Restricted search mode is currently not set.';
    expect(searchModeIn(bundle(says(`${MODE} failed: ${sentence}`)))).toEqual(known('Disabled'));
    expect(searchModeIn(bundle(result(MODE, [{ Value: sentence }])))).toEqual(known('Disabled'));
    expect(searchModeIn(bundle(says(`${MODE} failed: Access denied.`)))).toMatchObject({ known: false });
  });

  test('settings of two tenants are those of none', () => {
    const two = [{ SharingCapability: 'Disabled' }, { SharingCapability: 'ExternalUserAndGuestSharing' }];
    expect(tenantIn(bundle(result('Get-SPOTenant', two)))).toMatchObject({ known: false });
  });

  test('settings of a site that only a list holds are not known', () => {
    const list = result('Get-SPOSite', [{ Url: 'https://contoso.sharepoint.com/sites/HR', SharingCapability: 'Disabled' }]);
    expect(sitesIn(bundle({ ...list, byHand: true }))).toMatchObject({
      known: true,
      value: [{ properties: { known: false, gap: { reason: 'unreadable' } } }],
    });
    expect(sitesIn(bundle(list))).toMatchObject({ value: [{ properties: { known: true } }] });
  });
});
