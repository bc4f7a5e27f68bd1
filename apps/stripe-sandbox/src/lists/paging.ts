import type { Collection } from '../world/collection';
import { type Field, hash, integer, text, type Values } from '../http/fields';
import type { FormValue } from '../http/form';
import { invalidParameter } from '../http/stripe-problem';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

const bounds = { gt: integer(0), gte: integer(0), lt: integer(0), lte: integer(0) };

/** `created=1700000000`, or `created[gte]=...` with any of the four bounds. */
const createdFilter: Field<(created: number) => boolean, false> = {
  needed: false,
  read(value: FormValue, param: string) {
    if (typeof value === 'string') {
      const exact = integer(0).read(value, param);
      return (created) => created === exact;
    }
    const { gt, gte, lt, lte } = hash(bounds).read(value, param);
    return (created) =>
      (gt === undefined || created > gt) &&
      (gte === undefined || created >= gte) &&
      (lt === undefined || created < lt) &&
      (lte === undefined || created <= lte);
  },
};

/** The paging parameters of every list. */
export const pageParams = { limit: integer(1), starting_after: text(), ending_before: text() };

/** ... of lists that can also be cut by time. */
export const listParams = { ...pageParams, created: createdFilter };

export interface ListPage<T> {
  object: 'list';
  url: string;
  has_more: boolean;
  data: T[];
}

/**
 * One page, newest first. The cursor need not match the filter itself, and objects made while a
 * client pages neither repeat nor hide others.
 * @throws StripeProblem 400 for a cursor that does not exist and for a limit above 100
 */
export function listPage<T extends { id: string; created: number }>(
  collection: Collection<T>,
  url: string,
  params: Values<typeof pageParams> & { created?: ((created: number) => boolean) | undefined },
  matches: (row: T) => boolean = () => true,
): ListPage<T> {
  const limit = params.limit ?? DEFAULT_LIMIT;
  if (limit > MAX_LIMIT)
    throw invalidParameter('limit', `limit is at most ${MAX_LIMIT}.`, 'parameter_invalid_integer');
  const wanted = (row: T): boolean => matches(row) && (params.created?.(row.created) ?? true);
  const rows = collection.newestFirst();
  const indexOf = (id: string, param: string): number => rows.indexOf(collection.get(id, param));

  if (params.ending_before !== undefined) {
    const before = rows.slice(0, indexOf(params.ending_before, 'ending_before')).filter(wanted);
    return { object: 'list', url, has_more: before.length > limit, data: before.slice(-limit) };
  }
  const from = params.starting_after === undefined ? 0 : indexOf(params.starting_after, 'starting_after') + 1;
  const after = rows.slice(from).filter(wanted);
  return { object: 'list', url, has_more: after.length > limit, data: after.slice(0, limit) };
}
