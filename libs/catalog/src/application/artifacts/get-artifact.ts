import { Injectable } from '@nestjs/common';
import { ArtifactRepository } from '../../persistence/artifacts/artifact-repository';
import { type ArtifactView, viewArtifact } from './artifact-view';

/** One package of an app with its full report. @throws DomainError `artifact-not-found`. */
@Injectable()
export class GetArtifact {
  constructor(private readonly artifacts: ArtifactRepository) {}

  async execute(appId: string, artifactId: string): Promise<ArtifactView> {
    return viewArtifact(await this.artifacts.get(appId, artifactId));
  }
}
