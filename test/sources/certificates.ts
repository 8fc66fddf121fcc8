/** Certificates made for the tests: never read from disk, never valid anywhere. */
import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

export interface MadeCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly forgeCertificate: forge.pki.Certificate;
  readonly forgeKey: forge.pki.rsa.PrivateKey;
}

export interface Wish {
  readonly name: string;
  readonly issuer?: MadeCertificate;
  readonly isAuthority?: boolean;
  readonly hosts?: readonly string[];
  readonly notAfter?: Date;
}

export function makeCertificate(wish: Wish): MadeCertificate {
  // Node makes the key: forge alone takes seconds.
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const forgeKey = forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.rsa.setPublicKey(forgeKey.n, forgeKey.e);
  certificate.serialNumber = `01${Math.floor(Math.random() * 1e9)
    .toString(16)
    .padStart(8, '0')}`;
  certificate.validity.notBefore = new Date(Date.now() - 30 * 86_400_000);
  certificate.validity.notAfter = wish.notAfter ?? new Date(Date.now() + 3650 * 86_400_000);
  certificate.setSubject([{ name: 'commonName', value: wish.name }]);
  certificate.setIssuer(wish.issuer?.forgeCertificate.subject.attributes ?? certificate.subject.attributes);
  const extensions: object[] = [{ name: 'basicConstraints', cA: wish.isAuthority === true }];
  if (wish.hosts !== undefined) {
    extensions.push({ name: 'subjectAltName', altNames: wish.hosts.map((host) => ({ type: 2, value: host })) });
  }
  certificate.setExtensions(extensions);
  certificate.sign(wish.issuer?.forgeKey ?? forgeKey, forge.md.sha256.create());
  return {
    certificate: forge.pki.certificateToPem(certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    forgeCertificate: certificate,
    forgeKey,
  };
}

export function makePfx(made: MadeCertificate, password: string, algorithm: 'aes256' | '3des' = 'aes256'): Buffer {
  const asn1 = forge.pkcs12.toPkcs12Asn1(made.forgeKey, [made.forgeCertificate], password, { algorithm });
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
}
