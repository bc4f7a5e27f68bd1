import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { AccountActor } from '@portolan/platform';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { FILE_REFUSALS } from '../../csv/read-csv';
import { applyOf, importQuery, rowRefusal } from '../../csv/row-report';
import { csvFile } from '../../csv/write-csv';
import { CSV_TYPES } from '../../http/body-parsers';
import { Endpoint } from '../../http/endpoint';
import { uuid } from '../../http/schemas';
import { StreamedBody } from '../../http/streamed-body';
import { selectionBody } from '../territories-schemas';
import { BulkTerritories, type TerritoriesReport } from './bulk-territories';
import { TERRITORY_COLUMNS } from './territories-sheet';

const ids = z.array(uuid).max(2_000);
const bulkBody = selectionBody
  .extend({
    apps: z
      .union([z.strictObject({ only: ids.min(1) }), z.strictObject({ allExcept: ids })])
      .meta({ description: 'These apps, or all of the publisher but these.' }),
    dryRun: z.boolean().default(true).meta({ description: 'Only say what would be done.' }),
  })
  .meta({ id: 'SelectManyTerritories' });

const report = z
  .object({
    applied: z.boolean().meta({ description: 'Whether it was done; else it is what would be.' }),
    counts: z.object({ set: z.number().int(), unchanged: z.number().int(), refused: z.number().int() }),
    rows: z.array(
      z.object({
        line: z.number().int().nullable(),
        outcome: z.enum(['set', 'unchanged', 'refused']),
        appId: uuid.nullable(),
        packageName: z.string().nullable(),
        before: z.string().nullable(),
        after: z.string().nullable(),
        refusal: rowRefusal.nullable(),
      }),
    ),
  })
  .meta({ id: 'TerritoriesReport' });

const params = { publisherId: 'The publisher.' };

/** Where a publisher offers all of its apps. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/territories')
export class BulkTerritoriesController {
  constructor(private readonly bulk: BulkTerritories) {}

  @Get()
  @Endpoint({
    summary: 'Where the apps are offered, as CSV',
    description: `Columns: ${TERRITORY_COLUMNS.join(', ')}. The import takes the same.`,
    access: memberOf('publisher', 'publisherId', 'viewer'),
    returnsType: 'text/csv',
    params,
    problems: [404, 422],
  })
  async get(@Param('publisherId', { schema: uuid }) publisherId: string): Promise<StreamableFile> {
    return csvFile('territories.csv', TERRITORY_COLUMNS, await this.bulk.lines(publisherId));
  }

  @Post()
  @Endpoint({
    summary: 'Select where many apps are offered, from now on: all of them or none',
    description: 'Nothing is done unless `dryRun` is false.',
    access: memberOf('publisher', 'publisherId', 'release-manager'),
    returns: report,
    params,
    problems: [404, 422],
  })
  select(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: bulkBody }) { apps, dryRun, ...markets }: z.infer<typeof bulkBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<TerritoriesReport> {
    return this.bulk.select(publisherId, apps, markets, applyOf({ dryRun, goodRowsOnly: false }), actor);
  }

  @Post('import')
  @ApiConsumes(...CSV_TYPES)
  @Endpoint({
    summary: 'Select where apps are offered by a CSV file, a row for each app',
    description:
      'Nothing is done unless `dryRun` is false, nor if a row is refused (`rows-refused`, with the report) unless ' +
      `\`goodRowsOnly\` is true. A file that cannot be read is refused with one of:\n${FILE_REFUSALS}`,
    access: memberOf('publisher', 'publisherId', 'release-manager'),
    returns: report,
    params,
    problems: [404, 413, 415, 422],
  })
  import(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: importQuery }) query: z.infer<typeof importQuery>,
    @StreamedBody(CSV_TYPES) file: Readable,
    @CurrentActor() actor: AccountActor,
  ): Promise<TerritoriesReport> {
    return this.bulk.import(publisherId, file, applyOf(query), actor);
  }
}
