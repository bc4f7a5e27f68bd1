import { open } from 'node:fs/promises';
import type { EvidenceType } from '../../../persistence/rules/evidence-repository';

const SIGNATURES: readonly (readonly [EvidenceType, Buffer])[] = [
  ['application/pdf', Buffer.from('%PDF-', 'latin1')],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
];

/** What a file is by its first bytes, whatever its sender calls it; `null`: none of what papers may be. */
export async function mediaTypeOf(path: string): Promise<EvidenceType | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    const head = buffer.subarray(0, bytesRead);
    return SIGNATURES.find(([, begins]) => head.subarray(0, begins.length).equals(begins))?.[0] ?? null;
  } finally {
    await file.close();
  }
}
