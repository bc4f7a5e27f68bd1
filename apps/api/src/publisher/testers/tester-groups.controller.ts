import { Body, Controller, Delete, Get, Param, Post, Put, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateTesterGroup,
  DeleteTesterGroup,
  PutTesterGroup,
  ReadTesterGroups,
  type TesterGroup,
  type TesterGroupRow,
} from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, text, uuid } from '../../http/schemas';
import { IfMatchVersion, VersionTag } from '../../http/version-tag';

const body = z
  .strictObject({ name: text(1, 100), emails: z.array(z.email().max(254)).max(2_000) })
  .meta({ id: 'PutTesterGroup' });
const group = z
  .object({ id: uuid, name: z.string(), emails: z.array(z.string()), version: z.number().int() })
  .meta({ id: 'TesterGroup' });
const row = z
  .object({ id: uuid, name: z.string(), testers: z.number().int(), version: z.number().int() })
  .meta({ id: 'TesterGroupRow' });
const key = z.object({ publisherId: uuid, groupId: uuid });
type Key = z.infer<typeof key>;
type Wish = z.infer<typeof body>;

const MAY = memberOf('publisher', 'publisherId', 'releases:write');
const params = { publisherId: 'The publisher.', groupId: 'The group.' };

/** Named groups of testers, for the tracks of all apps of a publisher. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/tester-groups')
export class TesterGroupsController {
  constructor(
    private readonly groups: ReadTesterGroups,
    private readonly createGroup: CreateTesterGroup,
    private readonly putGroup: PutTesterGroup,
    private readonly deleteGroup: DeleteTesterGroup,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The groups of testers, oldest first',
    access: MAY,
    returns: pageOf(row),
    params: { publisherId: params.publisherId },
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<TesterGroupRow>> {
    return this.groups.list(publisherId, page);
  }

  @Post()
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Name a group of testers (at most 100 groups of 2,000 addresses)',
    access: MAY,
    status: 201,
    returns: group,
    params: { publisherId: params.publisherId },
    problems: [404, 409],
  })
  create(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: body }) wish: Wish,
    @CurrentActor() actor: AccountActor,
  ): Promise<TesterGroup> {
    return this.createGroup.execute({ ...wish, publisherId, actor });
  }

  @Get(':groupId')
  @UseInterceptors(VersionTag)
  @Endpoint({ summary: 'One group with its addresses', access: MAY, returns: group, params, problems: [404] })
  get(@Param({ schema: key }) { publisherId, groupId }: Key): Promise<TesterGroup> {
    return this.groups.get(publisherId, groupId);
  }

  @Put(':groupId')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Name the group and its testers anew: replaces the list',
    description:
      'It holds on every track that the group is on. With `If-Match` only over the version that it names.',
    access: MAY,
    returns: group,
    params,
    problems: [404, 409, 412, 422],
  })
  put(
    @Param({ schema: key }) path: Key,
    @Body({ schema: body }) wish: Wish,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<TesterGroup> {
    return this.putGroup.execute({ ...path, ...wish, expectedVersion, actor });
  }

  @Delete(':groupId')
  @Endpoint({
    summary: 'Dissolve a group; it leaves every track',
    access: MAY,
    status: 204,
    params,
    problems: [404],
  })
  delete(@Param({ schema: key }) path: Key, @CurrentActor() actor: AccountActor): Promise<void> {
    return this.deleteGroup.execute({ ...path, actor });
  }
}
