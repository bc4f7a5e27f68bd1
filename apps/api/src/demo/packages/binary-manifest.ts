/** What a demo package says of itself. */
export interface ManifestSpec {
  packageName: string;
  versionCode: number;
  versionName: string;
  label: string;
  minSdk: number;
  targetSdk: number;
  permissions?: readonly string[];
  debuggable?: boolean;
  testOnly?: boolean;
}

/** Resource ids of the framework's attributes (public API of Android), in the order of the string pool. */
const ATTRIBUTES = {
  label: 0x01010001,
  name: 0x01010003,
  hasCode: 0x0101000c,
  debuggable: 0x0101000f,
  minSdkVersion: 0x0101020c,
  versionCode: 0x0101021b,
  versionName: 0x0101021c,
  targetSdkVersion: 0x01010270,
  testOnly: 0x01010272,
} as const;
const ANDROID = 'http://schemas.android.com/apk/res/android';
const NONE = 0xffffffff;

type Value = string | number | boolean;
interface Element {
  tag: string;
  /** Attributes of the android namespace. */
  android?: Partial<Record<keyof typeof ATTRIBUTES, Value>>;
  /** Attributes without a namespace. */
  plain?: Record<string, string>;
  children?: Element[];
}

/** The binary form of AndroidManifest.xml, as aapt writes it and Android reads it. */
export function binaryManifest(spec: ManifestSpec): Buffer {
  const root: Element = {
    tag: 'manifest',
    android: { versionCode: spec.versionCode, versionName: spec.versionName },
    plain: { package: spec.packageName },
    children: [
      { tag: 'uses-sdk', android: { minSdkVersion: spec.minSdk, targetSdkVersion: spec.targetSdk } },
      ...(spec.permissions ?? []).map((name) => ({ tag: 'uses-permission', android: { name } })),
      {
        tag: 'application',
        android: {
          label: spec.label,
          hasCode: false,
          ...(spec.debuggable === undefined ? {} : { debuggable: spec.debuggable }),
          ...(spec.testOnly === undefined ? {} : { testOnly: spec.testOnly }),
        },
      },
    ],
  };
  const strings = new Strings();
  const body = [
    namespaceChunk(0x0100, strings),
    ...elementChunks(root, strings),
    namespaceChunk(0x0101, strings),
  ];
  const map = chunk(0x0180, Buffer.alloc(0), u32(...Object.values(ATTRIBUTES)));
  return chunk(0x0003, Buffer.alloc(0), Buffer.concat([strings.toChunk(), map, ...body]));
}

/** The string pool. The names with resource ids come first: the resource map counts them by position. */
class Strings {
  private readonly all: string[] = Object.keys(ATTRIBUTES);

  index(value: string): number {
    const found = this.all.indexOf(value);
    return found >= 0 ? found : this.all.push(value) - 1;
  }

  toChunk(): Buffer {
    const encoded = this.all.map((value) => {
      const bytes = Buffer.from(value, 'utf8');
      return Buffer.concat([length(value.length), length(bytes.length), bytes, Buffer.from([0])]);
    });
    const offsets = encoded.map((_, i) => encoded.slice(0, i).reduce((sum, entry) => sum + entry.length, 0));
    const data = Buffer.concat(encoded);
    const padding = Buffer.alloc((4 - (data.length % 4)) % 4);
    const UTF8 = 0x100;
    const header = u32(this.all.length, 0, UTF8, 28 + 4 * offsets.length, 0);
    return chunk(0x0001, header, Buffer.concat([u32(...offsets), data, padding]));
  }
}

/** Lengths over 127 take two bytes. */
function length(value: number): Buffer {
  return value < 0x80 ? Buffer.from([value]) : Buffer.from([0x80 | (value >> 8), value & 0xff]);
}

function elementChunks(element: Element, strings: Strings): Buffer[] {
  const tag = strings.index(element.tag);
  const android = Object.entries(element.android ?? {})
    .map(([name, value]) => ({ name: strings.index(name), value }))
    .sort((a, b) => a.name - b.name)
    .map(({ name, value }) => attribute(strings.index(ANDROID), name, value, strings));
  const plain = Object.entries(element.plain ?? {}).map(([name, value]) =>
    attribute(NONE, strings.index(name), value, strings),
  );
  const attributes = [...android, ...plain];
  const start = Buffer.concat([u32(NONE, tag), u16(20, 20, attributes.length, 0, 0, 0), ...attributes]);
  return [
    chunk(0x0102, LINE, start),
    ...(element.children ?? []).flatMap((child) => elementChunks(child, strings)),
    chunk(0x0103, LINE, u32(NONE, tag)),
  ];
}

function attribute(namespace: number, name: number, value: Value, strings: Strings): Buffer {
  if (typeof value === 'string') {
    const text = strings.index(value);
    return Buffer.concat([u32(namespace, name, text), u16(8), Buffer.from([0, 0x03]), u32(text)]);
  }
  const [type, data] = typeof value === 'boolean' ? [0x12, value ? NONE : 0] : [0x10, value];
  return Buffer.concat([u32(namespace, name, NONE), u16(8), Buffer.from([0, type]), u32(data)]);
}

function namespaceChunk(type: number, strings: Strings): Buffer {
  return chunk(type, LINE, u32(strings.index('android'), strings.index(ANDROID)));
}

/** Line number and no comment: the second half of a node's header. */
const LINE = u32(1, NONE);

function chunk(type: number, header: Buffer, body: Buffer): Buffer {
  const headerSize = 8 + header.length;
  return Buffer.concat([u16(type, headerSize), u32(headerSize + body.length), header, body]);
}

function u16(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => buffer.writeUInt16LE(value, i * 2));
  return buffer;
}

function u32(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => buffer.writeUInt32LE(value >>> 0, i * 4));
  return buffer;
}
