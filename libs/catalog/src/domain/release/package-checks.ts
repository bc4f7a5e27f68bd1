import type { Declarations } from '../app/declarations';
import { type PackageFacts, signerOf } from '../artifact/package-facts';
import { unexpectedPermissions } from './expected-permissions';

/** A package, and what its app says of itself. */
export interface CheckedPackage {
  facts: PackageFacts;
  declarations: Declarations;
  category: string;
  /** Who signed what people have now; null: nobody has anything. */
  liveSigner: string | null;
  /** Whether any page of the app has an icon. */
  pageIcon: boolean;
}

/** Below this a package gets its permissions without asking the person who installs it. */
const RUNTIME_PERMISSIONS_SDK = 23;
const LOCATION = /^android\.permission\.ACCESS_(?:FINE|COARSE|BACKGROUND)_LOCATION$/;

/** Each check answers what it found, or null. */
export const PACKAGE_CHECKS = {
  debuggable: ({ facts }: CheckedPackage) =>
    facts.debuggable ? 'The package is debuggable: anybody with the device can read its data.' : null,
  'test-only': ({ facts }: CheckedPackage) =>
    facts.testOnly ? 'The package is marked as test-only; devices refuse to install it.' : null,
  'debug-certificate': ({ facts }: CheckedPackage) =>
    facts.signature.certificates.some((certificate) => certificate.debug)
      ? 'The package is signed with a debug certificate, whose key everybody has.'
      : null,
  'certificate-changed': ({ facts, liveSigner }: CheckedPackage) =>
    liveSigner !== null && liveSigner !== signerOf(facts)
      ? 'The package is signed by another certificate than the version that people have; the old one vouches for it.'
      : null,
  'target-sdk-old': ({ facts }: CheckedPackage) =>
    facts.targetSdk < RUNTIME_PERMISSIONS_SDK
      ? `Target SDK ${facts.targetSdk} takes all permissions at installation (below ${RUNTIME_PERMISSIONS_SDK}).`
      : null,
  'location-denied': ({ facts, declarations }: CheckedPackage) =>
    declarations['data.collectsLocation'] === false &&
    facts.permissions.some(({ name }) => LOCATION.test(name))
      ? 'The package asks for the location, and the publisher declares that none is collected.'
      : null,
  'permission-unexpected': ({ facts, category }: CheckedPackage) => {
    const names = unexpectedPermissions(
      category,
      facts.permissions.map(({ name }) => name),
    );
    return names.length === 0 ? null : `Apps of ${category} are not expected to ask for ${names.join(', ')}.`;
  },
  'known-tracker': ({ facts }: CheckedPackage) => {
    const trackers = facts.code?.trackers ?? [];
    if (trackers.length === 0) return null;
    return `The package contains ${trackers.map(({ name, purpose }) => `${name} (${purpose})`).join(', ')}.`;
  },
  'advertising-denied': ({ facts, declarations }: CheckedPackage) => {
    const ads = (facts.code?.trackers ?? []).filter(({ purpose }) => purpose === 'advertising');
    return declarations.advertising === false && ads.length > 0
      ? `The package contains ${ads.map(({ name }) => name).join(', ')}, and the publisher declares that it has no advertising.`
      : null;
  },
  'code-unread': ({ facts }: CheckedPackage) =>
    facts.code !== undefined && facts.code.unread !== null
      ? `Not all code could be searched: ${facts.code.unread}.`
      : null,
  'icon-missing': ({ facts, pageIcon }: CheckedPackage) =>
    !pageIcon && facts.iconPath === null ? 'Neither the page nor the package has an icon.' : null,
};
