import { ApkRejected } from '../apk-problems';
import type { ApkLimits } from '../apk-limits';
import type { XmlElement } from './binary-xml';
import { ATTRIBUTE, AttributeReader } from './manifest-attributes';
import type { ResourceTable } from './resources/resource-table';

export type ScreenSizeName = 'small' | 'normal' | 'large' | 'xlarge';

/** What `<supports-screens>` says; sizes that it does not name are supported. */
export interface SupportedScreens extends Record<ScreenSizeName, boolean> {
  requiresSmallestWidthDp: number | null;
}

/** A screen that `<compatible-screens>` names. */
export interface CompatibleScreen {
  size: ScreenSizeName;
  densityDpi: number;
}

/** What a manifest asks of devices beyond SDK versions and features by name. */
export interface DeviceRequirements {
  /** The highest OpenGL ES version that is required: the major version in the upper half. */
  glEsVersion: number | null;
  /** Null when the manifest does not say: all sizes. */
  supportsScreens: SupportedScreens | null;
  /** Empty when the manifest does not list any: all screens. */
  compatibleScreens: CompatibleScreen[];
}

const SIZE_FLAGS = {
  small: ATTRIBUTE.smallScreens,
  normal: ATTRIBUTE.normalScreens,
  large: ATTRIBUTE.largeScreens,
  xlarge: ATTRIBUTE.xlargeScreens,
} as const;
/** `screenSize` as it is compiled. */
const SIZE_VALUES = new Map<number | null, ScreenSizeName>([
  [200, 'small'],
  [300, 'normal'],
  [400, 'large'],
  [500, 'xlarge'],
]);

export function readDeviceRequirements(
  root: XmlElement,
  resources: ResourceTable,
  limits: ApkLimits,
): DeviceRequirements {
  const named = (parent: XmlElement, tag: string) =>
    parent.children
      .filter((child) => child.name === tag)
      .map((child) => ({ element: child, attributes: new AttributeReader(child, resources) }));
  const versions = named(root, 'uses-feature')
    .filter(({ attributes }) => attributes.flag(ATTRIBUTE.required) ?? true)
    .flatMap(({ attributes }) => attributes.integer(ATTRIBUTE.glEsVersion, 'glEsVersion') ?? []);
  const screens = named(root, 'compatible-screens').flatMap(({ element }) => named(element, 'screen'));
  if (screens.length > limits.compatibleScreens) {
    throw new ApkRejected('apk-limit-exceeded', `${screens.length} compatible screens`);
  }
  return {
    glEsVersion: versions.length === 0 ? null : Math.max(...versions),
    supportsScreens: readSupportedScreens(
      named(root, 'supports-screens').map(({ attributes }) => attributes),
    ),
    compatibleScreens: screens.flatMap(({ attributes }) => {
      const size = SIZE_VALUES.get(attributes.integer(ATTRIBUTE.screenSize, 'screenSize'));
      const densityDpi = attributes.integer(ATTRIBUTE.screenDensity, 'screenDensity');
      return size === undefined || densityDpi === null ? [] : [{ size, densityDpi }];
    }),
  };
}

/** Of several elements the last that names an attribute counts, as for aapt. */
function readSupportedScreens(elements: AttributeReader[]): SupportedScreens | null {
  if (elements.length === 0) return null;
  const last = <T>(read: (element: AttributeReader) => T | null): T | null =>
    elements.map(read).findLast((value) => value !== null) ?? null;
  const supports = (size: ScreenSizeName): boolean =>
    last((element) => element.flag(SIZE_FLAGS[size])) ?? true;
  return {
    small: supports('small'),
    normal: supports('normal'),
    large: supports('large'),
    xlarge: supports('xlarge'),
    requiresSmallestWidthDp: last((element) =>
      element.integer(ATTRIBUTE.requiresSmallestWidthDp, 'requiresSmallestWidthDp'),
    ),
  };
}
