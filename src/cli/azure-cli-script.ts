/** A shell script of Azure CLI commands that registers the application, and says how to remove all of it again. */
import { OperatorError } from '../operator-error.js';
import {
  cloudFlag,
  consentAddress,
  GRAPH_APP_ID,
  PUBLIC_REPLY_ADDRESS,
  permissionRemarks,
  REPLY_ADDRESS,
  type ScriptOptions,
} from './permission-scripts.js';

const AZURE_CLOUDS = { global: 'AzureCloud', 'gcc-high': 'AzureUSGovernment', china: 'AzureChinaCloud' } as const;

export function azureCliScript(options: ScriptOptions): string {
  const { permissions, kind, cloud, appName } = options;
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
    '',
    'tenant_id="$(az account show --query tenantId --output tsv)"',
    `others="$(az ad app list --filter "displayName eq '$app_name'" --query 'length(@)' --output tsv)"`,
    'if [ "$others" != "0" ]; then',
    '  echo "An application named $app_name is there already; print this script again with --app-name NAME." >&2',
    '  exit 1',
    'fi',
    '',
    '# Microsoft knows permissions by id; the ids are looked up by name in this tenant.',
    `known="$(az ad sp show --id "$graph" --query '${isApp ? 'appRoles' : 'oauth2PermissionScopes'}[].[value,id]' --output tsv)"`,
    'access=',
    'for name in $permissions; do',
    `  id="$(printf '%s\\n' "$known" | awk -F '\\t' -v name="$name" '{ sub(/\\r$/, "") } $1 == name { print $2; exit }')"`,
    '  if [ -z "$id" ]; then',
    '    echo "This cloud has no permission $name; the scan will say what it does not see." >&2',
    '  else',
    `    access="$access $id=${isApp ? 'Role' : 'Scope'}"`,
    '  fi',
    'done',
    'if [ -z "$access" ]; then',
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
    '# The list is meant to fall into words: one a permission.',
    'az ad app permission add --id "$client_id" --api "$graph" --only-show-errors --api-permissions $access',
    ...(isApp ? CERTIFICATE : []),
    '',
    'cat <<EOF',
    '',
    '1. Let an administrator consent, at this address. The browser ends at a page that cannot be',
    '   shown (https://localhost); that is as it should be.',
    `   ${consentAddress(cloud, '$tenant_id')}$client_id`,
    '',
    '2. In the shell that is to scan:',
    '   export AZURE_TENANT_ID=$tenant_id',
    '   export AZURE_CLIENT_ID=$client_id',
    isApp ? "   export AZURE_CLIENT_CERTIFICATE_PATH='$certificate'" : null,
    `   copilot-preflight doctor${isApp ? '' : ' --auth device-code'}${cloudFlag(cloud)}`,
    `   copilot-preflight scan${isApp ? '' : ' --auth device-code'}${cloudFlag(cloud)} --out copilot-preflight-report`,
    '',
    '3. Afterwards, to remove all of it (Entra ID keeps a deleted application for 30 days):',
    '   az ad app delete --id $client_id',
    isApp ? "   rm -f -- '$certificate'" : null,
    'EOF',
  ];
  return `${lines.filter((line) => line !== null).join('\n')}\n`;
}

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
