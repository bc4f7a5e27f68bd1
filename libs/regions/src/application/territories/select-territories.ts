import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Ids, notFound, Transactional } from '@portolan/platform';
import { FRESH_ACTIONS, type ItemKind, type OfferRule } from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import { CurrentRules } from '../decisions/current-rules';
import { assertCompiles, readMarkets } from '../shared/rule-input';
import { type Territories, territoriesView } from './territories';

export interface SelectTerritoriesCommand {
  itemId: string;
  /** An item of another kind counts as unknown. Left out: any kind. */
  kind?: ItemKind;
  /** `WORLD - US` */
  expression: string;
  /** Whether groups in it also cover markets that the operator adds later: no default. */
  coversFutureMarkets: boolean;
  /** The `version` that the caller saw; another one now is refused. Left out: whatever it is. */
  ifVersion?: number | undefined;
  actor: Actor;
}

/**
 * Where the publisher wants an item to be had, from now on: replaces the selection before it. That the actor may speak
 * for the item's publisher is for the caller to check.
 *
 * A transaction that also changes an existing item calls this first: purchases lock the rules before the items.
 * @throws DomainError `item-not-found`, `invalid-market-scope` pointing at `/expression`, `territories-changed` (precondition-failed).
 */
@Injectable()
export class SelectTerritories {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly offers: OfferRepository,
    private readonly items: ItemRepository,
    private readonly audit: AuditLog,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: SelectTerritoriesCommand): Promise<Territories> {
    const { itemId, actor } = command;
    const change = { actor, kind: 'territories.select', ids: [itemId] };
    const covered = await this.epoch.change(change, async (recordedAt) => {
      const item = await this.items.find(itemId);
      if (item === null || item.kind !== (command.kind ?? item.kind)) throw notFound('item', itemId);
      const known = await this.offers.selectionOf(itemId);
      if (command.ifVersion !== undefined && command.ifVersion !== (known?.epoch ?? 0)) {
        throw new DomainError(
          'precondition-failed',
          'territories-changed',
          'Somebody else changed the selection first.',
        );
      }
      const rules = await this.rules.get();
      const now = this.epoch.now;
      const row: OfferRule = {
        id: known?.offer.id ?? this.ids.next(),
        side: 'publisher',
        publisherId: item.publisherId,
        category: null,
        itemId,
        markets: readMarkets(command, rules, recordedAt, '/expression'),
        actions: FRESH_ACTIONS,
        offered: true,
        valid: { from: now.getTime(), until: null },
      };
      assertCompiles(rules, { offers: [row] });
      if (known !== null) await this.offers.cut(known.offer.id, now.getTime(), recordedAt);
      await this.offers.insert(row, recordedAt);
      const [before, after] = [known?.offer.markets ?? null, row.markets];
      const subject = { type: 'item', id: itemId };
      await this.audit.record({ actor, action: 'territories.select', subject, before, after });
      return rules.snapshot.markets.covered(row.markets, now.getTime());
    });
    return territoriesView(await this.offers.selectionOf(itemId), covered);
  }
}
