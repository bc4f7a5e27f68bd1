import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipParts {
  /** Local headers and data. */
  entries: Buffer;
  centralDirectory: Buffer;
  /** End of central directory, whose offset of the directory is right while nothing stands between. */
  end: Buffer;
}

const MADE_ON = 0x21; // 1980-01-01, so that the same content gives the same bytes

/** Writes deflated entries in the order given. */
export function writeZip(files: readonly { name: string; content: Buffer }[]): ZipParts {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const path = Buffer.from(name, 'utf8');
    const data = deflateRawSync(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt16LE(MADE_ON, 8);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(path.length, 22);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), shared, path, data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, path);
    offset += 4 + shared.length + path.length + data.length;
  }
  const centralDirectory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(centralDirectory.length, 12);
  end.writeUInt32LE(offset, 16);
  return { entries: Buffer.concat(locals), centralDirectory, end };
}
