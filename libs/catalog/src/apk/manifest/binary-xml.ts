import type { ApkLimits } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import { ByteCursor } from '../byte-cursor';
import { CHUNK, chunksIn, onlyChunk, type Chunk } from './chunk';
import { readResValue, VALUE_TYPE, type ResValue } from './res-value';
import { StringPool } from './string-pool';

const CODE = 'apk-manifest-malformed';
const WHAT = 'AndroidManifest.xml';
const NO_STRING = 0xffffffff;
const ATTRIBUTE_BYTES = 20;
const NODE_HEADER = 16;

/** A value together with its text when it is a string. */
export interface XmlValue extends ResValue {
  text: string | null;
}

export interface XmlElement {
  name: string;
  children: XmlElement[];
  /** Attributes of the Android namespace by resource id, the only thing that Android itself goes by. */
  byResource: Map<number, XmlValue>;
  /** Attributes without a namespace and resource id, such as `package`. */
  byName: Map<string, XmlValue>;
}

/** Parses compiled XML into its elements and returns the root. */
export function parseBinaryXml(bytes: Buffer, limits: ApkLimits): XmlElement {
  const reader = new XmlReader(limits);
  for (const chunk of chunksIn(onlyChunk(bytes, CHUNK.xml, CODE, WHAT).body, CODE, WHAT))
    reader.accept(chunk);
  return reader.finish();
}

class XmlReader {
  private strings: StringPool | null = null;
  private resourceIds: number[] = [];
  private readonly open: XmlElement[] = [];
  private root: XmlElement | null = null;
  private elements = 0;

  constructor(private readonly limits: ApkLimits) {}

  accept(chunk: Chunk): void {
    if (chunk.type === CHUNK.stringPool) {
      if (this.strings !== null) throw malformed('has two string pools');
      this.strings = StringPool.parse(chunk, this.limits.stringsPerPool, CODE);
    } else if (chunk.type === CHUNK.resourceMap) {
      const ids = new ByteCursor(chunk.body, CODE, WHAT);
      this.resourceIds = Array.from({ length: Math.floor(chunk.body.length / 4) }, () => ids.u32());
    } else if (chunk.type === CHUNK.startElement) {
      this.start(this.readElement(chunk));
    } else if (chunk.type === CHUNK.endElement && this.open.pop() === undefined) {
      throw malformed('closes an element that is not open');
    }
  }

  finish(): XmlElement {
    if (this.root === null || this.open.length > 0) throw malformed('ends inside an element');
    return this.root;
  }

  private start(element: XmlElement): void {
    this.elements += 1;
    if (this.elements > this.limits.xmlElements || this.open.length >= this.limits.xmlDepth) {
      throw new ApkRejected(
        'apk-limit-exceeded',
        `${WHAT}: ${this.elements} elements, ${this.open.length} deep`,
      );
    }
    const parent = this.open.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (this.root === null) this.root = element;
    else throw malformed('has two root elements');
    this.open.push(element);
  }

  private readElement(chunk: Chunk): XmlElement {
    const head = new ByteCursor(chunk.body, CODE, WHAT);
    head.u32(); // namespace
    const name = this.string(head.u32());
    const attributesAt = head.u16();
    const attributeBytes = head.u16();
    const count = head.u16();
    if (chunk.header.length + 8 !== NODE_HEADER || (count > 0 && attributeBytes < ATTRIBUTE_BYTES)) {
      throw malformed(`<${name}> has a malformed header`);
    }
    const element: XmlElement = { name, children: [], byResource: new Map(), byName: new Map() };
    const attributes = new ByteCursor(chunk.body.subarray(attributesAt), CODE, WHAT);
    for (let index = 0; index < count; index += 1)
      this.readAttribute(element, attributes.take(attributeBytes));
    return element;
  }

  private readAttribute(element: XmlElement, bytes: Buffer): void {
    const cursor = new ByteCursor(bytes, CODE, WHAT);
    const namespace = cursor.u32();
    const nameIndex = cursor.u32();
    const raw = cursor.u32();
    const typed = readResValue(cursor);
    const value = { ...typed, text: typed.type === VALUE_TYPE.string ? this.string(typed.data) : null };
    // Android reads some attributes by their raw text and others by their typed value.
    if (value.text !== null && raw !== NO_STRING && this.string(raw) !== value.text) {
      throw malformed(`gives the attribute ${this.string(nameIndex)} two values`);
    }
    const resource = this.resourceIds[nameIndex] ?? 0;
    const name = this.string(nameIndex);
    if (resource !== 0) addOnce(element.byResource, resource, value, name);
    else if (namespace === NO_STRING) addOnce(element.byName, name, value, name);
  }

  private string(index: number): string {
    if (this.strings === null) throw malformed('has no string pool');
    return this.strings.at(index);
  }
}

/** Which of two equal attributes counts differs from reader to reader. */
function addOnce<K>(map: Map<K, XmlValue>, key: K, value: XmlValue, name: string): void {
  if (map.has(key)) throw malformed(`gives the attribute ${name} twice`);
  map.set(key, value);
}

function malformed(why: string): ApkRejected {
  return new ApkRejected(CODE, `${WHAT} ${why}`);
}
