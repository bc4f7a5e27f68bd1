import { DomainError } from '@portolan/platform';
import type { Apply, ReadRow, RowRefusal } from '@portolan/regions';
import { z } from 'zod';
import type { CsvRow } from './read-csv';

const flag = (value: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(value)
    .transform((text) => text === 'true');

/** How an import is asked for. */
export const importQuery = z.object({
  dryRun: flag('true').meta({ description: 'Only say what would be done.' }),
  goodRowsOnly: flag('false').meta({ description: 'Do what can be done if other rows are refused.' }),
});

export function applyOf({ dryRun, goodRowsOnly }: z.infer<typeof importQuery>): Apply {
  if (dryRun) return 'nothing';
  return goodRowsOnly ? 'good' : 'all';
}

export const rowRefusal = z
  .object({ code: z.string(), detail: z.string(), column: z.string().nullable() })
  .meta({ id: 'RowRefusal' });

/** Booleans as people and spreadsheets write them. */
export const csvFlag = z
  .string()
  .transform((value) => value.toLowerCase())
  .pipe(z.enum(['true', 'false'], 'must be true or false'))
  .transform((value) => value === 'true');

/** A field that may be left empty. */
export const orEmpty = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => null), schema]);

const FIELD_COUNT: RowRefusal = {
  code: 'row-field-count',
  detail: 'The row has more or fewer fields than the header.',
  column: null,
};

export interface NumberedRow<Wish> {
  readonly line: number;
  readonly row: ReadRow<Wish>;
}

/** Reads each row by a schema over its fields; one that does not fit is refused, and the others are read. */
export function readRows<Column extends string, Wish>(
  rows: readonly CsvRow<Column>[],
  schema: z.ZodType<Wish>,
): NumberedRow<Wish>[] {
  return rows.map(({ line, values }): NumberedRow<Wish> => {
    if (values === null) return { line, row: { wish: null, refusal: FIELD_COUNT } };
    const read = schema.safeParse(values);
    if (read.success) return { line, row: { wish: read.data, refusal: null } };
    const [issue] = read.error.issues;
    const column = issue?.path[0];
    const refusal = {
      code:
        issue?.code === 'custom' && typeof issue.params?.code === 'string'
          ? issue.params.code
          : 'value-invalid',
      detail: issue?.message ?? 'The row cannot be read.',
      column: typeof column === 'string' ? column : null,
    };
    return { line, row: { wish: null, refusal } };
  });
}

/** Adds to `counts` how often each outcome stands in the rows. */
export function countOutcomes<Outcome extends string>(
  rows: readonly { readonly outcome: Outcome }[],
  counts: Record<Outcome, number>,
): Record<Outcome, number> {
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}

interface Report {
  readonly rows: readonly { readonly line: number | null; readonly refusal: RowRefusal | null }[];
}

/** At most this many errors are listed beside the report. */
const MOST_ERRORS = 50;

/**
 * Answers with the report, unless rows kept everything from being done that the caller wanted done.
 * @throws DomainError `rows-refused`, with the report as `report`.
 */
export function reportOrRefuse<R extends Report>(report: R, apply: Apply): R {
  const refused = report.rows.flatMap(({ line, refusal }) => (refusal === null ? [] : [{ line, refusal }]));
  if (apply !== 'all' || refused.length === 0) return report;
  const detail = `${refused.length} of ${report.rows.length} rows are refused, so nothing was done.`;
  const errors = refused.slice(0, MOST_ERRORS).map(({ line, refusal }) => ({
    pointer: `/lines/${line ?? ''}${refusal.column === null ? '' : `/${refusal.column}`}`,
    code: refusal.code,
    detail: refusal.detail,
  }));
  throw new DomainError('invalid', 'rows-refused', detail, { errors, extra: { report } });
}
