import { Injectable } from '@nestjs/common';
import { type AccountActor, type Actor, Clock } from '@portolan/platform';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import { RegionEpoch } from '../../../persistence/region-epoch';
import { LiveAtlas } from '../../decisions/live-atlas';
import { CompareRules } from '../edits/compare-rules';
import { revive } from '../edits/edit';
import { RunEdits } from '../edits/run-edits';
import { ChangeSetDesk, refuseStep, refuseUnapproved, refuseUnlawful, stale } from './change-set-desk';

/**
 * Makes the edits as one change of the rules, if they do what was previewed; otherwise the caller's transaction must roll
 * back. Purchases wait until it commits, the comparison included.
 */
@Injectable()
export class PerformChangeSet {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly desk: ChangeSetDesk,
    private readonly epoch: RegionEpoch,
    private readonly live: LiveAtlas,
    private readonly run: RunEdits,
    private readonly compare: CompareRules,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `preview-stale`, `approval-required`, `change-set-state`, and what the edits throw. */
  async execute(set: ChangeSetRow, actor: Actor): Promise<ChangeSetRow> {
    refuseStep(set, 'applied');
    refuseUnapproved(set, set.needsApproval);
    const change = { actor, kind: 'change-set.apply', ids: [set.id] };
    const inverse = await this.epoch.change(change, async () => {
      const held = await this.live.held();
      const ran = await this.run.execute(revive(set.edits), { actor, legal: legalOf(set, actor) });
      const kept = set.previewInstants?.map((instant) => instant.getTime()) ?? null;
      const comparison = await this.compare.execute(ran, this.clock.now().getTime(), { held, kept });
      if (comparison === null) throw new Error('The epoch is held, and yet the rules have changed.');
      const { diff } = comparison;
      if (diff.hash !== set.previewHash) throw stale();
      // What closed something when it was previewed may open by now: a market was closed, a rule of the plan says no.
      refuseUnapproved(set, diff.opens);
      refuseUnlawful(set, diff.needsLegal);
      return ran.inverse;
    });
    const { epoch } = await this.epoch.read();
    const appliedBy = actor.kind === 'account' ? actor.accountId : actor.kind;
    const part = { appliedBy, appliedAt: this.clock.now(), appliedEpoch: epoch, inverse };
    const applied = await this.desk.move(set, { actor, to: 'applied', verb: 'apply', part });
    if (set.reverts !== null) {
      const reverted = await this.sets.hold(set.reverts);
      await this.desk.move(reverted, { actor, to: 'reverted', verb: 'revert' });
    }
    return applied;
  }
}

/** Prohibitions are lifted in the name of whoever approved that; the constraint of the table says that they held the role. */
function legalOf(set: ChangeSetRow, actor: Actor): AccountActor {
  const staffRoles = set.approvedAsLegal ? ['legal'] : [];
  const accountId = set.approvedBy ?? (actor.kind === 'account' ? actor.accountId : '');
  return { kind: 'account', accountId, staffRoles };
}
