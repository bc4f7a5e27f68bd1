import type { AttributeValue, Launch } from '@portolan/regions';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A device that the store sells, as staff recorded it. Its names lie in `device_name`. */
@Entity({ name: 'device' })
export class Device {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'publisher_id' })
  publisherId!: string;

  @Column('text')
  slug!: string;

  @Column('text')
  category!: string;

  @Column('jsonb')
  attributes!: Record<string, AttributeValue>;

  @Column('jsonb', { nullable: true })
  launch!: Launch | null;

  /** A calendar day, `2016-10-25`. */
  @Column('date', { name: 'released_on', nullable: true })
  releasedOn!: string | null;

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
