import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Transactional } from '@portolan/platform';
import { overlapOf } from '../../domain';
import { MarketGroupRepository } from '../../persistence/market-group-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CurrentRules } from '../decisions/current-rules';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';
import { type PeriodInput, readPeriod } from '../shared/rule-input';
import { membershipsFor } from './find-group';

export interface AddGroupMemberCommand {
  group: string;
  market: string;
  /** Default: from now on. */
  valid?: PeriodInput;
  reason: string;
  actor: Actor;
}

/**
 * A market belongs to a group from a day on, in the future or the past: a country that accedes, or a date that was wrong.
 * @throws DomainError `role-required`, `approval-required`, `market-group-not-found`, `market-not-found`, `market-group-fixed`, `market-group-retired`,
 *   `group-member-overlap` (conflict), `invalid-period`.
 */
@Injectable()
export class AddGroupMember {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly groups: MarketGroupRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ group, market, valid, reason, actor }: AddGroupMemberCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    await this.epoch.change(
      { actor, kind: 'market-group.join', ids: [group, market] },
      async (recordedAt) => {
        const spans = membershipsFor(await this.rules.get(), group, market);
        const span = readPeriod(valid, this.epoch.now.getTime());
        const isMember = spans.some((known) => {
          const { from, until } = overlapOf(known, span);
          return from === null || until === null || from < until;
        });
        if (isMember) {
          const detail = `${market} belongs to ${group} in a part of that time already.`;
          throw new DomainError('conflict', 'group-member-overlap', detail);
        }
        await this.fourEyes.refuseAlone(actor, { do: 'add-group-member', group, market, valid, reason });
        await this.groups.addMember(group, { market, ...span }, recordedAt);
        this.epoch.notePlaces();
        const subject = { type: 'market-group', id: group };
        const after = { market, ...span };
        await this.audit.record({
          actor,
          action: 'market-group.join',
          subject,
          before: { memberships: spans },
          after,
          reason,
        });
      },
    );
  }
}
