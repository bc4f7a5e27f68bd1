import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An app's page in one locale. */
@Entity({ name: 'app_listing' })
export class AppListing {
  @PrimaryColumn('uuid', { name: 'app_id' })
  appId!: string;

  @PrimaryColumn('text')
  locale!: string;

  @Column('text')
  title!: string;

  @Column('text', { name: 'short_description' })
  shortDescription!: string;

  @Column('text', { name: 'full_description' })
  fullDescription!: string;

  /** Raised by each change; what `If-Match` names. */
  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
