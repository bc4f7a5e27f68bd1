import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';
import type { Market, MarketGroup, MarketStatus, RuleRows } from '../../domain';
import { toCredential, type StoredCredential } from './credential-repository';
import { toDeal, type StoredDeal } from './deal-repository';
import { toOffer, type StoredOffer } from './offer-repository';
import { toProhibition, type StoredProhibition } from './prohibition-repository';
import { toRequirement, type StoredRequirement } from './requirement-repository';
import { type StoredRiskAcceptance, toRiskAcceptance } from './risk-acceptance-row';
import { instantOf, periodOf } from './stored';

interface StoredSpan {
  readonly valid_from: string | null;
  readonly valid_until: string | null;
}

interface StoredMarket {
  readonly code: string;
  readonly parent: string | null;
  readonly name: string;
  readonly zone: string;
  readonly slot: number;
  readonly added_at: string;
  readonly currencies: (StoredSpan & { readonly currency: string })[] | null;
  readonly statuses: { readonly valid_from: string; readonly status: MarketStatus }[] | null;
}

interface StoredGroup {
  readonly code: string;
  readonly name: string;
  readonly everyone: boolean;
  readonly members: (StoredSpan & { readonly market: string })[] | null;
}

interface AllRows {
  readonly epoch: string;
  readonly token: string;
  readonly markets: StoredMarket[];
  readonly groups: StoredGroup[];
  readonly prohibitions: StoredProhibition[];
  readonly requirements: StoredRequirement[];
  readonly credentials: StoredCredential[];
  readonly deals: StoredDeal[];
  readonly risk_acceptances: StoredRiskAcceptance[];
  readonly offers: StoredOffer[];
}

export interface ReadRules {
  readonly token: string;
  readonly rows: RuleRows;
}

/** All rules as they are known now. One statement, because one statement sees one state of the database: never two epochs mixed. */
@Injectable()
export class RuleRowsReader extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  async read(): Promise<ReadRules> {
    const all = await this.queryOne<AllRows>(
      `SELECT e.epoch, e.token, ${rowsOf('markets', MARKETS)}, ${rowsOf('groups', GROUPS)},
              ${known('prohibitions', 'prohibition')}, ${known('requirements', 'requirement')},
              ${known('credentials', 'credential')}, ${known('deals', 'deal')},
              ${known('risk_acceptances', 'risk_acceptance')}, ${known('offers', 'offer_rule')}
         FROM region_epoch e`,
    );
    if (all === null) throw new Error('The table region_epoch has lost its row.');
    return {
      token: all.token,
      rows: {
        epoch: Number(all.epoch),
        markets: all.markets.map(toMarket),
        groups: all.groups.map(toGroup),
        prohibitions: all.prohibitions.map(toProhibition),
        requirements: all.requirements.map(toRequirement),
        credentials: all.credentials.map(toCredential),
        deals: all.deals.map(toDeal),
        riskAcceptances: all.risk_acceptances.map(toRiskAcceptance),
        offers: all.offers.map(toOffer),
      },
    };
  }
}

const MARKETS = `
  SELECT m.code, m.parent, m.name, m.zone, m.slot, m.added_at, c.currencies, s.statuses
    FROM market m
    LEFT JOIN (SELECT c.market, json_agg(c) AS currencies FROM market_currency c
                WHERE c.recorded_until IS NULL GROUP BY c.market) c ON c.market = m.code
    LEFT JOIN (SELECT s.market, json_agg(s) AS statuses FROM market_status s
                WHERE s.recorded_until IS NULL GROUP BY s.market) s ON s.market = m.code`;

const GROUPS = `
  SELECT g.code, g.name, g.everyone, n.members
    FROM market_group g
    LEFT JOIN (SELECT n.market_group, json_agg(n) AS members FROM market_group_member n
                WHERE n.recorded_until IS NULL GROUP BY n.market_group) n ON n.market_group = g.code`;

function rowsOf(name: string, sql: string): string {
  return `(SELECT coalesce(json_agg(r), '[]') FROM (${sql}) r) AS ${name}`;
}

function known(name: string, table: string): string {
  return rowsOf(name, `SELECT t.* FROM ${table} t WHERE t.recorded_until IS NULL`);
}

function toMarket(stored: StoredMarket): Market {
  return {
    code: stored.code,
    parent: stored.parent,
    name: stored.name,
    zone: stored.zone,
    slot: stored.slot,
    addedAt: instantOf(stored.added_at),
    currencies: (stored.currencies ?? []).map((span) => ({ currency: span.currency, ...periodOf(span) })),
    statuses: (stored.statuses ?? []).map(({ valid_from, status }) => ({
      from: instantOf(valid_from),
      status,
    })),
  };
}

function toGroup({ code, name, everyone, members }: StoredGroup): MarketGroup {
  const spans = (members ?? []).map((span) => ({ market: span.market, ...periodOf(span) }));
  return { code, name, members: everyone ? null : spans };
}
