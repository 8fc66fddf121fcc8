/** Client assertions: the signed statements with which an app proves itself by certificate or by workload federation. */
import { constants, verify, X509Certificate } from 'node:crypto';
import type { AppRegistration, SimulatedTenant } from './tenant.js';

/** An Entra error: its number and the sentence after `AADSTS<number>:`. */
export interface AssertionFault {
  readonly number: number;
  readonly text: string;
}

interface Parts {
  readonly header: { readonly alg?: string; readonly x5t?: string; readonly 'x5t#S256'?: string };
  readonly claims: {
    readonly aud?: string;
    readonly iss?: string;
    readonly sub?: string;
    readonly exp?: number;
    readonly nbf?: number;
  };
  readonly signed: string;
  readonly signature: Buffer;
}

function partsOf(assertion: string): Parts | null {
  const [header, claims, signature] = assertion.split('.');
  if (header === undefined || claims === undefined || signature === undefined) return null;
  try {
    const read = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return {
      header: read(header) as Parts['header'],
      claims: read(claims) as Parts['claims'],
      signed: `${header}.${claims}`,
      signature: Buffer.from(signature, 'base64url'),
    };
  } catch {
    return null;
  }
}

/** The certificate that the header of an assertion names, among those of the app. */
function namedCertificate(app: AppRegistration, header: Parts['header']): X509Certificate | null {
  const print = (fingerprint: string): string => Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
  const isNamed = (certificate: X509Certificate): boolean =>
    header['x5t#S256'] === print(certificate.fingerprint256) || header.x5t === print(certificate.fingerprint);
  return app.certificates.map((pem) => new X509Certificate(pem)).find(isNamed) ?? null;
}

function isSignedBy(certificate: X509Certificate, { header, signed, signature }: Parts): boolean {
  const key = certificate.publicKey;
  if (header.alg === 'RS256') return verify('sha256', Buffer.from(signed), key, signature);
  if (header.alg !== 'PS256') return false;
  const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return verify('sha256', Buffer.from(signed), options, signature);
}

/** Null where the assertion proves the app; else what Entra holds against it. */
export function faultOfAssertion(
  assertion: string,
  app: AppRegistration,
  tenant: SimulatedTenant,
  now: number,
): AssertionFault | null {
  const parts = partsOf(assertion);
  if (parts === null) return { number: 50027, text: 'JWT token is invalid or malformed.' };
  const { claims } = parts;
  if ((claims.exp ?? 0) * 1000 <= now || (claims.nbf ?? 0) * 1000 > now + 300_000) {
    return { number: 700024, text: 'Client assertion is not within its valid time range.' };
  }
  const isFederated = (app.federated ?? []).some((one) => one.issuer === claims.iss && one.subject === claims.sub);
  if (isFederated) return null;
  if (claims.iss !== app.clientId || claims.sub !== app.clientId) {
    return { number: 700021, text: 'Client assertion application identifier does not match the client_id parameter.' };
  }
  const names = [tenant.id, ...(tenant.organization.verifiedDomains ?? []).map((domain) => domain.name ?? '')];
  const audiences = names.flatMap((name) =>
    ['oauth2/v2.0/token', 'v2.0'].map((end) => `https://login.microsoftonline.com/${name}/${end}`),
  );
  if (!audiences.includes(claims.aud ?? '')) {
    return { number: 700023, text: 'Client assertion audience claim does not match Realm issuer.' };
  }
  const certificate = namedCertificate(app, parts.header);
  if (certificate === null || !isSignedBy(certificate, parts)) {
    const reason = certificate === null ? 'The key was not found.' : 'The signature does not verify.';
    return {
      number: 700027,
      text: `The certificate with identifier used to sign the client assertion is not registered on application. ${reason}`,
    };
  }
  return null;
}
