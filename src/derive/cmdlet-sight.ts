/** What cmdlets told, source by source, for the report: readings, disagreements, and Secure Score beside the rules it bears on. */
import type { CmdletReading, Disagreement, SecureScoreControl } from '../evidence/purview.js';
import type { EvidenceReader } from '../evidence/store.js';

export interface ToldByCmdlets {
  readonly readings: readonly CmdletReading[];
  readonly disagreements: readonly Disagreement[];
  readonly scoreControls: readonly (SecureScoreControl & { readonly title: string; readonly rules: readonly string[] })[];
}

/** Names of Secure Score's controls as public tools list them, with what they are about. */
const CONTROLS: Readonly<Record<string, { readonly title: string; readonly rules: readonly string[] }>> = {
  mip_search_auditlog: { title: 'Audit log search is on', rules: ['AUD-001'] },
  dlp_datalossprevention: { title: 'Data loss prevention policies exist', rules: ['DLP-001'] },
  mip_DLP_policies_Teams: { title: 'Data loss prevention covers Teams', rules: ['DLP-003'] },
  mip_sensitivitylabelspolicies: { title: 'Sensitivity labels are published', rules: ['LBL-001', 'LBL-002'] },
  mip_autosensitivitylabelspolicies: { title: 'Labels are applied automatically', rules: ['LBL-009'] },
  mip_purviewlabelconsent: { title: 'Labels extend to Purview’s data map', rules: ['LBL-001'] },
};

export async function toldByCmdlets(evidence: EvidenceReader): Promise<ToldByCmdlets> {
  const controls = await all(evidence.rows('secureScore'));
  const readings = await all(evidence.rows('cmdletReadings'));
  return {
    readings: readings.sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    disagreements: await all(evidence.rows('disagreements')),
    scoreControls: controls.flatMap((control) => {
      const about = Object.hasOwn(CONTROLS, control.name) ? CONTROLS[control.name] : undefined;
      return about === undefined ? [] : [{ ...control, ...about }];
    }),
  };
}

function key({ session, cmdlet, source }: CmdletReading): string {
  return `${session}|${cmdlet}|${source}`;
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
