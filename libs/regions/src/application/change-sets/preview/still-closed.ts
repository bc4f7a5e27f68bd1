import {
  type Atlas,
  FRESH_ACTIONS,
  type FreshAction,
  type Market,
  type Reason,
  type Touched,
  type Within,
} from '../../../domain';
import type { ClosedBy, StillClosed } from './effects';

const SAMPLE = 500;
const MOST_REASONS = 10;
const FIRST = 5;

/** One market and action, and how many of its touched cells are closed. */
interface ClosedRow {
  readonly market: Market;
  readonly action: FreshAction;
  readonly within: Within;
  readonly closed: number;
}

/** Counts by the bits, which is exact, and asks `decide` about a bounded number of cells why. */
export function stillClosed(after: Atlas, touched: Touched, markets: readonly Market[]): StillClosed {
  const rows: ClosedRow[] = [];
  let total = 0;
  const known = new Map<Uint32Array, Within>();
  for (const market of markets) {
    const mask = touched.masks.get(market.slot);
    if (mask === undefined) continue;
    const within = known.get(mask) ?? after.within(mask);
    known.set(mask, within);
    for (const action of FRESH_ACTIONS) {
      total += within.size;
      const closed = within.size - within.count(action, market.slot);
      if (closed > 0) rows.push({ market, action, within, closed });
    }
  }
  const cells = rows.reduce((sum, { closed }) => sum + closed, 0);
  const sampled = Math.min(cells, SAMPLE);
  return { touched: total, cells, sampled, reasons: reasonsOf(after, rows, cells, sampled) };
}

function reasonsOf(after: Atlas, rows: readonly ClosedRow[], cells: number, sampled: number): ClosedBy[] {
  const found = new Map<string, ClosedBy>();
  let [passed, next] = [0, 0];
  for (const { market, action, within, closed } of rows) {
    const numbers: number[] = [];
    for (; next < sampled; next++) {
      const number = Math.floor((next * cells) / sampled) - passed;
      if (number >= closed) break;
      numbers.push(number);
    }
    passed += closed;
    for (const position of within.absent(action, market.slot, numbers)) {
      const { reasons } = after.decide(position, market.code, action);
      const own = new Map(reasons.map((reason) => [`${reason.code} ${reason.ruleId}`, reason]));
      for (const [key, reason] of own) {
        const known = found.get(key) ?? blank(reason);
        found.set(key, known);
        note(known, market.code, after.idOf(position));
      }
    }
  }
  return [...found.values()]
    .sort((a, b) => b.cells - a.cells || compare(a.code, b.code))
    .slice(0, MOST_REASONS);
}

function blank({ layer, code, ruleId, legalBasis, visibility }: Reason): ClosedBy {
  return { layer, code, ruleId, legalBasis, visibility, cells: 0, markets: [], itemIds: [] };
}

function note(by: ClosedBy, market: string, itemId: string): void {
  by.cells++;
  if (by.markets.length < FIRST && !by.markets.includes(market)) by.markets.push(market);
  if (by.itemIds.length < FIRST && !by.itemIds.includes(itemId)) by.itemIds.push(itemId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
