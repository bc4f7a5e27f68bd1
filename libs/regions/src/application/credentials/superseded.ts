import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import type { Instant, Period } from '../../domain';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';
import { saidAgain } from '../shared/said-again';
import { isFinal } from './status-steps';

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
   * counts in a period.
   * @param changed papers that do not stand in its way, whatever they are now.
   */
  async isFree(
    { id, status, statusReason }: RecordedCredential,
    period: Period,
    changed: readonly string[] = [],
  ): Promise<boolean> {
    if (status !== 'lapsed') return false;
    const successors = await this.credentials.successorsOf(id, period);
    const isReplaced = successors.some((successor) => statusReason === supersededBy(successor.id));
    return isReplaced && !successors.some((successor) => successor.counts && !changed.includes(successor.id));
  }

  /** Whether a paper was revoked in a span, or lapsed and cannot be again what is said of that time. */
  async hasEnded(
    span: RecordedCredential,
    said: readonly Pick<RecordedCredential, 'status' | 'valid'>[],
    changed: readonly string[] = [],
  ): Promise<boolean> {
    if (!isFinal(span.status)) return false;
    for (const { status, valid } of saidAgain([span], said))
      if (!isFinal(status) && !(await this.isFree(span, valid, changed))) return true;
    return false;
  }
}

/** What was revoked, or lapsed for good, is not brought back by taking something else back. */
export function staysEnded({ status }: RecordedCredential): DomainError {
  const detail = `A credential that is ${status} by now does not become again what it was before.`;
  return new DomainError('conflict', 'credential-status-transition', detail);
}

/** Why a paper lapsed whose place another one took: what tells such a lapse from one in the world. */
export function supersededBy(id: string): string {
  return `Superseded by ${id}.`;
}

export function isSupersession(reason: string | null): boolean {
  return reason !== null && /^Superseded by [0-9a-f-]{36}\.$/.test(reason);
}

export function countsFrom(begins: Instant | null, verified: Instant): Instant {
  return Math.max(begins ?? -Infinity, verified);
}
