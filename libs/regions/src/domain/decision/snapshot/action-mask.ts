import type { Action, Retention } from '../../rules/action';

/** A set of actions as bits, in the order of `ACTIONS`. */
export type ActionMask = number;

const BITS: Readonly<Record<Action, ActionMask>> = {
  list: 1,
  acquire: 2,
  redownload: 4,
  update: 8,
  renew: 16,
};

export const FRESH_MASK = BITS.list | BITS.acquire;
export const KEEPING_MASK = BITS.redownload | BITS.update | BITS.renew;
/** The actions that show or take a price. */
export const PAID_MASK = FRESH_MASK | BITS.renew;
export const ALL_MASK = FRESH_MASK | KEEPING_MASK;

export function bit(action: Action): ActionMask {
  return BITS[action];
}

export function maskOf(actions: readonly Action[]): ActionMask {
  return actions.reduce((mask, action) => mask | BITS[action], 0);
}

/** What a block takes from those who already have the item. A copy on a device is out of reach: `revoke` takes what `freeze` does. */
export function lostBy(retention: Retention): ActionMask {
  if (retention === 'full') return 0;
  return retention === 'update-only' ? BITS.redownload | BITS.renew : KEEPING_MASK;
}
