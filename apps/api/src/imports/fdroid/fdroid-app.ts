import { z } from 'zod';

/** One app of an F-Droid catalogue, whatever form it came in. */
export interface FdroidApp {
  packageName: string;
  categories: readonly string[];
  antiFeatures: readonly string[];
  defaultLocale: string;
  /** What each locale says; parts that are missing are not known. */
  texts: ReadonlyMap<string, FdroidText>;
  /** How many versions the catalogue lists; their packages are no part of it. */
  versions: number;
}

export interface FdroidText {
  name?: string | undefined;
  summary?: string | undefined;
  description?: string | undefined;
}

const FDROID_DEFAULT_LOCALE = 'en-US';

const word = z.string().max(200);
const text = z.string().max(200_000);
const words = z.array(word).max(200);
const versions = z.array(z.unknown()).max(10_000).default([]);

/** The metadata of one app, as fdroiddata keeps it, as JSON. */
const metadata = z.object({
  packageName: word,
  Categories: words.default([]),
  Name: text.optional(),
  AutoName: text.optional(),
  Summary: text.optional(),
  Description: text.optional(),
  AntiFeatures: z.union([words, z.record(word, z.unknown())]).default([]),
  localized: z
    .record(word, z.object({ name: text.optional(), summary: text.optional(), description: text.optional() }))
    .default({}),
  versions,
});

/** One of the `apps` of an `index-v1.json`; the packages stand beside it. */
const indexV1 = z.object({
  packageName: word,
  categories: words.default([]),
  antiFeatures: words.default([]),
  name: text.optional(),
  summary: text.optional(),
  description: text.optional(),
  localized: z
    .record(word, z.object({ name: text.optional(), summary: text.optional(), description: text.optional() }))
    .default({}),
});

const localizedText = z.record(word, text).default({});

/** One of the `packages` of an `index-v2.json`. */
const indexV2 = z.object({
  metadata: z.object({
    categories: words.default([]),
    name: localizedText,
    summary: localizedText,
    description: localizedText,
  }),
  versions: z.record(word, z.object({ antiFeatures: z.record(word, z.unknown()).default({}) })).default({}),
});

/** @throws ZodError when it is not of that form. */
export function fromMetadata(raw: unknown): FdroidApp {
  const app = metadata.parse(raw);
  const anti = app.AntiFeatures;
  const own = {
    name: app.Name ?? app.AutoName,
    summary: app.Summary,
    description: app.Description,
  };
  return {
    packageName: app.packageName,
    categories: app.Categories,
    antiFeatures: Array.isArray(anti) ? anti : Object.keys(anti),
    defaultLocale: FDROID_DEFAULT_LOCALE,
    texts: withDefault(app.localized, own),
    versions: app.versions.length,
  };
}

/** @throws ZodError when it is not of that form. */
export function fromIndexV1(raw: unknown, versionCount: number): FdroidApp {
  const { packageName, categories, antiFeatures, localized, name, summary, description } = indexV1.parse(raw);
  return {
    packageName,
    categories,
    antiFeatures,
    defaultLocale: FDROID_DEFAULT_LOCALE,
    texts: withDefault(localized, { name, summary, description }),
    versions: versionCount,
  };
}

/** @throws ZodError when it is not of that form. */
export function fromIndexV2(packageName: string, raw: unknown): FdroidApp {
  const parsed = indexV2.parse(raw);
  const { categories, name, summary, description } = parsed.metadata;
  const locales = new Set([...Object.keys(name), ...Object.keys(summary), ...Object.keys(description)]);
  const texts = new Map<string, FdroidText>();
  for (const locale of locales) {
    texts.set(locale, { name: name[locale], summary: summary[locale], description: description[locale] });
  }
  const releases = Object.values(parsed.versions);
  return {
    packageName: word.parse(packageName),
    categories,
    antiFeatures: [...new Set(releases.flatMap(({ antiFeatures }) => Object.keys(antiFeatures)))],
    defaultLocale: FDROID_DEFAULT_LOCALE,
    texts,
    versions: releases.length,
  };
}

/** What the app says of itself stands before what the default locale's own texts say. */
function withDefault(localized: Record<string, FdroidText>, own: FdroidText): Map<string, FdroidText> {
  const texts = new Map(Object.entries(localized));
  const english = texts.get(FDROID_DEFAULT_LOCALE) ?? {};
  texts.set(FDROID_DEFAULT_LOCALE, {
    name: own.name ?? english.name,
    summary: own.summary ?? english.summary,
    description: own.description ?? english.description,
  });
  return texts;
}
