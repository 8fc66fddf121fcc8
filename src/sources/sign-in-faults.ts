/** Entra ID's refusals to sign in, as sentences of ours: its own texts may hold names and secrets and are never printed. */
import { EXIT, OperatorError } from '../operator-error.js';

interface Asked {
  readonly tenantId: string;
  readonly clientId: string;
  /** What named the tenant and the application: the flag or the variable. */
  readonly tenantFrom: string;
  readonly clientFrom: string;
}

/** By AADSTS number, https://learn.microsoft.com/entra/identity-platform/reference-error-codes. */
const SENTENCES: Readonly<Record<string, (asked: Asked) => string>> = {
  '7000215': () => "The client secret is wrong. Put the secret's value, not its id, into AZURE_CLIENT_SECRET.",
  '7000222': ({ clientId }) =>
    `The client secret of application ${clientId} has expired. Create a new one, or better, use a certificate.`,
  '700016': ({ clientId, tenantId, clientFrom, tenantFrom }) =>
    `Application ${clientId} was not found in tenant ${tenantId}. Check ${clientFrom} and ${tenantFrom}, and that an administrator has consented to it.`,
  '90002': ({ tenantId, tenantFrom }) =>
    `Tenant ${tenantId} was not found. Check ${tenantFrom}, and --cloud if it is a national cloud.`,
  '900023': ({ tenantId, tenantFrom }) =>
    `Tenant ${tenantId} was not found. Check ${tenantFrom}, and --cloud if it is a national cloud.`,
  '90072': ({ tenantId }) => `This account does not belong to tenant ${tenantId}. Sign in with an account of that tenant.`,
  '50020': ({ tenantId }) => `This account does not belong to tenant ${tenantId}. Sign in with an account of that tenant.`,
  '50034': () => 'This account does not exist in the tenant. Check the user name.',
  '50126': () => 'The user name or password was wrong.',
  '50053': () => 'The account is locked. Wait, or have an administrator unlock it.',
  '50057': () => 'The account is disabled.',
  '50105': ({ clientId }) => `The account is not assigned to application ${clientId}. Have an administrator assign it.`,
  '700027': ({ clientId }) =>
    `The certificate is not registered with application ${clientId}, or has expired. Upload its public part under "Certificates & secrets".`,
  '700030': ({ clientId }) => `The certificate is not valid for application ${clientId}. Register a current one.`,
  '7000229': ({ clientId, tenantId }) =>
    `Application ${clientId} has no service principal in tenant ${tenantId}. Have an administrator consent to it.`,
  '7000112': ({ clientId }) => `Application ${clientId} is disabled in this tenant.`,
  '7000218': ({ clientId }) =>
    `Application ${clientId} does not allow public clients. Switch on "Allow public client flows" for device code sign-in.`,
  '500011': () => 'Entra ID does not know the service that the token was asked for in this tenant. Check --cloud and the tenant.',
  '65001': ({ clientId }) =>
    `Nobody has consented to the permissions of application ${clientId}. Have an administrator grant consent.`,
  '65004': () => 'Consent was declined.',
  '70011': () => 'Entra ID does not know one of the permissions asked for.',
  '1002012': () => 'Entra ID does not know the scope asked for. Check --cloud.',
  '53003': () =>
    'A Conditional Access policy blocked this sign-in. Ask for an exception for this application, or sign in from an allowed place.',
  '53000': () => 'A Conditional Access policy asks for a compliant device. Sign in from one.',
  '50076': () => 'A second factor is required. Use --auth browser or --auth device-code.',
  '50079': () => 'A second factor must be set up first. Sign in at the portal once, then try again.',
  '530036': () => 'A Conditional Access policy blocks device code sign-in. Use --auth browser.',
  '530035': () => 'Security defaults blocked this sign-in.',
  '70016': () => 'The device code was not used in time. Start again and enter the code within 15 minutes.',
  '70019': () => 'The device code was not used in time. Start again and enter the code within 15 minutes.',
  '70020': () => 'The device code was not used in time. Start again and enter the code within 15 minutes.',
  '700024': () => 'The sign-in assertion is outside its time. Check that the clock of this machine is right.',
  '50173': () => 'The sign-in was revoked. Sign in again.',
  '700082': () => 'The sign-in has expired. Sign in again.',
};

/** Turns whatever the sign-in library threw into one of our sentences; `known` is what our own HTTP client had to say. */
export function signInFault(error: unknown, asked: Asked, known: OperatorError | null): Error {
  if (error instanceof OperatorError) return error;
  if (known !== null) return known;
  const message = error instanceof Error ? error.message : '';
  const name = error instanceof Error ? error.name : '';
  if (name === 'AbortError') return new OperatorError('The sign-in was stopped.', { exitCode: EXIT.signIn });
  const code = /AADSTS(\d{4,8})/.exec(message)?.[1];
  if (code !== undefined) {
    const sentence =
      SENTENCES[code]?.(asked) ?? 'Entra ID refused the sign-in. Look the code up at https://login.microsoftonline.com/error.';
    return fault(`${sentence} (AADSTS${code})`);
  }
  if (/device_code_expired|user_timeout_reached|expired_token/i.test(message)) return fault(SENTENCES['70016']?.(asked) ?? '');
  if (/authorization_declined|access_denied/i.test(message)) return fault('The sign-in was declined.');
  return fault('Signing in failed, and Entra ID gave no code for it. Check tenant, application and credential, then try again.');
}

function fault(sentence: string): OperatorError {
  // No `cause`: the library's error holds the raw text, and whoever prints causes would print it.
  return new OperatorError(sentence, { exitCode: EXIT.signIn });
}
