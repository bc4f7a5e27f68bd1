import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetAccount, PublisherMembership } from '@portolan/accounts';
import { DeleteRating, FindAppByPackage, FindOwnerOf, PutRating, ReadRatings } from '@portolan/catalog';
import { type AccountActor, DomainError, notFound } from '@portolan/platform';
import type { z } from 'zod';
import { signedIn } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { packageName } from '../http/schemas';
import { KnownApps } from './known-apps';
import { ownRating, rating, ratingBody } from './rating-schemas';

const params = { packageName: 'The app.' };

/** What one thinks of an app that one holds. */
@ApiTags('consumer')
@Controller('v1/library/:packageName/rating')
export class OwnRatingsController {
  constructor(
    private readonly apps: KnownApps,
    private readonly findApp: FindAppByPackage,
    private readonly getAccount: GetAccount,
    private readonly putRating: PutRating,
    private readonly deleteRating: DeleteRating,
    private readonly ratings: ReadRatings,
    private readonly owners: FindOwnerOf,
    private readonly membership: PublisherMembership,
  ) {}

  @Get()
  @Endpoint({
    summary: 'My rating of an app',
    access: signedIn(),
    returns: ownRating,
    params,
    problems: [404],
  })
  async own(
    @Param('packageName', { schema: packageName }) name: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof ownRating>> {
    return this.ratings.own(await this.app(name, actor), actor.accountId);
  }

  @Put()
  @Endpoint({
    summary: 'Rate an app that I hold, or change my rating',
    description:
      'One to five stars and up to 2,000 characters, shown with my display name. Not by the team behind the app. `locale` is that of the text.',
    access: signedIn(),
    returns: rating,
    params,
    problems: [404, 422],
  })
  async put(
    @Param('packageName', { schema: packageName }) name: string,
    @Body({ schema: ratingBody }) { stars, text = null, locale }: z.infer<typeof ratingBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof rating>> {
    const appId = await this.app(name, actor);
    await this.refuseTeam(appId, actor);
    const { displayName: author } = await this.getAccount.execute({ accountId: actor.accountId });
    return this.putRating.execute({ appId, author, stars, text, locale, actor });
  }

  @Delete()
  @Endpoint({
    summary: 'Take my rating back',
    access: signedIn(),
    status: 204,
    params,
    problems: [404],
  })
  async delete(
    @Param('packageName', { schema: packageName }) name: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    // What one wrote is one's own, also where the app is not shown any more.
    const appId = await this.findApp.execute(name);
    if (appId === null) throw notFound('rating');
    await this.deleteRating.execute({ appId, actor });
  }

  /** Nobody praises what is their own. @throws DomainError `own-app` (403). */
  private async refuseTeam(appId: string, { accountId }: AccountActor): Promise<void> {
    const owner = await this.owners.execute('app', appId);
    if (owner !== null && (await this.membership.accessOf(accountId, owner.publisherId)) !== null)
      throw new DomainError('forbidden', 'own-app', 'The team behind an app does not rate it.');
  }

  private async app(name: string, actor: AccountActor): Promise<string> {
    const appId = await this.apps.find(name, actor);
    if (appId === null) throw notFound('app');
    return appId;
  }
}
