import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ItemTitles } from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { type AvailabilityLine, ExportAvailability } from '@portolan/regions';
import type { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { csvFile } from '../../../csv/write-csv';
import { staffReader } from '../../../decisions/readers';
import { Endpoint } from '../../../http/endpoint';
import { availabilityQuery } from './schemas';

const COLUMNS = [
  'item_id',
  'kind',
  'category',
  'publisher_id',
  'title',
  'market',
  'allowed',
  'reasons',
  'selection',
] as const;

/** Every item in markets. */
@ApiTags('operations')
@Controller('v1/ops/bulk/availability')
export class BulkAvailabilityController {
  constructor(
    private readonly exportAvailability: ExportAvailability,
    private readonly titles: ItemTitles,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Every item in markets as CSV, as of a time and as known at a time',
    description: `A line for each item and market, by category and item, all of one epoch. Columns: ${COLUMNS.join(', ')}.`,
    access: staff('reviewer', 'market-manager', 'market-approver', 'legal', 'finance', 'support'),
    returnsType: 'text/csv',
    problems: [422],
  })
  async export(
    @Query({ schema: availabilityQuery }) query: z.infer<typeof availabilityQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<StreamableFile> {
    const parts = await this.exportAvailability.execute({ ...query, reader: staffReader(actor) });
    return csvFile('availability.csv', COLUMNS, this.named(parts));
  }

  private async *named(parts: AsyncIterable<readonly AvailabilityLine[]>) {
    for await (const part of parts) {
      const titles = await this.titles.execute([...new Set(part.map(({ itemId }) => itemId))]);
      for (const { itemId, kind, category, publisherId, market, allowed, reasons, selection } of part) {
        const title = titles.get(itemId)?.title ?? null;
        const named = { item_id: itemId, kind, category, publisher_id: publisherId, title };
        yield { ...named, market, allowed, reasons: reasons.join(' '), selection };
      }
    }
  }
}
