/** Which cmdlet a file is of, by its name, and how names and texts of an export may stand in a sentence. */
import { CMDLETS, type Cmdlet } from '../../purview/cmdlets.js';

/** Cut, in one line and without control characters. Whatever an export holds may be somebody's mischief. */
export function shown(text: string, most = 80): string {
  const plain = text
    .slice(0, 4 * most)
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const letters = [...plain];
  return letters.length <= most ? plain : `${letters.slice(0, most - 1).join('')}…`;
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A few names, and how many more there are: `a, b, c and 12 more`. */
export function some(names: readonly string[]): string {
  const few = names.slice(0, 3).map((name) => shown(name));
  return names.length <= few.length ? few.join(', ') : `${few.join(', ')} and ${names.length - few.length} more`;
}

/** `get-label` with whatever stands for the dash: people save `Get Label.json`, and Word writes longer dashes. */
const NAMES = CMDLETS.map((cmdlet) => ({
  cmdlet,
  pattern: new RegExp(`(?<![a-z\\d])${cmdlet.name.replace('-', '[-_ \\u2010-\\u2015]')}(?![a-z\\d])`, 'i'),
}));

/** Every cmdlet of the list whose whole name stands in the file's name; more than one: the name does not tell. */
export function cmdletsIn(path: string): readonly Cmdlet[] {
  const name = baseName(path);
  return NAMES.filter(({ pattern }) => pattern.test(name)).map(({ cmdlet }) => cmdlet);
}

/** Of a cmdlet that is asked once for each value: the value in the file's name. Null: none stands there. */
export function valueIn(path: string, { forEach }: Cmdlet): string | null {
  const name = baseName(path).toLowerCase();
  const found = (forEach?.values ?? []).filter((value) => new RegExp(`(?<![a-z\\d])${value}(?![a-z\\d])`, 'i').test(name));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** `Get-SPOSite.Identity.json`: each site was asked for by its address, as the list of cmdlets cannot say it. */
export function saysHow({ name }: Cmdlet, path: string): boolean {
  return name === 'Get-SPOSite' && /(?<![a-z])identity(?![a-z])/i.test(baseName(path));
}

/** Files whose content may be JSON. */
export function isText(path: string): boolean {
  const name = baseName(path);
  return /\.(?:json|txt)$/i.test(name) || !name.slice(1).includes('.');
}

/** What file systems, archivers and the export script leave beside the export: not worth a sentence. */
export function isCompanion(path: string): boolean {
  const name = baseName(path);
  const isOfSystem = name.startsWith('.') || /^(?:thumbs\.db|desktop\.ini)$/i.test(name) || /(?:^|\/)__MACOSX\//.test(path);
  return isOfSystem || /\.(?:ps1|log|md)$/i.test(name);
}
