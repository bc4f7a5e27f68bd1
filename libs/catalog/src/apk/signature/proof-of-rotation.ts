import type { ApkLimits } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import { ByteCursor } from '../byte-cursor';
import { parseCertificate, type SignerCertificate } from './certificate';
import { verifiesBy } from './signature-algorithms';

const VERSION = 1;

/**
 * Reads how a signer came to its present key: each key has signed the certificate that followed it. The oldest comes
 * first; the last is the one that signs now.
 */
export function verifyProofOfRotation(bytes: Buffer, limits: ApkLimits): SignerCertificate[] {
  const list = new ByteCursor(bytes, 'apk-signature-malformed', 'the proof of rotation');
  if (list.u32() !== VERSION) throw list.broken('has an unknown version');
  const lineage: SignerCertificate[] = [];
  let previousAlgorithm = 0;
  while (list.remaining > 0) {
    const node = list.nested();
    const signedData = node.lengthPrefixed();
    node.u32(); // what the older key is still trusted with, which is for the device to weigh
    const nextAlgorithm = node.u32();
    const signature = node.lengthPrefixed();
    node.expectEnd();
    const signed = new ByteCursor(signedData, 'apk-signature-malformed', 'the proof of rotation');
    const certificate = parseCertificate(signed.lengthPrefixed());
    const algorithm = signed.u32();
    const previous = lineage.at(-1);
    if (previous !== undefined) {
      if (algorithm !== previousAlgorithm || !verifiesBy(algorithm, previous.key, signedData, signature)) {
        throw new ApkRejected(
          'apk-signature-invalid',
          `certificate ${lineage.length + 1} of the lineage is not vouched for`,
        );
      }
    }
    if (lineage.some((known) => known.sha256 === certificate.sha256))
      throw list.broken('has a certificate twice');
    lineage.push(certificate);
    if (lineage.length > limits.certificates)
      throw new ApkRejected('apk-limit-exceeded', 'too many certificates');
    previousAlgorithm = nextAlgorithm;
  }
  return lineage;
}
