import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { TrackRepository } from '../../persistence/tracks/track-repository';

/**
 * Somebody wants, or does not want any more, what an app's open track delivers. It gives no right to the app: only
 * another version to those who have one. Doing it again is no error.
 * @throws DomainError `open-track-not-found`: nothing is out on it.
 */
@Injectable()
export class JoinOpenTrack {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly tracks: TrackRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: { appId: string; joins: boolean; actor: AccountActor }): Promise<void> {
    const { appId, joins, actor } = command;
    if (joins && (await this.releases.newestOut(appId, 'open')) === null) throw notFound('open-track');
    const changed = joins
      ? await this.tracks.joinOpen(appId, actor.accountId, this.clock.now())
      : await this.tracks.leaveOpen(appId, actor.accountId);
    if (!changed) return;
    await this.audit.record({
      actor,
      action: joins ? 'track.join' : 'track.leave',
      subject: { type: 'app', id: appId },
      after: { track: 'open' },
    });
  }
}
