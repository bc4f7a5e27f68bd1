import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { ArtifactIndex, type ArtifactSummary } from '../../persistence/read-models/artifact-index';

/** The packages of an app, newest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListArtifacts {
  constructor(private readonly index: ArtifactIndex) {}

  async execute(appId: string, page: PageRequest): Promise<Page<ArtifactSummary>> {
    return this.index.list(appId, page);
  }
}
