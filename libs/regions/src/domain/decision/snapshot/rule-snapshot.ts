import type { ScopeIndex } from '../../item/scope-index';
import type { MarketIndex } from '../../market/market-index';
import type {
  CompiledAcceptance,
  CompiledOffer,
  CompiledProhibition,
  CompiledRequirement,
} from './compiled-rules';
import type { CredentialIndex } from './credential-index';

/** The offer rules of one side that may be about an item. */
export type OfferIndex = Pick<ScopeIndex<CompiledOffer>, 'forEachCandidate' | 'rules'>;

/** The rules of one epoch with their indexes; immutable. Built once by `buildSnapshot` and asked many times. */
export interface RuleSnapshot {
  readonly epoch: number;
  readonly markets: MarketIndex;
  readonly prohibitions: ScopeIndex<CompiledProhibition>;
  readonly requirements: ScopeIndex<CompiledRequirement>;
  readonly credentials: CredentialIndex;
  /** By requirement. */
  readonly acceptances: ReadonlyMap<string, readonly CompiledAcceptance[]>;
  readonly offers: {
    readonly publisher: OfferIndex;
    readonly store: OfferIndex;
  };
}
