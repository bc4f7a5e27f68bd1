import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import type { CountryTargeting } from '../../domain/delivery/country-targeting';
import { checkShare, FULL_SHARE } from '../../domain/delivery/rollout';
import { PRODUCTION } from '../../domain/delivery/track-name';
import { checkReleaseNotes } from '../../domain/release/release-notes';
import { AppRepository } from '../../persistence/apps/app-repository';
import type { Artifact } from '../../persistence/artifacts/artifact.entity';
import { ArtifactRepository } from '../../persistence/artifacts/artifact-repository';
import { Release } from '../../persistence/releases/release.entity';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { TrackRepository } from '../../persistence/tracks/track-repository';
import { KnownMarkets } from '../rollouts/known-markets';
import { ReleaseFindings } from './release-findings';

export interface CreateReleaseCommand {
  appId: string;
  /** The package, or one of several. */
  artifactId: string;
  /** Further packages for other kinds of devices; at most 50 in all. */
  otherArtifactIds?: readonly string[] | undefined;
  /** Default: `production`. */
  track?: string | undefined;
  /** What the publisher calls it, up to 50 characters. */
  name?: string | undefined;
  /** What is new, by locale: at most 100 locales of 500 characters. */
  notes: Record<string, string>;
  /** Thousandths of the track's people that it goes to at first; default: all, 1000. */
  share?: number | undefined;
  /** Default: every market that the app is offered in. */
  targeting?: CountryTargeting | null | undefined;
  /** 0 (default) to 5. */
  updatePriority?: number | undefined;
  /** Once approved, it waits for `PublishRelease`. */
  managed?: boolean | undefined;
  actor: AccountActor;
}

const RELEASES_PER_APP = 2_000;
export const PACKAGES_PER_RELEASE = 50;

/**
 * Drafts a release of one or several packages for a track and runs the automated checks on each.
 * @throws DomainError `app-not-found`, `track-not-found`, `artifact-not-found`, `market-not-found`,
 *   `release-notes-invalid`, `rollout-share-invalid`, `too-many-releases`, `too-many-packages`.
 */
@Injectable()
export class CreateRelease {
  constructor(
    private readonly apps: AppRepository,
    private readonly artifacts: ArtifactRepository,
    private readonly releases: ReleaseRepository,
    private readonly tracks: TrackRepository,
    private readonly markets: KnownMarkets,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly findings: ReleaseFindings,
  ) {}

  /** @returns the id of the draft. */
  @Transactional()
  async execute(command: CreateReleaseCommand): Promise<string> {
    const { appId, actor, track = PRODUCTION, targeting = null } = command;
    const notes = checkReleaseNotes(command.notes);
    const share = checkShare(command.share ?? FULL_SHARE);
    const app = await this.apps.lock(appId);
    await this.tracks.checkExists(appId, track);
    if (targeting !== null) await this.markets.check(targeting.countries);
    const packages = await this.packagesOf(command);
    const [main] = packages;
    if (main === undefined) throw new Error('A command names one package at least.');
    if ((await this.releases.count(appId)) >= RELEASES_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-releases',
        `An app has at most ${RELEASES_PER_APP} releases.`,
      );
    const id = this.ids.next();
    const release = Object.assign(new Release(), {
      id,
      appId,
      artifactId: main.id,
      track,
      name: command.name ?? null,
      share,
      rolloutSalt: id,
      targeting,
      updatePriority: command.updatePriority ?? 0,
      managed: command.managed ?? false,
      version: 1,
      status: 'draft' as const,
      notes,
      findings: await this.findings.of(app, track, packages),
      createdBy: actor.accountId,
      createdAt: this.clock.now(),
    });
    await this.releases.insert(
      release,
      packages.map((artifact) => artifact.id),
    );
    await this.audit.record({
      actor,
      action: 'release.create',
      subject: { type: 'release', id: release.id },
      after: {
        appId,
        track,
        artifactIds: packages.map((artifact) => artifact.id),
        versionCode: main.versionCode,
        sharePercent: share / 10,
        targeting,
        findings: release.findings,
      },
    });
    return release.id;
  }

  /** The highest version code first. */
  private async packagesOf({
    appId,
    artifactId,
    otherArtifactIds = [],
  }: CreateReleaseCommand): Promise<Artifact[]> {
    const ids = [...new Set([artifactId, ...otherArtifactIds])];
    if (ids.length > PACKAGES_PER_RELEASE)
      throw new DomainError(
        'invalid',
        'too-many-packages',
        `A release has at most ${PACKAGES_PER_RELEASE} packages.`,
      );
    const packages: Artifact[] = [];
    for (const id of ids) packages.push(await this.artifacts.get(appId, id));
    return packages.sort((a, b) => b.versionCode - a.versionCode);
  }
}
