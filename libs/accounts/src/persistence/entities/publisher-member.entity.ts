import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Permission } from '../../domain/permissions';
import type { PublisherRole } from '../../domain/roles';
import type { AppGrantsColumn } from '../app-grants';

/** One person's place in a publisher's team. */
@Entity('publisher_member')
export class PublisherMember {
  @PrimaryColumn('uuid', { name: 'publisher_id' })
  publisherId!: string;

  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text', { array: true })
  roles!: PublisherRole[];

  @Column('text', { array: true })
  permissions!: Permission[];

  @Column('jsonb', { name: 'app_grants' })
  appGrants!: AppGrantsColumn;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;
}
