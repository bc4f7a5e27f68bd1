import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ItemTitles } from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { SimulateEdits } from '@portolan/regions';
import type { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { Endpoint } from '../../../http/endpoint';
import { ruleDiff, simulationBody } from './schemas';
import { diffView } from './views';

/** What if. */
@ApiTags('operations')
@Controller('v1/ops/simulations')
export class SimulationsController {
  constructor(
    private readonly simulateEdits: SimulateEdits,
    private readonly titles: ItemTitles,
  ) {}

  @Post()
  @Endpoint({
    summary: 'What edits of the rules would open and close; nothing is stored',
    access: staff('market-manager', 'market-approver', 'legal'),
    returns: ruleDiff,
    problems: [404, 409, 422],
  })
  async simulate(
    @Body({ schema: simulationBody }) body: z.infer<typeof simulationBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof ruleDiff>> {
    return diffView(await this.simulateEdits.execute({ ...body, actor }), actor, this.titles);
  }
}
