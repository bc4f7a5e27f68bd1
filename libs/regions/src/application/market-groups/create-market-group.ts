import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Transactional } from '@portolan/platform';
import type { MarketGroup } from '../../domain';
import { MarketRepository } from '../../persistence/market-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CurrentRules } from '../decisions/current-rules';
import { requireStaff } from '../shared/require-staff';
import { assertPlaces } from '../shared/rule-input';
import { refuseTakenCode } from './find-group';

export interface CreateMarketGroupCommand {
  /** Capitals and digits, with hyphens inside: `LAUNCH-1`. Shares one name space with the markets' codes. */
  code: string;
  name: string;
  /** Codes of markets that belong to it at every time; dated ones are added afterwards. */
  members: readonly string[];
  actor: Actor;
}

/**
 * Makes a group of the operator's own. No rule names it yet, so it opens nothing.
 * @throws DomainError `role-required`, `place-code-taken` (conflict), `unknown-market`, `invalid-market-group`.
 */
@Injectable()
export class CreateMarketGroup {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly markets: MarketRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ code, name, members, actor }: CreateMarketGroupCommand): Promise<MarketGroup> {
    requireStaff(actor, 'market-manager', 'admin');
    return this.epoch.change({ actor, kind: 'market-group.create', ids: [code] }, async (recordedAt) => {
      const rules = await this.rules.get();
      refuseTakenCode(rules, code);
      const known = new Set(rules.rows.markets.map((market) => market.code));
      const unknown = members.findIndex((market) => !known.has(market));
      if (unknown >= 0) throw unknownMember(unknown, members[unknown] ?? '');
      const always = [...new Set(members)].map((market) => ({ market, from: null, until: null }));
      const group: MarketGroup = { code, name, members: always };
      assertPlaces(rules.rows.markets, [...rules.rows.groups, group]);
      await this.markets.addGroups([group], recordedAt);
      this.epoch.notePlaces();
      const subject = { type: 'market-group', id: code };
      await this.audit.record({ actor, action: 'market-group.create', subject, after: group });
      return group;
    });
  }
}

function unknownMember(index: number, code: string): DomainError {
  const detail = `There is no market ${JSON.stringify(code)}.`;
  const errors = [{ pointer: `/members/${index}`, code: 'unknown-market', detail }];
  return new DomainError('invalid', 'unknown-market', detail, { errors });
}
