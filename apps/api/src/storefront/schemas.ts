import { EXPANSION_TYPES, MISFIT_CODES, SEARCH_MAX_LENGTH } from '@portolan/catalog';
import { z } from 'zod';
import { traderStatus } from '../publisher/verification/schemas';
import { ratingSummary } from '../consumer/rating-schemas';
import { deviceDescription, deviceParameter } from '../consumer/downloads/device-description';
import {
  categoryPath,
  instant,
  locale,
  marketCode,
  money,
  packageName,
  sha256,
  pageOf,
  pageQuery,
  text,
  uuid,
} from '../http/schemas';

/** Shapes of the storefront. */

export const marketParam = { market: 'Code of the market, e.g. `DE`.' };
export const localeQuery = z.object({ locale: locale.optional() });
export const deviceQuery = localeQuery.extend({ device: deviceParameter.optional() });
export const shelfQuery = pageQuery.extend({
  category: categoryPath.optional(),
  q: text(0, SEARCH_MAX_LENGTH).optional(),
  sort: z.enum(['name', 'newest', 'relevance']).optional(),
  locale: locale.optional(),
  device: deviceParameter.optional(),
});
export type ShelfQuery = z.infer<typeof shelfQuery>;
export const market = marketCode;

const STATES = ['available', 'preorder', 'coming-soon', 'not-offered', 'blocked', 'hidden'] as const;
const shelfLabel = { price: money.nullable(), availability: z.object({ state: z.enum(STATES) }) };
export const reason = z
  .looseObject({ layer: z.string(), code: z.string(), since: instant.nullable(), until: instant.nullable() })
  .meta({ id: 'PublicReason' });
const offer = {
  price: money.nullable(),
  availability: z.object({
    state: z.enum(STATES),
    reasons: z.array(reason),
    nextChange: z.looseObject({ at: instant, allowed: z.boolean() }).nullable(),
  }),
};
/** The number of the rules that the answer was decided by. */
export const epoch = z.number().int();

export const misfit = z.object({ code: z.enum(MISFIT_CODES), detail: z.string() }).meta({ id: 'Misfit' });
/** What the described device would get; null while no device is described. */
const compatibility = z
  .object({
    fits: z.boolean(),
    versionCode: z.number().int().nullable(),
    versionName: z.string().nullable(),
    sizeBytes: z.number().int().nullable(),
    misfits: z.array(misfit),
  })
  .nullable();

/** What was verified of the trader behind it, where the law shows it to consumers; null elsewhere. */
const trader = traderStatus.nullable();

const appRow = {
  id: uuid,
  packageName,
  locale,
  title: z.string(),
  shortDescription: z.string(),
  category: categoryPath,
  publisherId: uuid,
  free: z.boolean(),
  versionName: z.string().nullable(),
  sizeBytes: z.number().int(),
  publishedAt: instant,
};
const shelfApp = z
  .object({ ...appRow, ...shelfLabel, fits: z.boolean().nullable() })
  .meta({ id: 'ShelfApp' });
export const appList = pageOf(shelfApp).extend({ epoch });
export const appPage = z
  .object({
    epoch,
    ...appRow,
    ...offer,
    fullDescription: z.string(),
    locales: z.array(locale),
    versionCode: z.number().int(),
    whatsNew: z.string().nullable(),
    updatedAt: instant,
    minSdk: z.number().int(),
    targetSdk: z.number().int(),
    permissions: z.array(z.string()),
    sha256: z.string(),
    compatibility,
    ratings: ratingSummary,
    trader,
  })
  .meta({ id: 'AppPage' });

const deviceRow = {
  id: uuid,
  slug: z.string(),
  locale,
  name: z.string(),
  summary: z.string(),
  category: categoryPath,
  publisherId: uuid,
  releasedOn: z.iso.date().nullable(),
};
const shelfDevice = z.object({ ...deviceRow, ...shelfLabel }).meta({ id: 'ShelfDevice' });
export const deviceList = pageOf(shelfDevice).extend({ epoch });
export const devicePage = z
  .object({
    epoch,
    ...deviceRow,
    ...offer,
    locales: z.array(locale),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
    trader,
  })
  .meta({ id: 'DevicePage' });

export const categoryList = z
  .object({
    epoch,
    data: z.array(z.object({ path: categoryPath, name: z.string(), count: z.number().int() })),
  })
  .meta({ id: 'CategoryList' });

const installed = z.strictObject({
  packageName,
  versionCode: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  certificateSha256: sha256.optional(),
});
export const updatesBody = z
  .strictObject({ installed: z.array(installed).max(500), device: deviceDescription.optional() })
  .meta({ id: 'InstalledPackages' });
export type InstalledPackage = z.infer<typeof installed>;

const updateExpansion = z
  .object({
    type: z.enum(EXPANSION_TYPES),
    name: z.string().meta({ description: 'What it has to be called on the device.' }),
    sha256: z.string(),
    sizeBytes: z.number().int(),
  })
  .meta({ id: 'UpdateExpansionFile' });
export const updates = z
  .object({
    epoch,
    updates: z.array(
      z.object({
        packageName,
        versionCode: z.number().int(),
        versionName: z.string().nullable(),
        sizeBytes: z.number().int(),
        sha256: z.string(),
        minSdk: z.number().int(),
        expansionFiles: z
          .array(updateExpansion)
          .meta({ description: 'What goes beside it (OBB); the download links it.' }),
        updatePriority: z.number().int(),
        whatsNew: z.string().nullable(),
      }),
    ),
    blocked: z.array(
      z.object({
        packageName,
        code: z.enum(['update-not-allowed', 'signer-differs', 'device-not-compatible']),
        reasons: z.array(reason),
        misfits: z.array(misfit),
      }),
    ),
  })
  .meta({ id: 'Updates' });
export type UpdatesAnswer = z.infer<typeof updates>;

/** Publishing tools append `=s0` or `=h16383` to ask for the full size; there is one size. */
export const imageName = z
  .string()
  .regex(/^[0-9a-f]{64}(=[a-z0-9-]{1,40})?$/, 'must be the SHA-256 of a picture')
  .transform((given) => given.slice(0, 64));
