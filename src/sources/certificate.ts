/** Reads the certificate of an application, PEM or PFX, into one PEM in memory; every fault gets its own sentence. */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { OperatorError } from '../operator-error.js';
import type { Clock } from './clock.js';

const PASSWORD = 'AZURE_CLIENT_CERTIFICATE_PASSWORD';

/** The certificate first, then its key (PKCS #8, unencrypted). Never written anywhere. `namedBy` is what gave the path. */
export async function readCertificate(
  path: string,
  password: string | undefined,
  clock: Clock,
  namedBy = 'AZURE_CLIENT_CERTIFICATE_PATH',
): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw fault(`The certificate file ${path} cannot be read (${code}); check ${namedBy}.`);
  }
  const text = bytes.toString('latin1');
  const { certificates, key } = text.includes('-----BEGIN ')
    ? fromPem(path, text, password)
    : await fromPfx(path, bytes, password);
  if (key.asymmetricKeyType !== 'rsa')
    throw fault(`The key in ${path} is not an RSA key; Entra ID signs in with RSA certificates only here.`);
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  // A chain may stand in any order in the file; the library takes the first certificate for ours.
  const own = certificates.find((certificate) => certificate.publicKey.export({ type: 'spki', format: 'der' }).equals(spki));
  if (own === undefined)
    throw fault(`The private key in ${path} does not belong to the certificate in it; export both together.`);
  const end = new Date(own.validTo);
  if (end.getTime() < clock.now().getTime()) {
    throw fault(
      `The certificate in ${path} ended on ${end.toISOString().slice(0, 10)}; register a new one with the application.`,
    );
  }
  return `${own.toString()}\n${key.export({ type: 'pkcs8', format: 'pem' })}`;
}

interface Pair {
  readonly certificates: readonly X509Certificate[];
  readonly key: KeyObject;
}

function fromPem(path: string, text: string, password: string | undefined): Pair {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const keyBlock = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]+?-----END \1-----/.exec(text)?.[0];
  if (blocks.length === 0) throw fault(`${path} holds no certificate; it must hold the certificate and its private key.`);
  if (keyBlock === undefined) {
    throw fault(`${path} holds a certificate but no private key; it must hold both, so export it with its key.`);
  }
  const isEncrypted = /ENCRYPTED/.test(keyBlock);
  if (isEncrypted && password === undefined) throw fault(`The private key in ${path} is encrypted; set ${PASSWORD}.`);
  try {
    const certificates = blocks.map((block) => new X509Certificate(block));
    const key = createPrivateKey({ key: keyBlock, format: 'pem', ...(password === undefined ? {} : { passphrase: password }) });
    return { certificates, key };
  } catch {
    // The library's text is not passed on: it may quote the key.
    throw fault(
      isEncrypted
        ? `The private key in ${path} does not open with ${PASSWORD}; check the password.`
        : `${path} is damaged; export it again.`,
    );
  }
}

async function fromPfx(path: string, bytes: Buffer, password: string | undefined): Promise<Pair> {
  // The default export holds the library in ESM.
  const { default: forge } = await import('node-forge');
  let asn1: import('node-forge').asn1.Asn1;
  try {
    asn1 = forge.asn1.fromDer(bytes.toString('binary'));
  } catch {
    throw fault(`${path} is neither a PEM nor a PFX file.`);
  }
  try {
    const pfx = forge.pkcs12.pkcs12FromAsn1(asn1, password ?? '');
    const { certBag, pkcs8ShroudedKeyBag, keyBag } = forge.pki.oids as Record<string, string>;
    const bagsOf = (type: string | undefined): import('node-forge').pkcs12.Bag[] =>
      type === undefined ? [] : (pfx.getBags({ bagType: type })[type] ?? []);
    const certificates = bagsOf(certBag).flatMap((bag) =>
      bag.cert ? [new X509Certificate(forge.pki.certificateToPem(bag.cert))] : [],
    );
    const [key] = [...bagsOf(pkcs8ShroudedKeyBag), ...bagsOf(keyBag)].flatMap((bag) => (bag.key ? [bag.key] : []));
    if (certificates.length === 0 || key === undefined) {
      throw fault(`${path} holds no RSA certificate with its private key; export it with its key.`);
    }
    return { certificates, key: createPrivateKey(forge.pki.privateKeyToPem(key)) };
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    if (/MAC could not be verified|Invalid password|decrypt/i.test(cause instanceof Error ? cause.message : '')) {
      throw fault(
        password === undefined
          ? `The file ${path} is protected by a password; set ${PASSWORD}.`
          : `The file ${path} does not open with ${PASSWORD}; check the password.`,
      );
    }
    throw fault(`The PFX file ${path} cannot be read: it must hold one RSA certificate with its private key.`);
  }
}

function fault(sentence: string): OperatorError {
  return new OperatorError(sentence);
}
