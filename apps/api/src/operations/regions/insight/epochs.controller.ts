import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import { type EpochSummary, ListEpochs, ReplayEpoch, ShowEpochs } from '@portolan/regions';
import { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { Endpoint } from '../../../http/endpoint';
import { instant, pageOf, pageQuery } from '../../../http/schemas';

const READERS = staff('reviewer', 'market-manager', 'market-approver', 'legal', 'finance', 'support');

const epochNumber = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

const summary = z
  .object({
    epoch: z.number().int(),
    at: instant,
    actor: z.object({ kind: z.enum(['account', 'service-account', 'api-key', 'system']), id: z.string() }),
    kind: z.string(),
    ids: z.array(z.string()).meta({
      description:
        'At most 100 of them. Rules that are kept for the role legal are not named to others, and counted all the same.',
    }),
    idCount: z.number().int(),
  })
  .meta({ id: 'Epoch' });

const replayed = summary
  .extend({
    hash: z.string().meta({ description: 'Of all answers: list and acquire, every item and market.' }),
    items: z.number().int(),
  })
  .meta({ id: 'ReplayedEpoch' });

/** The changes of the rules, and what the store answered after each. */
@ApiTags('operations')
@Controller('v1/ops/epochs')
export class EpochsController {
  constructor(
    private readonly listEpochs: ListEpochs,
    private readonly replayEpoch: ReplayEpoch,
    private readonly showEpochs: ShowEpochs,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Every change of the rules, newest first',
    access: READERS,
    returns: pageOf(summary),
  })
  async list(
    @Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Page<z.infer<typeof summary>>> {
    const page = await this.listEpochs.execute(query);
    return { ...page, data: (await this.showEpochs.execute(page.data, actor)).map(view) };
  }

  @Get(':epoch')
  @Endpoint({
    summary: 'An epoch with a hash of all answers at its instant',
    description: 'Worked out anew by each call, from all rules and items of that time.',
    access: READERS,
    returns: replayed,
    params: { epoch: 'The number of the epoch.' },
    problems: [404],
  })
  async get(
    @Param('epoch', { schema: epochNumber }) epoch: z.infer<typeof epochNumber>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof replayed>> {
    const { hash, items, ...found } = await this.replayEpoch.execute({ epoch });
    const [shown = found] = await this.showEpochs.execute([found], actor);
    return { ...view(shown), hash, items };
  }
}

function view({ at, ids, ...rest }: EpochSummary): z.infer<typeof summary> {
  return { ...rest, at: at.toISOString(), ids: [...ids] };
}
