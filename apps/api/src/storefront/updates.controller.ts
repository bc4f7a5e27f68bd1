import { Body, Controller, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@portolan/platform';
import type { z } from 'zod';
import { anyone } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { MarketShelf } from './market-shelf';
import {
  localeQuery,
  market as marketSchema,
  marketParam,
  updates,
  type UpdatesAnswer,
  updatesBody,
} from './schemas';
import { UpdateCheck } from './update-check';
import { WantedLocales } from './wanted-locales';

/** The update check of devices. */
@ApiTags('storefront')
@Controller('v1/storefront/:market/updates')
export class UpdatesController {
  constructor(
    private readonly shelf: MarketShelf,
    private readonly updateCheck: UpdateCheck,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Which installed apps have a newer version (at most 500)',
    description:
      'For what the signed-in account owns, and for free apps. `blocked` says which updates are held back here and why; ' +
      'what the store does not know is in neither list. A `device` that describes itself gets what fits it; staged rollouts ' +
      'reach the account, or without one the `deviceId`.',
    access: anyone(),
    returns: updates,
    params: marketParam,
    problems: [404],
  })
  async check(
    @Param('market', { schema: marketSchema }) market: string,
    @Query({ schema: localeQuery }) _query: z.infer<typeof localeQuery>,
    @Body({ schema: updatesBody }) { installed, device }: z.infer<typeof updatesBody>,
    @WantedLocales() locales: string[],
    @CurrentActor() actor: Actor,
  ): Promise<UpdatesAnswer> {
    const view = await this.shelf.view(market);
    return {
      epoch: view.epoch,
      ...(await this.updateCheck.execute({ view, installed, device, locales, actor })),
    };
  }
}
