import { Body, Controller, Get, Param, Post, Put, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateTrack,
  GetTesters,
  ListTracks,
  PutTesters,
  type TesterList,
  type TrackView,
} from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { uuid } from '../../http/schemas';
import { IfMatchVersion, VersionTag } from '../../http/version-tag';
import { createTrackBody, testers, testersBody, trackList, trackName } from './release-schemas';
import { appParam } from './schemas';

const key = z.object({ appId: uuid, track: trackName });
type Key = z.infer<typeof key>;
const trackParams = { ...appParam, track: '`internal` or the name of a closed track.' };

/** Tracks, and who is on them. */
@ApiTags('publisher')
@Controller('v1/apps/:appId/tracks')
export class TracksController {
  constructor(
    private readonly listTracks: ListTracks,
    private readonly createTrack: CreateTrack,
    private readonly getTesters: GetTesters,
    private readonly putTesters: PutTesters,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The tracks of an app with what is out on them, production first',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: trackList,
    params: appParam,
    problems: [404],
  })
  async list(@Param('appId', { schema: uuid }) appId: string): Promise<{ data: TrackView[] }> {
    return { data: await this.listTracks.execute(appId) };
  }

  @Post()
  @Endpoint({
    summary: 'Make a closed track (at most 50)',
    description: '`internal`, `open` and `production` are there for every app.',
    access: memberOf('app', 'appId', 'releases:write'),
    status: 201,
    returns: trackList,
    params: appParam,
    problems: [404, 409, 422],
  })
  async create(
    @Param('appId', { schema: uuid }) appId: string,
    @Body({ schema: createTrackBody }) { name }: z.infer<typeof createTrackBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<{ data: TrackView[] }> {
    await this.createTrack.execute({ appId, name, actor });
    return { data: await this.listTracks.execute(appId) };
  }

  @Get(':track/testers')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'The testers of a track',
    access: memberOf('app', 'appId', 'releases:write'),
    returns: testers,
    params: trackParams,
    problems: [404, 409],
  })
  testers(@Param({ schema: key }) path: Key): Promise<TesterList> {
    return this.getTesters.execute(path);
  }

  @Put(':track/testers')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Name the testers of a track by their e-mail addresses and by groups: replaces the lists',
    description:
      'At most 100 on `internal`, those of groups included, and 2,000 on a closed track, and 10 groups. Without `groupIds` the groups ' +
      'stay. With `If-Match` only over the version that it names; `"0"` means that ' +
      'there is none yet.',
    access: memberOf('app', 'appId', 'releases:write'),
    returns: testers,
    params: trackParams,
    problems: [404, 409, 412, 422],
  })
  put(
    @Param({ schema: key }) path: Key,
    @Body({ schema: testersBody }) body: z.infer<typeof testersBody>,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<TesterList> {
    return this.putTesters.execute({ ...path, ...body, expectedVersion, actor });
  }
}
