import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';
import type {
  Credential,
  Deal,
  Market,
  MarketGroup,
  OfferRule,
  Prohibition,
  Requirement,
  RiskAcceptance,
} from '../../domain';
import { toCredential, type StoredCredential } from './credential-repository';
import { toDeal, type StoredDeal } from './deal-repository';
import { toOffer, type StoredOffer } from './offer-repository';
import { toProhibition, type StoredProhibition } from './prohibition-repository';
import { toRequirement, type StoredRequirement } from './requirement-repository';
import { type StoredRiskAcceptance, toRiskAcceptance } from './risk-acceptance-repository';
import { OF_MANY, places, type StoredGroup, type StoredMarket, toGroup, toMarket } from './rule-rows-reader';
import { knownAt } from './stored';

/** Versions of one kind of rule: those that are new, and those that are known no longer. */
export interface VersionChanges<Row> {
  readonly added: readonly { readonly version: string; readonly row: Row }[];
  readonly ended: readonly string[];
}

/** What an epoch has that an earlier one had not. Selections for single items are named only: they come with their items. */
export interface RuleChanges {
  readonly epoch: number;
  readonly token: string;
  readonly changedAt: Date;
  /** All there are; `null`: the same as before, down to the last date. */
  readonly places: { readonly markets: readonly Market[]; readonly groups: readonly MarketGroup[] } | null;
  readonly prohibitions: VersionChanges<Prohibition>;
  readonly requirements: VersionChanges<Requirement>;
  readonly credentials: VersionChanges<Credential>;
  readonly deals: VersionChanges<Deal>;
  readonly riskAcceptances: VersionChanges<RiskAcceptance>;
  readonly offers: VersionChanges<OfferRule>;
  /** Items for which a publisher selected something else; empty where everything is new. */
  readonly selectedItemIds: readonly string[];
}

type Version<Stored> = Stored & { readonly version: string };

interface Row {
  readonly epoch: string;
  readonly token: string;
  readonly changed_at: Date;
  readonly markets: StoredMarket[] | null;
  readonly groups: StoredGroup[] | null;
  readonly selected: string[];
  readonly prohibition: Version<StoredProhibition>[];
  readonly prohibition_ended: string[];
  readonly requirement: Version<StoredRequirement>[];
  readonly requirement_ended: string[];
  readonly credential: Version<StoredCredential>[];
  readonly credential_ended: string[];
  readonly deal: Version<StoredDeal>[];
  readonly deal_ended: string[];
  readonly risk_acceptance: Version<StoredRiskAcceptance>[];
  readonly risk_acceptance_ended: string[];
  readonly offer_rule: Version<StoredOffer>[];
  readonly offer_rule_ended: string[];
}

/** Whatever is recorded later than the epoch in force belongs to a change that has not raised it yet. */
const AT_EPOCH = knownAt('e.changed_at');
const SINCE = "coalesce($1::timestamptz, '-infinity')";
const SELECTED = `
  SELECT coalesce(json_agg(DISTINCT o.item_id), '[]') FROM offer_rule o
   WHERE $1::timestamptz IS NOT NULL AND o.side = 'publisher' AND o.item_id IS NOT NULL
     AND ((o.recorded_from > $1 AND o.recorded_from <= e.changed_at) OR (o.recorded_until > $1 AND o.recorded_until <= e.changed_at))`;

/**
 * Rules as they were recorded, from one epoch on: versions are never overwritten and instants of epochs strictly rise, so what is new
 * is found by its instant. One statement, because one statement sees one state of the database.
 */
@Injectable()
export class RuleChangesReader extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** @param since the `changedAt` of the epoch that is known; `null`: none, so that everything is new. */
  async since(since: Date | null): Promise<RuleChanges> {
    const row = await this.queryOne<Row>(STATEMENT, [since]);
    if (row === null) throw new Error('The table region_epoch has lost its row.');
    return {
      epoch: Number(row.epoch),
      token: row.token,
      changedAt: row.changed_at,
      places: toPlaces(row),
      prohibitions: changes(row.prohibition, row.prohibition_ended, toProhibition),
      requirements: changes(row.requirement, row.requirement_ended, toRequirement),
      credentials: changes(row.credential, row.credential_ended, toCredential),
      deals: changes(row.deal, row.deal_ended, toDeal),
      riskAcceptances: changes(row.risk_acceptance, row.risk_acceptance_ended, toRiskAcceptance),
      offers: changes(row.offer_rule, row.offer_rule_ended, toOffer),
      selectedItemIds: row.selected,
    };
  }
}

function toPlaces({ markets, groups }: Row): RuleChanges['places'] {
  if (markets === null || groups === null) return null;
  return { markets: markets.map(toMarket), groups: groups.map(toGroup) };
}

function changes<Stored extends { readonly version: string }, Rule>(
  added: readonly Stored[],
  ended: readonly string[],
  toRule: (stored: Stored) => Rule,
): VersionChanges<Rule> {
  return { added: added.map((stored) => ({ version: stored.version, row: toRule(stored) })), ended };
}

function versions(table: string, condition = 'true'): string {
  return `
    (SELECT coalesce(json_agg(t), '[]') FROM ${table} t
      WHERE t.recorded_from > ${SINCE} AND ${AT_EPOCH.recorded('t')} AND ${condition}) AS ${table},
    (SELECT coalesce(json_agg(t.version), '[]') FROM ${table} t
      WHERE t.recorded_until > $1 AND t.recorded_until <= e.changed_at AND t.recorded_from <= $1 AND ${condition}) AS ${table}_ended`;
}

const VERSIONED_PLACES = [
  'market_status',
  'market_currency',
  'market_name',
  'market_successor',
  'market_group_member',
  'market_group_label',
];

/** Places are read whole, and seldom: there are a few hundred of them, with all their groups, and they change a few times a year. */
const PLACES_CHANGED = [
  '$1::timestamptz IS NULL',
  ...['market', 'market_group'].map((table) => `EXISTS (SELECT 1 FROM ${table} t WHERE t.added_at > $1)`),
  ...VERSIONED_PLACES.map(
    (table) => `EXISTS (SELECT 1 FROM ${table} t WHERE t.recorded_from > $1 OR t.recorded_until > $1)`,
  ),
].join(' OR ');

const STATEMENT = `
  SELECT e.epoch, e.token, e.changed_at, (${SELECTED}) AS selected, p.markets, p.groups,
         ${versions('prohibition')}, ${versions('requirement')}, ${versions('credential')}, ${versions('deal')},
         ${versions('risk_acceptance')}, ${versions('offer_rule', OF_MANY)}
    FROM region_epoch e LEFT JOIN LATERAL (SELECT ${places(AT_EPOCH).join(', ')}) p ON (${PLACES_CHANGED})`;
