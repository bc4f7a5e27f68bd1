/** A package has at most one file of each. */
export const EXPANSION_TYPES = ['main', 'patch'] as const;
export type ExpansionType = (typeof EXPANSION_TYPES)[number];

/** A file beside packages (OBB). */
export interface ExpansionFile {
  readonly id: string;
  readonly type: ExpansionType;
  /** Of the package that it was uploaded for: other packages may go with it, and it keeps the name. */
  readonly versionCode: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** What an edit wants a package to go with: a file that was uploaded in it, or whatever another version has. */
export type WantedExpansion = { readonly fileId: string } | { readonly referencesVersion: number };

/** Of a package's file of one type, in the maps of edits. */
export function expansionKey(versionCode: number, type: ExpansionType): string {
  return `${versionCode} ${type}`;
}

export function readExpansionKey(key: string): { versionCode: number; type: ExpansionType } {
  const [versionCode, type] = key.split(' ');
  return { versionCode: Number(versionCode), type: type as ExpansionType };
}

/**
 * The file that a package will go with. Whoever references a version that itself references another gets the file of the last.
 * @param wanted by `expansionKey`, as an edit changes it.
 * @param current by `expansionKey`, as it is.
 * @param uploaded by id, those of the edit.
 * @returns null if there is none, also where versions reference each other in a circle.
 */
export function expansionOf(
  { versionCode, type }: { versionCode: number; type: ExpansionType },
  wanted: Readonly<Record<string, WantedExpansion>>,
  current: ReadonlyMap<string, ExpansionFile>,
  uploaded: ReadonlyMap<string, ExpansionFile>,
): ExpansionFile | null {
  const seen = new Set<string>();
  let key = expansionKey(versionCode, type);
  while (!seen.has(key)) {
    seen.add(key);
    const change = wanted[key];
    if (change === undefined) return current.get(key) ?? null;
    if ('fileId' in change) return uploaded.get(change.fileId) ?? null;
    key = expansionKey(change.referencesVersion, type);
  }
  return null;
}

/** What the file is called on a device: the code of the app looks for exactly this. */
export function expansionFileName(
  { type, versionCode }: { type: string; versionCode: number },
  packageName: string,
): string {
  return `${type}.${versionCode}.${packageName}.obb`;
}
