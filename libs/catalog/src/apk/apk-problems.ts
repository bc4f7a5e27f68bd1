/** Every reason for which a package file can be refused: the stable code and what it means, for documents and tests. */
export const APK_PROBLEMS = {
  'apk-not-a-zip': 'The file is not a ZIP archive.',
  'apk-truncated': 'The file is a ZIP archive that ends too early or whose end record points outside it.',
  'apk-too-large': 'The file is larger than the limit.',
  'apk-limit-exceeded': 'A count, a size or a depth inside the package is above the limit.',
  'apk-zip-bomb': 'The entries together inflate to far more than the file is worth.',
  'apk-inspection-limit': 'Reading the package takes more time or memory than any honest one does.',
  'apk-zip-malformed': 'A structure of the ZIP archive contradicts itself.',
  'apk-zip64-unsupported': 'The archive uses ZIP64, which the APK signature schemes do not allow.',
  'apk-zip-prefixed':
    'The file does not begin with a ZIP entry, so that it can be read as two kinds of file.',
  'apk-zip-uncovered-data': 'There are bytes between the entries that no signature covers.',
  'apk-zip-entry-overlap': 'Two entries share bytes, or an entry reaches into the central directory.',
  'apk-zip-duplicate-entry': 'Two entries have the same name.',
  'apk-zip-header-mismatch': 'The central directory and the header in front of an entry disagree.',
  'apk-zip-entry-encrypted': 'An entry is encrypted.',
  'apk-zip-unknown-method': 'An entry is neither stored nor deflated.',
  'apk-zip-unsafe-name': 'The name of an entry is empty, absolute, climbs out, or is no clean UTF-8.',
  'apk-zip-entry-too-large': 'An entry inflates to more than the limit for it.',
  'apk-zip-entry-corrupt': 'An entry does not inflate, or its size or checksum is not the declared one.',
  'apk-manifest-missing': 'The archive has no AndroidManifest.xml, so it is no Android package.',
  'apk-manifest-malformed': 'AndroidManifest.xml is not valid binary XML or lacks what Android demands.',
  'apk-resources-malformed': 'resources.arsc is not a valid resource table.',
  'apk-resources-cyclic': 'A resource refers to itself, directly or through others.',
  'apk-strings-overlap':
    'The strings of a pool share their bytes, so that a small file would become a large text.',
  'apk-text-not-unicode': 'A text of the manifest or of a label is not UTF-8.',
  'apk-permissions-too-many': 'The manifest asks for more permissions than any package does.',
  'apk-icon-too-large': 'The icon has more pixels or bytes than a device should be made to draw.',
  'apk-report-too-large': 'Names and texts of the package together are longer than a store keeps.',
  'apk-split-unsupported': 'The file is one split of an app bundle and cannot be installed alone.',
  'apk-preview-sdk': 'The package is built for a preview of Android that has only a code name.',
  'apk-signature-missing':
    'The package is not signed by a scheme that its oldest supported Android understands.',
  'apk-signature-malformed': 'The signature, its signing block or its signature files are not well formed.',
  'apk-signature-unsupported': 'The package is signed only with algorithms that are not supported.',
  'apk-signature-invalid': 'A signature does not verify with the key of its certificate.',
  'apk-signature-stripped':
    'The package says that it was also signed by a newer scheme, and that signature is gone.',
  'apk-signature-digest-mismatch': 'The content is not the content that was signed.',
  'apk-signature-entry-unsigned': 'An entry is not covered by the JAR signature, or a signed entry is gone.',
  'apk-signature-signers-differ': 'The signature schemes of the package name different signers.',
  'apk-signature-scheme-too-old': 'The target SDK demands a newer signature scheme than the package has.',
} as const;

/** A stable code from {@link APK_PROBLEMS}. */
export type ApkProblemCode = keyof typeof APK_PROBLEMS;

const MAX_DETAIL = 300;

/** The file is not a package that a store may accept. `detail` names the entry, the offset or the number at fault. */
export class ApkRejected extends Error {
  readonly detail: string;

  constructor(
    readonly code: ApkProblemCode,
    detail: string,
  ) {
    const short = detail.length > MAX_DETAIL ? `${detail.slice(0, MAX_DETAIL)}...` : detail;
    super(`${code}: ${short}`);
    this.name = 'ApkRejected';
    this.detail = short;
  }
}
