import { Body, Controller, Get, Param, Patch, Put } from '@nestjs/common';
import { ChangeEdit, ReadEdit } from '@portolan/catalog';
import { notFound } from '@portolan/platform';
import type { z } from 'zod';
import { OwnedApp } from '../../auth/current-actor';
import { testersBody } from '../google-shapes';
import { APPLICATION, PlayRoute } from '../play-route';
import { known } from './edits.controller';
import { ALPHA, ourTrack } from './track-words';

type TestersBody = z.infer<typeof testersBody>;

/** `edits.testers`: who is on a closed track. There are no groups here: each address is a person's. */
@Controller(`${APPLICATION}/edits/:editId/testers/:track`)
export class PlayTestersController {
  constructor(
    private readonly readEdit: ReadEdit,
    private readonly changeEdit: ChangeEdit,
  ) {}

  @Get()
  @PlayRoute('releases:write')
  async get(@OwnedApp() appId: string, @Param('editId') editId: string, @Param('track') track: string) {
    const { testers } = await this.readEdit.execute({ appId, editId: known(editId) });
    const emails = testers.get(ourTrack(track)) ?? (ourTrack(track) === ALPHA ? [] : undefined);
    if (emails === undefined) throw notFound('track', track.slice(0, 60));
    return { googleGroups: emails };
  }

  @Put()
  @PlayRoute('releases:write')
  update(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Param('track') track: string,
    @Body({ schema: testersBody }) body: TestersBody,
  ) {
    return this.write(appId, editId, track, body.googleGroups ?? []);
  }

  @Patch()
  @PlayRoute('releases:write')
  async patch(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Param('track') track: string,
    @Body({ schema: testersBody }) { googleGroups }: TestersBody,
  ) {
    if (googleGroups === null || googleGroups === undefined) return this.get(appId, editId, track);
    return this.write(appId, editId, track, googleGroups);
  }

  private async write(appId: string, editId: string, track: string, emails: readonly string[]) {
    const name = ourTrack(track);
    await this.get(appId, editId, track);
    const { tracks } = await this.readEdit.execute({ appId, editId: known(editId) });
    // `alpha` is made by whoever uses it first, and naming its testers is using it.
    const made = tracks.has(name) ? {} : { [name]: [] };
    await this.changeEdit.execute({
      appId,
      editId: known(editId),
      change: (changes) => ({
        ...changes,
        tracks: { ...made, ...changes.tracks },
        testers: { ...changes.testers, [name]: emails },
      }),
    });
    return { googleGroups: emails };
  }
}
