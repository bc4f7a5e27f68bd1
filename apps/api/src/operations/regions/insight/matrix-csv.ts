import type { z } from 'zod';
import { csvText } from '../../../csv/write-csv';
import type { matrix } from './matrix-schemas';

const COLUMNS = [
  'category',
  'item',
  'title',
  'market',
  'state',
  'open',
  'closed',
  'reasons',
  'asked',
] as const;

/** One line for each cell; reasons as `CODE=count`, joined by spaces. */
export function matrixCsv({ data }: z.infer<typeof matrix>): string {
  const lines = data.flatMap(({ category, itemId: item, title, cells }) =>
    cells.map(({ market, state, open, closed, reasons, asked }) => {
      const codes = reasons.map(({ code, count }) => `${code}=${count}`).join(' ');
      return { category, item, title, market, state, open, closed, reasons: codes, asked };
    }),
  );
  return csvText(COLUMNS, lines);
}
