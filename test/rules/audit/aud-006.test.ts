/** Cases of AUD-006: policies that delete files, that only keep, that are elsewhere, off, or unreadable. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/audit/aud-006.js';
import { NOWHERE, PILOT_ONLY } from '../../kit/purview-rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { AWAY, CUT, retention } from './facts.js';

const nowhere = known(NOWHERE);
const elsewhere = { sharePoint: nowhere, oneDrive: nowhere };

ruleCases(rule, {
  pass: [
    {
      name: 'everywhere',
      facts: { retentionPolicies: [retention()] },
      expect: { measures: { sharePoint: true, oneDrive: true } },
    },
    {
      name: 'in OneDrive',
      facts: { retentionPolicies: [retention({ sharePoint: nowhere })] },
      expect: { measures: { sharePoint: false, oneDrive: true } },
    },
    { name: 'in some sites', facts: { retentionPolicies: [retention({ ...elsewhere, sharePoint: known(PILOT_ONLY) })] } },
    {
      name: 'in an adaptive scope',
      facts: { retentionPolicies: [retention({ ...elsewhere, oneDrive: known({ ...NOWHERE, adaptive: ['Leavers'] }) })] },
    },
    { name: 'one found in part of the list', facts: { retentionPolicies: [retention()] }, partial: AWAY },
  ],
  warn: [
    { name: 'none', facts: { retentionPolicies: [] }, expect: { severity: 'low', gate: null } },
    { name: 'only keeps', facts: { retentionPolicies: [retention({ deletes: known(false) })] } },
    { name: 'off', facts: { retentionPolicies: [retention({ enabled: known(false) })] } },
    { name: 'for mail alone', facts: { retentionPolicies: [retention(elsewhere)] } },
    {
      name: 'off, whatever else is not known of it',
      facts: { retentionPolicies: [retention({ enabled: known(false), deletes: CUT, sharePoint: CUT })] },
    },
  ],
  notAssessed: [
    { name: 'no export', facts: { retentionPolicies: AWAY } },
    { name: 'its places cannot be read', facts: { retentionPolicies: [retention({ sharePoint: CUT, oneDrive: CUT })] } },
    { name: 'one place cannot be read', facts: { retentionPolicies: [retention({ sharePoint: CUT, oneDrive: nowhere })] } },
    { name: 'whether it deletes cannot be read', facts: { retentionPolicies: [retention({ deletes: CUT })] } },
    { name: 'the list was read in part', facts: { retentionPolicies: [] }, partial: AWAY },
  ],
});
