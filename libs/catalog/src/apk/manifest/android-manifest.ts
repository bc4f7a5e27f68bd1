import type { ApkLimits } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import type { XmlElement } from './binary-xml';
import { ATTRIBUTE, AttributeReader } from './manifest-attributes';
import { type DeviceRequirements, readDeviceRequirements } from './device-requirements';
import type { ResourceTable } from './resources/resource-table';
import { readSdkRange, type SdkRange } from './sdk-range';

export interface Permission {
  name: string;
  /** First Android version that asks for it: 23 for `uses-permission-sdk-23`. */
  minSdk: number | null;
  /** Last Android version that asks for it. */
  maxSdk: number | null;
}

export interface Requirement {
  name: string;
  required: boolean;
}

/** What a manifest says about its package, before any default is filled in but the ones of Android. */
export interface AndroidManifest extends SdkRange, DeviceRequirements {
  packageName: string;
  versionCode: number;
  versionCodeMajor: number;
  versionName: string | null;
  label: string | null;
  labels: Record<string, string>;
  iconPath: string | null;
  permissions: Permission[];
  features: Requirement[];
  usesLibraries: Requirement[];
  debuggable: boolean;
  testOnly: boolean;
  targetSandboxVersion: number;
}

/** Android's own rule for a full package name, and the longest one that it installs. */
const PACKAGE_NAME = /^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+$/;
const MAX_PACKAGE_NAME = 223;
const PERMISSION_TAGS = new Map<string, number | null>([
  ['uses-permission', null],
  ['uses-permission-sdk-23', 23],
  ['uses-permission-sdk-m', 23],
]);

export function readAndroidManifest(
  root: XmlElement,
  resources: ResourceTable,
  limits: ApkLimits,
): AndroidManifest {
  if (root.name !== 'manifest') throw malformed(`the root element is <${root.name}>`);
  const manifest = new AttributeReader(root, resources);
  if ((root.byName.get('split')?.text ?? '') !== '') {
    throw new ApkRejected('apk-split-unsupported', `split ${root.byName.get('split')?.text}`);
  }
  const applications = root.children.filter((child) => child.name === 'application');
  const [applicationElement] = applications;
  if (applicationElement === undefined || applications.length > 1) {
    throw malformed(`there are ${applications.length} <application> elements instead of one`);
  }
  const application = new AttributeReader(applicationElement, resources);
  return {
    packageName: readPackageName(root),
    versionCode: readVersion(manifest, ATTRIBUTE.versionCode, 'versionCode'),
    versionCodeMajor: readVersion(manifest, ATTRIBUTE.versionCodeMajor, 'versionCodeMajor'),
    versionName: manifest.text(ATTRIBUTE.versionName),
    ...readSdkRange(root, resources),
    label: application.text(ATTRIBUTE.label),
    labels: application.textByLocale(ATTRIBUTE.label),
    iconPath: application.text(ATTRIBUTE.icon),
    permissions: readPermissions(root, resources, limits),
    features: readRequirements(root, 'uses-feature', resources),
    ...readDeviceRequirements(root, resources, limits),
    usesLibraries: readRequirements(applicationElement, 'uses-library', resources),
    debuggable: application.flag(ATTRIBUTE.debuggable) ?? false,
    testOnly: application.flag(ATTRIBUTE.testOnly) ?? false,
    targetSandboxVersion: manifest.integer(ATTRIBUTE.targetSandboxVersion, 'targetSandboxVersion') ?? 1,
  };
}

function readPackageName(root: XmlElement): string {
  const name = root.byName.get('package')?.text ?? '';
  if (!PACKAGE_NAME.test(name) || name.length > MAX_PACKAGE_NAME) {
    throw malformed(`${JSON.stringify(name.slice(0, MAX_PACKAGE_NAME))} is no package name`);
  }
  return name;
}

function readVersion(manifest: AttributeReader, attribute: number, name: string): number {
  const version = manifest.integer(attribute, name) ?? 0;
  if (version < 0) throw malformed(`${name} is negative`);
  return version;
}

/** In the order of the manifest and with repetitions, as `aapt dump badging` lists them. */
function readPermissions(root: XmlElement, resources: ResourceTable, limits: ApkLimits): Permission[] {
  const elements = root.children.filter((child) => PERMISSION_TAGS.has(child.name));
  if (elements.length > limits.permissions) {
    throw new ApkRejected(
      'apk-permissions-too-many',
      `${elements.length} permissions; the limit is ${limits.permissions}`,
    );
  }
  return elements.flatMap((element) => {
    const attributes = new AttributeReader(element, resources);
    const name = attributes.text(ATTRIBUTE.name);
    if (name === null || name === '') return [];
    const minSdk = PERMISSION_TAGS.get(element.name) ?? null;
    return [{ name, minSdk, maxSdk: attributes.integer(ATTRIBUTE.maxSdkVersion, 'maxSdkVersion') }];
  });
}

/** Elements without a name (a GL version, say) are left out. */
function readRequirements(parent: XmlElement, tag: string, resources: ResourceTable): Requirement[] {
  return parent.children.flatMap((child) => {
    if (child.name !== tag) return [];
    const attributes = new AttributeReader(child, resources);
    const name = attributes.text(ATTRIBUTE.name);
    return name === null || name === ''
      ? []
      : [{ name, required: attributes.flag(ATTRIBUTE.required) ?? true }];
  });
}

function malformed(why: string): ApkRejected {
  return new ApkRejected('apk-manifest-malformed', why);
}
