import type { SubscriptionFacts } from '../../domain/subscription/subscription';
import type { StoredSubscription } from '../../persistence/products/subscription-repository';

/** A subscription as its publisher reads it; prices as money, for faces to word. Times are RFC 3339. */
export interface SubscriptionView extends SubscriptionFacts {
  productId: string;
  /** Raised by every change. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

export function viewSubscription(stored: StoredSubscription): SubscriptionView {
  const { productId, listings, basePlans, version, createdAt, updatedAt } = stored;
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { productId, listings, basePlans, version, ...times };
}
