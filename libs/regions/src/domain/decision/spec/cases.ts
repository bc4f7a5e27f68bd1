const share = Number(process.env['PROPERTY_SHARE'] ?? 1);

/**
 * How many cases a property draws. A mutation run repeats the specs for each mutant, so it draws a share of them:
 * `PROPERTY_SHARE=0.05`.
 */
export function cases(number: number): number {
  return Math.ceil(number * share);
}

/** Whether enough cases are drawn for a test to ask how many of them were of some kind. */
export const drawsAll = share === 1;

/**
 * What several tests look at, and what takes long to make: made when first asked for, and kept. While code is changed between
 * runs nothing is kept, because it would be what the unchanged code made.
 */
export function shared<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    if (made === null || !drawsAll) made = { value: make() };
    return made.value;
  };
}
