import { Injectable } from '@nestjs/common';
import { AppRepository } from '../../persistence/apps/app-repository';
import { type TesterList, TrackRepository } from '../../persistence/tracks/track-repository';
import { checkHasTesters } from './tester-rules';

/** The testers of a track: addresses, and groups. @throws DomainError `app-not-found`, `track-not-found`, `track-without-testers`. */
@Injectable()
export class GetTesters {
  constructor(
    private readonly apps: AppRepository,
    private readonly tracks: TrackRepository,
  ) {}

  async execute(query: { appId: string; track: string }): Promise<TesterList> {
    await this.apps.get(query.appId);
    checkHasTesters(query.track);
    await this.tracks.checkExists(query.appId, query.track);
    return this.tracks.testers(query.appId, query.track);
  }
}
