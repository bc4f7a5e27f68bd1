import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreatePublisher,
  GetPublisher,
  ListOwnPublishers,
  type OwnPublisherView,
  PUBLISHER_ROLES,
  type PublisherView,
} from '@portolan/accounts';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { memberOf, signedIn } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { countryCode, instant, pageOf, pageQuery, text, uuid } from '../http/schemas';

const createBody = z
  .strictObject({
    name: text(1, 100),
    country: countryCode,
    contactEmail: text(3, 254).meta({ format: 'email' }),
  })
  .meta({ id: 'CreatePublisher' });

const fields = {
  id: uuid,
  name: z.string(),
  country: countryCode,
  contactEmail: z.string(),
  createdAt: instant,
};
const publisher = z.object(fields).meta({ id: 'Publisher' });
const ownPublisher = z
  .object({ ...fields, roles: z.array(z.enum(PUBLISHER_ROLES)) })
  .meta({ id: 'OwnPublisher' });

/** Developer accounts: what owns apps. */
@ApiTags('publisher')
@Controller('v1/publishers')
export class PublishersController {
  constructor(
    private readonly createPublisher: CreatePublisher,
    private readonly getPublisher: GetPublisher,
    private readonly listOwn: ListOwnPublishers,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Found a publisher and own it',
    access: signedIn(),
    status: 201,
    returns: publisher,
    problems: [409, 422],
  })
  create(
    @Body({ schema: createBody }) body: z.infer<typeof createBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<PublisherView> {
    return this.createPublisher.execute({ ...body, actor });
  }

  @Get()
  @Endpoint({ summary: 'The publishers that I belong to', access: signedIn(), returns: pageOf(ownPublisher) })
  list(
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Page<OwnPublisherView>> {
    return this.listOwn.execute({ actor, page });
  }

  @Get(':publisherId')
  @Endpoint({
    summary: 'One publisher',
    access: memberOf('publisher', 'publisherId', 'publisher:read'),
    returns: publisher,
    params: { publisherId: 'The publisher.' },
    problems: [404],
  })
  get(@Param('publisherId', { schema: uuid }) publisherId: string): Promise<PublisherView> {
    return this.getPublisher.execute({ publisherId });
  }
}
