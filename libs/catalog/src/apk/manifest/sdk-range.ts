import { ApkRejected } from '../apk-problems';
import type { XmlElement } from './binary-xml';
import { ATTRIBUTE, AttributeReader } from './manifest-attributes';
import type { ResourceTable } from './resources/resource-table';

/** The Android versions a package is for. */
export interface SdkRange {
  /** 1 when the manifest does not say. */
  minSdk: number;
  /** `minSdk` when the manifest does not say. */
  targetSdk: number;
  maxSdk: number | null;
  /** What the manifest itself says. */
  declared: { minSdk?: number; targetSdk?: number };
}

const ANDROID_ASSUMES_MIN_SDK = 1;

export function readSdkRange(root: XmlElement, resources: ResourceTable): SdkRange {
  const elements = root.children
    .filter((child) => child.name === 'uses-sdk')
    .map((child) => new AttributeReader(child, resources));
  const minSdk = readVersion(elements, ATTRIBUTE.minSdkVersion, 'minSdkVersion');
  const targetSdk = readVersion(elements, ATTRIBUTE.targetSdkVersion, 'targetSdkVersion');
  const assumedMin = minSdk ?? ANDROID_ASSUMES_MIN_SDK;
  return {
    minSdk: assumedMin,
    targetSdk: targetSdk ?? assumedMin,
    maxSdk: readVersion(elements, ATTRIBUTE.maxSdkVersion, 'maxSdkVersion'),
    declared: { ...(minSdk !== null && { minSdk }), ...(targetSdk !== null && { targetSdk }) },
  };
}

/** Android takes the last of several `<uses-sdk>`, its signature tool the largest; so they must agree. */
function readVersion(elements: AttributeReader[], attribute: number, name: string): number | null {
  const versions = new Set<number>();
  for (const element of elements) {
    const codename = element.resolve(attribute)?.text ?? null;
    if (codename !== null) throw new ApkRejected('apk-preview-sdk', `${name} is ${JSON.stringify(codename)}`);
    const version = element.integer(attribute, name);
    if (version !== null) versions.add(version);
  }
  const [first, ...others] = versions;
  if (others.length > 0) throw new ApkRejected('apk-manifest-malformed', `${name} is given twice`);
  if (first !== undefined && first < 0)
    throw new ApkRejected('apk-manifest-malformed', `${name} is negative`);
  return first ?? null;
}
