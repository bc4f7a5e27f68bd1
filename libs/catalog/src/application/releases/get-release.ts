import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { ReleaseIndex, type ReleaseView } from '../../persistence/read-models/release-index';

/** One release with its findings. @throws DomainError `release-not-found`. */
@Injectable()
export class GetRelease {
  constructor(private readonly index: ReleaseIndex) {}

  async execute(releaseId: string): Promise<ReleaseView> {
    const release = await this.index.find(releaseId);
    if (release === null) throw notFound('release');
    return release;
  }
}
