/** Reading the certificate of an application: every shape that works, and one sentence for each that does not. */
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { EXIT, OperatorError } from '../../src/operator-error.js';
import { readCertificate } from '../../src/sources/certificate.js';
import { systemClock } from '../../src/sources/clock.js';
import { makeCertificate, makePfx } from './certificates.js';

const PASSWORD = 'canary-password';
const folder = mkdtempSync(join(tmpdir(), 'preflight-certificate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const own = makeCertificate({ name: 'preflight' });
const other = makeCertificate({ name: 'other' });
const ended = makeCertificate({ name: 'ended', notAfter: new Date(Date.now() - 86_400_000) });
const encryptedKey = createPrivateKey(own.key)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSWORD })
  .toString();
const pkcs1Key = createPrivateKey(own.key).export({ type: 'pkcs1', format: 'pem' }).toString();
const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

function file(content: string | Buffer): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.bin`);
  writeFileSync(path, content);
  return path;
}

describe('is read from', () => {
  test.each<[string, string | Buffer, string | undefined]>([
    ['PEM', own.certificate + own.key, undefined],
    ['PEM with the key first, in Windows lines', (own.key + own.certificate).replaceAll('\n', '\r\n'), undefined],
    ['PEM with a key of the old form', own.certificate + pkcs1Key, undefined],
    ['PEM with a chain before it', other.certificate + own.certificate + own.key, undefined],
    ['PEM with an encrypted key', own.certificate + encryptedKey, PASSWORD],
    ['PFX with AES', makePfx(own, PASSWORD), PASSWORD],
    ['PFX with 3DES', makePfx(own, PASSWORD, '3des'), PASSWORD],
    ['PFX without a password', makePfx(own, ''), undefined],
  ])('%s', async (_, content, password) => {
    const pem = await readCertificate(file(content), password, systemClock);
    expect(pem.match(/-----BEGIN [A-Z ]+-----/g)).toEqual(['-----BEGIN CERTIFICATE-----', '-----BEGIN PRIVATE KEY-----']);
    const read = new X509Certificate(pem);
    expect(read.fingerprint256).toBe(new X509Certificate(own.certificate).fingerprint256);
    expect(read.checkPrivateKey(createPrivateKey(pem))).toBe(true);
  });
});

describe('is refused', () => {
  test.each<[string, string | Buffer, string | undefined, string]>([
    ['without a key', own.certificate, undefined, 'no private key'],
    ['without a certificate', own.key, undefined, 'no certificate'],
    ['with the key of another', other.certificate + own.key, undefined, 'does not belong'],
    ['with an EC key', own.certificate + ecKey, undefined, 'RSA'],
    ['after its end', ended.certificate + ended.key, undefined, 'ended on'],
    ['encrypted, without a password', own.certificate + encryptedKey, undefined, 'set AZURE_CLIENT_CERTIFICATE_PASSWORD'],
    ['encrypted, with a wrong password', own.certificate + encryptedKey, 'canary-wrong', 'check the password'],
    ['PFX, without a password', makePfx(own, PASSWORD), undefined, 'protected by a password'],
    ['PFX, with a wrong password', makePfx(own, PASSWORD), 'canary-wrong', 'does not open'],
    ['PFX, cut off', makePfx(own, PASSWORD).subarray(0, 500), PASSWORD, 'neither a PEM nor a PFX'],
    ['damaged PEM', own.certificate.replace(/M/g, '!') + own.key, undefined, 'damaged'],
    ['nonsense', 'nonsense', undefined, 'neither a PEM nor a PFX'],
    ['DER of another kind', Buffer.from([0x30, 0x03, 0x02, 0x01, 0x05]), undefined, 'cannot be read'],
  ])('%s', async (_, content, password, sentence) => {
    const fault = await readCertificate(file(content), password, systemClock).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(OperatorError);
    expect((fault as OperatorError).message).toContain(sentence);
    expect((fault as OperatorError).exitCode).toBe(EXIT.usage);
    expect(`${(fault as Error).message}${JSON.stringify(fault)}`).not.toMatch(/canary|BEGIN/);
  });

  test('a file that is not there', async () => {
    await expect(readCertificate(join(folder, 'none.pem'), undefined, systemClock)).rejects.toThrow('ENOENT');
  });
});
