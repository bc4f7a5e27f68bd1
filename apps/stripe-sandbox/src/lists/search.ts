import { integer, needed, text, type Values } from '../http/fields';
import { invalidParameter } from '../http/stripe-problem';

export const searchParams = { query: needed(text(2000)), limit: integer(1), page: text() };

type Searchable = { metadata: Readonly<Record<string, string>> | null } & Record<string, unknown>;
type Test = (row: Searchable) => boolean;

const CLAUSE =
  /^\s*(-?)(metadata\[(?:'([^']{1,40})'|"([^"]{1,40})")\]|[a-z_]+)\s*(:|>=|<=|>|<)\s*(?:'([^']*)'|"([^"]*)"|(-?\d+|null))\s*/;
const MAX_CLAUSES = 10;
const EQUAL_FIELDS = ['status', 'currency', 'customer', 'amount', 'created'];
const ORDERED_FIELDS = ['amount', 'created'];

const COMPARE: Record<string, (left: number, right: number) => boolean> = {
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
};

/**
 * Reads a search query: `metadata['order_id']:'42' AND status:'succeeded'`, joined by AND or by OR,
 * each clause negated by a leading minus.
 * @throws StripeProblem 400 for anything else
 */
export function parseSearch(query: string): Test {
  const tests: Test[] = [];
  const joints = new Set<string>();
  let rest = query;
  for (;;) {
    const match = CLAUSE.exec(rest);
    if (!match || tests.length === MAX_CLAUSES) throw unreadable(query);
    tests.push(clause(match, query));
    rest = rest.slice(match[0].length);
    if (rest === '') break;
    const joint = /^(AND|OR)\s/.exec(rest);
    if (!joint?.[1]) throw unreadable(query);
    joints.add(joint[1]);
    rest = rest.slice(joint[0].length);
  }
  if (joints.size > 1) throw unreadable(query);
  return joints.has('OR')
    ? (row) => tests.some((test) => test(row))
    : (row) => tests.every((test) => test(row));
}

function clause(match: RegExpExecArray, query: string): Test {
  const [, minus, name = '', single, double, operator = ':', quoted, doubleQuoted, bare] = match;
  const wanted = quoted ?? doubleQuoted ?? bare ?? '';
  const key = single ?? double;
  const value = (row: Searchable): unknown => (key === undefined ? row[name] : row.metadata?.[key]);
  const compare = COMPARE[operator];
  if (key === undefined && !(compare ? ORDERED_FIELDS : EQUAL_FIELDS).includes(name)) throw unreadable(query);
  if (compare && (key !== undefined || !/^\d+$/.test(wanted))) throw unreadable(query);
  const test: Test = compare
    ? (row) => compare(Number(value(row)), Number(wanted))
    : (row) => {
        const found = value(row) ?? null;
        if (bare === 'null' || found === null) return bare === 'null' && found === null;
        return (typeof found === 'string' || typeof found === 'number') && String(found) === wanted;
      };
  return minus ? (row) => !test(row) : test;
}

const unreadable = (query: string): Error =>
  invalidParameter('query', `The search query cannot be read: ${query.slice(0, 200)}`);

export interface SearchPage<T> {
  object: 'search_result';
  url: string;
  has_more: boolean;
  next_page: string | null;
  data: T[];
}

/** One page of matches, newest first; `next_page` is handed back as `page`. */
export function searchPage<T extends { metadata: Record<string, string> | null }>(
  rows: readonly T[],
  url: string,
  params: Values<typeof searchParams>,
): SearchPage<T> {
  const limit = params.limit ?? 10;
  if (limit > 100) throw invalidParameter('limit', 'limit is at most 100.', 'parameter_invalid_integer');
  const start = params.page === undefined ? 0 : integer(0).read(params.page, 'page');
  const test = parseSearch(params.query);
  const found = rows.filter((row) => test(row as unknown as Searchable));
  const end = start + limit;
  const more = found.length > end;
  return {
    object: 'search_result',
    url,
    has_more: more,
    next_page: more ? String(end) : null,
    data: found.slice(start, end),
  };
}
