import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PackageFacts } from '../../domain/artifact/package-facts';

/** Postgres sends `bigint` as text; the values here stay far below what a number holds exactly. */
const asNumber = { to: (value: number) => value, from: (value: string) => Number(value) };

/** An uploaded package, never changed. */
@Entity({ name: 'artifact' })
export class Artifact {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'app_id' })
  appId!: string;

  @Column('text')
  sha256!: string;

  @Column('bigint', { name: 'size_bytes', transformer: asNumber })
  sizeBytes!: number;

  @Column('text', { name: 'file_key' })
  fileKey!: string;

  @Column('bigint', { name: 'version_code', transformer: asNumber })
  versionCode!: number;

  @Column('text', { name: 'version_name', nullable: true })
  versionName!: string | null;

  @Column('text')
  signer!: string;

  /** Everything that the inspection found, as it was found then. */
  @Column('jsonb')
  report!: PackageFacts;

  @Column('uuid', { name: 'uploaded_by' })
  uploadedBy!: string;

  @Column('timestamptz', { name: 'uploaded_at' })
  uploadedAt!: Date;
}
