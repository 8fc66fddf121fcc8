/** Access tokens of the simulator: readable as Microsoft's are, signed with a key that only this process has. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface TokenClaims {
  readonly aud: string;
  readonly iss: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly tid: string;
  readonly appid: string;
  readonly app_displayname: string;
  readonly idtyp: 'app' | 'user';
  /** How the app proved itself: 0 not at all, 1 by a secret, 2 by a certificate or another token. */
  readonly appidacr: '0' | '1' | '2';
  readonly oid: string;
  readonly ver: '1.0';
  /** Application permissions. */
  readonly roles?: readonly string[];
  /** Template ids of directory roles. */
  readonly wids?: readonly string[];
  /** Delegated permissions, separated by spaces. */
  readonly scp?: string;
  readonly upn?: string;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signatureOf(text: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function writeToken(claims: object, key: Buffer): string {
  const text = `${part({ typ: 'JWT', alg: 'HS256', kid: 'simulated' })}.${part(claims)}`;
  return `${text}.${signatureOf(text, key).toString('base64url')}`;
}

/** The claims of a token of ours; null where it is not one. */
export function readToken(token: string, key: Buffer): TokenClaims | null {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) return null;
  const due = signatureOf(`${header}.${payload}`, key);
  const given = Buffer.from(signature, 'base64url');
  if (due.length !== given.length || !timingSafeEqual(due, given)) return null;
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as TokenClaims;
}

/** The permissions that a token carries, of either kind. */
export function permissionsOf(claims: TokenClaims): readonly string[] {
  return claims.roles ?? (claims.scp === undefined ? [] : claims.scp.split(' '));
}
