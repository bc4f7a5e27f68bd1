import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { AppRepository } from '../../persistence/apps/app-repository';
import { type TesterList, TrackRepository } from '../../persistence/tracks/track-repository';
import { checkHasTesters } from './tester-rules';

export interface PutTestersCommand {
  appId: string;
  track: string;
  /** Replaces the list. Compared without regard to case. */
  emails: readonly string[];
  /** The version that the caller has seen; 0 before the first. */
  expectedVersion?: number | undefined;
  actor: AccountActor;
}

/**
 * Names the testers of the internal track or of a closed one.
 * @throws DomainError `app-not-found`, `track-not-found`, `track-without-testers`, `too-many-testers`, `testers-changed`.
 */
@Injectable()
export class PutTesters {
  constructor(
    private readonly apps: AppRepository,
    private readonly tracks: TrackRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: PutTestersCommand): Promise<TesterList> {
    const { appId, track, expectedVersion, actor } = command;
    const emails = [...new Set(command.emails.map((email) => email.trim().toLowerCase()))];
    await this.apps.lock(appId);
    const max = checkHasTesters(track);
    await this.tracks.checkExists(appId, track);
    if (emails.length > max)
      throw new DomainError('invalid', 'too-many-testers', `The track "${track}" takes ${max} testers.`);
    const before = await this.tracks.testers(appId, track);
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      throw new DomainError(
        'precondition-failed',
        'testers-changed',
        'Somebody else changed the testers first.',
      );
    await this.tracks.putTesters(appId, track, { emails, at: this.clock.now() });
    // Addresses are people's: the log keeps how many, not whose.
    await this.audit.record({
      actor,
      action: 'track.testers',
      subject: { type: 'app', id: appId },
      before: { track, testers: before.emails.length },
      after: { track, testers: emails.length },
    });
    return this.tracks.testers(appId, track);
  }
}
