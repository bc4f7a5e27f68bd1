import {
  CATEGORY_PATHS,
  DECLARABLE_ATTRIBUTES,
  EXPANSION_TYPES,
  LISTING_LIMITS,
  RELEASE_STATUSES,
} from '@portolan/catalog';
import { z } from 'zod';
import { categoryPath, instant, locale, packageName, text, uuid } from '../../http/schemas';

/** Shapes of the catalogue that its controllers share. */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const pricing = z.enum(['free', 'paid']);
export const appCategory = categoryPath.meta({
  description: `One of ${CATEGORY_PATHS.filter((path) => path.startsWith('app/')).join(', ')}.`,
});

/** What is declared about the content; the value is a yes or no, or a word for `content.*`. */
export const declarations = z
  .strictObject(
    Object.fromEntries(
      DECLARABLE_ATTRIBUTES.map((name) => [name, z.union([z.boolean(), text(1, 200)]).optional()]),
    ) as Record<
      (typeof DECLARABLE_ATTRIBUTES)[number],
      z.ZodOptional<z.ZodUnion<[z.ZodBoolean, z.ZodString]>>
    >,
  )
  .meta({ id: 'ContentDeclarations' });

export const app = z
  .object({
    id: uuid,
    publisherId: uuid,
    packageName,
    defaultLocale: locale,
    category: categoryPath,
    pricing,
    declarations,
    signer: z.array(sha256),
    previousSigners: z.array(z.string()).meta({
      description: 'SHA-256 of the certificates before a change of key, the oldest first.',
    }),
    firstLiveAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'App' });

const versionOf = { versionCode: z.number().int(), versionName: z.string().nullable() };

export const appSummary = z
  .object({
    id: uuid,
    packageName,
    title: z.string().nullable(),
    category: categoryPath,
    pricing,
    live: z.object({ releaseId: uuid, ...versionOf }).nullable(),
  })
  .meta({ id: 'AppSummary' });

export const listing = z
  .object({
    locale,
    title: z.string().max(LISTING_LIMITS.title),
    shortDescription: z.string().max(LISTING_LIMITS.shortDescription),
    fullDescription: z.string().max(LISTING_LIMITS.fullDescription),
    version: z.number().int(),
    updatedAt: instant,
  })
  .meta({ id: 'Listing' });

const file = { sha256, sizeBytes: z.number().int() };
export const artifactSummary = z
  .object({ id: uuid, ...versionOf, ...file, uploadedAt: instant })
  .meta({ id: 'ArtifactSummary' });

export const artifact = z
  .object({
    id: uuid,
    appId: uuid,
    ...versionOf,
    ...file,
    uploadedAt: instant,
    report: z.looseObject({ packageName }).meta({ description: 'Everything that the inspection found.' }),
  })
  .meta({ id: 'Artifact' });

export const finding = z
  .object({ code: z.string(), severity: z.enum(['block', 'warn']), detail: z.string() })
  .meta({ id: 'Finding' });

const releaseExpansion = z
  .object({
    type: z.enum(EXPANSION_TYPES),
    versionCode: z.number().int().meta({ description: 'Of the package that the file is named after.' }),
    ...file,
  })
  .meta({ id: 'ReleaseExpansionFile' });
const releaseArtifact = z
  .object({ id: uuid, ...versionOf, ...file, expansionFiles: z.array(releaseExpansion) })
  .meta({ id: 'ReleaseArtifact' });
export const releaseFields = {
  id: uuid,
  appId: uuid,
  track: z.string(),
  name: z.string().nullable(),
  status: z.enum(RELEASE_STATUSES as [string, ...string[]]),
  sharePercent: z.number(),
  targeting: z
    .object({ countries: z.array(z.string()), includeRestOfWorld: z.boolean() })
    .nullable()
    .meta({ description: 'Null: every market that the app is offered in.' }),
  updatePriority: z.number().int(),
  managed: z.boolean(),
  version: z.number().int().meta({ description: 'For `If-Match`.' }),
  artifact: releaseArtifact.meta({ description: 'Of `artifacts` the one with the highest version code.' }),
  artifacts: z.array(releaseArtifact),
  notes: z.record(z.string(), z.string()),
  findings: z.array(finding),
  decision: z
    .object({ policies: z.array(z.string()), message: z.string().nullable(), at: instant })
    .nullable(),
  createdAt: instant,
  submittedAt: instant.nullable(),
  liveAt: instant.nullable(),
};
export const release = z.object(releaseFields).meta({ id: 'Release' });

export const readiness = z
  .object({
    ready: z.boolean(),
    releaseId: uuid.nullable(),
    missing: z.array(z.object({ code: z.string(), detail: z.string() })),
  })
  .meta({ id: 'Readiness' });

export const appParam = { appId: 'The app.' };
export const releaseParam = { releaseId: 'The release.' };
