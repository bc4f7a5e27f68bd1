import { crc32, deflateRawSync } from 'node:zlib';

/** Fields of one of the two headers of an entry, to be written instead of the true ones. */
export interface HeaderLies {
  name?: string;
  flags?: number;
  method?: number;
  crc32?: number;
  compressedBytes?: number;
  inflatedBytes?: number;
  headerOffset?: number;
  signature?: number;
}

/** An entry to write; everything but name and content exists to write archives that are wrong on purpose. */
export interface EntryToWrite {
  name: string;
  content: Buffer;
  stored?: boolean;
  /** Written instead of the compressed content. */
  data?: Buffer;
  /** Bytes in front of the entry that belong to none. */
  gap?: Buffer;
  /** Put sizes and checksum behind the data, as streaming writers do; `signed` as most of them do. */
  descriptor?: 'signed' | 'bare' | 'wrong';
  local?: HeaderLies;
  central?: HeaderLies;
}

export interface ArchiveLies {
  comment?: Buffer;
  beforeDirectory?: Buffer;
  beforeEnd?: Buffer;
  entries?: number;
  directoryOffset?: number;
  directoryBytes?: number;
  disk?: number;
}

/** The parts of an archive, which a signer puts together anew. */
export interface ZipParts {
  entries: Buffer;
  directory: Buffer;
  end: Buffer;
}

export function writeZip(entries: EntryToWrite[], lies: ArchiveLies = {}): Buffer {
  const parts = writeZipParts(entries, lies);
  return Buffer.concat([parts.entries, parts.directory, parts.end]);
}

export function writeZipParts(entries: EntryToWrite[], lies: ArchiveLies = {}): ZipParts {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const put = (bytes: Buffer): void => {
    body.push(bytes);
    offset += bytes.length;
  };
  for (const entry of entries) {
    put(entry.gap ?? Buffer.alloc(0));
    const truth = describe(entry, offset);
    put(localHeader(entry, truth));
    put(truth.data);
    put(descriptor(entry, truth));
    directory.push(centralRecord({ ...truth, ...entry.central }));
  }
  put(lies.beforeDirectory ?? Buffer.alloc(0));
  const records = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(lies.disk ?? 0, 4);
  end.writeUInt16LE(lies.entries ?? entries.length, 8);
  end.writeUInt16LE(lies.entries ?? entries.length, 10);
  end.writeUInt32LE(lies.directoryBytes ?? records.length, 12);
  end.writeUInt32LE(lies.directoryOffset ?? offset, 16);
  end.writeUInt16LE(lies.comment?.length ?? 0, 20);
  return {
    entries: Buffer.concat(body),
    directory: records,
    end: Buffer.concat([lies.beforeEnd ?? Buffer.alloc(0), end, lies.comment ?? Buffer.alloc(0)]),
  };
}

type Header = Required<HeaderLies>;

function describe(entry: EntryToWrite, headerOffset: number): Header & { data: Buffer } {
  const data = entry.data ?? (entry.stored ? entry.content : deflateRawSync(entry.content));
  return {
    name: entry.name,
    flags: entry.descriptor === undefined ? 0 : 8,
    method: entry.stored ? 0 : 8,
    crc32: crc32(entry.content),
    compressedBytes: data.length,
    inflatedBytes: entry.content.length,
    headerOffset,
    signature: 0,
    data,
  };
}

function localHeader(entry: EntryToWrite, truth: Header): Buffer {
  const deferred = entry.descriptor === undefined ? {} : { crc32: 0, compressedBytes: 0, inflatedBytes: 0 };
  const header = { ...truth, ...deferred, ...entry.local };
  const name = Buffer.from(header.name, 'latin1');
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(header.signature || 0x04034b50, 0);
  bytes.writeUInt16LE(header.flags, 6);
  bytes.writeUInt16LE(header.method, 8);
  bytes.writeUInt32LE(header.crc32, 14);
  bytes.writeUInt32LE(header.compressedBytes, 18);
  bytes.writeUInt32LE(header.inflatedBytes, 22);
  bytes.writeUInt16LE(name.length, 26);
  return Buffer.concat([bytes, name]);
}

function descriptor(entry: EntryToWrite, truth: Header): Buffer {
  if (entry.descriptor === undefined) return Buffer.alloc(0);
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(entry.descriptor === 'wrong' ? truth.crc32 ^ 1 : truth.crc32, 4);
  bytes.writeUInt32LE(truth.compressedBytes, 8);
  bytes.writeUInt32LE(truth.inflatedBytes, 12);
  return entry.descriptor === 'bare' ? bytes.subarray(4) : bytes;
}

function centralRecord(header: Header): Buffer {
  const name = Buffer.from(header.name, 'latin1');
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(header.signature || 0x02014b50, 0);
  bytes.writeUInt16LE(header.flags, 8);
  bytes.writeUInt16LE(header.method, 10);
  bytes.writeUInt32LE(header.crc32, 16);
  bytes.writeUInt32LE(header.compressedBytes, 20);
  bytes.writeUInt32LE(header.inflatedBytes, 24);
  bytes.writeUInt16LE(name.length, 28);
  bytes.writeUInt32LE(header.headerOffset, 42);
  return Buffer.concat([bytes, name]);
}
