import { ApkRejected } from '../../apk-problems';

/** What a variant of a resource is meant for, as far as this reader tells variants apart. */
export interface ResourceConfig {
  /** BCP 47 tag; empty for the default locale. */
  locale: string;
  /** Dots per inch; 0 is "any of the usual", 0xfffe is "drawn for every density". */
  density: number;
  sdk: number;
  /** Other qualifiers are set (night, car, landscape, a network, a screen size, ...). */
  qualified: boolean;
}

/** Codes of ISO 639 that Android keeps for compatibility, and what they are called today. */
const RENAMED: Record<string, string> = { iw: 'he', in: 'id', ji: 'yi', tl: 'fil' };

const OFFSET = {
  mcc: 4,
  language: 8,
  region: 10,
  orientation: 12,
  density: 14,
  input: 16,
  screen: 20,
  sdk: 24,
} as const;
const LAYOUT_OFFSET = 28;
const SCRIPT = { start: 36, end: 40 };
const VARIANT = { start: 40, end: 48 };
const LAYOUT_2_END = 52;
const CONFIG_BYTES = 64;

/** Language, script, region and variant. */
const TAG = /^[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-[A-Za-z0-9]{1,8})?$/;

/** Reads a variant's configuration; older tools write fewer bytes, and what is missing is "any". */
export function parseResourceConfig(bytes: Buffer): ResourceConfig {
  const config = Buffer.alloc(CONFIG_BYTES);
  bytes.copy(config, 0, 0, Math.min(bytes.length, config.length));
  return {
    locale: readLocale(config),
    density: config.readUInt16LE(OFFSET.density),
    sdk: config.readUInt16LE(OFFSET.sdk),
    qualified: isQualified(config),
  };
}

function isQualified(config: Buffer): boolean {
  const any = (from: number, to: number): boolean => config.subarray(from, to).some((byte) => byte !== 0);
  return (
    any(OFFSET.mcc, OFFSET.language) ||
    any(OFFSET.orientation, OFFSET.density) ||
    any(OFFSET.input, OFFSET.sdk) ||
    any(LAYOUT_OFFSET, SCRIPT.start) ||
    any(VARIANT.end, LAYOUT_2_END)
  );
}

function readLocale(config: Buffer): string {
  const language = unpack(config.subarray(OFFSET.language, OFFSET.region), 'a');
  if (language === '') return '';
  const text = (range: { start: number; end: number }): string =>
    config.toString('latin1', range.start, range.end).replace(/\0.*$/s, '');
  const region = unpack(config.subarray(OFFSET.region, OFFSET.region + 2), '0');
  const parts = [RENAMED[language] ?? language, text(SCRIPT), region, text(VARIANT)];
  const tag = parts.filter((part) => part !== '').join('-');
  if (!TAG.test(tag)) throw new ApkRejected('apk-resources-malformed', `${JSON.stringify(tag)} is no locale`);
  return tag;
}

/** Two letters as they are, or three packed into 15 bits behind a set high bit. */
function unpack(bytes: Buffer, base: 'a' | '0'): string {
  const value = bytes.readUInt16BE(0);
  if (value === 0) return '';
  if ((value & 0x8000) === 0) return bytes.toString('latin1');
  const offset = base.charCodeAt(0);
  return String.fromCharCode(...[0, 5, 10].map((shift) => ((value >> shift) & 0x1f) + offset));
}
