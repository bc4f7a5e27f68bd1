import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, findCurrency, notFound, Transactional } from '@portolan/platform';
import { localTimeToInstant, type Market, MARKET_SLOTS } from '../../domain';
import { MarketRepository } from '../../persistence/market-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CurrentRules } from '../decisions/current-rules';
import { refuseTakenCode } from '../market-groups/find-group';
import { requireStaff } from '../shared/require-staff';
import { assertPlaces } from '../shared/rule-input';

export interface AddMarketCommand {
  /** ISO 3166 where there is one, in capitals; never given twice. */
  code: string;
  name: string;
  /** The market that it is a subdivision of. */
  parent?: string | null;
  /** IANA name. */
  zone: string;
  /** Legal tender, ISO 4217. */
  currencies: readonly string[];
  actor: Actor;
}

/**
 * Adds a market, `planned`: it sells nothing until it is opened. Scopes that cover markets added later cover it. Its slot is given once
 * and stays its own; there are 512.
 * @throws DomainError `role-required`, `place-code-taken` (conflict), `market-not-found` (the parent), `unknown-zone`, `unknown-currency`,
 *   `market-slots-exhausted` (conflict), `invalid-market`.
 */
@Injectable()
export class AddMarket {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly markets: MarketRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: AddMarketCommand): Promise<Market> {
    const { code, name, zone, actor, parent = null } = command;
    requireStaff(actor, 'market-manager', 'admin');
    return this.epoch.change({ actor, kind: 'market.add', ids: [code] }, async (recordedAt) => {
      const rules = await this.rules.get();
      const known = rules.rows.markets;
      refuseTakenCode(rules, code);
      if (parent !== null && !known.some((one) => one.code === parent)) throw notFound('market', parent);
      checkZone(zone);
      const currencies = [...new Set(command.currencies)].map(legalTender);
      const added = {
        code,
        name,
        parent,
        zone,
        currencies,
        slot: freeSlot(known),
        addedAt: recordedAt.getTime(),
      };
      const market: Market = { ...added, statuses: [] };
      assertPlaces([...known, market], rules.rows.groups);
      await this.markets.addMarkets([added], recordedAt);
      this.epoch.notePlaces();
      const subject = { type: 'market', id: code };
      await this.audit.record({ actor, action: 'market.add', subject, after: market });
      return market;
    });
  }
}

/** From the end: the seed of a later version counts from the beginning. */
function freeSlot(markets: readonly Market[]): number {
  const taken = new Set(markets.map(({ slot }) => slot));
  for (let slot = MARKET_SLOTS - 1; slot >= 0; slot--) if (!taken.has(slot)) return slot;
  throw new DomainError(
    'conflict',
    'market-slots-exhausted',
    `There are ${MARKET_SLOTS} markets; no more fit.`,
  );
}

function checkZone(zone: string): void {
  try {
    localTimeToInstant(zone, '2026-01-01T00:00');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw refusal('/zone', error.code, error.detail);
  }
}

function legalTender(currency: string, index: number) {
  if (findCurrency(currency) === null)
    throw refusal(
      `/currencies/${index}`,
      'unknown-currency',
      `${JSON.stringify(currency)} is no ISO 4217 currency.`,
    );
  return { currency, from: null, until: null };
}

function refusal(pointer: string, code: string, detail: string): DomainError {
  return new DomainError('invalid', code, detail, { errors: [{ pointer, code, detail }] });
}
