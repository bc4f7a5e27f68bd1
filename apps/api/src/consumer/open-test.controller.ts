import { Controller, Delete, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { JoinOpenTrack } from '@portolan/catalog';
import { type AccountActor, notFound } from '@portolan/platform';
import { signedIn } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { packageName } from '../http/schemas';
import { KnownApps } from './known-apps';

const params = { packageName: 'The app.' };

/** Taking part in open tests. It changes which version one gets, not whether one may have the app. */
@ApiTags('consumer')
@Controller('v1/library/:packageName/open-test')
export class OpenTestController {
  constructor(
    private readonly apps: KnownApps,
    private readonly joinOpenTrack: JoinOpenTrack,
  ) {}

  @Put()
  @Endpoint({
    summary: 'Take part in the open test of an app',
    access: signedIn(),
    status: 204,
    params,
    problems: [404],
  })
  join(
    @Param('packageName', { schema: packageName }) name: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.set(name, true, actor);
  }

  @Delete()
  @Endpoint({
    summary: 'Leave the open test of an app',
    description: 'What is installed stays until production has something newer.',
    access: signedIn(),
    status: 204,
    params,
    problems: [404],
  })
  leave(
    @Param('packageName', { schema: packageName }) name: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.set(name, false, actor);
  }

  private async set(name: string, joins: boolean, actor: AccountActor): Promise<void> {
    const appId = await this.apps.find(name, actor);
    // The same for an app that does not exist, for one that may not be known of, and for one without an open test.
    if (appId === null && !joins) return;
    if (appId === null) throw notFound('open-track');
    await this.joinOpenTrack.execute({ appId, joins, actor });
  }
}
