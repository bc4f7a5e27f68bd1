import { DomainError } from '@portolan/platform';
import { CsvError, parse } from 'csv-parse/sync';
import type { Readable } from 'node:stream';

export const CSV_MOST_BYTES = 2 * 1024 * 1024;
export const CSV_MOST_ROWS = 5_000;
/** The longest market expression, and room for the other columns. */
const MOST_CHARACTERS_A_ROW = 20_000;

/** What a file may and must have. */
export interface CsvSheet<Column extends string> {
  readonly columns: readonly Column[];
  readonly required: readonly Column[];
}

export interface CsvRow<Column extends string> {
  /** In the file, from 1; the header is line 1. Of a row with line breaks inside: its first. */
  readonly line: number;
  /** By column; a column that the file does not have, and an empty field, is `''`. `null`: the row has more or fewer fields than the header. */
  readonly values: Readonly<Record<Column, string>> | null;
}

/** What is wrong with a file as a whole; a row that is wrong is for its reader to say. */
export const CSV_PROBLEMS = {
  'csv-too-large': `The file has more than ${CSV_MOST_BYTES / 1024 / 1024} MiB.`,
  'csv-empty': 'The file is empty.',
  'csv-not-utf-8': 'The file is not UTF-8.',
  'csv-character-refused': 'The file contains the character NUL.',
  'csv-delimiter': 'Fields are separated by commas; this file uses another sign.',
  'csv-header-unnamed': 'A column of the header has no name.',
  'csv-column-twice': 'A column stands in the header twice.',
  'csv-column-unknown': 'A column is not one that this route takes.',
  'csv-column-missing': 'A column is missing.',
  'csv-no-rows': 'The file has a header and no rows.',
  'csv-too-many-rows': `The file has more than ${CSV_MOST_ROWS} rows.`,
  'csv-row-too-long': `A row has more than ${MOST_CHARACTERS_A_ROW} characters.`,
  'csv-quote-not-closed': 'A quote is opened and not closed.',
  'csv-quote-unescaped': 'A quote ends inside of a field; a quote in a quoted field is written twice.',
  'csv-quote-misplaced': 'A quote stands in a field that does not begin with one.',
} as const;
/** For the reference page. */
export const FILE_REFUSALS = Object.entries(CSV_PROBLEMS)
  .map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
  .join('\n');
type CsvProblem = keyof typeof CSV_PROBLEMS;

/**
 * RFC 4180, and what spreadsheets make of it: a byte order mark, CRLF or LF, empty lines. The `'` that `csvText` puts before
 * formulas is taken away.
 * @throws DomainError one of `CSV_PROBLEMS`.
 */
export async function readCsv<Column extends string>(
  stream: Readable,
  sheet: CsvSheet<Column>,
): Promise<CsvRow<Column>[]> {
  const [header, ...rows] = recordsOf(textOf(await bytesOf(stream)));
  if (header === undefined) throw refuse('csv-empty');
  const columns = columnsOf(header.record, sheet);
  if (rows.length === 0) throw refuse('csv-no-rows');
  const [most] = rows.slice(CSV_MOST_ROWS);
  if (most !== undefined) throw refuse('csv-too-many-rows', most.line);
  return rows.map(({ line, record }) => ({
    line,
    values: record.length === columns.length ? valuesOf(record, columns, sheet) : null,
  }));
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > CSV_MOST_BYTES) throw refuse('csv-too-large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function textOf(bytes: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('csv-not-utf-8');
  }
  if (text.includes('\0')) throw refuse('csv-character-refused');
  return text;
}

interface NumberedRecord {
  readonly line: number;
  readonly record: readonly string[];
}

function recordsOf(text: string): NumberedRecord[] {
  try {
    const parsed = parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: MOST_CHARACTERS_A_ROW,
      // One more than are taken says that there are too many.
      to: CSV_MOST_ROWS + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    let countedTwice = 0;
    return parsed.map(({ record, info }) => {
      // The parser counts the lines up to a record's end, and CRLF inside of quotes as two of them.
      countedTwice += count(record, /\r\n/g);
      return { record, line: info.lines - countedTwice - count(record, /\r\n|\n|\r/g) };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const problem = PARSER_PROBLEMS[error.code];
    if (problem === undefined) throw error;
    throw refuse(problem, typeof error.lines === 'number' ? error.lines : undefined, error);
  }
}

const PARSER_PROBLEMS: Readonly<Record<string, CsvProblem | undefined>> = {
  CSV_QUOTE_NOT_CLOSED: 'csv-quote-not-closed',
  CSV_INVALID_CLOSING_QUOTE: 'csv-quote-unescaped',
  INVALID_OPENING_QUOTE: 'csv-quote-misplaced',
  CSV_MAX_RECORD_SIZE: 'csv-row-too-long',
};

function count(record: readonly string[], pattern: RegExp): number {
  return record.reduce((sum, field) => sum + (field.match(pattern)?.length ?? 0), 0);
}

function columnsOf<Column extends string>(
  header: readonly string[],
  { columns, required }: CsvSheet<Column>,
): Column[] {
  const names = header.map((name) => name.trim());
  if (names.length === 1 && /[;\t|]/.test(names[0] ?? '')) throw refuse('csv-delimiter', 1);
  if (names.includes('')) throw refuse('csv-header-unnamed', 1);
  const found = names.map((name) => {
    const known = columns.find((column) => column === name);
    if (known === undefined) throw refuseColumn('csv-column-unknown', name, columns);
    return known;
  });
  const twice = found.find((name, place) => found.indexOf(name) !== place);
  if (twice !== undefined) throw refuseColumn('csv-column-twice', twice, columns);
  const missing = required.find((name) => !found.includes(name));
  if (missing !== undefined) throw refuseColumn('csv-column-missing', missing, columns);
  return found;
}

function valuesOf<Column extends string>(
  record: readonly string[],
  columns: readonly Column[],
  sheet: CsvSheet<Column>,
): Record<Column, string> {
  const values = Object.fromEntries(sheet.columns.map((name) => [name, ''])) as Record<Column, string>;
  columns.forEach((name, place) => {
    values[name] = (record[place] ?? '').trim().replace(/^'(?=[=+\-@])/, '');
  });
  return values;
}

function refuseColumn(problem: CsvProblem, name: string, columns: readonly string[]): DomainError {
  const detail = `${CSV_PROBLEMS[problem]} It is ${JSON.stringify(name.slice(0, 60))}; known are ${columns.join(', ')}.`;
  return new DomainError('invalid', problem, detail, {
    errors: [{ pointer: '/lines/1', code: problem, detail }],
  });
}

function refuse(problem: CsvProblem, line?: number, cause?: unknown): DomainError {
  const detail = line === undefined ? CSV_PROBLEMS[problem] : `Line ${line}: ${CSV_PROBLEMS[problem]}`;
  return new DomainError(problem === 'csv-too-large' ? 'too-large' : 'invalid', problem, detail, {
    cause,
    ...(line !== undefined && { errors: [{ pointer: `/lines/${line}`, code: problem, detail }] }),
  });
}
