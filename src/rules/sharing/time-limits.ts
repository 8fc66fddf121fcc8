/** Whether an access ends by itself in time: a switch, and a number of days that counts only while it is on. */
import type { SharePointSettings } from '../../evidence/content.js';
import { type Known, known, type Tri, unknown } from '../../evidence/known.js';

/** Off, or on with 0 days and fewer, is never; a gap only where it could change the answer. */
export function endsWithin(isOn: Tri, days: Known<number>, most: number): Tri {
  if (isOn.known && !isOn.value) return known(false);
  if (days.known && !isShort(days.value, most)) return known(false);
  if (!isOn.known) return isOn;
  return days.known ? known(true) : days;
}

/** 0 and -1 are Microsoft's words for "never". */
export function isShort(days: number, most: number): boolean {
  return days > 0 && days <= most;
}

/** Browsers that nobody sits at are signed out within so many minutes. */
export function idleSignOut(setting: Known<NonNullable<SharePointSettings['idleSessionSignOut']>>, minutes: number): Tri {
  if (!setting.known) return setting;
  const { isEnabled, signOutAfterInSeconds: seconds } = setting.value;
  if (!isEnabled) return known(false);
  if (seconds !== null) return known(isShort(seconds, minutes * 60));
  return unknown({ reason: 'failed', detail: 'Microsoft Graph left signOutAfterInSeconds out of idleSessionSignOut.' });
}
