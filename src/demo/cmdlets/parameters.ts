/** What parameters do to what a cmdlet returns. A parameter that a cmdlet does not have is an error, as in PowerShell. */
import type { ComplianceObject } from '../tenant.js';
import { type CmdletAnswer, wrongParameter } from './errors.js';

type Change = (objects: ComplianceObject[]) => ComplianceObject[];

const asIs: Change = (objects) => objects;

/** What an answer lacks without a parameter, by cmdlet and parameter. */
const WITHOUT: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  'Get-Label': {
    IncludeDetailedLabelActions: (objects) => objects.map((one) => ({ ...one, LabelActions: withoutRights(one.LabelActions) })),
    SkipValidations: asIs,
  },
  'Get-RetentionCompliancePolicy': {
    DistributionDetail: (objects) =>
      objects.map((one) => ({ ...one, SharePointLocation: [], OneDriveLocation: [], ExchangeLocation: [] })),
    RetentionRuleTypes: asIs,
  },
  'Get-SupervisoryReviewRule': { IncludeRuleXml: (objects) => objects.map((one) => ({ ...one, RuleXml: '' })) },
  'Get-MailboxAuditBypassAssociation': { ResultSize: (objects) => objects.slice(0, 1000) },
  'Get-Mailbox': { ResultSize: (objects) => objects.slice(0, 1000), Filter: asIs },
  'Get-RemoteDomain': { ResultSize: (objects) => objects.slice(0, 1000) },
  'Get-TransportRule': { ResultSize: (objects) => objects.slice(0, 1000) },
  'Get-DlpCompliancePolicy': { DistributionDetail: asIs, IncludeExtendedProperties: asIs },
};

/** Every cmdlet has these. */
const COMMON = ['ErrorAction', 'WarningAction', 'Verbose', 'Debug'];

const FORWARDERS = 'ForwardingSmtpAddress -ne $null';

function withoutRights(actions: unknown): unknown {
  if (!Array.isArray(actions)) return actions;
  return actions.map((text: string) => {
    const action = JSON.parse(text) as { Settings: { Key: string }[] };
    return JSON.stringify({ ...action, Settings: action.Settings.filter((one) => one.Key !== 'rightsdefinitions') });
  });
}

/** Applies the parameters in the way of the cmdlet, or says what is wrong with them. */
export function applied(
  cmdlet: string,
  parameters: Readonly<Record<string, unknown>>,
  objects: readonly ComplianceObject[],
): ComplianceObject[] | CmdletAnswer {
  if (cmdlet === 'Get-FeatureConfiguration') return ofScenario(parameters, objects);
  const known = WITHOUT[cmdlet] ?? {};
  const stranger = Object.keys(parameters).find((name) => !(name in known) && !COMMON.includes(name));
  if (stranger !== undefined) return wrongParameter(`A parameter cannot be found that matches parameter name '${stranger}'.`);
  let kept = [...objects];
  if (parameters.Filter !== undefined) {
    if (parameters.Filter !== FORWARDERS)
      return wrongParameter(`Invalid filter syntax. For a description of the filter see help.`);
    kept = kept.filter((one) => one.ForwardingSmtpAddress !== null);
  }
  for (const [name, lacks] of Object.entries(known)) {
    const given = parameters[name];
    if (given === undefined || given === false) kept = lacks(kept);
    else if (name === 'ResultSize' && typeof given === 'number') kept = kept.slice(0, given);
  }
  return kept;
}

function ofScenario(
  parameters: Readonly<Record<string, unknown>>,
  objects: readonly ComplianceObject[],
): ComplianceObject[] | CmdletAnswer {
  const { FeatureScenario } = parameters;
  if (typeof FeatureScenario !== 'string') {
    return wrongParameter('Cannot process command because of one or more missing mandatory parameters: FeatureScenario.');
  }
  return objects.filter((one) => one.FeatureScenario === FeatureScenario);
}
