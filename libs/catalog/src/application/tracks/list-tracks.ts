import { Injectable } from '@nestjs/common';
import { PRODUCTION, trackKind, type TrackKind, trackOrder } from '../../domain/delivery/track-name';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ReleaseIndex, type ReleaseView } from '../../persistence/read-models/release-index';
import { TrackIndex } from '../../persistence/read-models/track-index';

/** A track and what its people can have; drafts and what is under review are in the list of releases. */
export interface TrackView {
  name: string;
  kind: TrackKind;
  /** Named testers; on the open track those who joined; null for production. */
  testers: number | null;
  /** The live release, the staged one and halted ones that are newer than the live one; newest first. */
  releases: ReleaseView[];
}

/** All tracks of an app with what is out on them, production first. @throws DomainError `app-not-found`. */
@Injectable()
export class ListTracks {
  constructor(
    private readonly apps: AppRepository,
    private readonly tracks: TrackIndex,
    private readonly releases: ReleaseIndex,
  ) {}

  async execute(appId: string): Promise<TrackView[]> {
    await this.apps.get(appId);
    const rows = await this.tracks.list(appId);
    const out = await this.releases.out(appId);
    return rows
      .map(({ name, testers }) => ({
        name,
        kind: trackKind(name),
        testers: name === PRODUCTION ? null : testers,
        releases: out.filter(({ track }) => track === name),
      }))
      .sort((a, b) => trackOrder(a.name) - trackOrder(b.name));
  }
}
