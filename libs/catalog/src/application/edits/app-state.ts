import { Injectable } from '@nestjs/common';
import type { ListingText } from '../../domain/app/listing';
import { testersMax, trackKind } from '../../domain/delivery/track-name';
import { type AppDetails, type AppVersions, part, placeKey } from '../../domain/edit/edit-changes';
import type { ExpansionFile } from '../../domain/edit/expansion-files';
import type { CurrentRelease } from '../../domain/edit/wanted-release';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ExpansionRepository } from '../../persistence/artifacts/expansion-repository';
import { ContactRepository } from '../../persistence/apps/contact-repository';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { ImageRepository } from '../../persistence/images/image-repository';
import { ReleaseIndex, type ReleaseView } from '../../persistence/read-models/release-index';
import { TrackIndex } from '../../persistence/read-models/track-index';
import { TrackRepository } from '../../persistence/tracks/track-repository';

/** Everything of an app that an edit may change. */
export interface AppState {
  /** By locale. */
  readonly listings: ReadonlyMap<string, ListingText>;
  /** By `placeKey`: hashes in the order of the page. */
  readonly images: ReadonlyMap<string, readonly string[]>;
  /** By track: what is out, waits or is a draft, newest first. */
  readonly tracks: ReadonlyMap<string, readonly CurrentRelease[]>;
  /** By track that has named testers. */
  readonly testers: ReadonlyMap<string, readonly string[]>;
  readonly details: AppDetails;
  /** By `expansionKey`. */
  readonly expansionFiles: ReadonlyMap<string, ExpansionFile>;
  readonly versions: AppVersions;
}

/** Reads it. */
@Injectable()
export class AppStateReader {
  constructor(
    private readonly apps: AppRepository,
    private readonly listings: ListingRepository,
    private readonly images: ImageRepository,
    private readonly contacts: ContactRepository,
    private readonly releases: ReleaseIndex,
    private readonly tracks: TrackIndex,
    private readonly testers: TrackRepository,
    private readonly expansions: ExpansionRepository,
  ) {}

  /** @throws DomainError `app-not-found`. */
  async read(appId: string): Promise<AppState> {
    const app = await this.apps.get(appId);
    const versions: Record<string, string> = {};
    const listings = new Map<string, ListingText>();
    for (const { locale, title, shortDescription, fullDescription, version } of await this.listings.listOf(
      appId,
    )) {
      listings.set(locale, { title, shortDescription, fullDescription });
      versions[part.listing(locale)] = String(version);
    }
    const images = new Map<string, string[]>();
    for (const { locale, type, sha256 } of await this.images.placesOf(appId)) {
      const key = placeKey(locale, type);
      images.set(key, [...(images.get(key) ?? []), sha256]);
    }
    for (const [key, hashes] of images) versions[part.images(key)] = hashes.join(' ');
    const views = [...(await this.releases.out(appId)), ...(await this.releases.waiting(appId))];
    const tracks = new Map<string, CurrentRelease[]>();
    const testers = new Map<string, string[]>();
    for (const { name } of await this.tracks.list(appId)) {
      const own = views.filter(({ track }) => track === name);
      tracks.set(name, own.map(currentRelease));
      if (own.length > 0)
        versions[part.track(name)] = own.map(({ id, version }) => `${id} ${version}`).join(', ');
      if (testersMax(trackKind(name)) === null) continue;
      const list = await this.testers.testers(appId, name);
      testers.set(name, list.emails);
      if (list.version > 0) versions[part.testers(name)] = String(list.version);
    }
    const { version, ...contact } = await this.contacts.find(appId);
    versions[part.details] = `${app.defaultLocale} ${version}`;
    const expansionFiles = await this.expansions.of(appId);
    for (const [key, { id }] of expansionFiles) versions[part.expansion(key)] = id;
    return {
      listings,
      images,
      tracks,
      testers,
      details: { defaultLocale: app.defaultLocale, ...contact },
      expansionFiles,
      versions,
    };
  }
}

function currentRelease(view: ReleaseView): CurrentRelease {
  const { id, status, artifacts, name, sharePercent, targeting, notes, updatePriority } = view;
  return {
    id,
    status,
    versionCodes: artifacts.map(({ versionCode }) => versionCode),
    name,
    share: Math.round(sharePercent * 10),
    targeting,
    notes,
    updatePriority,
  };
}
