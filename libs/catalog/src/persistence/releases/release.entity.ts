import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type CountryTargeting, reachesAllMarkets } from '../../domain/delivery/country-targeting';
import { FULL_SHARE, raisedShare } from '../../domain/delivery/rollout';
import { checkTransition, type ReleaseStatus } from '../../domain/release/release-status';
import type { Finding } from '../../domain/release/review-policy';
import type { RejectionPolicy } from '../../domain/review/policies';
import { rankOf, type ReviewPriority } from '../../domain/review/review-priority';

/** One version on its way to the devices of a track's people. */
@Entity({ name: 'release' })
export class Release {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'app_id' })
  appId!: string;

  /** Of its packages the one with the highest version code, which stands for the release in lists. */
  @Column('uuid', { name: 'artifact_id' })
  artifactId!: string;

  @Column('text')
  track!: string;

  /** What its publisher calls it. */
  @Column('text', { nullable: true })
  name!: string | null;

  /** Thousandths of the track's people that it goes to. */
  @Column('integer')
  share!: number;

  @Column('integer', { name: 'previous_share', nullable: true })
  previousShare!: number | null;

  @Column('text', { name: 'rollout_salt' })
  rolloutSalt!: string;

  @Column('jsonb', { nullable: true })
  targeting!: CountryTargeting | null;

  /** 0 to 5: how urgent the update is, for the app to act on. */
  @Column('smallint', { name: 'update_priority' })
  updatePriority!: number;

  /** Approved, it waits for its publisher's word. */
  @Column('boolean')
  managed!: boolean;

  /** Counts up with each change, for `If-Match`. */
  @Column('integer')
  version!: number;

  @Column('text')
  status!: ReleaseStatus;

  @Column('text', { name: 'previous_status', nullable: true })
  previousStatus!: ReleaseStatus | null;

  /** What is new, by locale. */
  @Column('jsonb')
  notes!: Record<string, string>;

  @Column('jsonb')
  findings!: Finding[];

  @Column('uuid', { name: 'reviewer_id', nullable: true })
  reviewerId!: string | null;

  /** When its reviewer got it; null while it has none. */
  @Column('timestamptz', { name: 'taken_at', nullable: true })
  takenAt!: Date | null;

  /** See `REVIEW_PRIORITIES`; null: not in the queue. */
  @Column('smallint', { name: 'review_rank', nullable: true })
  reviewRank!: number | null;

  @Column('timestamptz', { name: 'queued_at', nullable: true })
  queuedAt!: Date | null;

  /** Accounts that owned the app when the release came into the queue. */
  @Column('integer', { name: 'held_by', nullable: true })
  heldBy!: number | null;

  /** Why staff put it first. */
  @Column('text', { name: 'raise_reason', nullable: true })
  raiseReason!: string | null;

  @Column('text', { name: 'decision_policies', array: true, nullable: true })
  decisionPolicies!: RejectionPolicy[] | null;

  @Column('text', { name: 'decision_message', nullable: true })
  decisionMessage!: string | null;

  @Column('uuid', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('timestamptz', { name: 'live_at', nullable: true })
  liveAt!: Date | null;

  /** Takes one step of its life. @throws DomainError `release-status-conflict`. */
  become(status: ReleaseStatus): void {
    checkTransition(this.status, status);
    this.previousStatus = this.status;
    this.status = status;
  }

  /** @param heldBy accounts that own the app. */
  enterQueue(priority: ReviewPriority, heldBy: number, at: Date): void {
    this.reviewRank = rankOf(priority);
    this.heldBy = heldBy;
    this.queuedAt = at;
  }

  /** Brings a rejected release back under review, as if it had not been decided. */
  reopen(heldBy: number, at: Date): void {
    this.become('submitted');
    this.reviewerId = null;
    this.decidedAt = null;
    this.decisionPolicies = null;
    this.decisionMessage = null;
    this.enterQueue('appeal', heldBy, at);
  }

  leaveQueue(): void {
    this.reviewRank = null;
    this.heldBy = null;
    this.queuedAt = null;
    this.raiseReason = null;
    this.takenAt = null;
  }

  /** Whether it goes to everybody on its track. */
  get reachesAll(): boolean {
    return this.share === FULL_SHARE && reachesAllMarkets(this.targeting);
  }

  /** @throws DomainError `rollout-share-invalid`, `rollout-share-not-higher`. */
  raiseShare(share: number): void {
    const from = this.share;
    this.share = raisedShare(from, share);
    this.previousShare = from;
  }
}
