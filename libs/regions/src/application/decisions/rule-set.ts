import type { RuleRows } from '../../domain';
import type { RuleChanges, VersionChanges } from '../../persistence/rules/rule-changes-reader';

type Versions<Row> = ReadonlyMap<string, Row>;
type Kind = 'prohibitions' | 'requirements' | 'credentials' | 'deals' | 'riskAcceptances' | 'offers';
type Kept = { readonly [K in Kind]: Versions<RuleRows[K][number]> };

const NOTHING: Kept = {
  prohibitions: new Map(),
  requirements: new Map(),
  credentials: new Map(),
  deals: new Map(),
  riskAcceptances: new Map(),
  offers: new Map(),
};

/**
 * The rules of one epoch by version, but for the selections of single items. Never changes: the next epoch is another set, which
 * shares every row that stays, so that what is compared by identity is found to be the same.
 */
export class RuleSet {
  private constructor(
    readonly token: string,
    readonly changedAt: Date,
    readonly rows: RuleRows,
    private readonly kept: Kept,
  ) {}

  /** @param changes from `before` on; from the beginning where there is none. */
  static of(changes: RuleChanges, before: RuleSet | null): RuleSet {
    const known = before?.kept ?? NOTHING;
    const kept: Kept = {
      prohibitions: apply(known.prohibitions, changes.prohibitions),
      requirements: apply(known.requirements, changes.requirements),
      credentials: apply(known.credentials, changes.credentials),
      deals: apply(known.deals, changes.deals),
      riskAcceptances: apply(known.riskAcceptances, changes.riskAcceptances),
      offers: apply(known.offers, changes.offers),
    };
    const { markets, groups } = changes.places ?? before?.rows ?? { markets: [], groups: [] };
    const rows: RuleRows = {
      epoch: changes.epoch,
      markets,
      groups,
      prohibitions: [...kept.prohibitions.values()],
      requirements: [...kept.requirements.values()],
      credentials: [...kept.credentials.values()],
      deals: [...kept.deals.values()],
      riskAcceptances: [...kept.riskAcceptances.values()],
      offers: [...kept.offers.values()],
    };
    return new RuleSet(changes.token, changes.changedAt, rows, kept);
  }
}

function apply<Row>(known: Versions<Row>, { added, ended }: VersionChanges<Row>): Versions<Row> {
  if (added.length + ended.length === 0) return known;
  const next = new Map(known);
  for (const version of ended) next.delete(version);
  for (const { version, row } of added) next.set(version, row);
  return next;
}
