import type { Item } from '../../item/item';
import type { Market } from '../../market/market';
import type { ActionMask } from '../snapshot/action-mask';
import type { CompiledOffer } from '../snapshot/compiled-rules';
import type { ItemMatch, ProhibitionMatch, RequirementMatch } from './match-item';

/** The facts that layer L3 looks at. */
export type StateFault =
  | {
      readonly what: 'market';
      readonly market: Market;
      readonly code: 'MARKET_NOT_OPEN_YET' | 'MARKET_SUSPENDED' | 'MARKET_CLOSED';
    }
  | { readonly what: 'not-published' | 'parent-missing' }
  | { readonly what: 'withdrawn'; readonly withdrawal: NonNullable<Item['facts']['withdrawn']> }
  | {
      readonly what: 'not-launched';
      readonly before: 'embargo' | 'announce' | 'preorder';
      readonly launchAt: number;
    }
  | { readonly what: 'price-missing'; readonly currencies: readonly string[] };

/** Something that fails, and the actions it fails for; details are worked out only when somebody asks. */
export type Failure = { readonly match: ItemMatch; readonly mask: ActionMask } & (
  | { readonly layer: 'prohibition'; readonly prohibition: ProhibitionMatch }
  | { readonly layer: 'requirement'; readonly requirement: RequirementMatch }
  | {
      readonly layer: 'offer';
      readonly side: 'publisher' | 'store';
      /** The most specific rules that say no, and those that contradict them; both empty when no rule is there. */
      readonly against: readonly CompiledOffer[];
      readonly inFavour: readonly CompiledOffer[];
    }
  | { readonly layer: 'state'; readonly fault: StateFault }
);
