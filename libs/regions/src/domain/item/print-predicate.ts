import type { Predicate } from './predicate';

const SIGNS = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** For people: `chipset.vendor = "qualcomm" and not (bands contains "n78")`. Its JSON is the form that is read back. */
export function printPredicate(predicate: Predicate): string {
  switch (predicate.op) {
    case 'and':
    case 'or':
      return predicate.of.map((part) => bracketed(part, predicate.of.length > 1)).join(` ${predicate.op} `);
    case 'not':
      return `not (${printPredicate(predicate.of)})`;
    case 'in':
      return `${predicate.attribute} in (${predicate.values.map((value) => JSON.stringify(value)).join(', ')})`;
    case 'contains':
      return `${predicate.attribute} contains ${JSON.stringify(predicate.value)}`;
    default:
      return `${predicate.attribute} ${SIGNS[predicate.op]} ${JSON.stringify(predicate.value)}`;
  }
}

function bracketed(part: Predicate, amongOthers: boolean): string {
  const text = printPredicate(part);
  return amongOthers && (part.op === 'and' || part.op === 'or') && part.of.length > 1 ? `(${text})` : text;
}
