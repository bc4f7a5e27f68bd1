import { Injectable } from '@nestjs/common';
import type { ListingText } from '../../domain/app/listing';
import { testersMax, trackKind } from '../../domain/delivery/track-name';
import type { AppDetails } from '../../domain/edit/edit-changes';
import { type ExpansionFile, expansionOf, readExpansionKey } from '../../domain/edit/expansion-files';
import { type CurrentRelease, type WantedRelease, wantedStatusOf } from '../../domain/edit/wanted-release';
import { ExpansionRepository } from '../../persistence/artifacts/expansion-repository';
import { EditRepository, type StoredEdit } from '../../persistence/edits/edit-repository';
import { type AppState, AppStateReader } from './app-state';
import { EditDesk } from './edit-desk';
import { type EditView, viewEdit } from './edit-view';

/** An app as it will be once the edit is committed. */
export interface EditedApp {
  edit: EditView;
  listings: ReadonlyMap<string, ListingText>;
  /** By `placeKey`. */
  images: ReadonlyMap<string, readonly string[]>;
  tracks: ReadonlyMap<string, readonly WantedRelease[]>;
  testers: ReadonlyMap<string, readonly string[]>;
  details: AppDetails;
  /** By `expansionKey`. */
  expansionFiles: ReadonlyMap<string, ExpansionFile>;
}

/** @throws DomainError `edit-not-found`, `edit-deleted`, `edit-committed`, `edit-expired`. */
@Injectable()
export class ReadEdit {
  constructor(
    private readonly edits: EditRepository,
    private readonly desk: EditDesk,
    private readonly state: AppStateReader,
    private readonly expansions: ExpansionRepository,
  ) {}

  async execute({ appId, editId }: { appId: string; editId: string }): Promise<EditedApp> {
    const edit = await this.edits.get(appId, editId);
    this.desk.assertOpen(edit);
    const { changes } = edit;
    const now = await this.state.read(appId);
    const listings = new Map(now.listings);
    for (const [locale, text] of Object.entries(changes.listings)) {
      if (text === null) listings.delete(locale);
      else listings.set(locale, text);
    }
    const tracks = new Map<string, readonly WantedRelease[]>();
    for (const [track, releases] of now.tracks) tracks.set(track, releases.map(asWanted));
    const testers = new Map(now.testers);
    for (const [track, releases] of Object.entries(changes.tracks)) {
      tracks.set(track, releases);
      // A track that the edit makes has nobody on it yet.
      if (!testers.has(track) && testersMax(trackKind(track)) !== null) testers.set(track, []);
    }
    for (const [track, emails] of Object.entries(changes.testers)) testers.set(track, emails);
    return {
      edit: viewEdit(edit),
      listings,
      images: new Map([...now.images, ...Object.entries(changes.images)]),
      tracks,
      testers,
      details: changes.details ?? now.details,
      expansionFiles: await this.expansionsOf(edit, now),
    };
  }

  private async expansionsOf(
    { id, changes }: StoredEdit,
    now: AppState,
  ): Promise<Map<string, ExpansionFile>> {
    const { expansionFiles: wanted } = changes;
    const files = new Map(now.expansionFiles);
    if (Object.keys(wanted).length === 0) return files;
    const uploaded = await this.expansions.uploadedIn(id);
    for (const key of Object.keys(wanted)) {
      const file = expansionOf(readExpansionKey(key), wanted, now.expansionFiles, uploaded);
      if (file === null) files.delete(key);
      else files.set(key, file);
    }
    return files;
  }
}

function asWanted(release: CurrentRelease): WantedRelease {
  const status = wantedStatusOf(release);
  const { versionCodes, name, targeting, notes, updatePriority } = release;
  const share = status === 'completed' || release.share === 1_000 ? null : release.share;
  return { versionCodes, status, name, share, targeting, notes, updatePriority };
}
