/** Placed findings → findings that may be written: PHI-looking file and folder names are hidden, people and sites stay. */
import { createHash } from 'node:crypto';
import type { Place } from '../evidence/place.js';
import type { Finding, PlacedFinding, PlacedObject, ResultObject } from '../result/types.js';

export interface MaskOptions {
  /** The operator's `--show-names`. */
  readonly showNames: boolean;
}

/** Stands for a hidden name: the lexicon's word, never a piece of the name, and a mark that stays the same for the object. */
function hiddenName(place: Place, id: string): string {
  // Made from Microsoft's id and not from the name: a short name could be guessed back from its hash.
  const mark = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `[name hidden: ${place.words[0] ?? 'PHI-looking'} #${mark}]`;
}

function encodePath(parts: readonly string[]): string {
  return parts.map((p) => encodeURIComponent(p)).join('/');
}

function maskObject(object: PlacedObject, { showNames }: MaskOptions): ResultObject {
  const { place, siteId: _site, readersShare: _share, sensitive: _sensitive, suspicion, ...rest } = object;
  const detail = suspicion ? { ...rest.detail, suspicion: true } : rest.detail;
  if (place === null) return { ...rest, detail };
  const shown = place.parts.map((part) => (part.sensitive && !showNames ? hiddenName(place, object.id) : part.name));
  const hides = !showNames && place.parts.some((p) => p.sensitive);
  const libraryHidden = !showNames && place.parts[0]?.sensitive === true;
  const inside = place.parts.slice(1).map((p) => p.name);
  return {
    ...rest,
    name: shown.at(-1) ?? rest.name,
    url: libraryHidden
      ? place.siteUrl
      : hides || inside.length === 0
        ? place.driveUrl
        : `${place.driveUrl}/${encodePath(inside)}`,
    detail: { where: [place.siteName, ...collapse(shown)].join(' › '), ...detail },
  };
}

/** Neighbouring hidden pieces of one path are one: they carry the same mark. */
function collapse(parts: readonly string[]): string[] {
  return parts.filter((part, i) => part !== parts[i - 1] || !part.startsWith('[name hidden'));
}

/** Masks every object of every finding; nothing but objects holds a file or folder name. */
export function maskFindings(findings: readonly PlacedFinding[], options: MaskOptions): Finding[] {
  return findings.map(({ hiddenGate: _hidden, ...finding }) => ({
    ...finding,
    objects: finding.objects.map((o) => maskObject(o, options)),
  }));
}

/** A place that an imported file names, in one line; null stays null. It has no id of Microsoft's, so that nothing hidden gets a mark. */
export function maskPlace(place: Place | null, { showNames }: MaskOptions): string | null {
  if (place === null) return null;
  const hidden = `[name hidden: ${place.words[0] ?? 'PHI-looking'}]`;
  return collapse(place.parts.map((part) => (part.sensitive && !showNames ? hidden : part.name))).join(' › ');
}
