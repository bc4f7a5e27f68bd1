import { EVIDENCE_TYPES, type Evidence } from '@portolan/regions';
import { z } from 'zod';
import { instant, text, uuid } from '../../../http/schemas';

export const evidence = z
  .object({
    id: uuid,
    name: z.string(),
    mediaType: z.enum(EVIDENCE_TYPES),
    sha256: z.string(),
    sizeBytes: z.number().int(),
    uploadedAt: instant,
  })
  .meta({ id: 'Evidence' });

export const evidenceList = z.object({ data: z.array(evidence) }).meta({ id: 'EvidenceList' });

export const evidenceQuery = z.object({
  name: text(1, 200).meta({ description: 'What the file is called.' }),
});

export const UPLOAD = {
  status: 201,
  returns: evidence,
  problems: [404, 409, 413, 415],
  description:
    'Send the file itself as application/octet-stream: a PDF, a PNG or a JPEG, told by its content, of at most 20 MB.',
};

export function evidenceView({ id, name, mediaType, sha256, sizeBytes, uploadedAt }: Evidence) {
  return { id, name, mediaType, sha256, sizeBytes, uploadedAt: uploadedAt.toISOString() };
}
