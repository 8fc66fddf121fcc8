/** Answers of the cmdlet endpoint that are no objects: its errors, each in the envelope in which it was seen. */
import { randomUUID } from 'node:crypto';

export interface CmdletAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8; odata.metadata=minimal' };

export function answered(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): CmdletAnswer {
  return { status, headers: { ...JSON_TYPE, 'request-id': randomUUID(), ...headers }, text: JSON.stringify(body) };
}

interface Inner {
  readonly type: string;
  /** The exception below it, where the text of use stands. */
  readonly internal?: { readonly message: string; readonly type: string };
}

/** `details` and `innererror` are there where the service writes them. */
export function refusedBy(status: number, code: string, message: string, inner?: Inner): CmdletAnswer {
  const internal = inner?.internal === undefined ? {} : { internalexception: { ...inner.internal, stacktrace: '' } };
  const innererror = inner === undefined ? {} : { innererror: { message, type: inner.type, stacktrace: '', ...internal } };
  const details =
    inner === undefined ? {} : { details: [{ code: 'Context', message: inner.internal?.message ?? message, target: '' }] };
  return answered(status, { error: { code, message, ...details, ...innererror } });
}

const SERVICE_EXCEPTION = 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException';

/** No token, one for another service, or one without the application permission: an empty body, and the reason in a header. */
export function notSignedIn(tenantId: string, reason: string): CmdletAnswer {
  const realm = `Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="00000001-0000-0000-c000-000000000000@${tenantId}", token_types="app_asserted_user_v1 service_asserted_app_v1", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="invalid_token"`;
  const headers = { 'WWW-Authenticate': realm, 'x-ms-diagnostics': `2000003;reason="${reason}";error_category="invalid_token"` };
  return { status: 401, headers, text: '' };
}

/** The application permission is there, and no directory role that would do. */
export function noDirectoryRole(appId: string): CmdletAnswer {
  const message = `[Server=CH0PR12MB0001,RequestId=${randomUUID()},TimeStamp=Mon, 23 Nov 2026 09:00:00 GMT] [FailureCategory=AuthZ-CmdletAccessDeniedException] The role assigned to application ${appId} isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication.`;
  return refusedBy(403, 'Forbidden', message, { type: SERVICE_EXCEPTION });
}

/** The directory role is too small for this one. Exchange Online says 401, Security & Compliance 403. */
export function roleTooSmall(cmdlet: string, isExchange: boolean): CmdletAnswer {
  const message = `User is not allowed to call ${cmdlet}`;
  return isExchange
    ? refusedBy(401, 'Unauthorized', message, { type: SERVICE_EXCEPTION })
    : refusedBy(403, 'Forbidden', message, { type: SERVICE_EXCEPTION });
}

/** The tenant has no such cmdlet on this host. */
export function notExposed(cmdlet: string): CmdletAnswer {
  const message = `The term '${cmdlet}' is not recognized as the name of a cmdlet, function, script file, or operable program. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.`;
  const internal = { message, type: 'System.Management.Automation.CommandNotFoundException' };
  return refusedBy(400, 'BadRequest', 'Error executing request.', { type: SERVICE_EXCEPTION, internal });
}

export function notLicensed(cmdlet: string): CmdletAnswer {
  const message = `|Microsoft.Exchange.Management.UnifiedPolicy.ErrorLicenseException|Your organization doesn't have the license that ${cmdlet} requires.`;
  const internal = { message, type: 'Microsoft.Exchange.Management.UnifiedPolicy.ErrorLicenseException' };
  return refusedBy(400, 'BadRequest', 'Error executing cmdlet.', { type: SERVICE_EXCEPTION, internal });
}

export function wrongMailbox(anchor: string): CmdletAnswer {
  return refusedBy(400, 'ErrorIncorrectRoutingHint', `The routing hint '${anchor}' does not belong to this tenant.`);
}

export function wrongParameter(message: string): CmdletAnswer {
  const internal = { message, type: 'System.Management.Automation.ParameterBindingException' };
  return refusedBy(400, 'BadRequest', 'Error executing cmdlet.', { type: SERVICE_EXCEPTION, internal });
}

/** The simulated service writes nothing, whoever asks. */
export function writesNothing(cmdlet: string): CmdletAnswer {
  return refusedBy(403, 'Forbidden', `The simulated Microsoft 365 writes nothing: ${cmdlet} was refused.`);
}
