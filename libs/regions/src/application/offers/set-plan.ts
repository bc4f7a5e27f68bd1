import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Ids, notFound, Transactional } from '@portolan/platform';
import { checkCategory, FRESH_ACTIONS, type FreshAction, type Instant, type OfferRule } from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { CurrentRules } from '../decisions/current-rules';
import { FourEyes } from '../shared/four-eyes';
import { refuseTaken } from '../shared/refuse-taken';
import { requireStaff } from '../shared/require-staff';
import {
  assertCompiles,
  type MarketScopeInput,
  type PeriodInput,
  readMarkets,
  readPeriod,
  replacingPeriod,
} from '../shared/rule-input';

export interface SetPlanCommand {
  /** The id of the new rule, drawn beforehand: what is planned together can name it. Default: a new one. */
  newId?: string;
  /** Replaces this rule; without it a new one is made. */
  offerId?: string;
  /** A category with everything below it; none: all. */
  category?: string | null;
  publisherId?: string | null;
  itemId?: string | null;
  markets: MarketScopeInput;
  /** Default: both. */
  actions?: readonly FreshAction[];
  offered: boolean;
  /** Default: from now on, or from when the rule that is replaced is to begin. Until then that one holds. */
  valid?: PeriodInput;
  actor: Actor;
}

/**
 * One rule of the store's plan: what it offers where. The most specific rule wins.
 * @throws DomainError `role-required`, `approval-required`, `offer-not-found`, `item-not-found`, `invalid-category`,
 *   `invalid-market-scope`, `invalid-period`.
 */
@Injectable()
export class SetPlan {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly offers: OfferRepository,
    private readonly items: ItemRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: SetPlanCommand): Promise<Recorded<OfferRule>> {
    const { actor, offerId, itemId = null, category = null } = command;
    requireStaff(actor, 'market-manager', 'market-approver', 'admin');
    if (category !== null) checkCategory(category);
    const id = offerId ?? command.newId ?? this.ids.next();
    return this.epoch.change({ actor, kind: 'plan.set', ids: [id] }, async (recordedAt) => {
      await refuseTaken(this.offers, command.newId);
      const rules = await this.rules.get();
      const now = this.epoch.now;
      if (itemId !== null && (await this.items.find(itemId)) === null) throw notFound('item', itemId);
      const known = offerId === undefined ? null : await this.known(offerId);
      const valid =
        known === null
          ? readPeriod(command.valid, now.getTime())
          : replacingPeriod(command.valid, known, now.getTime());
      const offer: OfferRule = {
        id,
        side: 'store',
        publisherId: command.publisherId ?? null,
        category,
        itemId,
        markets: readMarkets(command.markets, rules, recordedAt),
        actions: [...new Set(command.actions ?? FRESH_ACTIONS)],
        offered: command.offered,
        valid,
      };
      assertCompiles(rules, { offers: [offer] });
      await this.fourEyes.refuseAlone(actor, { do: 'set-plan', ...command });
      const before =
        offerId === undefined ? null : await this.end(offerId, valid.from ?? now.getTime(), recordedAt);
      await this.offers.insert(offer, recordedAt);
      await this.audit.record({
        actor,
        action: 'plan.set',
        subject: { type: 'offer', id },
        before,
        after: offer,
      });
      return { ...offer, recordedAt };
    });
  }

  /** A publisher's selection is not the store's to change. */
  private async known(id: string): Promise<OfferRule[]> {
    const known = await this.offers.spans(id);
    if (known[0]?.side !== 'store') throw notFound('offer', id);
    return known;
  }

  private async end(id: string, begins: Instant, recordedAt: Date): Promise<OfferRule> {
    const [before] = await this.offers.cut(id, begins, recordedAt);
    if (before === undefined)
      throw new DomainError('conflict', 'offer-ended', 'The rule has ended; make a new one.');
    return before;
  }
}
