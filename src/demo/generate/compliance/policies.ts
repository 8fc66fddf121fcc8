/** DLP policies that practices and hospitals have, with their rules: card numbers, patients, and those for Copilot. */
import type { SimulatedTenant } from '../../tenant.js';
import type { Making } from '../making.js';
import { CARD, flat, labelled, patients, patientsAsText, SSN } from './conditions.js';
import type { Policy, Rule } from './dlp.js';
import { NAMES } from './names.js';

/** Who and what the policies of a tenant name. */
export interface Around {
  /** Address of the group that is told when a rule matches. */
  readonly watchers: string;
  /** Address of the group that may open what the label for PHI encrypts. */
  readonly clinicians: string;
  /** Whose mailboxes are listed. */
  readonly people: readonly SimulatedTenant['users'][number][];
}

/** A policy and its rules. */
export type PolicyWithRules = readonly [Policy, readonly Rule[]];

export const COPILOT_BY_ID = '470f2276-e011-4e9d-a6ec-20768be3a4b0';
export const COPILOT_BY_NAME = 'Copilot.M365';

/** What Microsoft puts into tenants with Copilot by itself, in simulation. */
const DEFAULT_COPILOT_POLICY = 'Default DLP policy - Protect sensitive M365 Copilot interactions';

export const SERVICES = ['Exchange', 'SharePoint', 'OneDrive'] as const;

export function cardPolicy(making: Making, { watchers }: Around, over: Partial<Policy> = {}): PolicyWithRules {
  const name = NAMES[making.language].cards;
  return [
    { name, made: 800, mode: 'Enable', services: SERVICES, ...over },
    [{ name: `${name} 1+`, content: flat([CARD]), blocks: 'PerUser', notifies: ['LastModifier'], alerts: [watchers] }],
  ];
}

export function defaultCopilotPolicy(over: Partial<Policy> = {}): PolicyWithRules {
  const copilot = { location: COPILOT_BY_NAME, planes: ['CopilotExperiences'] };
  const comment =
    'Prevent data leakage and oversharing by restricting Microsoft 365 Copilot from processing prompts with sensitive information.';
  const rule = { name: 'Default rule - sensitive prompts', content: flat([CARD, SSN]), excludesFromCopilot: true };
  return [{ name: DEFAULT_COPILOT_POLICY, made: 120, mode: 'TestWithoutNotifications', copilot, comment, ...over }, [rule]];
}

/** Health data of a patient, in flat conditions and in an advanced rule. */
export function patientPolicy(making: Making, { watchers }: Around, over: Partial<Policy> = {}): PolicyWithRules {
  const name = NAMES[making.language].patients;
  const does = { blocks: 'All', restrictsEndpoint: true, notifies: ['LastModifier', 'Owner'], alerts: [watchers] } as const;
  return [
    { name, made: 300, changed: 100, mode: 'Enable', services: [...SERVICES, 'Teams', 'Endpoint'], ...over },
    [
      { name: `${name} 1-9`, content: patients(), ...does },
      { name: `${name} 10+`, content: null, advanced: patientsAsText(), ...does },
    ],
  ];
}

export function copilotPolicies(making: Making, tenant: SimulatedTenant): PolicyWithRules[] {
  const words = NAMES[making.language];
  const secret = tenant.labels.filter((label) => label.hasProtection).map((label) => label.id);
  return [
    [
      {
        name: words.copilotLabels,
        made: 120,
        mode: 'Enable',
        copilot: { location: COPILOT_BY_ID, planes: 'CopilotExperiences' },
      },
      [{ name: `${words.copilotLabels} 1`, content: labelled(secret), excludesFromCopilot: true }],
    ],
    [
      {
        name: words.copilotPrompts,
        made: 90,
        mode: 'Enable',
        copilot: { location: COPILOT_BY_NAME, planes: ['CopilotExperiences'] },
      },
      [{ name: `${words.copilotPrompts} 1`, content: patients(), excludesFromCopilot: true, blocksWebSearch: true }],
    ],
  ];
}

export function browserPolicy(making: Making, { watchers }: Around): PolicyWithRules {
  const name = NAMES[making.language].browser;
  const rule = {
    name: `${name} 1`,
    content: patients(),
    restrictsEndpoint: true,
    notifies: ['LastModifier'],
    alerts: [watchers],
  };
  return [{ name, made: 150, mode: 'Enable', services: ['Endpoint'], planes: ['Browser'] }, [rule]];
}
