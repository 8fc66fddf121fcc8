/** What the scenarios share: a scan that is judged by the published schema, and the places of a generated tenant by name. */
import { expect } from 'vitest';
import type { Generated, PlantedTenant } from '../../src/demo/index.js';
import type { Finding, Outcome } from '../../src/result/types.js';
import { RULES } from '../../src/rules/index.js';
import { validateResult } from '../reporters/validate-result.js';
import { type SimulatedScan, type SimulatedScanOptions, scanSimulated } from './scan-simulated.js';
import { leaversOf } from './taken-evidence.js';

export interface Told extends SimulatedScan {
  readonly result: SimulatedScan['assessment']['result'];
  finding(ruleId: string): Finding;
  outcomes(): Record<string, Outcome>;
  /** Ids of the objects of a finding, sorted. */
  ids(ruleId: string): string[];
}

/** Scans with the list of leavers (unless told otherwise) and holds what every scan must hold. */
export async function tell(generated: Generated<PlantedTenant>, options: SimulatedScanOptions = {}): Promise<Told> {
  const scanned = await scanSimulated(generated, { leavers: leaversOf(generated), ...options });
  const { result, findings } = scanned.assessment;
  expect(validateResult(result)).toEqual([]);
  expect(findings.map((f) => f.ruleId)).toEqual(RULES.map((r) => r.meta.id));
  expect(findings.filter((f) => f.outcome === 'error')).toEqual([]);
  for (const f of findings) expect(f.summary, f.ruleId).not.toMatch(/[{}]|undefined|NaN/);
  expect(scanned.unanswered).toBe(0);
  const finding = (ruleId: string) => {
    const found = findings.find((f) => f.ruleId === ruleId);
    if (found === undefined) throw new Error(`no finding of ${ruleId}`);
    return found;
  };
  return {
    ...scanned,
    result,
    finding,
    outcomes: () => Object.fromEntries(findings.map((f) => [f.ruleId, f.outcome])),
    ids: (ruleId) =>
      finding(ruleId)
        .objects.map((o) => o.id)
        .sort(),
  };
}

/** The tenant without the places that Graph cannot see into keeps its scanner; this takes roles from it. */
export function withoutRoles(generated: Generated, ...roles: readonly string[]): Generated {
  const [app] = generated.tenant.apps;
  if (app === undefined) throw new Error('the tenant has no app registration');
  app.roles = app.roles.filter((role) => !roles.includes(role));
  return generated;
}

export function userNamed(generated: Generated, upn: string) {
  const user = generated.tenant.users.find((u) => u.userPrincipalName === upn);
  if (user === undefined) throw new Error(`nobody is called ${upn}`);
  return user;
}
