import { createHash } from 'node:crypto';
import type { ExpansionType } from '../edit/expansion-files';
import { type PermissionChange, permissionChanges } from '../release/permission-changes';

/** A file beside a package (OBB) as a reviewer compares it. */
export interface ReviewedExpansion {
  type: ExpansionType;
  /** Of the package that it is named after. */
  versionCode: number;
  sha256: string;
  sizeBytes: number;
}

/** A package as a reviewer compares it. */
export interface ReviewedPackage {
  sha256: string;
  versionCode: number;
  versionName: string | null;
  sizeBytes: number;
  targetSdk: number;
  /** SHA-256 of the certificates, joined by commas. */
  signer: string;
  /** `main` first. */
  expansionFiles: readonly ReviewedExpansion[];
}

/** Everything that a reviewer decides on: the app, its pages, and the packages of one release. */
export interface ReviewedContent {
  app: { category: string; pricing: string; defaultLocale: string };
  declarations: Readonly<Record<string, unknown>>;
  /** By locale, then by field. */
  listings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** SHA-256 of the pictures in their order, by `locale/place`. */
  images: Readonly<Record<string, readonly string[]>>;
  packages: readonly ReviewedPackage[];
  permissions: readonly string[];
  /** By locale. */
  notes: Readonly<Record<string, string>>;
}

/** One thing that is not as it was; null: it was not there, or is gone. */
export interface FieldChange {
  name: string;
  before: unknown;
  after: unknown;
}

/** What changed between two reviews. Names: a field, `locale/field` for listings, `locale/place` for images. */
export interface ContentChanges {
  app: FieldChange[];
  declarations: FieldChange[];
  listings: FieldChange[];
  images: FieldChange[];
  notes: FieldChange[];
  /** One that goes with other files than before is in both. */
  packages: { added: ReviewedPackage[]; removed: ReviewedPackage[] };
  permissions: PermissionChange;
}

/** SHA-256, hexadecimal, of the content; equal for equal content, in whatever order its fields were read. */
export function contentHash(content: ReviewedContent): string {
  const ordered = JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(ordered).digest('hex');
}

export function contentChanges(before: ReviewedContent, after: ReviewedContent): ContentChanges {
  const without = (some: readonly ReviewedPackage[], others: readonly ReviewedPackage[]): ReviewedPackage[] =>
    some.filter((one) => !others.some((other) => packageText(other) === packageText(one)));
  return {
    app: fieldChanges(before.app, after.app),
    declarations: fieldChanges(before.declarations, after.declarations),
    listings: fieldChanges(flat(before.listings), flat(after.listings)),
    images: fieldChanges(before.images, after.images),
    notes: fieldChanges(before.notes, after.notes),
    packages: {
      added: without(after.packages, before.packages),
      removed: without(before.packages, after.packages),
    },
    permissions: permissionChanges(before.permissions, after.permissions),
  };
}

/** Equal for a package that is the same and goes with the same files, in whatever order its fields were read. */
function packageText({ sha256, expansionFiles }: ReviewedPackage): string {
  const files = expansionFiles.map((file) => `${file.type} ${file.versionCode} ${file.sha256}`);
  return [sha256, ...files].join(', ');
}

/** Sorted by name. */
function fieldChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): FieldChange[] {
  const old = new Map(Object.entries(before));
  const now = new Map(Object.entries(after));
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((name) => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function flat(listings: ReviewedContent['listings']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(listings).flatMap(([locale, texts]) =>
      Object.entries(texts).map(([field, text]) => [`${locale}/${field}`, text] as const),
    ),
  );
}
