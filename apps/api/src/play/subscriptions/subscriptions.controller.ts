import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  GetSubscription,
  ListSubscriptions,
  type SubscriptionView,
  WriteSubscription,
} from '@portolan/catalog';
import { type AccountActor, DomainError } from '@portolan/platform';
import { GetRegionsVersion } from '@portolan/regions';
import type { z } from 'zod';
import { CurrentActor, OwnedApp } from '../../auth/current-actor';
import { IfMatchVersion } from '../../http/version-tag';
import { APPLICATION, PlayRoute } from '../play-route';
import { googleSubscription } from './google-subscription';
import { changeOf, maskOf } from './read-subscription';
import {
  createQuery,
  patchQuery,
  subscriptionBody,
  type SubscriptionBody,
  subscriptionListQuery,
} from './subscription-shapes';

/** One may be as large as a megabyte. */
const PAGE_MAX = 20;

/** `monetization.subscriptions`: described here, and bought nowhere yet. Whatever activates, deletes or offers is not built. */
@Controller(`${APPLICATION}/subscriptions`)
export class PlaySubscriptionsController {
  constructor(
    private readonly getSubscription: GetSubscription,
    private readonly listSubscriptions: ListSubscriptions,
    private readonly writeSubscription: WriteSubscription,
    private readonly regionsVersion: GetRegionsVersion,
  ) {}

  @Get()
  @PlayRoute('apps:read')
  async list(
    @OwnedApp() appId: string,
    @Param('packageName') packageName: string,
    @Query({ schema: subscriptionListQuery }) query: z.infer<typeof subscriptionListQuery>,
  ) {
    const { pageSize, pageToken } = query;
    const limit = pageSize === 0 ? PAGE_MAX : Math.min(pageSize, PAGE_MAX);
    const page = { limit, cursor: pageToken === '' ? undefined : pageToken };
    const { data, nextCursor } = await this.listSubscriptions.execute(appId, page);
    return {
      subscriptions: data.map((one) => googleSubscription(packageName, one)),
      ...(nextCursor !== null && { nextPageToken: nextCursor }),
    };
  }

  @Get(':productId')
  @PlayRoute('apps:read')
  async get(
    @OwnedApp() appId: string,
    @Param('packageName') packageName: string,
    @Param('productId') productId: string,
  ) {
    return this.answer(packageName, await this.getSubscription.execute({ appId, productId }));
  }

  @Post()
  @PlayRoute('prices:write')
  async create(
    @OwnedApp() appId: string,
    @Param('packageName') packageName: string,
    @Query({ schema: createQuery }) query: z.infer<typeof createQuery>,
    @Body({ schema: subscriptionBody }) body: SubscriptionBody,
    @CurrentActor() actor: AccountActor,
  ) {
    const productId = query.productId ?? body.productId ?? null;
    if (productId === null)
      throw new DomainError('invalid', 'product-id-invalid', 'A new subscription has a productId.');
    const change = changeOf({ packageName, productId }, body);
    const made = await this.writeSubscription.execute({ appId, productId, how: 'create', change, actor });
    return this.answer(packageName, made);
  }

  @Patch(':productId')
  @PlayRoute('prices:write')
  async patch(
    @OwnedApp() appId: string,
    @Param('packageName') packageName: string,
    @Param('productId') productId: string,
    @Query({ schema: patchQuery }) { updateMask, allowMissing }: z.infer<typeof patchQuery>,
    @Body({ schema: subscriptionBody }) body: SubscriptionBody,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ) {
    const change = changeOf({ packageName, productId }, body, maskOf(updateMask, body));
    const asked = { appId, productId, how: 'patch' as const, change, allowMissing, expectedVersion, actor };
    return this.answer(packageName, await this.writeSubscription.execute(asked));
  }

  private async answer(packageName: string, subscription: SubscriptionView) {
    const { version } = subscription;
    const portolan = { version, regionsVersion: await this.regionsVersion.execute() };
    return { ...googleSubscription(packageName, subscription), portolan };
  }
}
