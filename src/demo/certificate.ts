/** A certificate for the application of a simulated tenant: made on the spot, registered there, and kept in a file only as long as it is needed. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import forge from 'node-forge';
import type { Generated } from './generate.js';

export interface RegisteredCertificate {
  /** PEM with certificate and key, readable by its owner only. */
  readonly path: string;
  /** At once, so that it can be done while a process ends. */
  remove(): void;
}

const DAY_MS = 86_400_000;

/** The only way to sign in that SharePoint itself accepts of an application. */
export function registerCertificate(made: Pick<Generated, 'tenant' | 'credentials'>): RegisteredCertificate {
  const { tenant, credentials } = made;
  const app = tenant.apps.find((one) => one.clientId === credentials.clientId);
  if (app === undefined) throw new Error('certificate: the tenant does not know its own application');
  const { certificate, key } = makeCertificate(app.displayName);
  app.certificates.push(certificate);
  const folder = mkdtempSync(join(tmpdir(), 'copilot-preflight-demo-'));
  const path = join(folder, 'application.pem');
  writeFileSync(path, `${certificate}${key}`, { mode: 0o600 });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function makeCertificate(name: string): { readonly certificate: string; readonly key: string } {
  // Node makes the key: forge alone takes seconds.
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const forgeKey = forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.rsa.setPublicKey(forgeKey.n, forgeKey.e);
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`;
  certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
  certificate.validity.notAfter = new Date(Date.now() + 7 * DAY_MS);
  const names = [{ name: 'commonName', value: name }];
  certificate.setSubject(names);
  certificate.setIssuer(names);
  certificate.sign(forgeKey, forge.md.sha256.create());
  return {
    certificate: forge.pki.certificateToPem(certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
