import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';

/** What takes the place of what, among credentials. */
@Injectable()
export class Superseded {
  constructor(private readonly credentials: CredentialRepository) {}

  /**
   * The spans of the old one that end when a paper that takes its place is verified, earliest first; none if it does not count.
   * @param paper as it is before or afterwards.
   * @param from when it is verified; it counts from its own beginning on, if that is later.
   */
  async by({ supersedes, valid }: RecordedCredential, from: Instant): Promise<RecordedCredential[]> {
    if (supersedes === null) return [];
    const at = countsFrom(valid.from, from);
    const spans = (await this.credentials.spans(supersedes)).filter(
      (span) => (span.valid.until ?? Infinity) > at,
    );
    const status = spans.at(-1)?.status;
    return status === 'verified' || status === 'suspended' ? spans : [];
  }

  /** Whether an old one lapsed because another took its place, and none that did counts any more. */
  async isFree(id: string): Promise<boolean> {
    const successors = await this.credentials.successorsOf(id);
    return successors.length > 0 && !successors.some(({ status }) => status === 'verified');
  }
}

export function countsFrom(begins: Instant | null, verified: Instant): Instant {
  return Math.max(begins ?? -Infinity, verified);
}
