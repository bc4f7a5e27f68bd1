import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { checkClosedTrackName } from '../../domain/delivery/track-name';
import { AppRepository } from '../../persistence/apps/app-repository';
import { TrackRepository } from '../../persistence/tracks/track-repository';

const CLOSED_TRACKS_PER_APP = 50;

/**
 * Makes a closed track of an app.
 * @throws DomainError `app-not-found`, `track-name-invalid`, `track-exists`, `too-many-tracks`.
 */
@Injectable()
export class CreateTrack {
  constructor(
    private readonly apps: AppRepository,
    private readonly tracks: TrackRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: { appId: string; name: string; actor: AccountActor }): Promise<void> {
    const { appId, actor } = command;
    const name = checkClosedTrackName(command.name);
    await this.apps.lock(appId);
    if ((await this.tracks.countClosed(appId)) >= CLOSED_TRACKS_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-tracks',
        `An app has at most ${CLOSED_TRACKS_PER_APP} closed tracks.`,
      );
    await this.tracks.insertClosed({ appId, name, createdBy: actor.accountId, createdAt: this.clock.now() });
    await this.audit.record({
      actor,
      action: 'track.create',
      subject: { type: 'app', id: appId },
      after: { track: name },
    });
  }
}
