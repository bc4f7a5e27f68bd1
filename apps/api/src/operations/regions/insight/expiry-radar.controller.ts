import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ItemTitles } from '@portolan/catalog';
import { Clock, type Page } from '@portolan/platform';
import { type AtStake, type Credential, ScanConditions, ScanExpiries } from '@portolan/regions';
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

const paper = {
  credentialId: uuid,
  type: z.string(),
  holder: z.object({ kind: z.enum(['operator', 'publisher']), publisherId: uuid.nullable() }),
  issuer: z.string(),
  number: z.string().nullable(),
};
const stake = z.object({
  markets: z.array(z.string()),
  items: z.number().int(),
  cells: z
    .object({ list: z.number().int(), acquire: z.number().int() })
    .meta({ description: 'Pairs of an item and a market that close.' }),
  first: z
    .array(z.object({ itemId: uuid, title: z.string().nullable(), markets: z.array(z.string()) }))
    .meta({ description: 'At most 20 of the items.' }),
});

const dueCondition = z
  .object({
    ...paper,
    conditionId: uuid,
    text: z.string(),
    due: instant,
    overdue: z.boolean(),
    atStake: stake.meta({ description: 'What would close if the credential did not count from then on.' }),
  })
  .meta({ id: 'DueCondition' });

const expiry = z
  .object({
    ...paper,
    until: instant,
    atStake: stake.extend({
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

const READERS = staff('reviewer', 'market-manager', 'market-approver', 'legal', 'finance', 'support');

/** Papers that are about to lapse, and what closes when they do. */
@ApiTags('operations')
@Controller('v1/ops/expiry-radar')
export class ExpiryRadarController {
  constructor(
    private readonly scan: ScanExpiries,
    private readonly scanConditions: ScanConditions,
    private readonly titles: ItemTitles,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Credentials that lapse within 7, 30 or 90 days, soonest first, with what closes then',
    access: READERS,
    returns: pageOf(expiry),
  })
  async list(
    @Query({ schema: radarQuery }) query: z.infer<typeof radarQuery>,
  ): Promise<Page<z.infer<typeof expiry>>> {
    const page = await this.scan.execute(query);
    const stakeView = await this.stakes(page.data);
    const data = page.data.map(({ credential, lapsesAt, atStake }) => ({
      ...paperView(credential),
      until: lapsesAt.toISOString(),
      atStake: { ...stakeView(atStake), revenue: atStake.revenue?.map((sum) => ({ ...sum })) ?? null },
    }));
    return { data, nextCursor: page.nextCursor };
  }

  @Get('conditions')
  @Endpoint({
    summary:
      'Conditions of credentials that are due within 7, 30 or 90 days, or overdue, and not met, soonest first',
    access: READERS,
    returns: pageOf(dueCondition),
  })
  async listConditions(
    @Query({ schema: radarQuery }) query: z.infer<typeof radarQuery>,
  ): Promise<Page<z.infer<typeof dueCondition>>> {
    const page = await this.scanConditions.execute(query);
    const stakeView = await this.stakes(page.data);
    const now = this.clock.now();
    const data = page.data.map(({ credential, condition, atStake }) => ({
      ...paperView(credential),
      conditionId: condition.id,
      text: condition.text,
      due: condition.dueAt.toISOString(),
      overdue: condition.dueAt <= now,
      atStake: stakeView(atStake),
    }));
    return { data, nextCursor: page.nextCursor };
  }

  /** With the titles of all of them, asked for once. */
  private async stakes(
    found: readonly { readonly atStake: AtStake }[],
  ): Promise<(atStake: AtStake) => z.infer<typeof stake>> {
    const ids = found.flatMap(({ atStake }) => atStake.first.map(({ itemId }) => itemId));
    const titles = await this.titles.execute([...new Set(ids)]);
    return ({ markets, items, cells, first }) => ({
      markets: [...markets],
      items,
      cells: { ...cells },
      first: first.map(({ itemId, markets: places }) => ({
        itemId,
        title: titles.get(itemId)?.title ?? null,
        markets: [...places],
      })),
    });
  }
}

function paperView({ id, type, holder, issuer, number }: Credential) {
  const publisherId = holder.kind === 'publisher' ? holder.publisherId : null;
  return { credentialId: id, type, holder: { kind: holder.kind, publisherId }, issuer, number };
}
