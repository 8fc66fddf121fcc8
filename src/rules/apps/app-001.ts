/** AI tools from outside that were given access and that nobody approved. */
import { defineRule } from '../define.js';
import { appSubject, orNull, plural } from '../kit.js';
import { holdings, isClinicalTool } from './reach-scopes.js';

export default defineRule({
  meta: {
    id: 'APP-001',
    revision: 1,
    title: 'No AI tool has access that nobody approved',
    failureTitle: 'AI tools that nobody approved have access',
    warnTitle: 'Some applications may be AI tools that nobody approved',
    pillar: 'apps',
    severity: 'high',
    gate: 'condition',
    worst: { severity: 'critical', gate: 'block' },
    claim: 'none',
    needs: { rows: ['app'] },
    messages: {
      none: 'No AI tool outside your approved list holds access.',
      some: 'Found {tools} with access that nobody approved; reaching mail, files, chats, calendars or transcripts: {reaching}.',
      someAndPossible:
        'Found {tools} with access that nobody approved; reaching mail, files, chats, calendars or transcripts: {reaching}. {possible} more could be such a tool; please look.',
      possible: 'Found {apps} that could be an AI tool and need your approval; please look.',
    },
    rationale:
      'An AI tool with access to mail or files takes patient data to a company that has signed nothing. People who wait for Copilot are the ones who try such tools.',
    remediation: {
      summary: 'Switch these applications off and take their permissions back; approve the ones under agreement.',
      steps: [
        'Entra admin center > Enterprise apps: open the application, Properties, and set Enabled for users to sign-in to No. Deleting it only lets it come back.',
        'Revoke its permissions: Remove-MgOauth2PermissionGrant for each grant, and Permissions > Review permissions for the rest.',
        'Ask the people who consented what they gave it, and note it for your risk analysis.',
        'A tool under a business associate agreement goes on the list approvedApps of the configuration.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(a)' },
      { framework: 'HIPAA', id: '164.502(e)' },
      { framework: 'HIPAA', id: '164.308(b)(1)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '5.1.5.1' },
      { framework: 'CISA SCuBA', id: 'MS.AAD.5.2v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.PS-05' },
      { framework: 'NIST CSF 2.0', id: 'GV.SC-07' },
    ],
  },
  create({ report, doubt, count }) {
    let reaching = 0;
    return {
      on: {
        app(row) {
          const { app, aiTool, delegated, applicationRoles } = row;
          if (aiTool === null || row.isFirstParty || row.isApproved || !app.accountEnabled) return;
          const { isEmpty, reaches, forEverybody, scopes } = holdings(row);
          if (isEmpty) {
            if (!delegated.known) doubt(delegated.gap);
            else if (!applicationRoles.known) doubt(applicationRoles.gap);
            return;
          }
          const suspicion = aiTool.matchedBy === 'name' || isClinicalTool(aiTool.name);
          if (reaches && !suspicion) reaching += 1;
          // It holds something for certain; what could not be read may reach content.
          if (!reaches && !suspicion) {
            if (!delegated.known) doubt(delegated.gap);
            else if (!applicationRoles.known) doubt(applicationRoles.gap);
          }
          const users = orNull(row.consentedBy)?.join(', ') ?? null;
          report({
            subject: appSubject(row),
            suspicion,
            severity: suspicion ? 'medium' : reaches ? 'critical' : 'high',
            gate: suspicion ? null : reaches ? 'block' : 'condition',
            readersShare: forEverybody ? 1 : 0,
            detail: {
              tool: aiTool.name,
              matchedBy: aiTool.matchedBy,
              scopes,
              forEverybody,
              users,
              publisher: app.verifiedPublisher,
            },
          });
        },
      },
      verdict() {
        const measures = { tools: count.offences, reaching, possible: count.suspicions };
        if (count.offences > 0) {
          const data = { tools: plural(count.offences, 'AI tool'), reaching, possible: count.suspicions };
          return { kind: 'fail', message: count.suspicions > 0 ? 'someAndPossible' : 'some', data, measures };
        }
        if (count.suspicions > 0)
          return { kind: 'warn', message: 'possible', data: { apps: plural(count.suspicions, 'application') }, measures };
        return { kind: 'pass', message: 'none', measures };
      },
    };
  },
});
