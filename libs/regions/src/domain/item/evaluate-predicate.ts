import { attributeOf } from './attributes';
import type { AttributeValue, Item } from './item';
import type { Predicate } from './predicate';
import { not, type Truth } from './truth';

/** `unknown` as soon as the answer hangs on an attribute that is not known (or not of the kind compared with). */
export function evaluatePredicate(predicate: Predicate, item: Item): Truth {
  if (predicate.op === 'not') return not(evaluatePredicate(predicate.of, item));
  if ('of' in predicate) return combine(predicate.of, item, predicate.op === 'or');
  const value = attributeOf(item, predicate.attribute);
  return value === undefined ? 'unknown' : compare(predicate, value);
}

/** `and` is settled by one false, `or` by one true; otherwise one unknown leaves it open. */
function combine(parts: readonly Predicate[], item: Item, settling: boolean): Truth {
  let result: Truth = !settling;
  for (const part of parts) {
    const truth = evaluatePredicate(part, item);
    if (truth === settling) return settling;
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

type Leaf = Exclude<Predicate, { op: 'and' | 'or' | 'not' }>;

function compare(leaf: Leaf, value: AttributeValue): Truth {
  if (leaf.op === 'contains') return Array.isArray(value) ? value.includes(leaf.value) : 'unknown';
  if (typeof value === 'object') return 'unknown';
  if (leaf.op === 'eq') return value === leaf.value;
  if (leaf.op === 'in') return leaf.values.includes(value);
  if (typeof value !== 'number') return 'unknown';
  if (leaf.op === 'lt') return value < leaf.value;
  if (leaf.op === 'lte') return value <= leaf.value;
  if (leaf.op === 'gt') return value > leaf.value;
  return value >= leaf.value;
}
