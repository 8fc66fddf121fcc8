/** SITE-007: the share of sites with a container label, and labels that were not read. */
import { known, unknown } from '../../../src/evidence/known.js';
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sites/site-007.js';
import { aSite, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const bare = { containerLabel: known(null) };
const LABELS = { sensitivityLabels: [{ id: 'label-1', name: 'PHI', parentId: null, hasProtection: true, priority: 1 }] };
const unread = { containerLabel: unknown(FORBIDDEN) };

ruleCases(rule, {
  pass: [
    {
      name: 'every site',
      rows: { site: [aSite(), aSite({ site: { id: 'site-2' } })] },
      expect: { message: 'all', measures: { labelled: 2 } },
    },
    { name: 'a OneDrive needs none', rows: { site: [aSite(), aSite({ ...bare, isPersonal: true })] } },
    {
      name: 'nor does a site of the system',
      rows: { site: [aSite(), aSite({ ...bare, properties: { template: 'REDIRECTSITE#0' } })] },
    },
  ],
  fail: [
    {
      name: 'one of two has none',
      rows: { site: [aSite(), aSite({ ...bare, site: { id: 'site-2' } })] },
      facts: LABELS,
      expect: {
        objects: ['site-2'],
        severity: 'medium',
        gate: null,
        summary: /50 % of 2 sites/,
        measures: { labelled: 1, unlabelled: 1 },
      },
    },
    {
      name: 'a sensitive one has none',
      rows: { site: [aSite({ ...bare, sensitiveWord: known('patient') })] },
      facts: LABELS,
      expect: { severity: 'high', gate: null, measures: { sensitive: 1 }, summary: /^0 % of 1 site / },
    },
    {
      name: 'one has none, whose names were not read',
      rows: { site: [aSite({ ...bare, sensitiveWord: unknown(FORBIDDEN) })] },
      facts: LABELS,
      expect: { severity: 'medium' },
    },
    {
      name: 'one has none, of another it was not read',
      rows: { site: [aSite(bare), aSite({ ...unread, site: { id: 'site-2' } })] },
      facts: LABELS,
      expect: { objects: ['site-1'], measures: { read: 1, undecided: 1 }, summary: /of 1 site carry.*Not everything/ },
    },
    {
      name: 'one has none, one has one, seen in part',
      rows: { site: [aSite({ ...bare, site: { id: 'site-2' } }), aSite()] },
      facts: LABELS,
      partial: FORBIDDEN,
    },
    {
      name: 'one has none, another has one: so there are labels, whatever their list says',
      rows: { site: [aSite(), aSite({ ...bare, site: { id: 'site-2' } })] },
      facts: { sensitivityLabels: FORBIDDEN },
    },
    {
      name: 'one has none, another kept its own from before labels were switched off',
      rows: { site: [aSite(), aSite({ ...bare, site: { id: 'site-2' } })] },
      facts: { ...LABELS, groupSettings: [{ enableMipLabels: false }] },
    },
  ],
  notApplicable: [
    { name: 'no site' },
    { name: 'only a OneDrive', rows: { site: [aSite({ ...bare, isPersonal: true })] } },
    {
      name: 'labels are off for sites, which is one finding and not as many as there are sites',
      rows: { site: [aSite(bare), aSite({ ...bare, site: { id: 'site-2' } })] },
      facts: { ...LABELS, groupSettings: [{ enableMipLabels: false }] },
      expect: { message: 'off', summary: /LBL-006/ },
    },
    { name: 'there is no label at all', rows: { site: [aSite(bare)] }, expect: { message: 'noLabels', summary: /LBL-001/ } },
  ],
  notAssessed: [
    {
      name: 'none has one, and whether labels are on for sites is not known',
      rows: { site: [aSite(bare)] },
      facts: { ...LABELS, groupSettings: FORBIDDEN },
    },
    {
      name: 'none has one, and whether there are labels is not known',
      rows: { site: [aSite(bare)] },
      facts: { sensitivityLabels: FORBIDDEN },
    },
    { name: 'there are no labels, and of one site it was not read', rows: { site: [aSite(bare), aSite(unread)] } },
    {
      name: 'no label was read',
      rows: { site: [aSite({ containerLabel: unknown(needsSharePoint()) })] },
      expect: { summary: /1 of 1 could not be judged.*certificate/ },
    },
    { name: 'of one it was not read, the other has one', rows: { site: [aSite(), aSite(unread)] } },
    { name: 'all seen have one, seen in part', rows: { site: [aSite()] }, partial: FORBIDDEN },
    { name: 'sites could not be listed', rows: { site: FORBIDDEN } },
  ],
});
