import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { checkShare } from '../../domain/delivery/rollout';
import { checkReleaseNotes } from '../../domain/release/release-notes';
import { type ReleaseStatus, statusConflict } from '../../domain/release/release-status';
import type { Release } from '../../persistence/releases/release.entity';
import { ReleaseRepository } from '../../persistence/releases/release-repository';

export interface UpdateReleaseCommand {
  releaseId: string;
  /** Null takes the name away. */
  name?: string | null | undefined;
  /** Replaces all notes. */
  notes?: Record<string, string> | undefined;
  /** 0 to 5. */
  updatePriority?: number | undefined;
  /** Thousandths; where it starts. */
  share?: number | undefined;
  managed?: boolean | undefined;
  expectedVersion?: number | undefined;
  actor: AccountActor;
}

const NOT_OUT: readonly ReleaseStatus[] = ['draft', 'submitted', 'in-review', 'approved'];

/**
 * Changes what is named and leaves the rest. Name and notes of any release; how it goes out only until it does.
 * @throws DomainError `release-not-found`, `release-changed`, `release-notes-invalid`, `rollout-share-invalid`,
 *   `release-status-conflict`.
 */
@Injectable()
export class UpdateRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: UpdateReleaseCommand): Promise<void> {
    const { name, notes, updatePriority, share, managed } = command;
    const { release } = await this.releases.lock(command.releaseId, command.expectedVersion);
    const changesDelivery = [updatePriority, share, managed].some((value) => value !== undefined);
    if (changesDelivery && !NOT_OUT.includes(release.status))
      throw statusConflict(release.status, 'changed in how it goes out');
    const before = summary(release);
    if (name !== undefined) release.name = name;
    if (notes !== undefined) release.notes = checkReleaseNotes(notes);
    if (updatePriority !== undefined) release.updatePriority = updatePriority;
    if (share !== undefined) release.share = checkShare(share);
    if (managed !== undefined) release.managed = managed;
    await this.releases.save(release);
    await this.audit.record({
      actor: command.actor,
      action: 'release.update',
      subject: { type: 'release', id: release.id },
      before,
      after: summary(release),
    });
  }
}

function summary({ name, notes, updatePriority, share, managed }: Release) {
  return { name, notes, updatePriority, sharePercent: share / 10, managed };
}
