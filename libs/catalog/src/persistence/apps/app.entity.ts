import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Declarations } from '../../domain/app/declarations';

export type Pricing = 'free' | 'paid';

/** An app: what stays the same over all its releases. */
@Entity({ name: 'app' })
export class App {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'publisher_id' })
  publisherId!: string;

  @Column('text', { name: 'package_name' })
  packageName!: string;

  @Column('text', { name: 'default_locale' })
  defaultLocale!: string;

  @Column('text')
  category!: string;

  @Column('text')
  pricing!: Pricing;

  @Column('jsonb')
  declarations!: Declarations;

  /** The certificates that every new package of the app is signed with, once one has been uploaded. */
  @Column('text', { nullable: true })
  signer!: string | null;

  /** Those that `signer` took over from by proof of rotation, the oldest first. */
  @Column('text', { name: 'previous_signers', array: true })
  previousSigners!: string[];

  @Column('timestamptz', { name: 'first_live_at', nullable: true })
  firstLiveAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
