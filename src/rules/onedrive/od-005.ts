/** The folder that OneDrive once made for everybody: whether new ones are made, and whether old ones still hold files. */
import type { Scope } from '../../derive/rows.js';
import { defineRule } from '../define.js';
import {
  CAPPED,
  granteesOf,
  isRestricted,
  isSensitive,
  NOT_WHOLE,
  named,
  orNull,
  plural,
  scopeSubject,
  tenantSubject,
} from '../kit.js';

const CLAIMS: ReadonlySet<string> = new Set(['everyone', 'everyone-except-external', 'all-users', 'unrecognised']);

/** The folder stood at the top of the library, and named everybody itself. What it is called depends on the language. */
function claimsOf({ isPersonal, kind, place, grants }: Scope): Scope['grants'] {
  if (!isPersonal || kind !== 'folder' || place.parts.length !== 2) return [];
  return grants.filter(({ audience, inherited, via }) => !inherited && via === null && CLAIMS.has(audience));
}

export default defineRule({
  meta: {
    id: 'OD-005',
    revision: 1,
    title: 'OneDrive makes no folder for everybody, and none holds files',
    failureTitle: 'Folders for everybody are made in OneDrive, or still hold files',
    warnTitle: 'Folders at the top of a OneDrive are granted to everybody',
    pillar: 'onedrive',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { facts: ['sharePointTenant'], rows: ['scope'] },
    messages: {
      none: 'New OneDrives get no folder "Shared with Everyone", and no folder at the top of a OneDrive is granted to everybody.',
      alike:
        'New OneDrives get no folder "Shared with Everyone". Found {folders} at the top of a OneDrive granted to everybody; in another language the old folder has another name.',
      provisioned: 'Each new OneDrive gets a folder that everybody can read.',
      some: 'Found {folders} named "Shared with Everyone" that still hold {files} and are granted to everybody.',
      both: 'Each new OneDrive gets a folder that everybody can read, and {folders} named "Shared with Everyone" hold {files} by now.',
    },
    rationale:
      'People took this folder for a place to share with a colleague. Whatever they left in it, Copilot shows to everybody.',
    remediation: {
      summary: 'Switch the folder off, and empty those that are there.',
      steps: [
        'Set-SPOTenant -ProvisionSharedWithEveryoneFolder $false in SharePoint Online PowerShell; folders that exist stay.',
        'Let each owner move what is in it, then open the folder > Manage access and remove "Everyone except external users".',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(b)' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ report, doubt, count, totals, facts }) {
    let folders = 0;
    let files = 0;
    return {
      on: {
        scope(scope) {
          if (scope.isIntended) return;
          const claims = claimsOf(scope);
          const certain = claims.filter(({ orgWide }) => orNull(orgWide) === true);
          if (certain.length === 0) {
            const unsure = claims.find(({ orgWide }) => !orgWide.known)?.orgWide;
            if (unsure !== undefined && !unsure.known) doubt(unsure.gap);
            else if (scope.isPersonal && scope.kind === 'folder' && scope.place.parts.length === 2 && scope.isAtLeast)
              doubt(CAPPED);
            return;
          }
          if (scope.files === 0) {
            if (scope.isPartlyRead) doubt(NOT_WHOLE);
            return;
          }
          const isNamed = scope.place.parts[1]?.name.trim().toLowerCase() === 'shared with everyone';
          const behind = isRestricted(scope);
          const isFact = isNamed && !behind;
          if (isFact) {
            folders += 1;
            files += scope.files;
          }
          report({
            subject: scopeSubject(scope),
            suspicion: !isFact,
            reach: behind ? 'latent' : 'standing',
            readersShare: behind ? 0 : 1,
            sensitive: isSensitive(scope),
            detail: { grantedTo: named(granteesOf(certain)), files: scope.files, sensitiveFiles: scope.sensitiveFiles },
          });
        },
      },
      verdict() {
        const isOn = facts.sharePointTenant[0]?.provisionSharedWithEveryoneFolder ?? null;
        if (isOn === null)
          doubt({ reason: 'failed', detail: 'SharePoint left ProvisionSharedWithEveryoneFolder out of its settings' });
        if (isOn === true)
          report({ subject: tenantSubject('OneDrive settings'), detail: { provisionSharedWithEveryoneFolder: true } });
        const measures = { provisioned: isOn, folders, files, alike: count.suspicions };
        const total = totals.scopes;
        const data = { folders: plural(folders, 'folder'), files: plural(files, 'file') };
        if (folders > 0) return { kind: 'fail', message: isOn === true ? 'both' : 'some', data, total, measures };
        if (isOn === true) return { kind: 'fail', message: 'provisioned', total, measures };
        if (count.suspicions > 0) {
          return { kind: 'warn', message: 'alike', data: { folders: plural(count.suspicions, 'folder') }, total, measures };
        }
        return { kind: 'pass', message: 'none', total, measures };
      },
    };
  },
});
