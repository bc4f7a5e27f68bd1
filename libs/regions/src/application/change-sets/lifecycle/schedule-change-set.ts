import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock, DomainError, JobQueue, notFound, Transactional } from '@portolan/platform';
import { type Instant, localTimeToInstant } from '../../../domain';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import { zonesOf } from '../../../seed/market-zones';
import { CurrentRules } from '../../decisions/current-rules';
import { isLegal, requireStaff } from '../../shared/require-staff';
import { readInstant } from '../../shared/rule-input';
import { ChangeSetDesk, refuseOtherHash, refuseUnapproved } from './change-set-desk';

/** Payload `{ changeSetId }`. */
export const APPLY_CHANGE_SET = 'regions:apply-change-set';

/** One job for each set. */
export const applicationKey = (changeSetId: string): string => `${APPLY_CHANGE_SET}:${changeSetId}`;

/**
 * An instant, or a wall-clock time (`2026-12-01T00:00`) in markets: where it comes first or last in any of their zones, or by
 * the primary zone of a single one.
 */
export type DueTime =
  { at: Date } | { local: string; markets: readonly string[]; edge: 'primary' | 'earliest' | 'latest' };

export interface ScheduleChangeSetCommand {
  changeSetId: string;
  hash: string;
  due: DueTime;
  actor: AccountActor;
}

/**
 * Has the set applied by itself at one instant, if it then still does what was previewed.
 * @throws DomainError `role-required`, `change-set-not-found`, `preview-stale`, `approval-required`, `change-set-state`,
 *   `market-not-found`, `primary-zone-ambiguous`, `invalid-local-time`, `instant-in-past`, `invalid-instant`.
 */
@Injectable()
export class ScheduleChangeSet {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly desk: ChangeSetDesk,
    private readonly rules: CurrentRules,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ changeSetId, hash, due, actor }: ScheduleChangeSetCommand): Promise<ChangeSetRow> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const set = await this.sets.hold(changeSetId);
    refuseOtherHash(set, hash);
    refuseUnapproved(set, set.needsApproval);
    const scheduledFor = new Date(readInstant(new Date(await this.instantOf(due))));
    if (scheduledFor <= this.clock.now()) {
      throw new DomainError(
        'invalid',
        'instant-in-past',
        'A set is scheduled for later; to make it now, apply it.',
      );
    }
    refuseOtherEffect(set, scheduledFor, actor);
    const moved = await this.desk.move(set, {
      actor,
      to: 'scheduled',
      verb: 'schedule',
      part: { scheduledFor },
    });
    const options = { key: applicationKey(changeSetId), runAt: scheduledFor };
    await this.jobs.add(APPLY_CHANGE_SET, { changeSetId }, options);
    return moved;
  }

  private async instantOf(due: DueTime): Promise<Instant> {
    if ('at' in due) return due.at.getTime();
    const { markets } = (await this.rules.get()).snapshot.markets;
    if (due.edge === 'primary' && due.markets.length > 1) {
      const detail = 'Several markets have no primary zone together.';
      throw new DomainError('invalid', 'primary-zone-ambiguous', detail);
    }
    const instants = due.markets.flatMap((code) => {
      const market = markets.find((one) => one.code === code);
      if (market === undefined) throw notFound('market', code);
      const zones = due.edge === 'primary' ? [] : zonesOf(code);
      return [market.zone, ...zones].map((zone) => localTimeToInstant(zone, due.local));
    });
    return due.edge === 'latest' ? Math.max(...instants) : Math.min(...instants);
  }
}

/**
 * A set that is due when its effect is already another one would only be suspended. Who may not know when an order begins is not told
 * by trying.
 */
function refuseOtherEffect(
  { previewTurn, sealed }: ChangeSetRow,
  scheduledFor: Date,
  actor: AccountActor,
): void {
  if (previewTurn === null || scheduledFor < previewTurn || (sealed && !isLegal(actor))) return;
  const turn = previewTurn.toISOString();
  const detail = `What the set does turns into something else than was previewed at ${turn}: schedule it for before that, or leave that instant out of its edits.`;
  throw new DomainError('invalid', 'due-too-late', detail, { extra: { turn } });
}
