import { Body, Controller, Delete, Get, Param, Put, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  DeleteListing,
  GetListing,
  LISTING_LIMITS,
  ListListings,
  type ListingView,
  PutListing,
} from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { locale, text, uuid } from '../../http/schemas';
import { IfMatchVersion, VersionTag } from '../../http/version-tag';
import { appParam, listing } from './schemas';

const key = z.object({ appId: uuid, locale });
type Key = z.infer<typeof key>;
const listingParams = { ...appParam, locale: 'BCP 47, e.g. `de` or `zh-Hans`.' };

const putBody = z
  .strictObject({
    title: text(1, LISTING_LIMITS.title),
    shortDescription: text(0, LISTING_LIMITS.shortDescription),
    fullDescription: text(0, LISTING_LIMITS.fullDescription),
  })
  .meta({ id: 'PutListing' });
const listings = z.object({ data: z.array(listing) });

/** The pages of an app, one for each locale. */
@ApiTags('publisher')
@Controller('v1/apps/:appId/listings')
export class ListingsController {
  constructor(
    private readonly putListing: PutListing,
    private readonly getListing: GetListing,
    private readonly listListings: ListListings,
    private readonly deleteListing: DeleteListing,
  ) {}

  @Get()
  @Endpoint({
    summary: 'All listings of an app (at most 100)',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: listings,
    params: appParam,
    problems: [404],
  })
  async list(@Param('appId', { schema: uuid }) appId: string): Promise<{ data: ListingView[] }> {
    return { data: await this.listListings.execute(appId) };
  }

  @Get(':locale')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'One listing',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: listing,
    params: listingParams,
    problems: [404],
  })
  get(@Param({ schema: key }) path: Key): Promise<ListingView> {
    return this.getListing.execute(path.appId, path.locale);
  }

  @Put(':locale')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Write a listing',
    description: 'With `If-Match` only over the version that it names; `"0"` means that there is none yet.',
    access: memberOf('app', 'appId', 'listings:write'),
    returns: listing,
    params: listingParams,
    problems: [404, 409, 412, 422],
  })
  put(
    @Param({ schema: key }) path: Key,
    @Body({ schema: putBody }) body: z.infer<typeof putBody>,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<ListingView> {
    return this.putListing.execute({ ...path, ...body, expectedVersion, actor });
  }

  @Delete(':locale')
  @Endpoint({
    summary: 'Remove a listing',
    access: memberOf('app', 'appId', 'listings:write'),
    status: 204,
    params: listingParams,
    problems: [404, 409],
  })
  remove(@Param({ schema: key }) path: Key, @CurrentActor() actor: AccountActor): Promise<void> {
    return this.deleteListing.execute({ ...path, actor });
  }
}
