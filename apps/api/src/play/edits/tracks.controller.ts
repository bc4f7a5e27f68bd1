import { Body, Controller, Get, Param, Patch, Post, Put } from '@nestjs/common';
import {
  ChangeEdit,
  ReadEdit,
  TRACK_NAME,
  TRACK_NAME_MAX_LENGTH,
  type WantedRelease,
} from '@portolan/catalog';
import { DomainError, notFound } from '@portolan/platform';
import { z } from 'zod';
import { OwnedApp } from '../../auth/current-actor';
import { newTrackBody, trackBody } from '../google-shapes';
import { APPLICATION, PlayRoute } from '../play-route';
import { known } from './edits.controller';
import {
  ALPHA,
  fromGoogleRelease,
  type GoogleRelease,
  googleTrack,
  ourTrack,
  toGoogleRelease,
} from './track-words';

interface Track {
  track: string;
  releases: GoogleRelease[];
}

const trackSchema = z.string().max(TRACK_NAME_MAX_LENGTH).regex(TRACK_NAME, 'must be the name of a track');

/** `edits.tracks`: which versions go to whom. */
@Controller(`${APPLICATION}/edits/:editId/tracks`)
export class PlayTracksController {
  constructor(
    private readonly readEdit: ReadEdit,
    private readonly changeEdit: ChangeEdit,
  ) {}

  @Get()
  @PlayRoute('apps:read')
  async list(@OwnedApp() appId: string, @Param('editId') editId: string) {
    const tracks = await this.read(appId, editId);
    return {
      kind: 'androidpublisher#tracksListResponse',
      tracks: [...tracks].map(([name, releases]) => googleForm(name, releases)),
    };
  }

  @Post()
  @PlayRoute('releases:write')
  async create(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Body({ schema: newTrackBody }) { track }: z.infer<typeof newTrackBody>,
  ): Promise<Track> {
    const name = ourTrack(trackSchema.safeParse(track).data ?? refuseName(track));
    if ((await this.read(appId, editId)).has(name))
      throw new DomainError('conflict', 'track-exists', `The app has a track "${track}" already.`);
    return this.write(appId, editId, name, []);
  }

  @Get(':track')
  @PlayRoute('apps:read')
  async get(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Param('track', { schema: trackSchema }) track: string,
  ): Promise<Track> {
    const releases = (await this.read(appId, editId)).get(ourTrack(track));
    if (releases === undefined) throw notFound('track', track);
    return googleForm(ourTrack(track), releases);
  }

  @Put(':track')
  @PlayRoute('releases:write')
  async update(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Param('track', { schema: trackSchema }) track: string,
    @Body({ schema: trackBody }) { releases }: z.infer<typeof trackBody>,
  ): Promise<Track> {
    if (!(await this.read(appId, editId)).has(ourTrack(track))) throw notFound('track', track);
    return this.write(appId, editId, ourTrack(track), (releases ?? []).map(fromGoogleRelease));
  }

  /** Releases are told apart by their version codes: those that are not named stay as they are. */
  @Patch(':track')
  @PlayRoute('releases:write')
  async patch(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Param('track', { schema: trackSchema }) track: string,
    @Body({ schema: trackBody }) { releases }: z.infer<typeof trackBody>,
  ): Promise<Track> {
    const before = (await this.read(appId, editId)).get(ourTrack(track));
    if (before === undefined) throw notFound('track', track);
    const given = (releases ?? []).map(fromGoogleRelease);
    const named = new Set(given.map(codesOf));
    const all = [...given, ...before.filter((release) => !named.has(codesOf(release)))];
    return this.write(appId, editId, ourTrack(track), all);
  }

  private async read(appId: string, editId: string): Promise<Map<string, readonly WantedRelease[]>> {
    const { tracks } = await this.readEdit.execute({ appId, editId: known(editId) });
    return new Map([...(tracks.has(ALPHA) ? [] : ([[ALPHA, []]] as const)), ...tracks]);
  }

  private async write(
    appId: string,
    editId: string,
    track: string,
    releases: readonly WantedRelease[],
  ): Promise<Track> {
    await this.changeEdit.execute({
      appId,
      editId: known(editId),
      change: (changes) => ({ ...changes, tracks: { ...changes.tracks, [track]: releases } }),
    });
    return googleForm(track, releases);
  }
}

function googleForm(name: string, releases: readonly WantedRelease[]): Track {
  return { track: googleTrack(name), releases: releases.map(toGoogleRelease) };
}

function codesOf({ versionCodes }: WantedRelease): string {
  return [...versionCodes].sort((a, b) => a - b).join();
}

function refuseName(name: string): never {
  throw new DomainError('invalid', 'track-name-invalid', `"${name.slice(0, 60)}" is no name for a track.`);
}
