import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';

/** What takes the place of what, among credentials. */
@Injectable()
export class Superseded {
  constructor(private readonly credentials: CredentialRepository) {}

  /**
   * The spans of the old one from when a paper that takes its place is verified, earliest first; none if it does not count
   * in any of them, or the paper never will. It may be that another one is to take its place later.
   * @param paper as it is before or afterwards.
   * @param from when it is verified; it counts from its own beginning on, if that is later.
   */
  async by({ supersedes, valid }: RecordedCredential, from: Instant): Promise<RecordedCredential[]> {
    if (supersedes === null) return [];
    const at = countsFrom(valid.from, from);
    if (valid.until !== null && valid.until <= at) return [];
    const spans = (await this.credentials.spans(supersedes)).filter(
      (span) => (span.valid.until ?? Infinity) > at,
    );
    return spans.some(({ status }) => status === 'verified' || status === 'suspended') ? spans : [];
  }

  /**
   * Whether an old one lapsed because another took its place, and none that could, or that took the place of that one in turn,
   * counts at an instant or later.
   */
  async isFree({ id, status, statusReason }: RecordedCredential, at: Instant): Promise<boolean> {
    if (status !== 'lapsed') return false;
    const successors = await this.credentials.successorsOf(id, at);
    const isReplaced = successors.some((successor) => statusReason === supersededBy(successor.id));
    return isReplaced && !successors.some(({ counts }) => counts);
  }
}

/** Why a paper lapsed whose place another one took: what tells such a lapse from one in the world. */
export function supersededBy(id: string): string {
  return `Superseded by ${id}.`;
}

export function countsFrom(begins: Instant | null, verified: Instant): Instant {
  return Math.max(begins ?? -Infinity, verified);
}
