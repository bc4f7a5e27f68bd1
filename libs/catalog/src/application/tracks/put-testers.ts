import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { GROUPS_PER_TRACK, testerAddresses, tooManyTesters } from '../../domain/testing/tester-group';
import { AppRepository } from '../../persistence/apps/app-repository';
import { TesterGroupRepository } from '../../persistence/testers/tester-group-repository';
import { type TesterList, TrackRepository } from '../../persistence/tracks/track-repository';
import { checkHasTesters } from './tester-rules';

export interface PutTestersCommand {
  appId: string;
  track: string;
  /** Replaces the list. Compared without regard to case. */
  emails: readonly string[];
  /** Replaces the groups, which are the publisher's; at most 10. Default: they stay. */
  groupIds?: readonly string[] | undefined;
  /** The version that the caller has seen; 0 before the first. */
  expectedVersion?: number | undefined;
  actor: AccountActor;
}

/**
 * Names the testers of the internal track or of a closed one.
 * @throws DomainError `app-not-found`, `track-not-found`, `track-without-testers`, `too-many-testers`, `too-many-tester-groups`,
 *   `tester-group-not-found` (422), `testers-changed`.
 */
@Injectable()
export class PutTesters {
  constructor(
    private readonly apps: AppRepository,
    private readonly tracks: TrackRepository,
    private readonly groups: TesterGroupRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: PutTestersCommand): Promise<TesterList> {
    const { appId, track, expectedVersion, actor } = command;
    const emails = testerAddresses(command.emails);
    const groupIds = command.groupIds === undefined ? undefined : [...new Set(command.groupIds)];
    const { publisherId } = await this.apps.lock(appId);
    const max = checkHasTesters(track);
    await this.tracks.checkExists(appId, track);
    if (emails.length > max) throw tooManyTesters(track, max);
    const before = await this.tracks.testers(appId, track);
    // They stay as they are until the transaction ends: an internal track cannot grow past its limit meanwhile.
    await this.groups.lock([...before.groupIds, ...(groupIds ?? [])]);
    if (groupIds !== undefined) await this.checkGroups(groupIds, publisherId);
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      throw new DomainError(
        'precondition-failed',
        'testers-changed',
        'Somebody else changed the testers first.',
      );
    await this.tracks.putTesters(appId, track, { emails, groupIds, at: this.clock.now() });
    if (track === 'internal' && (await this.tracks.countTesters(appId, track)) > max)
      throw tooManyTesters(track, max);
    const after = await this.tracks.testers(appId, track);
    // Addresses are people's: the log keeps how many, not whose.
    await this.audit.record({
      actor,
      action: 'track.testers',
      subject: { type: 'app', id: appId },
      before: { track, testers: before.emails.length, groupIds: before.groupIds },
      after: { track, testers: emails.length, groupIds: after.groupIds },
    });
    return after;
  }

  private async checkGroups(groupIds: readonly string[], publisherId: string): Promise<void> {
    if (groupIds.length > GROUPS_PER_TRACK)
      throw new DomainError('invalid', 'too-many-tester-groups', `A track takes ${GROUPS_PER_TRACK} groups.`);
    const own = await this.groups.ofPublisher(publisherId, groupIds);
    const foreign = groupIds.findIndex((id) => !own.has(id));
    if (foreign < 0) return;
    const detail = `The publisher has no group ${groupIds[foreign]}.`;
    const errors = [{ pointer: `/groupIds/${foreign}`, code: 'tester-group-not-found', detail }];
    throw new DomainError('invalid', 'tester-group-not-found', detail, { errors });
  }
}
