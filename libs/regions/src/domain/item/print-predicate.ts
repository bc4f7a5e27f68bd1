import type { Predicate } from './predicate';

const SIGNS = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** For people: `chipset.vendor = "qualcomm" and not (bands contains "n78")`. Its JSON is the form that is read back. */
export function printPredicate(predicate: Predicate): string {
  if (predicate.op === 'not') return `not (${printPredicate(predicate.of)})`;
  if ('of' in predicate) {
    return predicate.of.map((part) => bracketed(part, predicate.of.length > 1)).join(` ${predicate.op} `);
  }
  const { attribute } = predicate;
  if (predicate.op === 'in') {
    return `${attribute} in (${predicate.values.map((value) => JSON.stringify(value)).join(', ')})`;
  }
  const sign = predicate.op === 'contains' ? predicate.op : SIGNS[predicate.op];
  return `${attribute} ${sign} ${JSON.stringify(predicate.value)}`;
}

function bracketed(part: Predicate, amongOthers: boolean): string {
  const text = printPredicate(part);
  return amongOthers && (part.op === 'and' || part.op === 'or') && part.of.length > 1 ? `(${text})` : text;
}
