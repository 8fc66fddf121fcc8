/** Whether encryption has super users, who open everything, and who they are: two cmdlets that each tell half of one row. */
import { type Known, known, unknown } from '../../evidence/known.js';
import { needsExport, type SuperUsers, unreadable } from '../../evidence/purview.js';
import { type Fields, objectsOf } from '../fields.js';
import { defineNormaliser, lostObjects, originOf } from './define.js';

const FEATURE = 'Get-AipServiceSuperUserFeature';
const USERS = 'Get-AipServiceSuperUser';

export const superUsers = defineNormaliser({
  dataset: 'superUsers',
  noun: 'Super users of Azure Rights Management',
  cmdlets: [FEATURE, USERS],
  beside: [],
  name: () => 'settings',
  id: null,
  rows: (result) => {
    const texts = objectsOf(result).map(onlyText);
    const origins = [originOf(result)];
    if (result.cmdlet.toLowerCase() === FEATURE.toLowerCase()) {
      const row: SuperUsers = { featureEnabled: featureOf(texts), users: unknown(needsExport(USERS)), origins };
      return { rows: [row], gaps: [] };
    }
    const lost = texts.filter((text) => text === null).length;
    const gap = lostObjects(USERS, lost);
    const users: SuperUsers['users'] = lost > 0 ? unknown(gap) : known(texts.flatMap((text) => (text === null ? [] : [text])));
    return { rows: [{ featureEnabled: unknown(needsExport(FEATURE)), users, origins }], gaps: lost > 0 ? [gap] : [] };
  },
});

/** The service answers with bare texts, which an export wraps in objects of one property. Null: there is none, or several. */
function onlyText(fields: Fields): string | null {
  const texts = fields
    .names()
    .filter((name) => !/^ps|^runspaceid$|^length$/.test(name))
    .map((name) => fields.textOrNull(name));
  return texts.length === 1 ? (texts[0] ?? null) : null;
}

function featureOf(texts: readonly (string | null)[]): Known<boolean> {
  const [word] = texts;
  if (texts.length === 1 && typeof word === 'string' && /^enabled$/i.test(word)) return known(true);
  if (texts.length === 1 && typeof word === 'string' && /^disabled$/i.test(word)) return known(false);
  return unknown(unreadable(`${FEATURE}: the answer is neither Enabled nor Disabled`));
}
