/** Whether the default link lets people read only. */
import { known } from '../../evidence/known.js';
import { defineRule } from '../define.js';
import { tenantSubject } from '../kit.js';
import { tenantSetting } from '../tenant-sharing.js';

export default defineRule({
  meta: {
    id: 'SPO-004',
    revision: 1,
    title: 'The default sharing link is for viewing',
    failureTitle: 'The default sharing link lets people change the file',
    pillar: 'sharing',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { facts: ['sharePointTenant'] },
    messages: {
      view: 'A new link is for viewing unless its maker chooses otherwise.',
      edit: 'A new link lets people change the file unless its maker chooses otherwise.',
      unknown: 'SharePoint did not say what a new link allows.',
    },
    rationale:
      'What Copilot quotes must be what the clinician wrote. A link that was meant for reading and lets people change the file puts that in doubt.',
    remediation: {
      summary: 'Make "View" the default permission of links.',
      steps: [
        'SharePoint admin center > Policies > Sharing > File and folder links: choose "View" as the default permission.',
        'Or run Set-SPOTenant -DefaultLinkPermission View.',
      ],
      effort: 'minutes',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(c)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '7.2.11' },
      { framework: 'CISA SCuBA', id: 'MS.SHAREPOINT.2.2v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ facts, report, doubt }) {
    const tenant = { sharePointTenant: known(facts.sharePointTenant) };
    return {
      verdict() {
        const permission = tenantSetting(tenant, 'defaultLinkPermission');
        if (permission.known && permission.value === 'View') return { kind: 'pass', message: 'view' };
        if (permission.known && permission.value === 'Edit') {
          report({ subject: tenantSubject('Default sharing link'), detail: { defaultLinkPermission: 'Edit' } });
          return { kind: 'fail', message: 'edit' };
        }
        doubt(
          permission.known ? { reason: 'failed', detail: 'SharePoint names no default permission of links.' } : permission.gap,
        );
        return { kind: 'pass', message: 'unknown' };
      },
    };
  },
});
