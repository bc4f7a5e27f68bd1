import {
  LISTING_LIMITS,
  RELEASE_NOTE_MAX_LENGTH,
  TARGETED_COUNTRIES_MAX,
  WANTED_STATUSES,
} from '@portolan/catalog';
import { z } from 'zod';
import { locale, marketCode, text } from '../http/schemas';

/** Shapes of the Google Play Developer API, v3, as clients send them. What is not known is ignored, as Google does. */

export const language = locale;

export const listingBody = z.looseObject({
  language: z.string().max(20).nullish(),
  title: text(0, LISTING_LIMITS.title).nullish(),
  shortDescription: text(0, LISTING_LIMITS.shortDescription).nullish(),
  fullDescription: text(0, LISTING_LIMITS.fullDescription).nullish(),
});
export type ListingBody = z.infer<typeof listingBody>;

export const detailsBody = z.looseObject({
  defaultLanguage: locale.nullish(),
  contactEmail: z.union([z.literal(''), z.email().max(254)]).nullish(),
  contactPhone: text(0, 40).nullish(),
  contactWebsite: z.union([z.literal(''), z.url().max(500)]).nullish(),
});
export type DetailsBody = z.infer<typeof detailsBody>;

/** A JSON number or, as Google writes 64 bits, a string of digits. */
export const versionCode = z
  .union([z.number().int().min(0), z.string().regex(/^\d{1,16}$/)])
  .transform(Number);

export const releaseBody = z.looseObject({
  name: text(0, 50).nullish(),
  versionCodes: z.array(versionCode).max(50).nullish(),
  status: z.enum(WANTED_STATUSES, { error: 'must be one of draft, inProgress, halted, completed' }),
  userFraction: z.number().min(0).max(1).nullish(),
  countryTargeting: z
    .looseObject({
      countries: z.array(marketCode).max(TARGETED_COUNTRIES_MAX).nullish(),
      includeRestOfWorld: z.boolean().nullish(),
    })
    .nullish(),
  releaseNotes: z
    .array(z.looseObject({ language: locale, text: text(0, RELEASE_NOTE_MAX_LENGTH) }))
    .max(100)
    .nullish(),
  inAppUpdatePriority: z.number().int().min(0).max(5).nullish(),
});
export const trackBody = z.looseObject({
  track: z.string().max(60).nullish(),
  releases: z.array(releaseBody).max(20).nullish(),
});
export type ReleaseBody = z.infer<typeof releaseBody>;

/** `fileSize` is what uploading answers: nobody sets it. */
export const expansionFileBody = z.looseObject({ referencesVersion: versionCode.nullish() });

export const newTrackBody = z.looseObject({ track: text(1, 50), type: z.string().max(40).nullish() });

export const testersBody = z.looseObject({ googleGroups: z.array(z.email().max(254)).max(2_000).nullish() });

export const flag = z
  .enum(['true', 'false', ''])
  .optional()
  .transform((value) => value === 'true');
