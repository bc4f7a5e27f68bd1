import { DomainError, notFound } from '@portolan/platform';
import type { GroupMembership, MarketGroup } from '../../domain';
import type { KnownRules } from '../decisions/current-rules';

/** @throws DomainError `market-group-not-found`. */
export function findGroup(rules: KnownRules, code: string): MarketGroup {
  const group = rules.rows.groups.find((one) => one.code === code);
  if (group === undefined) throw notFound('market-group', code);
  return group;
}

/**
 * The spans in which a market belongs to a group, for a change of them.
 * @throws DomainError `market-group-not-found`, `market-not-found`, `market-group-fixed` (conflict): every market belongs to it;
 *   `market-group-retired` (conflict).
 */
export function membershipsFor(rules: KnownRules, code: string, market: string): GroupMembership[] {
  const group = findGroup(rules, code);
  if (!rules.rows.markets.some((one) => one.code === market)) throw notFound('market', market);
  if (group.members === null)
    throw new DomainError('conflict', 'market-group-fixed', `Every market belongs to ${code} at every time.`);
  if (group.retired === true)
    throw new DomainError('conflict', 'market-group-retired', `${code} is retired, and stays as it is.`);
  return group.members.filter((member) => member.market === market);
}

/** @throws DomainError `place-code-taken` (conflict): markets and groups share one name space. */
export function refuseTakenCode({ rows }: KnownRules, code: string): void {
  const isTaken =
    rows.groups.some((one) => one.code === code) || rows.markets.some((one) => one.code === code);
  if (!isTaken) return;
  throw new DomainError('conflict', 'place-code-taken', `There is a market or a group ${code} already.`);
}
