/** Whether a sensitivity label means PHI: by the configuration, or by the words of its name and tooltip. */
import { sensitiveNames } from './sensitive-names.js';
import type { DeriveSettings } from './settings.js';

export interface LabelWords {
  /** Its ids, its own name, and its name with the parent's in front. */
  readonly names: readonly string[];
  readonly ownName: string;
  readonly tooltip: string | null;
}

/** "Not for patient data" and "Non-PHI" mean another label, in the languages that the words are in. */
const DENIAL =
  /(?<!\p{L})(?:no|not|non|none|never|without|nor|except|excludes?|excluding|kein\p{L}*|nicht|ohne|geen|niet|zonder|sin|nunca|pas|sans|aucune?)(?!\p{L})/iu;

const SENTENCE_ENDS = /[.;:!?\n\r]+/u;

/** A label's parent does not count: "PHI" above "All staff" and "Clinicians" says not that both encrypt patient data. */
export function phiLabels(settings: Pick<DeriveSettings, 'lexicon' | 'phiLabels'>): (label: LabelWords) => boolean {
  const words = sensitiveNames({ strong: settings.lexicon.labels, weak: [], places: [] });
  const listed = new Set(settings.phiLabels.map(plain));
  const says = (text: string) =>
    text.split(SENTENCE_ENDS).some((sentence) => !DENIAL.test(sentence) && words.match(sentence) !== null);
  return ({ names, ownName, tooltip }) =>
    names.some((name) => listed.has(plain(name))) || says(ownName) || (tooltip !== null && says(tooltip.slice(0, 4000)));
}

/** `Confidential/PHI` and `confidential / phi` are the same. */
function plain(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replaceAll(/\s*[/\\]\s*/g, '/');
}
