import type { Ink } from '../print/ink';
import { type Cell, table } from '../print/layout';
import { type Grid, type GridCell, isOpen } from './grid';

/** Rows of a grid; beside an earlier one, what opened since stands out. */
export function gridRows(before: Grid | null, grid: Grid, rows: readonly string[]): Cell[][] {
  const head: Cell[] = ['', ...grid.markets.map((market): Cell => ({ text: market, tone: 'dim' }))];
  const body = rows.map((row): Cell[] => [
    row,
    ...grid.markets.map((market): Cell => {
      const same = (cell: GridCell): boolean => cell.row === row && cell.market === market;
      const cell = grid.cells.find(same);
      if (cell === undefined) return '';
      const was = before?.cells.find(same);
      return cellWords(cell, was !== undefined && !isOpen(was));
    }),
  ]);
  return [head, ...body];
}

function cellWords(cell: GridCell, wasClosed: boolean): Cell {
  if (isOpen(cell)) return wasClosed ? { text: 'OPENS', tone: 'strong' } : { text: 'open', tone: 'good' };
  const letters = cell.blockers.join('');
  return { text: cell.open === 0 ? letters : `${cell.open}/${cell.total} ${letters}`, tone: 'bad' };
}

/** What the letters stand for, and the codes that say it. */
export function legendLines({ legend }: Grid, ink: Ink): string[] {
  return table(
    legend.map(({ letter, what, codes }): Cell[] => [
      { text: letter, tone: 'bad' },
      what,
      { text: codes.join(', '), tone: 'dim' },
    ]),
    ink,
  );
}
