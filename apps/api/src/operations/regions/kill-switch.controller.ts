import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor } from '@portolan/platform';
import { type IssuedProhibition, type KillSwitchTarget, PullKillSwitch } from '@portolan/regions';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { categoryPath, text, uuid } from '../../http/schemas';
import { ruleView, type RuleView } from './rule-view';
import { prohibition, reason, retention } from './schemas';

const killSwitchBody = z
  .strictObject({
    itemId: uuid.optional(),
    category: categoryPath.optional(),
    publisherId: uuid.optional(),
    markets: text(1, 8_192).meta({ examples: ['DE', 'WORLD'] }),
    retention,
    reason,
  })
  .refine((body) => targetsOf(body).length === 1, 'names exactly one of itemId, category and publisherId')
  .meta({ id: 'KillSwitch' });

/** One call that stops sales. */
@ApiTags('operations')
@Controller('v1/ops/kill-switch')
export class KillSwitchController {
  constructor(private readonly killSwitch: PullKillSwitch) {}

  @Post()
  @Endpoint({
    summary: 'Stop listing and selling an item, a category or a publisher at once',
    description:
      'When this has answered, no purchase of it commits any more. Lifted like every prohibition, by a change set that the role legal approves.',
    access: staff('market-manager', 'legal'),
    status: 201,
    returns: prohibition,
    problems: [404, 422],
  })
  async pull(
    @Body({ schema: killSwitchBody }) body: z.infer<typeof killSwitchBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<RuleView<IssuedProhibition>> {
    const { markets, retention: kept, reason: why } = body;
    const [target] = targetsOf(body);
    if (target === undefined) throw new Error('The schema lets no body without a target pass.');
    return ruleView(await this.killSwitch.execute({ target, markets, retention: kept, reason: why, actor }));
  }
}

interface Named {
  itemId?: string | undefined;
  category?: string | undefined;
  publisherId?: string | undefined;
}

function targetsOf({ itemId, category, publisherId }: Named): KillSwitchTarget[] {
  return [
    ...(itemId === undefined ? [] : [{ itemId }]),
    ...(category === undefined ? [] : [{ category }]),
    ...(publisherId === undefined ? [] : [{ publisherId }]),
  ];
}
