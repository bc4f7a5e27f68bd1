export type Scalar = string | number | boolean;

/**
 * A condition over whitelisted attributes, and the JSON that is stored. `eq` and `in` compare scalars, `lt`..`gte`
 * numbers, `contains` asks whether a list holds a value.
 */
export type Predicate =
  | { readonly op: 'eq'; readonly attribute: string; readonly value: Scalar }
  | { readonly op: 'in'; readonly attribute: string; readonly values: readonly Scalar[] }
  | { readonly op: 'lt' | 'lte' | 'gt' | 'gte'; readonly attribute: string; readonly value: number }
  | { readonly op: 'contains'; readonly attribute: string; readonly value: string }
  | { readonly op: 'and' | 'or'; readonly of: readonly Predicate[] }
  | { readonly op: 'not'; readonly of: Predicate };

/** A leaf alone has depth 1. */
export const PREDICATE_MAX_DEPTH = 5;
/** Of the JSON in UTF-8. */
export const PREDICATE_MAX_BYTES = 4096;
