import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { type Action, type ContextDecision, decideContext, type RequestContext } from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';
import { linkItems } from '../../persistence/link-items';
import { CurrentRules } from '../decisions/current-rules';

export interface RequestQuestion {
  itemIds: readonly string[];
  /** A market's code. */
  market: string;
  action: Action;
  context: Omit<RequestContext, 'deviceFits'>;
  /** Items that are known not to run on the person's device. */
  unfit?: ReadonlySet<string> | undefined;
  /** Items that cost nothing: it does not matter to them where the payment instrument is of. */
  free?: ReadonlySet<string> | undefined;
}

/**
 * Layer L4 for many items: what speaks against this person and this request, where the rest of the answer is yes. In the
 * transaction of a purchase it is asked after `DecideForPurchase`, by the rules that this one holds.
 * @returns by item id; an item that regions does not know has no entry.
 * @throws DomainError `unknown-market`.
 */
@Injectable()
export class DecideRequest {
  constructor(
    private readonly rules: CurrentRules,
    private readonly items: ItemRepository,
    private readonly clock: Clock,
  ) {}

  async execute(question: RequestQuestion): Promise<Map<string, ContextDecision>> {
    const { itemIds, market, action, context, unfit, free } = question;
    const { snapshot } = await this.rules.get();
    const items = linkItems(await this.items.findWithParents([...new Set(itemIds)]));
    const at = this.clock.now().getTime();
    return new Map(
      itemIds.flatMap((id) => {
        const item = items.get(id);
        if (item === undefined) return [];
        const deviceFits = unfit?.has(id) === true ? false : null;
        const paymentMarket = free?.has(id) === true ? null : context.paymentMarket;
        const request = { ...context, deviceFits, paymentMarket };
        return [[id, decideContext(snapshot, { item, market, action, at }, request)]];
      }),
    );
  }
}
