/** The usage report of Copilot, as JSON: people with a seat, under made-up names where the tenant hides them. */
import { type Call, notSimulated, type Reply } from '../call.js';
import { GRAPH, linkTo, pageSize, readSkipToken, writeSkipToken } from '../paging.js';
import { concealed } from './reports.js';

const DAY_MS = 86_400_000;
/** The report lags behind by up to three days. */
const LAG_DAYS = 2;
/** Microsoft 365 Copilot Chat for work, which every seat of Copilot brings. */
const SEAT_PLAN = '3f30311c-6b1e-48a4-ab79-725b469da960';

interface Row {
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly lastActivityDate: string | null;
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Where nothing is stored: who has a seat used it in the last weeks, but for every fifth, who never did. */
function rowsOf({ tenant, now }: Call): Row[] {
  const plan = (sku: (typeof tenant.skus)[number]) => sku.servicePlans?.some((one) => one.servicePlanId === SEAT_PLAN) === true;
  const seats = new Set(tenant.skus.filter(plan).map((sku) => sku.skuId));
  const named = (userPrincipalName: string): string =>
    tenant.users.find((user) => user.userPrincipalName === userPrincipalName)?.displayName ?? '';
  if (tenant.copilotUsage !== undefined)
    return tenant.copilotUsage.map((one) => ({ ...one, displayName: named(one.userPrincipalName) }));
  return tenant.users
    .filter((user) => user.assignedLicenses?.some((one) => seats.has(one.skuId ?? '')) === true)
    .map(({ userPrincipalName, displayName }, at) => ({
      userPrincipalName: userPrincipalName ?? '',
      displayName: displayName ?? '',
      lastActivityDate: at % 5 === 4 ? null : dayOf(now - (LAG_DAYS + (at % 20)) * DAY_MS),
    }));
}

export function copilotUsage(call: Call): Reply {
  if (call.query.get('$format') !== 'application/json') return notSimulated('a report that is no JSON');
  const size = pageSize(call, { name: 'copilotUsage', size: 200, cap: 2000, overCap: 'cap' });
  if (typeof size !== 'number') return size;
  const token = call.query.get('$skiptoken');
  const offset = token === null ? 0 : (readSkipToken('copilotUsage', token) ?? 0);
  const rows = rowsOf(call);
  const hides = call.tenant.sharePoint.concealsNames;
  const shown = (text: string): string => (hides ? concealed(text) : text);
  const value = rows.slice(offset, offset + size).map(({ userPrincipalName, displayName, lastActivityDate }) => ({
    reportRefreshDate: dayOf(call.now - LAG_DAYS * DAY_MS),
    userPrincipalName: shown(userPrincipalName),
    displayName: shown(displayName),
    lastActivityDate: lastActivityDate ?? '',
    copilotChatLastActivityDate: lastActivityDate ?? '',
    microsoftTeamsCopilotLastActivityDate: '',
    wordCopilotLastActivityDate: '',
    excelCopilotLastActivityDate: '',
    powerPointCopilotLastActivityDate: '',
    outlookCopilotLastActivityDate: lastActivityDate ?? '',
    oneNoteCopilotLastActivityDate: '',
    loopCopilotLastActivityDate: '',
    copilotActivityUserDetailsByPeriod: [{ reportPeriod: Number(call.params.period?.slice(1) ?? '30') }],
  }));
  const next = { $skiptoken: writeSkipToken('copilotUsage', offset + size) };
  const link = offset + size < rows.length ? { '@odata.nextLink': linkTo(call.path, call.query, next) } : {};
  return { status: 200, body: { '@odata.context': `${GRAPH}/$metadata#Collection(Edm.ComplexType)`, ...link, value } };
}
