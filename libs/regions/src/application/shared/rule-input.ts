import { DomainError } from '@portolan/platform';
import {
  buildSnapshot,
  checkCategory,
  type Instant,
  ITEM_KINDS,
  type ItemKind,
  type ItemScope,
  type Market,
  type MarketGroup,
  MarketIndex,
  type MarketScope,
  type MarketTerm,
  parseMarketScope,
  parsePredicate,
  type Period,
  printMarketScope,
  type RuleRows,
} from '../../domain';
import type { KnownRules } from '../decisions/current-rules';

/** `WORLD - EU + FR`, and whether it covers markets that are added later: there is no default for that. */
export interface MarketScopeInput {
  expression: string;
  coversFutureMarkets: boolean;
  /** Of a rule that comes back as it was: when its scope was written, which tells what was a future market. Default: with this change. */
  writtenAt?: Instant;
}

/** What is left out puts no limit. `where` is a predicate as JSON. */
export interface ItemScopeInput {
  kinds?: readonly string[];
  categories?: readonly string[];
  exceptCategories?: readonly string[];
  publisherIds?: readonly string[];
  itemIds?: readonly string[];
  where?: unknown;
}

export interface PeriodInput {
  /** `null`: since ever. */
  from?: Date | null;
  /** `null`: until it is ended. */
  until?: Date | null;
}

const MOST_LISTED = 1_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(3000, 0, 1);

/**
 * @param recordedAt of the change: markets are added at such instants, too, whichever clock is ahead.
 * @throws DomainError `invalid-market-scope`, `market-group-retired`, pointing at the expression.
 */
export function readMarkets(
  input: MarketScopeInput,
  rules: KnownRules,
  recordedAt: Date,
  pointer = '/markets/expression',
): MarketScope {
  return at(pointer, () => {
    const terms = parseMarketScope(input.expression);
    refuseRetired(terms, rules);
    const scope = {
      expression: printMarketScope(terms),
      coversFutureMarkets: input.coversFutureMarkets,
      writtenAt: input.writtenAt ?? recordedAt.getTime(),
    };
    rules.snapshot.markets.compile(scope);
    return scope;
  });
}

/** @throws DomainError `invalid-category`, `invalid-predicate`, `invalid-item-scope`, pointing at the member of `/items`. */
export function readItems(input: ItemScopeInput): ItemScope {
  const categories = listed(input.categories, '/items/categories');
  const exceptCategories = listed(input.exceptCategories, '/items/exceptCategories');
  at('/items/categories', () => categories.forEach(checkCategory));
  at('/items/exceptCategories', () => exceptCategories.forEach(checkCategory));
  return {
    kinds: listed(input.kinds, '/items/kinds').map(readKind),
    categories,
    exceptCategories,
    publisherIds: ids(input.publisherIds, '/items/publisherIds'),
    itemIds: ids(input.itemIds, '/items/itemIds'),
    where:
      input.where === undefined || input.where === null
        ? null
        : at('/items/where', () => parsePredicate(input.where)),
  };
}

/** @throws DomainError `invalid-period`, pointing at `/valid`. */
export function readPeriod(input: PeriodInput | undefined, from: Instant | null): Period {
  const period = {
    from: input?.from === undefined ? from : (input.from?.getTime() ?? null),
    until: input?.until?.getTime() ?? null,
  };
  const outside = [period.from, period.until].some((end) => end !== null && !isUsable(end));
  if (outside || (period.until !== null && period.until <= (period.from ?? -Infinity))) {
    throw refuse(
      '/valid',
      'invalid-period',
      'A period ends after it begins, between the years 1900 and 2999.',
    );
  }
  return period;
}

/**
 * When a rule holds that takes the place of one under its id, whose spans are `known`. What held before this moment is history, and
 * what has not begun begins no earlier, unless that is asked for.
 * @throws DomainError `invalid-period`, pointing at `/valid`.
 */
export function replacingPeriod(
  input: PeriodInput | undefined,
  known: readonly { readonly valid: Period }[],
  now: Instant,
): Period & { from: Instant } {
  const next = known.find(({ valid }) => valid.until === null || valid.until > now);
  const asked = input?.from === undefined ? next?.valid.from : input.from?.getTime();
  const from = Math.max(asked ?? now, now);
  return { ...readPeriod({ ...input, from: new Date(from) }, from), from };
}

/**
 * An instant that a rule may begin or end at.
 * @throws DomainError `invalid-instant`, pointing at the member of the request.
 */
export function readInstant(instant: Date, pointer = '/from'): Instant {
  const at = instant.getTime();
  if (isUsable(at)) return at;
  throw refuse(pointer, 'invalid-instant', 'An instant lies between the years 1900 and 2999.');
}

/**
 * Compiles a rule as decisions will: a row that cannot be understood would stop every answer, so it is never stored.
 * @throws DomainError what `buildSnapshot` throws.
 */
export function assertCompiles(rules: KnownRules, rows: Partial<RuleRows>): void {
  const { epoch, markets } = rules.snapshot;
  const none = {
    prohibitions: [],
    requirements: [],
    credentials: [],
    deals: [],
    riskAcceptances: [],
    offers: [],
  };
  buildSnapshot({ epoch, markets: markets.markets, groups: rules.groups, ...none, ...rows });
}

/** Refuses places that contradict each other. @throws DomainError `invalid-market`, `invalid-market-group`. */
export function assertPlaces(markets: readonly Market[], groups: readonly MarketGroup[]): void {
  new MarketIndex(markets, groups);
}

function refuseRetired(terms: readonly MarketTerm[], { groups }: KnownRules): void {
  const term = terms.find(({ code }) =>
    groups.some((group) => group.code === code && group.retired === true),
  );
  if (term === undefined) return;
  const detail = `The group ${term.code} is retired: no new rule names it.`;
  throw new DomainError('invalid', 'market-group-retired', detail, { extra: { position: term.position } });
}

/** Postgres writes instants before the year 1 in a form that JavaScript does not read. */
function isUsable(at: Instant): boolean {
  return at >= EARLIEST && at < LATEST;
}

function readKind(kind: string): ItemKind {
  const known = ITEM_KINDS.find((one) => one === kind);
  if (known === undefined)
    throw refuse('/items/kinds', 'invalid-item-scope', `There is no kind ${JSON.stringify(kind)}.`);
  return known;
}

function ids(input: readonly string[] | undefined, pointer: string): readonly string[] {
  const list = listed(input, pointer);
  if (!list.every((id) => UUID.test(id)))
    throw refuse(pointer, 'invalid-item-scope', 'Ids are lower-case UUIDs.');
  return list;
}

function listed(input: readonly string[] | undefined, pointer: string): readonly string[] {
  const list = [...new Set(input)];
  if (list.length > MOST_LISTED)
    throw refuse(pointer, 'invalid-item-scope', `A list has at most ${MOST_LISTED} entries.`);
  return list;
}

function refuse(pointer: string, code: string, detail: string): DomainError {
  return new DomainError('invalid', code, detail, { errors: [{ pointer, code, detail }] });
}

/** Adds to the domain's refusal which member of the request it is about. */
function at<T>(pointer: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { kind, code, detail, extra } = error;
    // A predicate says by a pointer of its own where in it the fault is.
    const position = extra?.['position'];
    const full = typeof position === 'string' ? `${pointer}${position}` : pointer;
    throw new DomainError(kind, code, detail, {
      extra,
      errors: [{ pointer: full, code, detail }],
      cause: error,
    });
  }
}
