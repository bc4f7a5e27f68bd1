import type { Ink, Tone } from './ink';

export const WIDTH = 100;
const INDENT = '   ';
const GAP = '  ';

/** A text with its tone; a bare text is plain. */
export type Cell = string | { readonly text: string; readonly tone: Tone };

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);
const toneOf = (cell: Cell): Tone => (typeof cell === 'string' ? 'plain' : cell.tone);

/** Columns as wide as their widest cell. Padding is counted before the ink, whose codes have no width. */
export function table(rows: readonly (readonly Cell[])[], ink: Ink): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, textOf(cell).length);
    });
  }
  return rows.map((row) => {
    const line = row.map((cell, column) => {
      const padding =
        column === row.length - 1 ? '' : ' '.repeat((widths[column] ?? 0) - textOf(cell).length);
      return ink(textOf(cell), toneOf(cell)) + padding;
    });
    return (INDENT + line.join(GAP)).trimEnd();
  });
}

/** Breaks between words; the further lines hang under the first. */
export function paragraph(text: string, ink: Ink, tone: Tone = 'plain'): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (INDENT.length + longer.length > WIDTH && line !== '') {
      lines.push(line);
      line = `  ${word}`;
    } else line = longer;
  }
  return [...lines, line].map((one) => INDENT + ink(one, tone));
}

/** What an act is called, and what it asks. */
export function heading(number: number, title: string, ink: Ink, question: string): string[] {
  const start = ` ${number}  ${title} `;
  const rule = ink('-'.repeat(Math.max(0, WIDTH - start.length)), 'dim');
  return ['', ink(start, 'strong') + rule, ...paragraph(question, ink, 'dim'), ''];
}
