/** A shell script of Azure CLI commands that registers the application, and says how to remove all of it again. */
import { CMDLET_ROLES, CMDLET_SERVICES, MANAGE_AS_APP } from '../evidence/cmdlet-access.js';
import { OperatorError } from '../operator-error.js';
import { CLOUDS } from '../sources/clouds.js';
import {
  consentAddress,
  GRAPH_APP_ID,
  laterFlags,
  PUBLIC_REPLY_ADDRESS,
  permissionRemarks,
  REPLY_ADDRESS,
  type ScriptOptions,
  SHAREPOINT_APP_ID,
} from './permission-scripts.js';

const AZURE_CLOUDS = { global: 'AzureCloud', 'gcc-high': 'AzureUSGovernment', china: 'AzureChinaCloud' } as const;

export function azureCliScript(options: ScriptOptions): string {
  const { permissions, sharePoint, cmdlets, kind, cloud, appName } = options;
  if (cloud === 'dod') throw new OperatorError('Azure CLI has no DoD cloud; use --as powershell for a DoD tenant.');
  const isApp = kind === 'application';
  const lines = [
    '#!/bin/sh',
    '# Prepares a tenant for copilot-preflight, with Azure CLI: registers an application,',
    isApp ? '# makes a certificate for it, and prints how to consent, scan, and remove it all again.' : null,
    isApp ? null : '# and prints how to consent, scan, and remove it all again.',
    '# Read it before you run it. Sign in first, as an Application Administrator or above:',
    `#   az cloud set --name ${AZURE_CLOUDS[cloud]}`,
    '#   az login --allow-no-subscriptions --tenant <your tenant>',
    '# The consent at the end needs a Global Administrator or Privileged Role Administrator.',
    ...permissionRemarks(options).map((line) => `# ${line}`),
    'set -eu',
    '',
    `app_name='${appName}'`,
    `graph='${GRAPH_APP_ID}'`,
    "permissions='",
    ...permissions,
    "'",
    '# SharePoint itself, a service of its own beside Microsoft Graph.',
    `sharepoint='${SHAREPOINT_APP_ID}'`,
    "sharepoint_permissions='",
    ...sharePoint,
    "'",
    ...(cmdlets ? SERVICES_OF_CMDLETS : []),
    '',
    'tenant_id="$(az account show --query tenantId --output tsv)"',
    `others="$(az ad app list --filter "displayName eq '$app_name'" --query 'length(@)' --output tsv)"`,
    'if [ "$others" != "0" ]; then',
    '  echo "An application named $app_name is there already; print this script again with --app-name NAME." >&2',
    '  exit 1',
    'fi',
    '',
    '# Microsoft knows permissions by id; the ids are looked up by name in this tenant.',
    'access_of() {',
    `  known="$(az ad sp show --id "$1" --query '${isApp ? 'appRoles' : 'oauth2PermissionScopes'}[].[value,id]' --output tsv)"`,
    '  for name in $2; do',
    `    id="$(printf '%s\\n' "$known" | awk -F '\\t' -v name="$name" '{ sub(/\\r$/, "") } $1 == name { print $2; exit }')"`,
    '    if [ -z "$id" ]; then',
    '      echo "This cloud has no permission $name; the scan will say what it does not see." >&2',
    '    else',
    `      printf ' %s' "$id=${isApp ? 'Role' : 'Scope'}"`,
    '    fi',
    '  done',
    '}',
    'access="$(access_of "$graph" "$permissions")"',
    'sharepoint_access=',
    'if [ -n "$(echo $sharepoint_permissions)" ]; then',
    '  sharepoint_access="$(access_of "$sharepoint" "$sharepoint_permissions")"',
    'fi',
    'if [ -z "$access$sharepoint_access" ]; then',
    '  echo "Not one of the permissions was found; nothing was made." >&2',
    '  exit 1',
    'fi',
    '',
    'client_id="$(az ad app create --display-name "$app_name" --sign-in-audience AzureADMyOrg \\',
    isApp
      ? `  --web-redirect-uris ${REPLY_ADDRESS} --query appId --output tsv)"`
      : `  --is-fallback-public-client true --public-client-redirect-uris ${PUBLIC_REPLY_ADDRESS} \\`,
    isApp ? null : `  --web-redirect-uris ${REPLY_ADDRESS} --query appId --output tsv)"`,
    'echo "Made the application $client_id; to remove it: az ad app delete --id $client_id"',
    '# A new application takes a few seconds to be known everywhere.',
    'tries=1',
    'until az ad sp create --id "$client_id" --output none; do',
    '  if [ "$tries" -ge 6 ]; then exit 1; fi',
    '  tries=$((tries + 1))',
    '  sleep 5',
    'done',
    '# The lists are meant to fall into words: one a permission.',
    'if [ -n "$access" ]; then',
    '  az ad app permission add --id "$client_id" --api "$graph" --only-show-errors --api-permissions $access',
    'fi',
    'if [ -n "$sharepoint_access" ]; then',
    '  az ad app permission add --id "$client_id" --api "$sharepoint" --only-show-errors --api-permissions $sharepoint_access',
    'fi',
    ...(cmdlets ? GRANT_CMDLETS : []),
    ...(isApp ? CERTIFICATE : []),
    '',
    'cat <<EOF',
    '',
    '1. Let an administrator consent, at this address. The browser ends at a page that cannot be',
    '   shown (https://localhost); that is as it should be.',
    `   ${consentAddress(cloud, '$tenant_id')}$client_id`,
    cmdlets ? `   And let a Privileged Role Administrator assign the role ${READER.title} to the application,` : null,
    cmdlets ? '   where this script could not: Entra admin center > Roles & admins > Add assignments.' : null,
    '',
    '2. In the shell that is to scan:',
    '   export AZURE_TENANT_ID=$tenant_id',
    '   export AZURE_CLIENT_ID=$client_id',
    isApp ? "   export AZURE_CLIENT_CERTIFICATE_PATH='$certificate'" : null,
    `   copilot-preflight doctor${isApp ? '' : ' --auth device-code'}${laterFlags(options)}`,
    `   copilot-preflight scan${isApp ? '' : ' --auth device-code'}${laterFlags(options)} --out copilot-preflight-report`,
    '',
    '3. Afterwards, to remove all of it (Entra ID keeps a deleted application for 30 days):',
    cmdlets ? '$take_role' : null,
    '   az ad app delete --id $client_id',
    isApp ? "   rm -f -- '$certificate'" : null,
    'EOF',
  ];
  return `${lines.filter((line) => line !== null).join('\n')}\n`;
}

const [READER] = CMDLET_ROLES;
const ASSIGNMENTS = `${CLOUDS.global.graph}/v1.0/roleManagement/directory/roleAssignments`;

const SERVICES_OF_CMDLETS = [
  `# Exchange Online and Exchange Online Protection, each with its own ${MANAGE_AS_APP}; the ids are the same everywhere.`,
  ...CMDLET_SERVICES.flatMap(({ appId, roleId }, at) => {
    const name = ['exchange', 'protection'][at];
    return [`${name}='${appId}'`, `${name}_access='${roleId}=Role'`];
  }),
  `reader_role='${READER.id}'`,
];

/** The role is what the permission is worth; without it cmdlets are refused, so a failure to assign it is said and not final. */
const GRANT_CMDLETS = [
  'az ad app permission add --id "$client_id" --api "$exchange" --only-show-errors --api-permissions "$exchange_access"',
  'az ad app permission add --id "$client_id" --api "$protection" --only-show-errors --api-permissions "$protection_access"',
  `# ${READER.title}, which lets the application run cmdlets that read.`,
  'principal="$(az ad sp show --id "$client_id" --query id --output tsv | tr -d "\\r")"',
  `assignments='${ASSIGNMENTS}'`,
  'role="{\\"principalId\\":\\"$principal\\",\\"roleDefinitionId\\":\\"$reader_role\\",\\"directoryScopeId\\":\\"/\\"}"',
  'take_role=',
  'if assignment="$(az rest --method POST --url "$assignments" --body "$role" --query id --output tsv)"; then',
  '  assignment="$(echo "$assignment" | tr -d "\\r")"',
  `  echo "Assigned the role ${READER.title}."`,
  '  take_role="   az rest --method DELETE --url $assignments/$assignment"',
  'else',
  `  echo "The role ${READER.title} could not be assigned; a Privileged Role Administrator can do it." >&2`,
  'fi',
];

/** Azure CLI makes key and certificate itself, and writes both into one PEM file in the home folder. */
const CERTIFICATE = [
  '',
  '# The file holds the private key: keep it as you keep a password.',
  '# It ends after 90 days; the first form of date is that of Linux, the second that of macOS.',
  'end=$(($(date +%s) + 90 * 86400))',
  'end="$(date -u -d "@$end" +%Y-%m-%d 2>/dev/null || date -u -r "$end" +%Y-%m-%d)"',
  'certificate="$(az ad app credential reset --id "$client_id" --create-cert --end-date "$end" \\',
  '  --query fileWithCertAndPrivateKey --output tsv --only-show-errors)"',
  'chmod 600 "$certificate"',
];
