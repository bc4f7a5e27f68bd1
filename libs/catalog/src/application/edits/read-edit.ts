import { Injectable } from '@nestjs/common';
import type { ListingText } from '../../domain/app/listing';
import { testersMax, trackKind } from '../../domain/delivery/track-name';
import type { AppDetails } from '../../domain/edit/edit-changes';
import { type CurrentRelease, type WantedRelease, wantedStatusOf } from '../../domain/edit/wanted-release';
import { EditRepository } from '../../persistence/edits/edit-repository';
import { AppStateReader } from './app-state';
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
}

/** @throws DomainError `edit-not-found`, `edit-deleted`, `edit-committed`, `edit-expired`. */
@Injectable()
export class ReadEdit {
  constructor(
    private readonly edits: EditRepository,
    private readonly desk: EditDesk,
    private readonly state: AppStateReader,
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
    };
  }
}

function asWanted(release: CurrentRelease): WantedRelease {
  const status = wantedStatusOf(release);
  const { versionCodes, name, targeting, notes, updatePriority } = release;
  const share = status === 'completed' || release.share === 1_000 ? null : release.share;
  return { versionCodes, status, name, share, targeting, notes, updatePriority };
}
