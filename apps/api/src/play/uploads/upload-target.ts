import type { Permission } from '@portolan/accounts';
import { EXPANSION_TYPES, IMAGE_TYPES, SYMBOL_TYPES } from '@portolan/catalog';
import { z } from 'zod';
import { locale, uuid } from '../../http/schemas';

/** What a file that is uploaded is for. */
export const uploadTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('apk'), appId: uuid, editId: uuid }),
  z.object({ kind: z.literal('bundle'), appId: uuid, editId: uuid }),
  z.object({ kind: z.literal('shared-apk'), appId: uuid }),
  z.object({ kind: z.literal('shared-bundle'), appId: uuid }),
  z.object({
    kind: z.literal('image'),
    appId: uuid,
    editId: uuid,
    language: locale,
    type: z.enum(IMAGE_TYPES),
  }),
  z.object({
    kind: z.literal('expansion'),
    appId: uuid,
    editId: uuid,
    versionCode: z.coerce.number().int().min(0),
    type: z.enum(EXPANSION_TYPES),
  }),
  z.object({
    kind: z.literal('symbols'),
    appId: uuid,
    editId: uuid,
    versionCode: z.coerce.number().int().min(0),
    type: z.enum(SYMBOL_TYPES),
  }),
]);
export type UploadTarget = z.infer<typeof uploadTarget>;

/** What whoever sends a file needs in its app, from the first byte to the last. */
export const UPLOAD_PERMISSIONS = {
  apk: 'artifacts:write',
  bundle: 'artifacts:write',
  'shared-apk': 'artifacts:write',
  'shared-bundle': 'artifacts:write',
  image: 'releases:write',
  expansion: 'artifacts:write',
  symbols: 'artifacts:write',
} as const satisfies Readonly<Record<UploadTarget['kind'], Permission>>;
