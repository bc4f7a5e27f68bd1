import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Transactional } from '@portolan/platform';
import { MarketGroupRepository } from '../../persistence/market-group-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CurrentRules } from '../decisions/current-rules';
import { requireStaff } from '../shared/require-staff';
import { findGroup } from './find-group';

export interface LabelMarketGroupCommand {
  group: string;
  /** Default: as it is called now. */
  name?: string | undefined;
  /** Whether new rules may name it no longer. Default: as it is. */
  retired?: boolean | undefined;
  reason: string;
  actor: Actor;
}

/**
 * Calls a group something else, retires it, or takes it back into use. Members and what rules that name it mean stay as they
 * are, so this opens and closes nothing. A group is never deleted: the past names it.
 * @throws DomainError `role-required`, `market-group-not-found`, `market-group-fixed` (conflict).
 */
@Injectable()
export class LabelMarketGroup {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly groups: MarketGroupRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ group: code, name, retired, reason, actor }: LabelMarketGroupCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'admin');
    await this.epoch.change({ actor, kind: 'market-group.label', ids: [code] }, async (recordedAt) => {
      const known = findGroup(await this.rules.get(), code);
      if (known.members === null && retired === true)
        throw new DomainError('conflict', 'market-group-fixed', `${code} is always there.`);
      const before = { name: known.name, retired: known.retired ?? false };
      const after = { name: name ?? before.name, retired: retired ?? before.retired };
      await this.groups.setLabel(code, after, recordedAt);
      this.epoch.notePlaces();
      const subject = { type: 'market-group', id: code };
      await this.audit.record({ actor, action: 'market-group.label', subject, before, after, reason });
    });
  }
}
