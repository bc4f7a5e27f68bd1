import { decideMatched, plainlyAvailable } from '../../decision/decide-matched';
import type { Decision, Entitlement } from '../../decision/decision';
import type { Market } from '../../market/market';
import type { Action } from '../../rules/action';
import { EMPTY_ROW, rowHas } from '../bits/row';
import type { AtlasState } from '../compile/atlas-state';
import { ItemMatches } from './item-matches';

/** Full answers from the same rules and facts as the bits, and with the help of the bits. */
export class Decisions {
  private readonly matches: ItemMatches;

  constructor(private readonly state: AtlasState) {
    this.matches = new ItemMatches(state);
  }

  /** @throws DomainError `unknown-market`. */
  decide(position: number, market: string, action: Action, entitlement?: Entitlement): Decision {
    const { table, rules, at } = this.state;
    const place = rules.markets.market(market);
    // Most questions end here: what the bits allow has no reasons to be looked for.
    if ((action === 'list' || action === 'acquire') && this.isPlain(position, place))
      return plainlyAvailable(table.idOf(position), place.code, action, at, rules.epoch);
    const item = table.item(position);
    const question = { item, market, action, at };
    const found = this.matches.of(position, item, place);
    return decideMatched(
      rules,
      found.now,
      entitlement === undefined ? question : { ...question, entitlement },
      found,
    );
  }

  private isPlain(position: number, market: Market): boolean {
    const { acquire, list } = this.state.rows;
    return (
      rowHas(acquire[market.slot] ?? EMPTY_ROW, position) &&
      rowHas(list[market.slot] ?? EMPTY_ROW, position) &&
      this.matches.isPlain(position, market)
    );
  }
}
