import type { z } from 'zod';
import type { matrix } from './matrix-schemas';

const HEAD = ['category', 'item', 'title', 'market', 'state', 'open', 'closed', 'reasons', 'asked'];

/** One line for each cell (RFC 4180); reasons as `CODE=count`, joined by spaces. */
export function matrixCsv({ data }: z.infer<typeof matrix>): string {
  const lines = data.flatMap(({ category, itemId, title, cells }) =>
    cells.map(({ market, state, open, closed, reasons, asked }) => {
      const codes = reasons.map(({ code, count }) => `${code}=${count}`).join(' ');
      return [category, itemId ?? '', title ?? '', market, state, open, closed, codes, asked];
    }),
  );
  return [HEAD, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number): string {
  // A publisher chooses the title: no spreadsheet shall take it for a formula.
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
