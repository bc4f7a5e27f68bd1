import type { ApkLimits } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import type { SignerCertificate } from './certificate';
import { verifyProofOfRotation } from './proof-of-rotation';
import { verifySigners, type SdkSpan, type VerifiedSigner } from './signer-block';

const ATTRIBUTE = { proofOfRotation: 0x3ba06f8c, rotationMinSdk: 0x559f8b02 } as const;
const V3_SDK = 28;
const V31_SDK = 33;
const EVERY_LATER_SDK = 0x7fffffff;

/** What the schemes v3 and v3.1 together say. */
export interface RotatingSigners {
  /** Everyone who signed the content, for comparing it. */
  signers: VerifiedSigner[];
  /** The signer on the newest Android. */
  certificate: SignerCertificate;
  /** Oldest first, up to `certificate`; empty without a rotation. */
  lineage: SignerCertificate[];
}

/** A signer with its own history. */
interface Link {
  signer: VerifiedSigner;
  span: SdkSpan;
  lineage: SignerCertificate[];
}

/** Scheme v3, in which a signer can change its key, and v3.1, by which only Android 13 and later see the change. */
export function verifyRotatingSigners(
  v3: Buffer,
  v31: Buffer | undefined,
  minSdk: number,
  limits: ApkLimits,
): RotatingSigners {
  const base = verifySigners(v3, 'v3', limits).map((signer) => toLink(signer, limits));
  const newer =
    v31 === undefined ? [] : verifySigners(v31, 'v3', limits).map((signer) => toLink(signer, limits));
  expectAnnounced(base, newer);
  expectCoverage(base, Math.max(minSdk, V3_SDK), newer.length > 0 ? lowest(newer) - 1 : EVERY_LATER_SDK);
  if (newer.length > 0) expectCoverage(newer, lowest(newer), EVERY_LATER_SDK);
  const links = [...sorted(base), ...sorted(newer)];
  const lineage = consolidate(links);
  const last = links.at(-1);
  if (last === undefined) throw invalid('there is no signer');
  return { signers: links.map(({ signer }) => signer), certificate: last.signer.certificate, lineage };
}

function toLink(signer: VerifiedSigner, limits: ApkLimits): Link {
  if (signer.span === null) throw invalid('a signer has no range of Android versions');
  const proof = signer.attributes.get(ATTRIBUTE.proofOfRotation);
  const lineage = proof === undefined ? [] : verifyProofOfRotation(proof, limits);
  if (proof !== undefined && lineage.at(-1)?.sha256 !== signer.certificate.sha256) {
    throw invalid('the lineage does not end with the signer');
  }
  return { signer, span: signer.span, lineage };
}

/** A signature of v3 that was made beside one of v3.1 says so, lest somebody cuts the newer one off. */
function expectAnnounced(base: Link[], newer: Link[]): void {
  for (const { signer } of base) {
    const announced = signer.attributes.get(ATTRIBUTE.rotationMinSdk);
    if (announced === undefined && newer.length === 0) continue;
    if (announced === undefined || announced.length < 4) throw invalid('v3.1 is not announced by v3');
    if (newer.length === 0)
      throw new ApkRejected('apk-signature-stripped', 'v3 announces v3.1, which is not there');
    if (announced.readUInt32LE(0) !== lowest(newer))
      throw invalid('v3.1 begins with another Android than announced');
  }
  if (newer.length > 0 && lowest(newer) < V31_SDK) throw invalid(`v3.1 begins below Android SDK ${V31_SDK}`);
}

/** Without holes and overlaps every device finds exactly one signer. */
function expectCoverage(links: Link[], from: number, to: number): void {
  let previous: SdkSpan | null = null;
  for (const { span } of sorted(links)) {
    if (previous === null ? span.min > from : span.min !== previous.max + 1) {
      throw invalid(`no single signer for Android SDK ${previous === null ? from : span.min}`);
    }
    previous = span;
  }
  if (previous === null || previous.max < to) throw invalid(`no signer for Android SDK ${to}`);
}

/** Signers for different Android versions must tell one story: a later history continues the earlier one. */
function consolidate(links: Link[]): SignerCertificate[] {
  let story: SignerCertificate[] = [];
  for (const { signer, lineage } of links) {
    const history = lineage.length > 0 ? lineage : [signer.certificate];
    if (!story.every((known, index) => known.sha256 === history[index]?.sha256)) {
      throw invalid('the lineages of the signers contradict each other');
    }
    story = history;
  }
  return story.length > 1 ? story : [];
}

function sorted(links: Link[]): Link[] {
  return [...links].sort((a, b) => a.span.min - b.span.min);
}

function lowest(links: Link[]): number {
  return Math.min(...links.map(({ span }) => span.min));
}

function invalid(why: string): ApkRejected {
  return new ApkRejected('apk-signature-invalid', `v3: ${why}`);
}
