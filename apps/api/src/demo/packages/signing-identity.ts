import { createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

/** A key pair with a self-signed certificate, as each publisher of the demo has one. */
export interface SigningIdentity {
  privateKey: KeyObject;
  /** DER of the SubjectPublicKeyInfo. */
  publicKey: Buffer;
  /** DER of the X.509 certificate. */
  certificate: Buffer;
}

/** ECDSA on P-256 with SHA-256, valid for 30 years from `now` as app signing keys are. */
export function createSigningIdentity(commonName: string, now: Date): SigningIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + 30);
  const name = sequence(set(sequence(oid('550403'), tlv(0x0c, Buffer.from(commonName, 'utf8')))));
  const algorithm = sequence(oid('2a8648ce3d040302')); // ecdsa-with-SHA256
  const serial = tlv(0x02, Buffer.concat([Buffer.from([0x01]), randomBytes(8)]));
  const version = tlv(0xa0, tlv(0x02, Buffer.from([2])));
  const body = sequence(version, serial, algorithm, name, sequence(time(now), time(until)), name, spki);
  const signature = createSign('sha256').update(body).sign(privateKey);
  return {
    privateKey,
    publicKey: spki,
    certificate: sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), signature]))),
  };
}

/** DER: tag, length, value. */
function tlv(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), value]);
}

const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]): Buffer => tlv(0x31, Buffer.concat(parts));
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));

/** RFC 5280: UTCTime until 2049, GeneralizedTime from 2050. */
function time(instant: Date): Buffer {
  const digits = instant.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return instant.getUTCFullYear() < 2050
    ? tlv(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : tlv(0x18, Buffer.from(`${digits}Z`));
}
