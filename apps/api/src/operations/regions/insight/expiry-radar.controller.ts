import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ItemTitles } from '@portolan/catalog';
import type { Page } from '@portolan/platform';
import { ScanExpiries } from '@portolan/regions';
import { z } from 'zod';
import { staff } from '../../../auth/access';
import { Endpoint } from '../../../http/endpoint';
import { currencyCode, instant, pageOf, pageQuery, uuid } from '../../../http/schemas';

const radarQuery = pageQuery.extend({
  days: z
    .enum(['7', '30', '90'])
    .default('30')
    .transform((days) => (days === '7' ? 7 : days === '30' ? 30 : 90)),
});

const expiry = z
  .object({
    credentialId: uuid,
    type: z.string(),
    holder: z.object({ kind: z.enum(['operator', 'publisher']), publisherId: uuid.nullable() }),
    issuer: z.string(),
    number: z.string().nullable(),
    until: instant,
    atStake: z.object({
      markets: z.array(z.string()),
      items: z.number().int(),
      cells: z
        .object({ list: z.number().int(), acquire: z.number().int() })
        .meta({ description: 'Pairs of an item and a market that close.' }),
      first: z
        .array(z.object({ itemId: uuid, title: z.string().nullable(), markets: z.array(z.string()) }))
        .meta({ description: 'At most 20 of the items.' }),
      revenue: z
        .array(z.object({ currency: currencyCode, amount: z.number().int() }))
        .nullable()
        .meta({
          description:
            'What was sold of these items in these markets, where buying them closes: paid within the last 90 days, less refunds, in minor units. `null`: not known.',
        }),
    }),
  })
  .meta({ id: 'Expiry' });

/** Papers that are about to lapse, and what closes when they do. */
@ApiTags('operations')
@Controller('v1/ops/expiry-radar')
export class ExpiryRadarController {
  constructor(
    private readonly scan: ScanExpiries,
    private readonly titles: ItemTitles,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Credentials that lapse within 7, 30 or 90 days, soonest first, with what closes then',
    access: staff('reviewer', 'market-manager', 'market-approver', 'legal', 'finance', 'support'),
    returns: pageOf(expiry),
  })
  async list(
    @Query({ schema: radarQuery }) query: z.infer<typeof radarQuery>,
  ): Promise<Page<z.infer<typeof expiry>>> {
    const page = await this.scan.execute(query);
    const ids = page.data.flatMap(({ atStake }) => atStake.first.map(({ itemId }) => itemId));
    const titles = await this.titles.execute([...new Set(ids)]);
    const data = page.data.map(({ credential: { id, type, holder, issuer, number }, lapsesAt, atStake }) => ({
      credentialId: id,
      type,
      holder: { kind: holder.kind, publisherId: holder.kind === 'publisher' ? holder.publisherId : null },
      issuer,
      number,
      until: lapsesAt.toISOString(),
      atStake: {
        markets: [...atStake.markets],
        items: atStake.items,
        cells: { ...atStake.cells },
        first: atStake.first.map(({ itemId, markets }) => ({
          itemId,
          title: titles.get(itemId)?.title ?? null,
          markets: [...markets],
        })),
        revenue: atStake.revenue?.map((sum) => ({ ...sum })) ?? null,
      },
    }));
    return { data, nextCursor: page.nextCursor };
  }
}
