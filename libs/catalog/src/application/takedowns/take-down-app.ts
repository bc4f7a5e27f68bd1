import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Ids, Transactional } from '@portolan/platform';
import { IssueProhibition, type Retention, sortedMarketScope } from '@portolan/regions';
import { REJECTION_POLICIES, type RejectionPolicy } from '../../domain/review/policies';
import { takedownMail } from '../../domain/review/takedown-mails';
import { AppRepository } from '../../persistence/apps/app-repository';
import { TakedownRepository } from '../../persistence/reviews/takedown-repository';
import { PublisherMail } from '../review-ports';
import { Strikes } from '../strikes/strikes';
import { TakedownEnds } from './takedown-ends';
import { type StaffTakedownView, viewTakedownForStaff } from './takedown-view';

export interface TakeDownAppCommand {
  appId: string;
  /** `WORLD`, `DE + FR`. Markets that are added later are covered. */
  markets: string;
  /** What those who have the app keep. */
  retention: Retention;
  /** The rules of the store that the app breaks: one to five. */
  policies: readonly RejectionPolicy[];
  /** For the publisher. */
  message: string;
  /** Whether the publisher gets a strike for it; default: no. */
  strike?: boolean | undefined;
  actor: AccountActor;
}

/**
 * Takes an app down, in one act: the prohibition, the reasons for its publisher, and a strike. When this returns, no purchase
 * commits any more. It closes only, so one person is enough; it ends with its prohibition, which takes two.
 * @throws DomainError `app-not-found`, `takedown-exists`, `role-required`, `invalid-market-scope`.
 */
@Injectable()
export class TakeDownApp {
  constructor(
    private readonly apps: AppRepository,
    private readonly takedowns: TakedownRepository,
    private readonly ends: TakedownEnds,
    private readonly strikes: Strikes,
    private readonly prohibit: IssueProhibition,
    private readonly mail: PublisherMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: TakeDownAppCommand): Promise<StaffTakedownView> {
    const { appId, markets, retention, message, strike = false, actor } = command;
    const policies = [...new Set(command.policies)];
    const { publisherId, packageName } = await this.apps.lock(appId);
    await this.ends.note(appId);
    const { id: prohibitionId } = await this.prohibit.execute({
      type: 'takedown',
      items: { itemIds: [appId] },
      markets: { expression: markets, coversFutureMarkets: true },
      retention,
      legalBasis: policies.map((policy) => REJECTION_POLICIES[policy]).join(' '),
      reason: message,
      actor,
    });
    const id = this.ids.next();
    const issued = { issuedBy: actor.accountId, issuedAt: this.clock.now() };
    const takedown = { id, appId, publisherId, prohibitionId, markets, retention, policies, message };
    await this.takedowns.add({ ...takedown, ...issued, scope: sortedMarketScope(markets) });
    const cause = { publisherId, appId, rejectionId: null, takedownId: id, policies, message };
    const strikeText = strike ? await this.strikes.issue(cause, actor) : null;
    await this.mail.write(publisherId, takedownMail(packageName, { ...takedown, strikeText }));
    await this.audit.record({
      actor,
      action: 'app.take-down',
      subject: { type: 'app', id: appId },
      after: { takedownId: id, prohibitionId, markets, retention, policies, strike },
      reason: message,
    });
    const inForce = [prohibitionId];
    return viewTakedownForStaff({ ...takedown, ...issued, packageName }, { endedAt: null, inForce });
  }
}
