import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ItemTitles } from '@portolan/catalog';
import type { Page } from '@portolan/platform';
import { FRESH_ACTIONS, ListAmbiguities } from '@portolan/regions';
import { z } from 'zod';
import { staff } from '../../../auth/access';
import { Endpoint } from '../../../http/endpoint';
import { pageOf, pageQuery, uuid } from '../../../http/schemas';

const ambiguity = z
  .object({
    side: z.enum(['publisher', 'store']),
    inFavour: uuid.meta({ description: 'The rule that offers.' }),
    against: uuid.meta({ description: 'The rule that does not.' }),
    actions: z.array(z.enum(FRESH_ACTIONS)),
    markets: z.array(z.string()),
    itemCount: z.number().int(),
    cellCount: z.number().int().meta({ description: 'Pairs of an item and a market.' }),
    firstItems: z
      .array(z.object({ itemId: uuid, title: z.string().nullable() }))
      .meta({ description: 'At most 20 of the items.' }),
  })
  .meta({ id: 'Ambiguity' });

/** Where offers contradict each other. */
@ApiTags('operations')
@Controller('v1/ops/offers/ambiguities')
export class AmbiguitiesController {
  constructor(
    private readonly listAmbiguities: ListAmbiguities,
    private readonly titles: ItemTitles,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Pairs of offer rules that contradict each other, with neither more specific',
    description: 'Where they meet the answer is no. A rule that is more specific than both settles it.',
    access: staff('market-manager', 'market-approver'),
    returns: pageOf(ambiguity),
  })
  async list(
    @Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>,
  ): Promise<Page<z.infer<typeof ambiguity>>> {
    const page = await this.listAmbiguities.execute(query);
    const titles = await this.titles.execute([...new Set(page.data.flatMap(({ firstItems }) => firstItems))]);
    const named = (itemId: string) => ({ itemId, title: titles.get(itemId)?.title ?? null });
    return { ...page, data: page.data.map((one) => ({ ...one, firstItems: one.firstItems.map(named) })) };
  }
}
