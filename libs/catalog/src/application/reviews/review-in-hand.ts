import { type AccountActor, DomainError } from '@portolan/platform';
import { checkTransition, type ReleaseStatus } from '../../domain/release/release-status';
import type { Release } from '../../persistence/releases/release.entity';

/**
 * A decision comes from the reviewer who took the release, once.
 * @throws DomainError `release-status-conflict` when it is not under review (any more), `review-taken`.
 */
export function checkReviewInHand(release: Release, actor: AccountActor, decision: ReleaseStatus): void {
  checkTransition(release.status, decision);
  if (release.reviewerId !== actor.accountId)
    throw new DomainError('conflict', 'review-taken', 'Another reviewer has taken this release.');
}

/**
 * What a reviewer has is passed on by them or by an administrator.
 * @throws DomainError `review-taken`.
 */
export function checkMayPassOn(release: Release, actor: AccountActor): void {
  if (release.reviewerId === actor.accountId || actor.staffRoles.includes('admin')) return;
  throw new DomainError('conflict', 'review-taken', 'Another reviewer has taken this release.');
}
