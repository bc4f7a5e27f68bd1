import type { ItemScope } from '../item/item-scope';
import type { MarketScope } from '../market/market';
import type { Period } from '../period';
import type { FreshAction, Retention, Visibility } from './action';

/** Who ordered it: named in the `Link: rel="blocked-by"` of a 451. */
export interface Authority {
  readonly name: string;
  readonly url: string | null;
}

/** A deny that nothing commercial can outrank. */
export interface Prohibition {
  readonly id: string;
  /** Kebab-case; the reason's code is `LEGAL.` and the type in capitals (`court-injunction`: `LEGAL.COURT_INJUNCTION`). */
  readonly type: string;
  readonly items: ItemScope;
  readonly markets: MarketScope;
  /** At least one. What happens to `update`, `redownload` and `renew` is said by `retention` alone. */
  readonly actions: readonly FreshAction[];
  readonly valid: Period;
  /** A credential of this type that is verified, in date and in scope lifts the prohibition for what it covers. */
  readonly exemptingCredentialType: string | null;
  readonly retention: Retention;
  readonly legalBasis: string | null;
  readonly authority: Authority | null;
  readonly visibility: Visibility;
}
