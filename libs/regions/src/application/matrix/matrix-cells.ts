import {
  decideMany,
  type FreshAction,
  type Instant,
  type Market,
  type Question,
  type Reason,
  VISIBILITIES,
  type Visibility,
} from '../../domain';
import type { World, WorldAnswers } from '../as-of/world';
import type { MatrixCell } from './matrix';

const MOST_CODES = 5;

export interface CellQuestion {
  readonly world: World;
  readonly answers: WorldAnswers;
  readonly action: FreshAction;
  readonly at: Instant;
  readonly markets: readonly Market[];
  /** Of how many closed items a cell tells the reasons. */
  readonly share: number;
  readonly reader: Visibility;
}

/** The cells of one row, for the items at these places. */
export function cellsOf(question: CellQuestion, places: readonly number[]): MatrixCell[] {
  const { world, answers, action, at, markets, share, reader } = question;
  const columns = markets.map(({ code, slot }) => {
    const closed = places.filter((place) => !answers.may(action, slot, place));
    return { code, closed: closed.length, asked: spread(closed, share) };
  });
  const questions = columns.flatMap(({ code, asked }) =>
    asked.flatMap((place): Question[] => {
      const item = world.items[place];
      return item === undefined ? [] : [{ item, market: code, action, at }];
    }),
  );
  const decisions = decideMany(world.snapshot, questions).values();
  return columns.map(({ code, closed, asked }) => {
    const counts = new Map<string, number>();
    for (const _ of asked) {
      void _;
      const reasons = decisions.next().value?.reasons ?? [];
      for (const found of codesFor(reasons, reader)) counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    const open = places.length - closed;
    return {
      market: code,
      state: closed === 0 ? 'open' : open === 0 ? 'closed' : 'partly',
      open,
      closed,
      reasons: mostFrequent(counts),
      asked: asked.length,
    };
  });
}

/** At most `most` of them, as far apart as can be. */
function spread(places: readonly number[], most: number): number[] {
  if (places.length <= most) return [...places];
  return Array.from({ length: most }, (_, i) => places[Math.floor((i * places.length) / most)] ?? 0);
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
