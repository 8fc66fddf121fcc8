/** Data policies and environments of the Power Platform, in the form of today's module and in that of the classic one. */
import { type Known, known, mapKnown, unknown } from '../../evidence/known.js';
import type { PowerPlatformEnvironment, PowerPlatformPolicy } from '../../evidence/purview.js';
import { Fields, isList, isObject } from '../fields.js';
import type { CmdletResult } from '../results.js';
import { defineNormaliser, eachObject, originOf } from './define.js';

export const powerPlatformPolicies = defineNormaliser({
  dataset: 'powerPlatformPolicies',
  noun: 'Power Platform data policy',
  cmdlets: ['Get-DlpPolicy'],
  beside: [],
  name: (row) => row.name,
  id: null,
  rows: (result) =>
    eachObject(unwrapped(result), (fields): PowerPlatformPolicy | null => {
      const name = fields.textOrNull('DisplayName') ?? fields.textOrNull('PolicyName') ?? fields.textOrNull('Name');
      const environments = environmentsOf(fields);
      if (name === null || environments === undefined) return null;
      return { name, environments, ...groupsOf(fields), origins: [originOf(result)] };
    }),
});

/** The module returns one object whose `value` is the list. */
function unwrapped(result: CmdletResult): CmdletResult {
  if (result.answer.kind !== 'read') return result;
  const objects = result.answer.objects.flatMap((object) => {
    const { value } = object;
    const isWrapper =
      isList(value) && value.every(isObject) && Object.keys(object).every((key) => /^(?:value|count|nextLink)$/i.test(key));
    return isWrapper ? value.filter(isObject) : [object];
  });
  return { ...result, answer: { ...result.answer, objects } };
}

type Environments = PowerPlatformPolicy['environments'];

function environmentsOf(fields: Fields): Environments | undefined {
  const type = fields.textOrNull('EnvironmentType') ?? fields.textOrNull('FilterType');
  if (type === null) return undefined;
  if (/^allenvironments$/i.test(type)) return 'all';
  const names = namesIn(fields, 'Environments', 'Name');
  if (names === undefined) return undefined;
  if (/^(?:onlyenvironments|singleenvironment|include)$/i.test(type)) return { only: names };
  if (!/^(?:exceptenvironments|exclude)$/i.test(type)) return undefined;
  return names.length === 0 ? 'all' : { except: names };
}

/** What entries are called by: environments by their name, connectors by the last piece of their id, since their name is for people. */
function namesIn(fields: Fields, name: string, by: 'Id' | 'Name'): readonly string[] | undefined {
  const value = fields.value(name);
  if (value === null) return [];
  const entries = isList(value) ? value : isObject(value) ? [value] : undefined;
  const names = entries?.map((entry) => {
    if (typeof entry === 'string') return entry === '' ? null : lastPiece(entry);
    if (!isObject(entry)) return null;
    const id = new Fields(entry, 'Get-DlpPolicy').textOrNull(by);
    return id === null ? null : lastPiece(id);
  });
  return names?.every((one) => one !== null) === true ? names : undefined;
}

function lastPiece(id: string): string {
  return (id.split('/').at(-1) ?? id).toLowerCase();
}

type Groups = Pick<PowerPlatformPolicy, 'business' | 'blocked' | 'defaultGroup'>;

function groupsOf(fields: Fields): Groups {
  if (fields.has('ConnectorGroups')) {
    return {
      business: groupOf(fields, 'confidential'),
      blocked: groupOf(fields, 'blocked'),
      defaultGroup: wordOf(fields.textOrNull('DefaultConnectorsClassification')),
    };
  }
  const list = (name: string): Known<readonly string[]> => {
    const names = namesIn(fields, name, 'Id');
    return names === undefined ? unknown(fields.gap(name)) : known(names);
  };
  return {
    business: list('BusinessDataGroup'),
    blocked: list('BlockedGroup'),
    defaultGroup: wordOf(fields.textOrNull('DefaultConnectorsClassification') ?? fields.textOrNull('DefaultApiGroup')),
  };
}

function groupOf(fields: Fields, classification: string): Known<readonly string[]> {
  const value = fields.value('ConnectorGroups');
  const groups = isList(value) ? value : isObject(value) ? [value] : undefined;
  const read = groups?.map((group) => (isObject(group) ? new Fields(group, 'Get-DlpPolicy') : null));
  if (read?.every((group) => group !== null) !== true) return unknown(fields.gap('ConnectorGroups'));
  let all: Known<readonly string[]> = known([]);
  for (const group of read) {
    const own = group.textOrNull('Classification');
    if (own === null) return unknown(fields.gap('ConnectorGroups'));
    if (own.toLowerCase() !== classification) continue;
    const names = namesIn(group, 'Connectors', 'Id');
    if (names === undefined) return unknown(fields.gap('ConnectorGroups'));
    all = mapKnown(all, (before) => [...before, ...names]);
  }
  return all;
}

/** `hbi` and `lbi` are the classic words for business and non-business data. */
function wordOf(word: string | null): PowerPlatformPolicy['defaultGroup'] {
  switch (word?.toLowerCase()) {
    case 'confidential':
    case 'hbi':
      return 'business';
    case 'general':
    case 'lbi':
      return 'non-business';
    case 'blocked':
      return 'blocked';
    default:
      return null;
  }
}

export const powerPlatformEnvironments = defineNormaliser({
  dataset: 'powerPlatformEnvironments',
  noun: 'Power Platform environment',
  cmdlets: ['Get-AdminPowerAppEnvironment'],
  beside: [],
  name: (row) => row.displayName,
  id: (row) => row.name,
  rows: (result) =>
    eachObject(result, (fields): PowerPlatformEnvironment | null => {
      const name = fields.textOrNull('EnvironmentName') ?? fields.textOrNull('Name');
      const isDefault = fields.flag('IsDefault');
      if (name === null || !isDefault.known) return null;
      const displayName = fields.textOrNull('DisplayName') ?? name;
      return { name: name.toLowerCase(), displayName, isDefault: isDefault.value, origins: [originOf(result)] };
    }),
});
