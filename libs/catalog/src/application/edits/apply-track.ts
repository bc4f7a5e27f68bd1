import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError } from '@portolan/platform';
import { trackKind } from '../../domain/delivery/track-name';
import { planTrack, type TrackStep } from '../../domain/edit/plan-track';
import type { CurrentRelease, WantedRelease } from '../../domain/edit/wanted-release';
import { ArtifactRepository } from '../../persistence/artifacts/artifact-repository';
import { TrackIndex } from '../../persistence/read-models/track-index';
import { CreateRelease } from '../releases/create-release';
import { HaltRelease } from '../releases/halt-release';
import { ResumeRelease } from '../releases/resume-release';
import { SubmitRelease } from '../releases/submit-release';
import { UpdateRelease } from '../releases/update-release';
import { RaiseRollout } from '../rollouts/raise-rollout';
import { TargetRelease } from '../rollouts/target-release';
import { CreateTrack } from '../tracks/create-track';

export interface ApplyTrackCommand {
  appId: string;
  track: string;
  current: readonly CurrentRelease[];
  wanted: readonly WantedRelease[];
  keepDrafts: boolean;
  actor: AccountActor;
}

/**
 * Brings a track to what is wanted, inside the caller's transaction; a closed track that is missing is made.
 * @throws DomainError `track-change-invalid`, `version-code-unknown`, and what the single steps throw.
 */
@Injectable()
export class ApplyTrack {
  constructor(
    private readonly artifacts: ArtifactRepository,
    private readonly tracks: TrackIndex,
    private readonly createTrack: CreateTrack,
    private readonly createRelease: CreateRelease,
    private readonly updateRelease: UpdateRelease,
    private readonly submitRelease: SubmitRelease,
    private readonly targetRelease: TargetRelease,
    private readonly raiseRollout: RaiseRollout,
    private readonly haltRelease: HaltRelease,
    private readonly resumeRelease: ResumeRelease,
  ) {}

  async execute(command: ApplyTrackCommand): Promise<{ submitted: string[]; drafts: string[] }> {
    const { appId, track, actor } = command;
    const known = await this.tracks.list(appId);
    if (trackKind(track) === 'closed' && !known.some(({ name }) => name === track))
      await this.createTrack.execute({ appId, name: track, actor });
    const made = { submitted: [] as string[], drafts: [] as string[] };
    for (const step of planTrack(command.current, command.wanted)) {
      const { releaseId, submit } = await this.take(step, command);
      if (submit === null) continue;
      if (submit && !command.keepDrafts) {
        await this.submitRelease.execute({ releaseId, actor });
        made.submitted.push(releaseId);
      } else made.drafts.push(releaseId);
    }
    return made;
  }

  /** `submit`: whether the release should go to the reviewers now; null where that is no question. */
  private async take(
    step: TrackStep,
    command: ApplyTrackCommand,
  ): Promise<{ releaseId: string; submit: boolean | null }> {
    const { actor } = command;
    switch (step.do) {
      case 'create':
        return { releaseId: await this.create(step.wanted, step.share, command), submit: step.submit };
      case 'submit':
        return { releaseId: step.releaseId, submit: true };
      case 'describe':
        await this.updateRelease.execute({
          releaseId: step.releaseId,
          name: step.name,
          notes: { ...step.notes },
          actor,
        });
        break;
      case 'prepare': {
        const { releaseId, share, updatePriority } = step;
        await this.updateRelease.execute({ releaseId, share, updatePriority, actor });
        break;
      }
      case 'target':
        await this.targetRelease.execute({ releaseId: step.releaseId, targeting: step.targeting, actor });
        break;
      case 'raise':
        await this.raiseRollout.execute({ releaseId: step.releaseId, share: step.share, actor });
        break;
      case 'halt':
        await this.haltRelease.execute({
          releaseId: step.releaseId,
          reason: 'Asked for by a publishing tool.',
          actor,
        });
        break;
      case 'resume':
        await this.resumeRelease.execute({ releaseId: step.releaseId, actor });
        break;
    }
    return { releaseId: step.releaseId, submit: null };
  }

  private async create(wanted: WantedRelease, share: number, command: ApplyTrackCommand): Promise<string> {
    const { appId, track, actor } = command;
    const ids = await this.artifacts.idsByVersionCode(appId, wanted.versionCodes);
    const [artifactId, ...otherArtifactIds] = wanted.versionCodes.map((versionCode) => {
      const id = ids.get(versionCode);
      if (id === undefined)
        throw new DomainError(
          'invalid',
          'version-code-unknown',
          `No package with version code ${versionCode} was uploaded.`,
        );
      return id;
    });
    if (artifactId === undefined) throw new Error('A release that is made names a version code.');
    const { name, notes, targeting, updatePriority } = wanted;
    return this.createRelease.execute({
      appId,
      track,
      artifactId,
      otherArtifactIds,
      name: name ?? undefined,
      notes: { ...notes },
      share,
      targeting,
      updatePriority,
      actor,
    });
  }
}
