import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A developer account: what owns apps and is paid. People act for it as members. */
@Entity('publisher')
export class Publisher {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** The name as it is compared. */
  @Column('text', { name: 'name_key' })
  nameKey!: string;

  /** ISO 3166-1 alpha-2. */
  @Column('text')
  country!: string;

  @Column('text', { name: 'contact_email' })
  contactEmail!: string;

  @Column('uuid', { name: 'founder_id' })
  founderId!: string;

  @Column('integer', { name: 'owner_count' })
  ownerCount!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
