/** What other seeds have and the canonical clinic has not: policies that are half on, mail that leaves, a log that was never switched on. */
import type { CmdletObjects } from '../../compliance-model.js';
import type { Random } from '../../random.js';
import type { Making } from '../making.js';
import type { ExchangeFacts } from './exchange.js';
import { type Around, COPILOT_BY_ID, cardPolicy, defaultCopilotPolicy, type PolicyWithRules, patientPolicy } from './policies.js';
import { promptRetention } from './watching.js';

interface Untuned {
  readonly dlp: readonly PolicyWithRules[];
  readonly exchange: ExchangeFacts;
  readonly compliance: CmdletObjects;
}

const MODES = ['Enable', 'TestWithNotifications', 'TestWithoutNotifications', 'Disable', 'PendingDeletion'] as const;

function withoutRules([policy, rules]: PolicyWithRules): PolicyWithRules {
  return [policy, rules.map((rule) => ({ ...rule, disabled: true }))];
}

/** One of the steps between no protection and protection for all. */
function patientsHalfway(making: Making, around: Around, random: Random): PolicyWithRules[] {
  const step = random.int(0, 5);
  if (step === 0) return [];
  if (step === 1) return [patientPolicy(making, around, { mode: 'TestWithNotifications', services: ['Exchange'] })];
  if (step === 2) return [withoutRules(patientPolicy(making, around))];
  if (step === 3) {
    const exceptSites = [`https://${making.host}/sites/${making.words.departments.clinical[1]}`];
    return [patientPolicy(making, around, { services: ['Exchange', 'SharePoint'], exceptSites })];
  }
  return [patientPolicy(making, around, { mode: step === 4 ? 'Disable' : 'Enable' })];
}

function copilotHalfway(around: Around, random: Random): PolicyWithRules[] {
  const step = random.int(0, 3);
  if (step === 0) return [];
  if (step === 1) return [defaultCopilotPolicy()];
  const group = step === 2 ? { group: around.clinicians } : {};
  const copilot = { location: COPILOT_BY_ID, planes: random.chance(0.5) ? null : ['CopilotExperiences'], ...group };
  return [defaultCopilotPolicy({ mode: 'Enable', copilot })];
}

/** Draws from a stream of its own. */
export function vary(making: Making, around: Around, random: Random, plain: Untuned): Untuned {
  const dlp = [
    cardPolicy(making, around, { mode: random.pick(MODES) }),
    ...patientsHalfway(making, around, random),
    ...copilotHalfway(around, random),
  ];
  const forwarder = random.pick(around.people);
  const exchange: ExchangeFacts = {
    auditSince: random.chance(0.75) ? random.int(100, 1500) : null,
    autoForwarding: random.pick(['Off', 'Automatic', 'On'] as const),
    remoteForwarding: random.chance(0.5),
    forwards: random.chance(0.4) ? [{ userId: forwarder.id, to: 'private@mail.example' }] : [],
    blindCopyTo: random.chance(0.2) ? 'archive@outside.example' : null,
    bypassed: random.chance(0.2) ? [random.pick(around.people).id] : [],
  };
  const name = 'Copilot';
  const retention = random.chance(0.4) ? [promptRetention(making, { name, made: 60 }, 'Users:M365Copilot')] : [];
  return { ...plain, dlp, exchange, compliance: { 'Get-AppRetentionCompliancePolicy': retention } };
}
