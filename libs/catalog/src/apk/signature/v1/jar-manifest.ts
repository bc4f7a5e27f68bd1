import { ApkRejected } from '../../apk-problems';

/** A block of `Name: value` lines of a JAR manifest or signature file. */
export interface ManifestSection {
  /** Null for the main section. */
  name: string | null;
  /** Attribute names in lower case, for they are compared without case. */
  attributes: Map<string, string>;
  /** The bytes of the section with the blank line that ends it, which digests are made of. */
  bytes: Buffer;
}

export interface JarManifest {
  main: ManifestSection;
  /** By entry name. */
  sections: Map<string, ManifestSection>;
  bytes: Buffer;
}

/** Parses MANIFEST.MF or a .SF file; `fileName` is for messages. */
export function parseJarManifest(bytes: Buffer, fileName: string): JarManifest {
  const [main, ...others] = readSections(bytes, fileName);
  if (main === undefined || main.name !== null)
    throw malformed(fileName, 'does not begin with a main section');
  const sections = new Map<string, ManifestSection>();
  for (const section of others) {
    if (section.name === null) throw malformed(fileName, 'has a section without a name');
    if (sections.has(section.name)) throw malformed(fileName, `has two sections for ${section.name}`);
    sections.set(section.name, section);
  }
  return { main, sections, bytes };
}

function readSections(bytes: Buffer, fileName: string): ManifestSection[] {
  const sections: ManifestSection[] = [];
  let start = 0;
  let lines: string[] = [];
  for (const line of linesOf(bytes)) {
    if (line.text === '') {
      if (lines.length > 0) sections.push(toSection(lines, bytes.subarray(start, line.end), fileName));
      lines = [];
      start = line.end;
    } else if (line.text.startsWith(' ')) {
      if (lines.length === 0) throw malformed(fileName, 'begins with a continued line');
      lines[lines.length - 1] += line.text.slice(1);
    } else {
      lines.push(line.text);
    }
  }
  if (lines.length > 0) sections.push(toSection(lines, bytes.subarray(start), fileName));
  return sections;
}

/** Lines as Latin-1, because a line may break in the middle of a character; they end with CR LF, LF or CR. */
function* linesOf(bytes: Buffer): Generator<{ text: string; end: number }> {
  const text = bytes.toString('latin1');
  const breaks = /\r\n|\n|\r/g;
  let start = 0;
  for (let found = breaks.exec(text); found !== null; found = breaks.exec(text)) {
    yield { text: text.slice(start, found.index), end: breaks.lastIndex };
    start = breaks.lastIndex;
  }
  if (start < text.length) yield { text: text.slice(start), end: text.length };
}

function toSection(lines: string[], bytes: Buffer, fileName: string): ManifestSection {
  const attributes = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(': ');
    if (colon <= 0) throw malformed(fileName, 'has a line without "Name: value"');
    const key = line.slice(0, colon).toLowerCase();
    if (attributes.has(key)) throw malformed(fileName, `gives ${key} twice in one section`);
    attributes.set(key, Buffer.from(line.slice(colon + 2), 'latin1').toString('utf8'));
  }
  return { name: attributes.get('name') ?? null, attributes, bytes };
}

function malformed(fileName: string, why: string): ApkRejected {
  return new ApkRejected('apk-signature-malformed', `${fileName} ${why}`);
}
