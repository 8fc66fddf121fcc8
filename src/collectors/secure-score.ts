/** Reads the few controls of Secure Score that speak of audit, labels and DLP: a second witness, coarse and some days old. */
import type { SecureScoreControl } from '../evidence/purview.js';
import { defineCollector } from './define.js';
import { date, type Json, list, record, text } from './fields.js';
import { closing, MALFORMED } from './paged.js';

const permission = 'SecurityEvents.Read.All';
const path = '/security/secureScores';
const access = [
  { permission, why: 'what Secure Score says of audit, labels and DLP, to set beside the cmdlets', optional: true },
];

/** As Microsoft writes them, in lower case. */
const CONTROLS: ReadonlySet<string> = new Set([
  'mip_search_auditlog',
  'dlp_datalossprevention',
  'mip_dlp_policies_teams',
  'mip_sensitivitylabelspolicies',
  'mip_autosensitivitylabelspolicies',
  'mip_purviewlabelconsent',
]);

export default defineCollector({
  meta: {
    id: 'secure-score',
    title: 'Secure Score controls',
    provides: ['secureScore'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    delegatedRole: 'Security Reader',
    profile: 'standard',
    endpoints: [path],
  },
  async collect(context) {
    const writer = await context.out.shard('secureScore');
    // One score a day for ninety days, the newest first: the link to the older ones is not followed.
    const answer = await context.graph.one<unknown>({ path, query: { $top: '1' }, lane: 'security', units: 1, permission });
    if (!answer.ok) return writer.close(closing([answer.gap], false));
    const scores = record(answer.value)?.value;
    const isListed = Array.isArray(scores);
    const [newest] = list(scores);
    const score = newest === undefined ? null : record(newest);
    const found = score === null ? null : controlsOf(score);
    await writer.page(found?.rows ?? []);
    const isWhole = isListed && (newest === undefined || found?.isMalformed === false);
    return writer.close(closing(isWhole ? [] : [MALFORMED], found !== null));
  },
});

/** The controls of interest out of one score; null where it has no list of controls. */
export function controlsOf(score: Json): { readonly rows: readonly SecureScoreControl[]; readonly isMalformed: boolean } | null {
  if (!Array.isArray(score.controlScores)) return null;
  const asOf = date(score.createdDateTime);
  const rows: SecureScoreControl[] = [];
  let isMalformed = false;
  for (const entry of score.controlScores) {
    const control = record(entry);
    const name = control === null ? null : text(control.controlName);
    if (control === null || name === null) isMalformed = true;
    else if (CONTROLS.has(name.toLowerCase())) {
      const percent = decimal(control.scoreInPercentage);
      rows.push({ name, score: decimal(control.score), percent, status: text(control.implementationStatus), asOf });
    }
  }
  return { rows, isMalformed };
}

/** A number with or without decimals; Microsoft writes the same property as a number and as a text. */
function decimal(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^-?\d{1,9}(?:\.\d{1,9})?$/.test(value.trim()) ? Number(value) : null;
}
