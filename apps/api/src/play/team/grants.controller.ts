import { Body, Controller, Delete, Param, Patch, Post, Query } from '@nestjs/common';
import { ReviseAccess } from '@portolan/accounts';
import { type AccountActor, notFound } from '@portolan/platform';
import type { z } from 'zod';
import { CurrentActor } from '../../auth/current-actor';
import { DEVELOPER, DeveloperRoute } from '../play-route';
import { type GoogleGrant, GoogleUsers, grantView, withGrant } from './google-users';
import { grantBody, type GrantBody, grantPath, maskQuery, masked, packageOf, userPath } from './team-schemas';

type Change = Parameters<typeof withGrant>[1];
interface Place {
  publisherId: string;
  email: string;
  packageName: string;
}

/** `grants`: what somebody may do in one app, beside what they may do in all of them. */
@Controller(`${DEVELOPER}/users/:email/grants`)
export class PlayGrantsController {
  constructor(
    private readonly users: GoogleUsers,
    private readonly reviseAccess: ReviseAccess,
  ) {}

  @Post()
  @DeveloperRoute()
  create(
    @Param({ schema: userPath }) path: z.infer<typeof userPath>,
    @Body({ schema: grantBody }) body: GrantBody,
    @CurrentActor() actor: AccountActor,
  ): Promise<GoogleGrant> {
    const words = body.appLevelPermissions ?? [];
    return this.write({ ...path, packageName: packageOf(body) }, { words, when: 'absent' }, actor);
  }

  @Patch(':packageName')
  @DeveloperRoute()
  patch(
    @Param({ schema: grantPath }) path: z.infer<typeof grantPath>,
    @Query({ schema: maskQuery }) { updateMask }: z.infer<typeof maskQuery>,
    @Body({ schema: grantBody }) body: GrantBody,
    @CurrentActor() actor: AccountActor,
  ): Promise<GoogleGrant> {
    // A grant is nothing but its permissions: a change that does not name them names none.
    masked(updateMask, body, 'appLevelPermissions');
    return this.write(path, { words: body.appLevelPermissions ?? [], when: 'present' }, actor);
  }

  @Delete(':packageName')
  @DeveloperRoute(204)
  async delete(
    @Param({ schema: grantPath }) path: z.infer<typeof grantPath>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    await this.revise(path, { words: null, when: 'present' }, actor);
  }

  private async write(
    place: Place,
    change: Omit<Change, 'appId'>,
    actor: AccountActor,
  ): Promise<GoogleGrant> {
    const permissions = await this.revise(place, change, actor);
    if (permissions === undefined) throw notFound('grant');
    const user = `developers/${place.publisherId}/users/${place.email.toLowerCase()}`;
    return grantView(user, place.packageName, permissions);
  }

  private async revise(place: Place, change: Omit<Change, 'appId'>, actor: AccountActor) {
    const { publisherId, email, packageName } = place;
    const appId = await this.users.appOf(publisherId, packageName);
    const { apps } = await this.reviseAccess.execute({
      ...{ actor, publisherId, email },
      revise: (now) => withGrant(now, { appId, ...change }),
    });
    return apps.find((grant) => grant.appId === appId)?.permissions;
  }
}
