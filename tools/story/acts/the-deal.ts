import type { Decision, Instant } from '../../../libs/regions/src/domain';
import { everythingKnown, type Journal } from '../facts/journal';
import { AGREEMENT, PURCHASE, type Reading, READINGS, supposing } from '../facts/licences';
import { SHELF_2017 } from '../facts/products';
import type { Ink } from '../print/ink';
import { heading, paragraph, table } from '../print/layout';
import { day, nameOf, wayWords } from '../print/words';
import { ask } from './ask';
import { byCategory, changedRows, type Grid, type GridCell, gridAt, isOpen, opened } from './grid';
import { gridRows, legendLines } from './grid-lines';

const MARKETS = ['CN', 'IN', 'GR', 'PL', 'DE', 'FR', 'GB', 'US', 'CA', 'ES', 'IT'];

export interface ReadingFacts {
  readonly reading: Reading;
  readonly grid: Grid;
  readonly opens: readonly GridCell[];
  readonly staysClosed: readonly GridCell[];
}

export interface DealFacts {
  readonly at: Instant;
  readonly before: Grid;
  readonly readings: readonly ReadingFacts[];
  /** What the bought patents open. */
  readonly byPurchase: readonly GridCell[];
  /** A phone in the US under the widest reading, and what is still lacking. */
  readonly phoneInUs: Decision;
}

export function dealFacts(journal: Journal): DealFacts {
  const at = AGREEMENT.valid.from;
  const rows = byCategory(SHELF_2017);
  const gridOf = (entries: Journal): Grid => gridAt(everythingKnown(entries), rows, MARKETS, () => at);
  const before = gridOf(journal);
  const readings = (Object.keys(READINGS) as Reading[]).map((reading): ReadingFacts => {
    const grid = gridOf([...journal, supposing(AGREEMENT, READINGS[reading])]);
    const staysClosed = grid.cells.filter((cell) => !isOpen(cell));
    return { reading, grid, opens: opened(before, grid), staysClosed };
  });
  const [phone] = SHELF_2017;
  if (phone === undefined) throw new Error('The shelf of 2017 is empty.');
  const widest = everythingKnown([...journal, supposing(AGREEMENT, READINGS['phones and things'])]);
  return {
    at,
    before,
    readings,
    byPurchase: opened(before, gridOf([...journal, supposing(PURCHASE, ['device'])])),
    phoneInUs: ask(widest, phone, 'US', at),
  };
}

export function tellTheDeal(journal: Journal, ink: Ink): string[] {
  const { at, before, readings, byPurchase, phoneInUs } = dealFacts(journal);
  const touched = before.rows.filter((row) =>
    readings.some(({ grid }) => changedRows(before, grid).includes(row)),
  );
  return [
    ...heading(
      3,
      `${day(at, 'CN')}: ${AGREEMENT.counterparty}, ${AGREEMENT.kind}, scope undisclosed`,
      ink,
      'Two firms sign a patent agreement and do not say what it covers. What would each reading of it open, and what blocks the rest?',
    ),
    ...paragraph('Before it, category by market:', ink),
    ...table(gridRows(null, before, before.rows), ink),
    ...legendLines(before, ink),
    '',
    ...paragraph(`What it may touch: ${touched.map((row) => `${row} (${namesIn(row)})`).join('; ')}.`, ink),
    ...readings.flatMap(({ reading, grid, opens, staysClosed }, index) => [
      '',
      ...paragraph(
        `Reading ${index + 1}, ${reading} (${READINGS[reading].join(', ')}): opens ${cells(opens)}`,
        ink,
        'strong',
      ),
      ...table(gridRows(before, grid, touched), ink),
      ...paragraph(
        `${staysClosed.length} cells are still closed, wholly or in part: ${stillBlocking(grid, staysClosed)}.`,
        ink,
      ),
    ]),
    '',
    ...paragraph(
      `${PURCHASE.title} (${PURCHASE.kind}), as if it were of everything: opens ${cells(byPurchase)}`,
      ink,
      'strong',
    ),
    ...paragraph(
      `A phone in ${nameOf(phoneInUs.market)} under the first reading would still need: ${phoneInUs.unlock.map(wayWords).join('; or ')}.`,
      ink,
    ),
  ];
}

function namesIn(row: string): string {
  return (byCategory(SHELF_2017).get(row) ?? []).map(({ name }) => name).join(', ');
}

function cells(opens: readonly GridCell[]): string {
  const rows = [...new Set(opens.map(({ row }) => row))].map((row) => {
    const markets = opens.filter((cell) => cell.row === row).map(({ market }) => market);
    return `${row} in ${markets.join(', ')}`;
  });
  return rows.length === 0 ? 'nothing.' : `${rows.join('; ')}.`;
}

/** In how many of the closed cells each thing has a part. */
function stillBlocking({ legend }: Grid, closed: readonly GridCell[]): string {
  return legend
    .map(({ letter, what }) => ({
      what,
      count: closed.filter((cell) => cell.blockers.includes(letter)).length,
    }))
    .sort((a, b) => b.count - a.count)
    .map(({ what, count }) => `${what} ${count}`)
    .join(', ');
}
