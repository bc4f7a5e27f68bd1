import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock, DomainError, notFound, Transactional } from '@portolan/platform';
import { AppRepository } from '../../persistence/apps/app-repository';
import { type Strike, StrikeRepository } from '../../persistence/reviews/strike-repository';
import type { AppealView } from './appeal-view';
import { FileAppeal } from './file-appeal';

export interface AppealStrikeCommand {
  publisherId: string;
  strikeId: string;
  message: string;
  actor: AccountActor;
}

/**
 * A publisher says that a strike should not have been given, once for each strike.
 * @throws DomainError `strike-not-found`, `strike-not-active`, `appeal-exists`, `appeal-too-late`.
 */
@Injectable()
export class AppealStrike {
  constructor(
    private readonly strikes: StrikeRepository,
    private readonly apps: AppRepository,
    private readonly appeals: FileAppeal,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ publisherId, strikeId, message, actor }: AppealStrikeCommand): Promise<AppealView> {
    const { appId } = await this.found(strikeId, publisherId);
    const app = await this.apps.lock(appId);
    const strike = await this.found(strikeId, publisherId);
    if (strike.liftedAt !== null || strike.expiresAt <= this.clock.now())
      throw new DomainError('conflict', 'strike-not-active', 'This strike does not count any more.');
    const against = { rejectionId: null, strikeId, decisionBy: strike.issuedBy };
    const { appealFrom } = strike;
    return this.appeals.file(app, { ...against, publisherId, message, appealFrom }, actor);
  }

  private async found(strikeId: string, publisherId: string): Promise<Strike> {
    const strike = await this.strikes.find(strikeId, publisherId);
    if (strike === null) throw notFound('strike', strikeId);
    return strike;
  }
}
