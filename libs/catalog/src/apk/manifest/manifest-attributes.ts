import { ApkRejected } from '../apk-problems';
import type { XmlElement, XmlValue } from './binary-xml';
import { chooseByLocale, chooseDefault } from './resources/choose-variant';
import type { ResourceTable, ResourceVariant } from './resources/resource-table';
import { asInteger, isReference, VALUE_TYPE } from './res-value';

/** Resource ids of the framework's attributes. Android finds attributes by them, whatever name they carry. */
export const ATTRIBUTE = {
  label: 0x01010001,
  icon: 0x01010002,
  name: 0x01010003,
  debuggable: 0x0101000f,
  minSdkVersion: 0x0101020c,
  versionCode: 0x0101021b,
  versionName: 0x0101021c,
  targetSdkVersion: 0x01010270,
  maxSdkVersion: 0x01010271,
  testOnly: 0x01010272,
  glEsVersion: 0x01010281,
  smallScreens: 0x01010284,
  normalScreens: 0x01010285,
  largeScreens: 0x01010286,
  required: 0x0101028e,
  xlargeScreens: 0x010102bf,
  screenSize: 0x010102ca,
  screenDensity: 0x010102cb,
  requiresSmallestWidthDp: 0x01010364,
  targetSandboxVersion: 0x0101054c,
  versionCodeMajor: 0x01010576,
} as const;

type Typed = Pick<XmlValue, 'type' | 'data' | 'text'>;

/** Reads attributes of one element as what they mean, following references into the resource table. */
export class AttributeReader {
  constructor(
    private readonly element: XmlElement,
    private readonly resources: ResourceTable,
  ) {}

  /** Null when absent or when a reference leads out of the package. Numbers are written out, as aapt does. */
  text(attribute: number): string | null {
    const value = this.resolve(attribute);
    if (value === null) return null;
    return value.text ?? asInteger(value)?.toString() ?? null;
  }

  /** The text of every locale but the default one. */
  textByLocale(attribute: number): Record<string, string> {
    const texts: Record<string, string> = {};
    for (const [locale, variant] of chooseByLocale(this.variants(attribute))) {
      if (variant.text !== null) texts[locale] = variant.text;
    }
    return texts;
  }

  integer(attribute: number, name: string): number | null {
    const value = this.resolve(attribute);
    if (value === null || value.type === VALUE_TYPE.null) return null;
    const integer = asInteger(value);
    if (integer === null) throw new ApkRejected('apk-manifest-malformed', `${name} is not a whole number`);
    return integer;
  }

  flag(attribute: number): boolean | null {
    const value = this.resolve(attribute);
    if (value === null) return null;
    return value.type === VALUE_TYPE.boolean || asInteger(value) !== null ? value.data !== 0 : null;
  }

  resolve(attribute: number): Typed | null {
    const value = this.element.byResource.get(attribute);
    if (value === undefined || !isReference(value)) return value ?? null;
    const chosen = chooseDefault(this.variants(attribute));
    return chosen === null ? null : { ...chosen.value, text: chosen.text };
  }

  private variants(attribute: number): ResourceVariant[] {
    const value = this.element.byResource.get(attribute);
    return value !== undefined && isReference(value) ? this.resources.variants(value.data) : [];
  }
}
