import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Readable } from 'node:stream';

export type CsvValue = string | number | boolean | null;
export type CsvLine<Column extends string> = Readonly<Record<Column, CsvValue>>;

const CSV_TYPE = 'text/csv; charset=utf-8';

/** So many lines are written at a time: what a slow reader has not taken yet is not made. */
const CHUNK = 500;

/**
 * RFC 4180 with a header. A text that a spreadsheet would take for a formula gets a `'` before it, which `readCsv` takes away:
 * titles and names are chosen by strangers.
 */
export function csvText<Column extends string>(
  columns: readonly Column[],
  lines: Iterable<CsvLine<Column>>,
): string {
  return written([columns, ...inOrder(columns, lines)]);
}

/** Likewise, while it is being sent. The header is sent even if there is no line. */
export function csvStream<Column extends string>(
  columns: readonly Column[],
  lines: Iterable<CsvLine<Column>> | AsyncIterable<CsvLine<Column>>,
): Readable {
  return Readable.from(chunks(columns, lines), { objectMode: false });
}

/** An answer that is saved as a file of this name. */
export function csvFile<Column extends string>(
  name: string,
  columns: readonly Column[],
  lines: Iterable<CsvLine<Column>> | AsyncIterable<CsvLine<Column>>,
): StreamableFile {
  const disposition = `attachment; filename="${name}"`;
  return new StreamableFile(csvStream(columns, lines), { type: CSV_TYPE, disposition });
}

async function* chunks<Column extends string>(
  columns: readonly Column[],
  lines: Iterable<CsvLine<Column>> | AsyncIterable<CsvLine<Column>>,
): AsyncGenerator<string> {
  let waiting: CsvLine<Column>[] = [];
  yield written([columns]);
  for await (const line of lines) {
    if (waiting.push(line) < CHUNK) continue;
    yield written(inOrder(columns, waiting));
    waiting = [];
  }
  if (waiting.length > 0) yield written(inOrder(columns, waiting));
}

function inOrder<Column extends string>(
  columns: readonly Column[],
  lines: Iterable<CsvLine<Column>>,
): CsvValue[][] {
  return Array.from(lines, (line) => columns.map((column) => line[column]));
}

function written(lines: readonly (readonly CsvValue[])[]): string {
  return stringify([...lines], {
    record_delimiter: '\r\n',
    escape_formulas: true,
    // A single line break inside a field is no record delimiter to the writer, and is one to many readers.
    quoted_match: /[\r\n]/,
    cast: { boolean: String },
  });
}
