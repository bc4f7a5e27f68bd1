import type { PackageFacts } from '../../domain/artifact/package-facts';
import type { Artifact } from '../../persistence/artifacts/artifact.entity';

/** An uploaded package with everything that its inspection found. */
export interface ArtifactView {
  id: string;
  appId: string;
  versionCode: number;
  versionName: string | null;
  /** Of the whole file, lower-case hex. */
  sha256: string;
  sizeBytes: number;
  uploadedAt: string;
  report: PackageFacts;
}

export function viewArtifact(artifact: Artifact): ArtifactView {
  const { id, appId, versionCode, versionName, sha256, sizeBytes, report } = artifact;
  return {
    id,
    appId,
    versionCode,
    versionName,
    sha256,
    sizeBytes,
    uploadedAt: artifact.uploadedAt.toISOString(),
    report,
  };
}
