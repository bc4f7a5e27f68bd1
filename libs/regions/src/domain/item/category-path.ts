import { invalidRule } from '../errors';

export const CATEGORY_MAX_DEPTH = 8;
export const CATEGORY_MAX_LENGTH = 200;
const CATEGORY = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)*$/;

/** @throws DomainError `invalid-category` unless it is like `device/smart-home/camera`, at most 8 deep. */
export function checkCategory(path: string): void {
  if (path.length > CATEGORY_MAX_LENGTH || !CATEGORY.test(path) || categoryDepth(path) > CATEGORY_MAX_DEPTH) {
    throw invalidRule(
      'invalid-category',
      `${JSON.stringify(path.slice(0, 60))} is no category path like device/phone.`,
    );
  }
}

export function categoryDepth(path: string): number {
  return path.split('/').length;
}

/** Whether a path is the category or lies below it: `device/phone` is within `device`, `device/phones` is not in `device/phone`. */
export function isWithinCategory(path: string, category: string): boolean {
  return path.startsWith(category) && (path.length === category.length || path[category.length] === '/');
}

/** The path and every category above it, deepest first. */
export function categoryLineage(path: string): string[] {
  const lineage = [path];
  // Stryker disable next-line EqualityOperator: no path begins with a slash
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1))
    lineage.push(path.slice(0, cut));
  return lineage;
}
