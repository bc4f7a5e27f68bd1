import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Transactional } from '@portolan/platform';
import { MarketGroupRepository } from '../../persistence/market-group-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CurrentRules } from '../decisions/current-rules';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';
import { readInstant } from '../shared/rule-input';
import { membershipsFor } from './find-group';

export interface EndGroupMemberCommand {
  group: string;
  market: string;
  /** Default: now. May lie in the past. */
  from?: Date;
  reason: string;
  actor: Actor;
}

/**
 * A market leaves a group on a day; what it would have joined again for later is taken back.
 * @throws DomainError `role-required`, `approval-required`, `market-group-not-found`, `market-not-found`, `market-group-fixed`, `market-group-retired`,
 *   `not-a-member` (conflict), `invalid-instant`.
 */
@Injectable()
export class EndGroupMember {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly groups: MarketGroupRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ group, market, from, reason, actor }: EndGroupMemberCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    await this.epoch.change(
      { actor, kind: 'market-group.leave', ids: [group, market] },
      async (recordedAt) => {
        const spans = membershipsFor(await this.rules.get(), group, market);
        const at = readInstant(from ?? this.epoch.now);
        const running = spans.filter(({ until }) => until === null || until > at);
        if (running.length === 0)
          throw new DomainError('conflict', 'not-a-member', `${market} does not belong to ${group} then.`);
        await this.fourEyes.refuseAlone(actor, { do: 'end-group-member', group, market, from, reason });
        await this.groups.endMember(group, market, running, at, recordedAt);
        this.epoch.notePlaces();
        const subject = { type: 'market-group', id: group };
        const after = { market, from: at };
        await this.audit.record({
          actor,
          action: 'market-group.leave',
          subject,
          before: { memberships: spans },
          after,
          reason,
        });
      },
    );
  }
}
