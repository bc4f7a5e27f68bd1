import * as fc from 'fast-check';
import { Readable } from 'node:stream';
import { CSV_MOST_BYTES, CSV_MOST_ROWS, readCsv } from './read-csv';
import { csvStream, csvText } from './write-csv';

const COLUMNS = ['name', 'note'] as const;
const SHEET = { columns: COLUMNS, required: ['name'] } as const;
const read = (file: string | Buffer) => readCsv(Readable.from([Buffer.from(file)]), SHEET);

/** Names, as they stand in files that people keep: no blanks around them, no NUL. */
const field = fc
  .string({
    unit: fc.oneof(fc.constantFrom('"', ',', '\n', '\r', '=', "'", ';', '@', '-', ' '), fc.string()),
  })
  .map((text) => text.replaceAll('\0', '').trim())
  // A text that begins like an escaped formula comes back without its `'`: no name does.
  .filter((text) => !/^'[=+\-@]/.test(text) && text.isWellFormed());

describe('CSV files', () => {
  it('come back as they were written', async () => {
    const lines = fc.array(fc.record({ name: field, note: field }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(lines, async (written) => {
        const kept = written.filter(({ name, note }) => name !== '' || note !== '');
        fc.pre(kept.length > 0);
        const rows = await read(csvText(COLUMNS, kept));
        expect(rows.map(({ values }) => values)).toEqual(kept);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://evil.example","x")', '\t=1', '\r=1'])(
    'never hold a formula: %j',
    async (formula) => {
      const file = csvText(COLUMNS, [{ name: formula, note: null }]);
      const [, second = ''] = file.split('\r\n');
      expect(second).toMatch(/^"?'/);
      expect((await read(file))[0]?.values?.name).toBe(formula.trim() === formula ? formula : `'${formula}`);
    },
  );

  it('are streamed with the same bytes', async () => {
    const lines = Array.from({ length: 1_234 }, (_, i) => ({ name: `n${i}`, note: i % 2 === 0 }));
    const parts: string[] = [];
    for await (const part of csvStream(COLUMNS, lines)) parts.push(String(part));
    expect(parts.join('')).toBe(csvText(COLUMNS, lines));
    expect(parts.length).toBeGreaterThan(1);
  });

  it('are read with a byte order mark, either line ending, empty lines, and the numbers of their lines', async () => {
    const file = '\ufeffnote,name\r\n"two\r\nlines",a\r\n\r\n,b\nc\n';
    expect(await read(file)).toEqual([
      { line: 2, values: { name: 'a', note: 'two\r\nlines' } },
      { line: 5, values: { name: 'b', note: '' } },
      { line: 6, values: null },
    ]);
  });

  const rows = (count: number) => 'name\n' + 'a\n'.repeat(count);
  it.each<[string, string | Buffer]>([
    ['csv-empty', ''],
    ['csv-empty', '\r\n\r\n'],
    ['csv-no-rows', 'name,note\r\n'],
    ['csv-not-utf-8', Buffer.from('name\nM\xfcller\n', 'latin1')],
    ['csv-not-utf-8', Buffer.from('\ufeffname\na\n', 'utf16le')],
    ['csv-character-refused', 'name\na\0b\n'],
    ['csv-delimiter', 'name;note\na;b\n'],
    ['csv-delimiter', 'name\tnote\na\tb\n'],
    ['csv-header-unnamed', 'name,,note\na,b,c\n'],
    ['csv-column-twice', 'name,note,name\na,b,c\n'],
    ['csv-column-unknown', 'name,colour\na,b\n'],
    ['csv-column-missing', 'note\na\n'],
    ['csv-quote-not-closed', 'name,note\n"a,b\n'],
    ['csv-quote-unescaped', 'name,note\n"a"b,c\n'],
    ['csv-quote-misplaced', 'name,note\na"b,c\n'],
    ['csv-row-too-long', `name\n${'x'.repeat(30_000)}\n`],
    ['csv-too-many-rows', rows(CSV_MOST_ROWS + 1)],
    ['csv-too-large', Buffer.alloc(CSV_MOST_BYTES + 1, 'a')],
  ])('are refused as %s', async (code, file) => {
    await expect(read(file)).rejects.toMatchObject({ code });
  });

  it('have as many rows as are taken', async () => {
    expect(await read(rows(CSV_MOST_ROWS))).toHaveLength(CSV_MOST_ROWS);
  });
});
