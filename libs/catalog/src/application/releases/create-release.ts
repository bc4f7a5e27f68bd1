import { Inject, Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { checkReleaseNotes } from '../../domain/release/release-notes';
import { findingsOf } from '../../domain/release/review-policy';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ArtifactRepository } from '../../persistence/artifacts/artifact-repository';
import { Release } from '../../persistence/releases/release.entity';
import { ReleaseRepository } from '../../persistence/releases/release-repository';

export interface CreateReleaseCommand {
  appId: string;
  artifactId: string;
  /** What is new, by locale: at most 100 locales of 500 characters. */
  notes: Record<string, string>;
  actor: AccountActor;
}

const RELEASES_PER_APP = 2_000;

/**
 * Drafts a release of one package and runs the automated checks on it.
 * @throws DomainError `app-not-found`, `artifact-not-found`, `release-notes-invalid`, `too-many-releases`.
 */
@Injectable()
export class CreateRelease {
  constructor(
    private readonly apps: AppRepository,
    private readonly artifacts: ArtifactRepository,
    private readonly releases: ReleaseRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  /** @returns the id of the draft. */
  @Transactional()
  async execute(command: CreateReleaseCommand): Promise<string> {
    const { appId, artifactId, actor } = command;
    const notes = checkReleaseNotes(command.notes);
    const app = await this.apps.lock(appId);
    const artifact = await this.artifacts.get(appId, artifactId);
    if ((await this.releases.count(appId)) >= RELEASES_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-releases',
        `An app has at most ${RELEASES_PER_APP} releases.`,
      );
    const release = Object.assign(new Release(), {
      id: this.ids.next(),
      appId,
      artifactId,
      status: 'draft' as const,
      notes,
      findings: findingsOf(this.options.reviewPolicy, {
        facts: artifact.report,
        declarations: app.declarations,
      }),
      createdBy: actor.accountId,
      createdAt: this.clock.now(),
    });
    await this.releases.insert(release);
    await this.audit.record({
      actor,
      action: 'release.create',
      subject: { type: 'release', id: release.id },
      after: { appId, artifactId, versionCode: artifact.versionCode, findings: release.findings },
    });
    return release.id;
  }
}
