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
