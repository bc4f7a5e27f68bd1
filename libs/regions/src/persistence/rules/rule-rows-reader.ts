import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';
import type { Market, MarketGroup, MarketStatus, RuleRows } from '../../domain';
import { toCredential, type StoredCredential } from './credential-repository';
import { toDeal, type StoredDeal } from './deal-repository';
import { toOffer, type StoredOffer } from './offer-repository';
import { toProhibition, type StoredProhibition } from './prohibition-repository';
import { toRequirement, type StoredRequirement } from './requirement-repository';
import { type StoredRiskAcceptance, toRiskAcceptance } from './risk-acceptance-repository';

import { instantOf, type Known, knownAt, NOW, periodOf } from './stored';

interface StoredSpan {
  readonly valid_from: string | null;
  readonly valid_until: string | null;
}

export interface StoredMarket {
  readonly code: string;
  readonly parent: string | null;
  readonly name: string;
  readonly zone: string;
  readonly slot: number;
  readonly added_at: string;
  readonly currencies: (StoredSpan & { readonly currency: string })[] | null;
  readonly statuses: { readonly valid_from: string; readonly status: MarketStatus }[] | null;
  readonly successors: { readonly valid_from: string; readonly successor: string }[] | null;
}

export interface StoredGroup {
  readonly code: string;
  readonly name: string;
  readonly everyone: boolean;
  readonly retired: boolean;
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

/** All rules as they are known. One statement, because one statement sees one state of the database: never two epochs mixed. */
@Injectable()
export class RuleRowsReader extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** As they are known now. */
  async read(): Promise<ReadRules> {
    return this.readBy(RULES_NOW);
  }

  /** Likewise, without what publishers select for single items: those come with the items, and are as many. */
  async readShared(): Promise<ReadRules> {
    return this.readBy(SHARED_NOW);
  }

  /** As they were known at an instant; before the first change there are none, and the epoch is 0. */
  async readKnownAt(instant: Date): Promise<RuleRows> {
    return this.readThen(RULES_THEN, instant);
  }

  /** Likewise, without what publishers select for single items. */
  async readSharedKnownAt(instant: Date): Promise<RuleRows> {
    return this.readThen(SHARED_THEN, instant);
  }

  private async readThen(columns: string, instant: Date): Promise<RuleRows> {
    const all = await this.queryOne<Omit<AllRows, 'token'>>(
      `SELECT coalesce((SELECT c.epoch FROM region_change c WHERE c.at <= $1 ORDER BY c.at DESC LIMIT 1), 0) AS epoch,
              ${columns}`,
      [instant],
    );
    if (all === null) throw new Error('A statement without a table has given no row.');
    return toRows(all);
  }

  private async readBy(columns: string): Promise<ReadRules> {
    const all = await this.queryOne<AllRows>(`SELECT e.epoch, e.token, ${columns} FROM region_epoch e`);
    if (all === null) throw new Error('The table region_epoch has lost its row.');
    return { token: all.token, rows: toRows(all) };
  }
}

function toRows(all: Omit<AllRows, 'token'>): RuleRows {
  return {
    epoch: Number(all.epoch),
    markets: all.markets.map(toMarket),
    groups: all.groups.map(toGroup),
    prohibitions: all.prohibitions.map(toProhibition),
    requirements: all.requirements.map(toRequirement),
    credentials: all.credentials.map(toCredential),
    deals: all.deals.map(toDeal),
    riskAcceptances: all.risk_acceptances.map(toRiskAcceptance),
    offers: all.offers.map(toOffer),
  };
}

/** Rules that are not a publisher's selection for one item. */
export const OF_MANY = `(t.side = 'store' OR t.item_id IS NULL)`;

const RULES_NOW = rules(NOW);
const SHARED_NOW = rules(NOW, OF_MANY);
const RULES_THEN = rules(knownAt('$1'));
const SHARED_THEN = rules(knownAt('$1'), OF_MANY);

function rules(known: Known, whichOffers = 'true'): string {
  const versions = (name: string, table: string, condition = 'true') =>
    rowsOf(name, `SELECT t.* FROM ${table} t WHERE ${known.recorded('t')} AND ${condition}`);
  return [
    ...places(known),
    versions('prohibitions', 'prohibition'),
    versions('requirements', 'requirement'),
    versions('credentials', 'credential'),
    versions('deals', 'deal'),
    versions('risk_acceptances', 'risk_acceptance'),
    versions('offers', 'offer_rule', whichOffers),
  ].join(', ');
}

/** The columns `markets` and `groups` of a statement. In one order however they are read, so that equal places are found to be equal. */
export function places({ recorded, added }: Known): [string, string] {
  const markets = `
    SELECT m.code, m.parent, coalesce(l.name, m.name) AS name, m.zone, m.slot, m.added_at, c.currencies, s.statuses, n.successors
      FROM market m
      LEFT JOIN market_name l ON l.market = m.code AND ${recorded('l')}
      LEFT JOIN (SELECT c.market, json_agg(c ORDER BY c.valid_from NULLS FIRST, c.currency) AS currencies FROM market_currency c
                  WHERE ${recorded('c')} GROUP BY c.market) c ON c.market = m.code
      LEFT JOIN (SELECT s.market, json_agg(s ORDER BY s.valid_from NULLS FIRST) AS statuses FROM market_status s
                  WHERE ${recorded('s')} GROUP BY s.market) s ON s.market = m.code
      LEFT JOIN (SELECT n.market, json_agg(n ORDER BY n.valid_from, n.successor) AS successors FROM market_successor n
                  WHERE ${recorded('n')} GROUP BY n.market) n ON n.market = m.code
     WHERE ${added('m')} ORDER BY m.slot`;
  const groups = `
    SELECT g.code, coalesce(l.name, g.name) AS name, g.everyone, coalesce(l.retired, false) AS retired, n.members
      FROM market_group g
      LEFT JOIN market_group_label l ON l.market_group = g.code AND ${recorded('l')}
      LEFT JOIN (SELECT n.market_group, json_agg(n ORDER BY n.market, n.valid_from NULLS FIRST) AS members FROM market_group_member n
                  WHERE ${recorded('n')} GROUP BY n.market_group) n ON n.market_group = g.code
     WHERE ${added('g')} ORDER BY g.code`;
  return [rowsOf('markets', markets), rowsOf('groups', groups)];
}

function rowsOf(name: string, sql: string): string {
  return `(SELECT coalesce(json_agg(r), '[]') FROM (${sql}) r) AS ${name}`;
}

export function toMarket(stored: StoredMarket): Market {
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
    successors: (stored.successors ?? []).map(({ valid_from, successor }) => ({
      market: successor,
      from: instantOf(valid_from),
    })),
  };
}

export function toGroup({ code, name, everyone, retired, members }: StoredGroup): MarketGroup {
  const spans = (members ?? []).map((span) => ({ market: span.market, ...periodOf(span) }));
  return { code, name, members: everyone ? null : spans, retired };
}
