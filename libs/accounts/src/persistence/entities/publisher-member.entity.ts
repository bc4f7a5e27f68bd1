import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PublisherRole } from '../../domain/roles';

/** One person's place in a publisher's team. */
@Entity('publisher_member')
export class PublisherMember {
  @PrimaryColumn('uuid', { name: 'publisher_id' })
  publisherId!: string;

  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text', { array: true })
  roles!: PublisherRole[];

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;
}
