/** Objects of cmdlets as the service gives them, decoded, each in its good state; a test changes what it is about. */

import type { Gap } from '../../src/evidence/coverage.js';
import type { DatasetName, Datasets } from '../../src/evidence/datasets.js';
import { known, unknown } from '../../src/evidence/known.js';
import { cmdletNamed } from '../../src/purview/cmdlets.js';
import { Fields, objectsOf } from '../../src/purview/fields.js';
import type { Beside, SourcedDataset } from '../../src/purview/normal/define.js';
import { NORMALISERS } from '../../src/purview/normal/index.js';
import type { CmdletAnswer, CmdletObject, CmdletResult } from '../../src/purview/results.js';

export const AT = '2026-11-22T08:00:00.000Z';
export const SSN = 'a44669fe-0d48-453d-a9b1-2cc83f2cba77';
export const ICD10 = '3356946c-6bb7-449b-b253-6ffa419c0ce7';
export const LABEL = 'b7c1a1f0-0000-4000-8000-000000000001';
export const COPILOT = '470f2276-e011-4e9d-a6ec-20768be3a4b0';
const POLICY = '46f77b71-0000-4000-8000-000000000001';

/** What a cmdlet answered; a list of objects, or an answer of another kind. */
export function result(
  cmdlet: string,
  answer: readonly CmdletObject[] | CmdletAnswer,
  over: Partial<CmdletResult> = {},
): CmdletResult {
  const read = Array.isArray(answer);
  return {
    cmdlet,
    source: 'export',
    session: cmdletNamed(cmdlet)?.session ?? 'unknown',
    at: AT,
    module: null,
    door: `${cmdlet}.json`,
    target: null,
    answer: read ? { kind: 'read', objects: answer as readonly CmdletObject[], cut: null } : (answer as CmdletAnswer),
    ...over,
  };
}

export const FAILED: Gap = { reason: 'forbidden', remedy: 'Global Reader (Entra role)' };
export const failed: CmdletAnswer = { kind: 'failed', gap: FAILED };

/** Rows of one object, with what other cmdlets say beside it. */
export function rowsOf<D extends SourcedDataset>(
  dataset: D,
  answer: CmdletResult,
  beside: Readonly<Record<string, readonly CmdletObject[]>> = {},
): { readonly rows: readonly Datasets[D][]; readonly gaps: readonly Gap[] } {
  const others: Beside = (cmdlet) => {
    const objects = beside[cmdlet];
    return objects === undefined ? unknown(FAILED) : known(objectsOf(result(cmdlet, objects)));
  };
  return NORMALISERS[dataset].rows(answer, others);
}

/** The one row of one object. */
export function rowOf<D extends SourcedDataset & DatasetName>(
  dataset: D,
  object: CmdletObject,
  beside: Readonly<Record<string, readonly CmdletObject[]>> = {},
  over: Partial<CmdletResult> = {},
): Datasets[D] {
  const { rows } = rowsOf(dataset, result(over.cmdlet ?? (NORMALISERS[dataset].cmdlets[0] as string), [object], over), beside);
  if (rows.length !== 1) throw new Error(`${rows.length} rows`);
  return rows[0] as Datasets[D];
}

export const fields = (object: CmdletObject): Fields => new Fields(object, 'Get-Thing');

const ALL = [{ DisplayName: 'All', Name: 'All', ImmutableIdentity: 'All' }];

export function dlpPolicyObject(over: CmdletObject = {}): CmdletObject {
  return {
    Name: 'HIPAA',
    Guid: POLICY,
    Mode: 'Enable',
    Enabled: true,
    IsSimulationPolicy: false,
    ExchangeLocation: ALL,
    ExchangeSender: [],
    ExchangeSenderException: [],
    ExchangeSenderMemberOf: [],
    ExchangeSenderMemberOfException: [],
    SharePointLocation: ALL,
    SharePointLocationException: [],
    OneDriveLocation: ALL,
    OneDriveLocationException: [],
    OneDriveSharedBy: [],
    ExceptIfOneDriveSharedBy: [],
    OneDriveSharedByMemberOf: [],
    ExceptIfOneDriveSharedByMemberOf: [],
    TeamsLocation: ALL,
    TeamsLocationException: [],
    EndpointDlpLocation: [],
    EndpointDlpLocationException: [],
    ExchangeAdaptiveScopes: [],
    ExchangeAdaptiveScopesException: [],
    SharePointAdaptiveScopes: [],
    SharePointAdaptiveScopesException: [],
    OneDriveAdaptiveScopes: [],
    OneDriveAdaptiveScopesException: [],
    TeamsAdaptiveScopes: [],
    TeamsAdaptiveScopesException: [],
    EndpointDlpAdaptiveScopes: [],
    EndpointDlpAdaptiveScopesException: [],
    PolicyRBACScopes: [],
    Locations: '[]',
    EnforcementPlanes: null,
    WhenChangedUTC: '2026-08-01T00:00:00.000Z',
    ...over,
  };
}

export function copilotLocations(over: CmdletObject = {}): string {
  const everybody = [{ Type: 'Tenant', Identity: 'All' }];
  return JSON.stringify([{ Workload: 'Applications', Location: COPILOT, Inclusions: everybody, Exclusions: [], ...over }]);
}

const type = (id: string, name: string): CmdletObject => ({ name, id, mincount: '1', classifiertype: 'Content' });

export const GROUPED = [
  {
    operator: 'And',
    groups: [
      { name: 'Identifiers', operator: 'Or', sensitivetypes: [type(SSN, 'SSN')] },
      { name: 'Medical', operator: 'Or', sensitivetypes: [type(ICD10, 'ICD-10')] },
    ],
  },
];

export function dlpRuleObject(over: CmdletObject = {}): CmdletObject {
  return {
    Name: 'PHI outside',
    Guid: '53b168f2-0000-4000-8000-000000000001',
    Policy: POLICY,
    ParentPolicyName: 'HIPAA',
    Disabled: false,
    Mode: 'Enforce',
    ActivationDate: null,
    ExpiryDate: null,
    IsAdvancedRule: false,
    AdvancedRule: null,
    ContentContainsSensitiveInformation: GROUPED,
    ExceptIfContentContainsSensitiveInformation: null,
    AccessScope: 'NotInOrganization',
    BlockAccess: true,
    BlockAccessScope: 'All',
    RestrictAccess: null,
    RestrictWebGrounding: false,
    EndpointDlpRestrictions: null,
    EndpointDlpBrowserRestrictions: null,
    NotifyUser: ['LastModifier'],
    GenerateAlert: ['true'],
    GenerateIncidentReport: ['privacy@clinic.example'],
    ...over,
  };
}

export const RIGHTS = [{ Identity: 'clinicians@clinic.example', Rights: 'VIEW,EXTRACT,EDIT' }];

/** The encrypting action of a label, as a text with JSON inside, with another one in that. */
export function encryptAction(over: Readonly<Record<string, string>> = {}): string {
  const settings = { protectiontype: 'template', disabled: 'false', rightsdefinitions: JSON.stringify(RIGHTS), ...over };
  const pairs = Object.entries(settings).map(([Key, Value]) => ({ Key, Value }));
  return JSON.stringify({ Type: 'encrypt', SubType: null, Settings: pairs });
}

export function labelObject(over: CmdletObject = {}): CmdletObject {
  return {
    Name: 'phi',
    DisplayName: 'PHI',
    Guid: LABEL.toUpperCase(),
    ImmutableId: LABEL,
    ParentId: '',
    Tooltip: 'Health information of patients',
    Priority: 3,
    Disabled: false,
    Mode: 'Enforce',
    ContentType: 'File, Email',
    LabelActions: [encryptAction()],
    Settings: ['[displayname, PHI]', '[tooltip, Health, and more]'],
    Capabilities: [],
    ...over,
  };
}

const SETTINGS = {
  mandatory: 'true',
  siteandgroupmandatory: 'False',
  requiredowngradejustification: 'true',
  defaultlabelid: LABEL,
};

export function labelPolicyObject(over: CmdletObject = {}): CmdletObject {
  const xml = Object.entries(SETTINGS).map(([key, value]) => `<setting key="${key}" value="${value}"/>`);
  return {
    Name: 'Everybody',
    Guid: 'c0c0c0c0-0000-4000-8000-000000000001',
    Mode: 'Enforce',
    Enabled: true,
    Labels: [LABEL.toUpperCase()],
    ExchangeLocation: ALL,
    ExchangeLocationException: [],
    ModernGroupLocation: [],
    ModernGroupLocationException: [],
    PolicySettingsBlob: `<settings>${xml.join('')}</settings>`,
    Settings: Object.entries(SETTINGS).map(([key, value]) => `[${key}, ${value}]`),
    ...over,
  };
}

export function retentionObject(over: CmdletObject = {}): CmdletObject {
  return {
    Name: 'Everything',
    Guid: 'd0d0d0d0-0000-4000-8000-000000000001',
    Mode: 'Enforce',
    Enabled: true,
    Workload: 'Exchange, SharePoint, OneDriveForBusiness, Teams',
    SharePointLocation: ALL,
    SharePointLocationException: [],
    OneDriveLocation: [],
    OneDriveLocationException: [],
    TeamsChatLocation: [],
    ...over,
  };
}
