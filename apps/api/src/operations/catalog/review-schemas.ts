import {
  CITED_POLICIES_MAX,
  EXPANSION_TYPES,
  REJECTION_POLICIES,
  REJECTION_POLICY_CODES,
  REVIEW_PRIORITIES,
  REVIEW_PRIORITY_CODES,
} from '@portolan/catalog';
import { z } from 'zod';
import { categoryPath, instant, packageName, pageQuery, sha256, text, uuid } from '../../http/schemas';
import { releaseFields } from '../../publisher/catalog/schemas';

/** Shapes of the review of releases. */

const meanings = (codes: Readonly<Record<string, string>>): string =>
  Object.entries(codes)
    .map(([code, meaning]) => `\`${code}\`: ${meaning}`)
    .join(' ');

const priority = z.enum(REVIEW_PRIORITY_CODES).meta({ description: meanings(REVIEW_PRIORITIES) });
export const policies = z
  .array(z.enum(REJECTION_POLICY_CODES))
  .min(1)
  .max(CITED_POLICIES_MAX)
  .meta({ description: meanings(REJECTION_POLICIES) });

const permissionChange = { added: z.array(z.string()), removed: z.array(z.string()) };
const reviewFields = {
  ...releaseFields,
  app: z.object({ packageName, publisherId: uuid, title: z.string().nullable(), category: categoryPath }),
  reviewerId: uuid.nullable(),
  takenAt: instant.nullable(),
  idle: z.boolean().meta({ description: 'Its reviewer let it lie for a day: anybody may take it.' }),
  appealId: uuid.nullable().meta({ description: 'The open appeal against its rejection.' }),
  queue: z
    .object({ priority, explanation: z.string(), since: instant, ageSeconds: z.number().int() })
    .nullable()
    .meta({ description: 'Where it stands; null once it has been decided.' }),
  permissions: z
    .object({
      against: z
        .number()
        .int()
        .nullable()
        .meta({ description: 'Version code of the live version; null: none.' }),
      ...permissionChange,
    })
    .meta({ description: 'What the packages ask for, against the live version of the track.' }),
};
export const review = z.object(reviewFields).meta({ id: 'Review' });

const fieldChanges = z.array(
  z.object({ name: z.string(), before: z.unknown(), after: z.unknown() }).meta({ id: 'ReviewFieldChange' }),
);
const reviewedExpansion = z
  .object({
    type: z.enum(EXPANSION_TYPES),
    versionCode: z.number().int().meta({ description: 'Of the package that it is named after.' }),
    sha256: z.string(),
    sizeBytes: z.number().int(),
  })
  .meta({ id: 'ReviewedExpansionFile' });
const reviewedPackage = z
  .object({
    sha256: z.string(),
    versionCode: z.number().int(),
    versionName: z.string().nullable(),
    sizeBytes: z.number().int(),
    targetSdk: z.number().int(),
    signer: z.string(),
    expansionFiles: z.array(reviewedExpansion).meta({ description: 'What goes with it (OBB).' }),
  })
  .meta({ id: 'ReviewedPackage' });
const content = z
  .object({
    app: z.object({ category: z.string(), pricing: z.string(), defaultLocale: z.string() }),
    declarations: z.record(z.string(), z.unknown()),
    listings: z
      .record(z.string(), z.record(z.string(), z.string()))
      .meta({ description: 'By locale, then by field.' }),
    images: z
      .record(z.string(), z.array(z.string()))
      .meta({ description: 'SHA-256 in their order, by `locale/place`.' }),
    packages: z.array(reviewedPackage),
    permissions: z.array(z.string()),
    notes: z.record(z.string(), z.string()),
  })
  .meta({ id: 'ReviewedContent' });
const comparison = z
  .object({
    against: z.object({
      releaseId: uuid,
      status: z.enum(['rejected', 'live']),
      versionCode: z.number().int(),
      decidedAt: instant,
      policies: z.array(z.string()),
      message: z.string().nullable(),
    }),
    changes: z.object({
      app: fieldChanges,
      declarations: fieldChanges,
      listings: fieldChanges.meta({ description: 'Names are `locale/field`.' }),
      images: fieldChanges.meta({ description: 'Names are `locale/place`; values are SHA-256.' }),
      notes: fieldChanges,
      packages: z
        .object({ added: z.array(reviewedPackage), removed: z.array(reviewedPackage) })
        .meta({ description: 'One that goes with other expansion files than before is in both.' }),
      permissions: z.object(permissionChange),
    }),
  })
  .meta({ id: 'ReviewComparison' });
export const reviewDetail = z
  .object({
    ...reviewFields,
    activeStrikes: z.number().int().meta({ description: 'Against its publisher, those that count.' }),
    iconAlsoOf: packageName
      .nullable()
      .meta({ description: 'An app of another publisher that was live and has the same icon.' }),
    content: content.meta({ description: 'What is decided on, as it is now.' }),
    contentHash: sha256.meta({ description: 'Of `content`; `approve` and `reject` name it.' }),
    comparisons: z.array(comparison).meta({
      description: 'Against the last rejection that no approval followed, and against what is live.',
    }),
  })
  .meta({ id: 'ReviewDetail' });

export const queueQuery = pageQuery.extend({
  priority: priority.optional(),
  assigned: z.enum(['nobody', 'me']).optional().meta({ description: '`nobody`: free, idle ones included.' }),
  sort: z.enum(['priority', 'age']).default('priority'),
});
const readHash = sha256.meta({ description: '`contentHash` of the case, as it was read.' });
export const approveBody = z
  .strictObject({ contentHash: readHash, message: text(1, 2_000).optional() })
  .meta({ id: 'ApproveRelease' });
export const rejectBody = z
  .strictObject({
    contentHash: readHash,
    policies,
    message: text(1, 2_000),
    strike: z.boolean().default(false).meta({ description: 'Whether the publisher gets a strike for it.' }),
  })
  .meta({ id: 'RejectRelease' });
export const assignBody = z.strictObject({ reviewerId: uuid }).meta({ id: 'AssignReview' });
export const raiseBody = z.strictObject({ reason: text(1, 500) }).meta({ id: 'RaiseReview' });
