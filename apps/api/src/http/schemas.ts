import { z } from 'zod';

/** Shapes that several faces share. Everything is bounded: no string, list or number without a limit. */

/** Text that Postgres can store (it refuses NUL), without unpaired surrogates. */
export const text = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'has characters that cannot be stored');

export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a lower-case UUID');

/** SHA-256, lower-case hexadecimal. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits');

/** A day that calendars in databases have, and that anything here can be of. */
export const day = z.iso.date().refine((value) => value >= '1900-01-01', 'must not be before 1900');

/** RFC 3339, UTC. */
export const instant = z.iso.datetime({ offset: false }).meta({ description: 'RFC 3339, UTC' });

export const marketCode = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be a market code such as DE or US-NV');

export const countryCode = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code');

export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code');

/** BCP 47, as far as stores use it: language, optional script, optional region. */
export const locale = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/,
    'must be a locale such as en, de-DE or zh-Hans-CN',
  );

export const packageName = z
  .string()
  .max(255)
  .regex(
    /^[a-zA-Z][a-zA-Z0-9_]*(\.[a-zA-Z][a-zA-Z0-9_]*)+$/,
    'must be a package name such as org.example.app',
  );

/** Lower-case words joined by `-`, levels by `/`: `app/game/casino`. */
export const categoryPath = z
  .string()
  .max(100)
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*){0,4}$/,
    'must be a category path such as app/game',
  );

/** A name in addresses: lower-case words joined by `-`. */
export const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"');

/** Minor units. */
export const money = z
  .object({ amount: z.number().int().min(0).max(999_999_999_999), currency: currencyCode })
  .meta({ id: 'Money' });

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(1_000).optional(),
});

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });
