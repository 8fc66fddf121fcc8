/** A small Entra ID on loopback: hands out tokens for a secret, a certificate or a device code, and refuses as the real one does. */
import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { type LoopbackServer, type Seen, type Sent, startServer } from './kit.js';

export const TENANT = '11111111-2222-4333-8444-555555555555';
export const CLIENT = '99999999-8888-4777-8666-555555555555';
export const SECRET = 'canary-secret~value';

const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function accessToken(claims: object): string {
  return `${b64({ alg: 'none', typ: 'JWT' })}.${b64({ aud: 'https://graph.microsoft.com', appid: CLIENT, tid: TENANT, ...claims })}.canary`;
}

export interface LoginServer extends LoopbackServer {
  /** Forms that were posted to the token address. */
  readonly forms: URLSearchParams[];
}

export interface LoginWish {
  /** Certificate that the application has registered. */
  readonly certificate?: string;
  /** Refuses everything with this AADSTS number. */
  readonly refuseWith?: number;
  readonly answer?: (seen: Seen, count: number) => Sent | null;
  readonly expiresIn?: number;
  /** Refuses tokens for SharePoint hosts with this AADSTS number. */
  readonly refuseSharePointWith?: number;
}

/** The service that a list of scopes is of. */
const audienceOf = (scope: string | null): string => /https:\/\/[^/\s]+/.exec(scope ?? '')?.[0] ?? 'https://graph.microsoft.com';

export async function startLogin(wish: LoginWish = {}): Promise<LoginServer> {
  const forms: URLSearchParams[] = [];
  let issued = 0;
  let polls = 0;
  const server = await startServer((seen, count) => {
    const own = wish.answer?.(seen, count);
    if (own !== undefined && own !== null) return own;
    const form = new URLSearchParams(seen.body);
    if (seen.url.startsWith(`/${TENANT}/oauth2/v2.0/devicecode`)) {
      return {
        body: {
          device_code: 'canary-device',
          user_code: 'ABCD1234',
          verification_uri: 'https://microsoft.com/devicelogin',
          expires_in: 900,
          interval: 1,
          message: 'To sign in, …',
        },
      };
    }
    if (seen.url.split('?')[0] !== `/${TENANT}/oauth2/v2.0/token`) return refused(90002);
    forms.push(form);
    if (wish.refuseWith !== undefined) return refused(wish.refuseWith);
    const aud = audienceOf(form.get('scope'));
    if (wish.refuseSharePointWith !== undefined && aud.endsWith('.sharepoint.com')) return refused(wish.refuseSharePointWith);
    issued += 1;
    const common = { token_type: 'Bearer', expires_in: wish.expiresIn ?? 3600, ext_expires_in: 3600 };
    if (form.get('grant_type') === 'client_credentials') {
      if (form.has('client_secret') && form.get('client_secret') !== SECRET) return refused(7000215);
      if (form.has('client_assertion') && !isGoodAssertion(form.get('client_assertion') ?? '', wish.certificate))
        return refused(700027);
      return { body: { ...common, access_token: accessToken({ aud, roles: ['Sites.Read.All'], idtyp: 'app', n: issued }) } };
    }
    if (form.get('grant_type') === 'device_code' || form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:device_code') {
      polls += 1;
      if (polls === 1)
        return {
          status: 400,
          body: { error: 'authorization_pending', error_description: 'AADSTS70016: canary pending', error_codes: [70016] },
        };
    }
    return {
      body: {
        ...common,
        scope: `${aud}/User.Read.All`,
        access_token: accessToken({ aud, scp: 'User.Read.All', n: issued }),
        refresh_token: 'canary-refresh',
        id_token: `${b64({ alg: 'none' })}.${b64({ oid: 'o', tid: TENANT, sub: 's', aud: CLIENT, iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, preferred_username: 'canary@contoso.example', exp: 4e9, nonce: '' })}.x`,
        client_info: b64({ uid: 'o', utid: TENANT }),
      },
    };
  });
  return { ...server, forms };
}

function refused(code: number): Sent {
  const text = `AADSTS${code}: canary text for 'canary@contoso.example'. Trace ID: 1 Correlation ID: 2 Timestamp: 3`;
  return {
    status: code === 90002 ? 400 : 401,
    body: { error: 'invalid_client', error_description: text, error_codes: [code], correlation_id: 'x', trace_id: 'y' },
  };
}

/** PS256 over header and payload, and the SHA-256 thumbprint of the registered certificate in `x5t#S256`. */
function isGoodAssertion(assertion: string, certificate: string | undefined): boolean {
  if (certificate === undefined) return false;
  const registered = new X509Certificate(certificate);
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  const { alg, 'x5t#S256': thumbprint } = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, string>;
  const { iss, sub, aud } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, string>;
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: registered.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
    Buffer.from(signature, 'base64url'),
  );
  const isOurs = thumbprint === createHash('sha256').update(registered.raw).digest('base64url');
  return (
    alg === 'PS256' &&
    isSigned &&
    isOurs &&
    iss === CLIENT &&
    sub === CLIENT &&
    aud === `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`
  );
}
