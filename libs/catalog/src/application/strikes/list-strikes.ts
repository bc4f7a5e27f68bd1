import { Injectable } from '@nestjs/common';
import { Clock, type Page, type PageRequest } from '@portolan/platform';
import type { RejectionPolicy } from '../../domain/review/policies';
import { STRIKE_POLICY } from '../../domain/review/strike-policy';
import { type Strike, StrikeRepository } from '../../persistence/reviews/strike-repository';

/** A strike as its publisher reads it; who gave it stays inside the store. Times are RFC 3339. */
export interface StrikeView {
  id: string;
  appId: string;
  /** What it was given for: a rejection or a takedown. */
  rejectionId: string | null;
  takedownId: string | null;
  policies: RejectionPolicy[];
  message: string;
  issuedAt: string;
  expiresAt: string;
  liftedAt: string | null;
  /** Why it was taken back; null also where that was not kept. */
  liftMessage: string | null;
  /** Whether it counts. */
  active: boolean;
}

export interface StrikeList extends Page<StrikeView> {
  /** How many count now. */
  active: number;
  /** With so many nothing can be submitted. */
  limit: number;
}

/** The strikes of a publisher, newest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListStrikes {
  constructor(
    private readonly strikes: StrikeRepository,
    private readonly clock: Clock,
  ) {}

  async execute(publisherId: string, page: PageRequest): Promise<StrikeList> {
    const now = this.clock.now();
    const { data, nextCursor } = await this.strikes.list(publisherId, page);
    return {
      data: data.map((strike) => viewStrike(strike, now)),
      nextCursor,
      active: await this.strikes.countActive(publisherId, now),
      limit: STRIKE_POLICY.limit,
    };
  }
}

export function viewStrike(strike: Strike, now: Date): StrikeView {
  const { publisherId: _, issuedBy: __, appealFrom: ___, issuedAt, expiresAt, liftedAt, ...rest } = strike;
  return {
    ...rest,
    issuedAt: issuedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    liftedAt: liftedAt?.toISOString() ?? null,
    active: liftedAt === null && expiresAt > now,
  };
}
