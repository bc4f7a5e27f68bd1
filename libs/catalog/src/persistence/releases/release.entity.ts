import { Column, Entity, PrimaryColumn } from 'typeorm';
import { checkTransition, type ReleaseStatus } from '../../domain/release/release-status';
import type { RejectionPolicy } from '../../domain/release/rejection-policies';
import type { Finding } from '../../domain/release/review-policy';

/** One package on its way to people's devices. */
@Entity({ name: 'release' })
export class Release {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'app_id' })
  appId!: string;

  @Column('uuid', { name: 'artifact_id' })
  artifactId!: string;

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

  @Column('text', { name: 'decision_policy', nullable: true })
  decisionPolicy!: RejectionPolicy | null;

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
}
