import type { StoredEdit } from '../../persistence/edits/edit-repository';

/** An edit as whoever opened it reads it. */
export interface EditView {
  id: string;
  appId: string;
  /** Idle until then, it is gone; every use moves it. RFC 3339. */
  expiresAt: string;
  /** Packages that were uploaded in it. */
  artifactIds: readonly string[];
}

export function viewEdit({ id, appId, expiresAt, changes }: StoredEdit): EditView {
  return { id, appId, expiresAt: expiresAt.toISOString(), artifactIds: changes.artifacts };
}
