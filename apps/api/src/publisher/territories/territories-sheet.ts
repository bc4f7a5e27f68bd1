import { z } from 'zod';
import { csvFlag, orEmpty } from '../../csv/row-report';
import { packageName, text, uuid } from '../../http/schemas';

/** The same columns out and in. */
export const TERRITORY_COLUMNS = [
  'package_name',
  'app_id',
  'expression',
  'covers_future_markets',
  'version',
] as const;
export const TERRITORY_SHEET = {
  columns: TERRITORY_COLUMNS,
  required: ['expression', 'covers_future_markets'],
} as const;

export const territoryRow = z
  .object({
    package_name: orEmpty(packageName),
    app_id: orEmpty(uuid),
    expression: orEmpty(text(1, 8_192)),
    covers_future_markets: orEmpty(csvFlag),
    version: orEmpty(
      z
        .string()
        .regex(/^\d{1,9}$/, 'must be a version that the export gave')
        .transform(Number),
    ),
  })
  .superRefine((row, context) => {
    const refuse = (column: string, code: string, message: string) =>
      context.addIssue({ code: 'custom', path: [column], message, params: { code } });
    if (row.package_name === null && row.app_id === null)
      refuse('package_name', 'app-missing', 'Names neither the package nor the app.');
    if ((row.expression === null) !== (row.covers_future_markets === null))
      refuse('covers_future_markets', 'value-missing', 'expression and covers_future_markets go together.');
  });
