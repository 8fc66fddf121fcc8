/** ITEM-003: organization links on PHI-looking places. */
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/items/item-003.js';
import { aGrant, aScope, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

const link = aGrant({ audience: 'organization-link', label: 'Organization link', reach: 'latent', readers: known(0) });
const linked = { hasOrganizationLink: true, grants: [link] };
const behind = { restrictedTo: known(['group-1']) };
const record = { kind: 'file', files: 1, sensitiveFiles: 1, sensitiveWord: 'treatment note' } as const;

ruleCases(rule, {
  pass: [
    { name: 'a link on a plain folder', rows: { scope: [aScope(linked)] } },
    { name: 'a PHI-looking folder without a link', rows: { scope: [aScope({ sensitiveFiles: 5 })] } },
    { name: 'an Anyone link is ITEM-001', rows: { scope: [aScope({ sensitiveFiles: 5, hasAnyoneLink: true })] } },
    { name: 'a site that is meant to be open', rows: { scope: [aScope({ ...linked, sensitiveFiles: 5, isIntended: true })] } },
    { name: 'a plain library not read whole, without a link', rows: { scope: [aScope({ isPartlyRead: true })] } },
    { name: 'a plain place whose list may be cut', rows: { scope: [aScope({ isAtLeast: true })] } },
  ],
  warn: [
    {
      name: 'a folder behind Restricted Access Control',
      rows: { scope: [aScope({ ...linked, ...behind, sensitiveFiles: 5 })] },
      expect: {
        message: 'behind',
        severity: 'medium',
        gate: null,
        measures: { standing: 0, latent: 0, behindRestriction: 1 },
        summary: /^Found 1 place with PHI-looking names/,
      },
    },
    {
      name: 'behind Restricted Access Control whose groups could not be read',
      rows: { scope: [aScope({ ...linked, ...behind, ...record, standingOrgWide: unknown(FORBIDDEN) })] },
      expect: { measures: { undecided: 1 } },
    },
  ],
  fail: [
    {
      name: 'a folder, and another behind Restricted Access Control',
      rows: { scope: [aScope({ ...linked, sensitiveFiles: 5 }), aScope({ id: 'b', ...linked, ...behind, sensitiveFiles: 9 })] },
      expect: {
        message: 'someAndBehind',
        objects: ['drive-1/item-1', 'b'],
        severity: 'critical',
        gate: 'block',
        measures: { latent: 5, behindRestriction: 1 },
      },
    },
    {
      name: 'a folder that everybody reaches, whatever Restricted Access Control says',
      rows: { scope: [aScope({ ...linked, ...behind, sensitiveFiles: 5, standingOrgWide: known(true) })] },
      expect: { severity: 'critical', gate: 'block' },
    },
    {
      name: 'whether Restricted Access Control is on could not be read',
      rows: { scope: [aScope({ ...linked, sensitiveFiles: 5, restrictedTo: unknown(FORBIDDEN) })] },
      expect: { severity: 'critical', gate: 'block' },
    },
    {
      name: '47 notes in a folder behind one link',
      rows: { scope: [aScope({ ...linked, files: 47, sensitiveFiles: 47 })] },
      expect: {
        severity: 'critical',
        gate: 'block',
        measures: { standing: 0, latent: 47 },
        summary: /for whoever opens or receives it/,
      },
    },
    {
      name: 'a file with a link to read',
      rows: { scope: [aScope({ ...linked, ...record })] },
      expect: { severity: 'high', gate: 'condition', measures: { standing: 0, latent: 1 } },
    },
    {
      name: 'a file with a link to edit',
      rows: { scope: [aScope({ ...record, hasOrganizationLink: true, grants: [{ ...link, role: 'write' }] })] },
      expect: { severity: 'critical', gate: 'block' },
    },
    {
      name: 'a file with a link to read that a group may edit',
      rows: { scope: [aScope({ ...record, hasOrganizationLink: true, grants: [link, aGrant({ role: 'write' })] })] },
      expect: { severity: 'high' },
    },
    {
      name: 'a file with a link to read, and a list that may hide one to edit',
      rows: { scope: [aScope({ ...linked, ...record, isAtLeast: true })] },
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'a folder',
      rows: { scope: [aScope({ ...linked, sensitiveFiles: 41 })] },
      expect: { severity: 'critical', gate: 'block', measures: { latent: 41 }, objects: ['drive-1/item-1'] },
    },
    {
      name: 'a library',
      rows: { scope: [aScope({ ...linked, kind: 'root', sensitiveWord: 'intake' })] },
      expect: { severity: 'critical' },
    },
    { name: 'one seen in part', rows: { scope: [aScope({ ...linked, ...record })] }, partial: FORBIDDEN },
  ],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: { scope: [aScope()] }, partial: FORBIDDEN },
    { name: 'a PHI-looking place whose list may be cut', rows: { scope: [aScope({ sensitiveFiles: 5, isAtLeast: true })] } },
    { name: 'a linked library not read whole', rows: { scope: [aScope({ ...linked, isPartlyRead: true })] } },
  ],
});
