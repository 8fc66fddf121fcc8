/** OD-003: PHI-looking files in OneDrive. */
import type { Scope } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/onedrive/od-003.js';
import { aScope, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const YES = known(true);
const GAP = unknown(FORBIDDEN);
const place = (over: Partial<Scope> = {}) => ({ scope: [aScope({ isPersonal: true, sensitiveFiles: 9, ...over })] });

ruleCases(rule, {
  pass: [
    { name: 'PHI-looking, with few readers', rows: place() },
    { name: 'exactly ten direct readers', rows: place({ directReaders: known(10) }) },
    { name: 'plain and broad', rows: place({ sensitiveFiles: 0, standingBroad: YES, hasOrganizationLink: true }) },
    {
      name: 'a link of the organization behind Restricted Access Control',
      rows: place({ hasOrganizationLink: true, restrictedTo: known(['group-1']) }),
    },
    { name: 'meant to be open', rows: place({ standingBroad: YES, hasAnyoneLink: true, isIntended: true }) },
    { name: 'plain, and its reach is not known', rows: place({ sensitiveFiles: 0, standingBroad: GAP, directReaders: GAP }) },
  ],
  fail: [
    {
      name: 'broad',
      rows: place({ standingBroad: YES }),
      expect: { severity: 'high', gate: 'condition', measures: { standing: 9, latent: 0 } },
    },
    {
      name: 'eleven direct readers',
      rows: place({ directReaders: known(11) }),
      expect: { measures: { standing: 9, latent: 0 } },
    },
    { name: 'a lower limit', rows: place({ directReaders: known(3) }), thresholds: { directReadersMax: 2 } },
    {
      name: 'an organization link',
      rows: place({ hasOrganizationLink: true }),
      expect: { measures: { standing: 0, latent: 9 } },
    },
    { name: 'an Anyone link', rows: place({ hasAnyoneLink: true }), expect: { measures: { standing: 0, latent: 9 } } },
    {
      name: 'an Anyone link, whatever Restricted Access Control says',
      rows: place({ hasAnyoneLink: true, restrictedTo: known(['group-1']) }),
    },
    {
      name: 'both, counted apart',
      rows: place({ hasOrganizationLink: true, standingBroad: YES }),
      expect: { measures: { standing: 9, latent: 9 }, objects: ['drive-1/item-1'] },
    },
    {
      name: 'a link for certain, broad perhaps',
      rows: place({ hasOrganizationLink: true, standingBroad: GAP }),
      expect: { measures: { standing: 0, latent: 9 } },
    },
    { name: 'many direct readers, broad perhaps', rows: place({ directReaders: known(11), standingBroad: GAP }) },
    {
      name: 'broad, readers not counted',
      rows: place({ standingBroad: YES, standingReaders: GAP, directReaders: GAP }),
      totals: { enabledMembers: GAP },
    },
  ],
  notApplicable: [
    { name: 'nothing at all' },
    { name: 'only places on sites', rows: place({ isPersonal: false, standingBroad: YES }) },
  ],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: place(), partial: FORBIDDEN },
    { name: 'broad or not is not known', rows: place({ standingBroad: GAP }) },
    { name: 'direct readers are not known', rows: place({ directReaders: GAP }) },
    { name: 'a list that may be cut', rows: place({ isAtLeast: true }) },
    {
      name: 'a shared OneDrive not read whole',
      rows: place({ sensitiveFiles: 0, isPartlyRead: true, hasOrganizationLink: true }),
    },
    {
      name: 'a OneDrive not read whole, of unknown reach',
      rows: place({ sensitiveFiles: 0, isPartlyRead: true, standingBroad: GAP }),
    },
  ],
});
