import { setImmediate as yieldToOthers } from 'node:timers/promises';
import {
  type Atlas,
  type FreshAction,
  type Market,
  type Reason,
  VISIBILITIES,
  type Visibility,
} from '../../domain';
import type { MatrixCell } from './matrix';

const MOST_CODES = 5;

export interface CellQuestion {
  readonly atlas: Atlas;
  readonly action: FreshAction;
  readonly markets: readonly Market[];
  /** Of how many closed items a cell tells the reasons. */
  readonly share: number;
  readonly reader: Visibility;
}

/** After so many answers with reasons, some milliseconds, others have their turn. */
const DECISIONS_AT_ONCE = 1_000;

/** The cells of one row, for the items at these positions (a bit for each). */
export async function cellsOf(
  { atlas, action, markets, share, reader }: CellQuestion,
  mask: Uint32Array,
): Promise<MatrixCell[]> {
  const within = atlas.within(mask);
  const cells: MatrixCell[] = [];
  let decided = 0;
  for (const { code, slot } of markets) {
    const open = within.count(action, slot);
    const closed = within.size - open;
    const asked = within.absent(action, slot, spread(closed, share));
    const counts = new Map<string, number>();
    for (const position of asked) {
      const { reasons } = atlas.decide(position, code, action);
      for (const found of codesFor(reasons, reader)) counts.set(found, (counts.get(found) ?? 0) + 1);
      if (++decided % DECISIONS_AT_ONCE === 0) await yieldToOthers();
    }
    cells.push({
      market: code,
      state: closed === 0 ? 'open' : open === 0 ? 'closed' : 'partly',
      open,
      closed,
      reasons: mostFrequent(counts),
      asked: asked.length,
    });
  }
  await yieldToOthers();
  return cells;
}

/** At most `most` numbers below `count`, as far apart as can be. */
function spread(count: number, most: number): number[] {
  const length = Math.min(count, most);
  return Array.from({ length }, (_, number) => Math.floor((number * count) / length));
}

/** The codes of the reasons that a reader may see. */
export function codesFor(reasons: readonly Reason[], reader: Visibility): Set<string> {
  const rank = VISIBILITIES.indexOf(reader);
  return new Set(
    reasons.filter(({ visibility }) => VISIBILITIES.indexOf(visibility) <= rank).map(({ code }) => code),
  );
}

function mostFrequent(counts: ReadonlyMap<string, number>): MatrixCell['reasons'] {
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
    .slice(0, MOST_CODES);
}
