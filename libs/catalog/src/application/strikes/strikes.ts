import { Inject, Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Ids } from '@portolan/platform';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { appealWords } from '../../domain/review/appeal-deadline';
import { strikeExpiry, strikeWords } from '../../domain/review/strike-policy';
import { type Strike, StrikeRepository } from '../../persistence/reviews/strike-repository';

export type StrikeCause = Pick<
  Strike,
  'publisherId' | 'appId' | 'rejectionId' | 'takedownId' | 'policies' | 'message'
>;

/** Gives strikes and takes them back, inside the use case that has the cause. */
@Injectable()
export class Strikes {
  constructor(
    private readonly strikes: StrikeRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  /** @returns what the publisher is told of it. */
  async issue(cause: StrikeCause, actor: AccountActor): Promise<string> {
    const id = this.ids.next();
    const issuedAt = this.clock.now();
    const expiresAt = strikeExpiry(issuedAt);
    await this.strikes.add({ ...cause, id, issuedBy: actor.accountId, issuedAt, expiresAt });
    const active = await this.strikes.countActive(cause.publisherId, issuedAt);
    await this.audit.record({
      actor,
      action: 'strike.issue',
      subject: { type: 'strike', id },
      after: { ...cause, expiresAt, active },
      reason: cause.message,
    });
    return `${strikeWords(active, expiresAt)} It may be appealed once, ${appealWords(issuedAt, this.options.appealDays)}.`;
  }

  /** Takes back a strike that counts, if there is one. @returns how many were taken back. */
  async lift(
    what: { id: string } | { rejectionId: string },
    reason: string,
    actor: AccountActor,
  ): Promise<number> {
    const by = { accountId: actor.accountId, message: reason };
    const lifted = await this.strikes.lift(what, by, this.clock.now());
    for (const id of lifted)
      await this.audit.record({ actor, action: 'strike.lift', subject: { type: 'strike', id }, reason });
    return lifted.length;
  }

  /** Those of a publisher that count now. */
  countActive(publisherId: string): Promise<number> {
    return this.strikes.countActive(publisherId, this.clock.now());
  }
}
