import { Body, Controller, Delete, Get, Param, Patch, Put } from '@nestjs/common';
import { ChangeEdit, type EditedApp, type ListingText, ReadEdit } from '@portolan/catalog';
import { notFound } from '@portolan/platform';
import { OwnedApp } from '../../auth/current-actor';
import { language as languageSchema, listingBody, type ListingBody } from '../google-shapes';
import { APPLICATION, PlayRoute } from '../play-route';
import { known } from './edits.controller';

interface Listing extends ListingText {
  language: string;
}

const EMPTY: ListingText = { title: '', shortDescription: '', fullDescription: '' };

/** `edits.listings`: the pages of an app. */
@Controller(`${APPLICATION}/edits/:editId/listings`)
export class PlayListingsController {
  constructor(
    private readonly readEdit: ReadEdit,
    private readonly changeEdit: ChangeEdit,
  ) {}

  @Get()
  @PlayRoute('apps:read')
  async list(@OwnedApp() appId: string, @Param('editId') editId: string) {
    const { listings } = await this.read(appId, editId);
    const all = [...listings].map(([language, text]): Listing => ({ language, ...text }));
    return { kind: 'androidpublisher#listingsListResponse', listings: all };
  }

  @Delete()
  @PlayRoute('releases:write', 204)
  async deleteAll(@OwnedApp() appId: string, @Param('editId') editId: string): Promise<void> {
    const { listings } = await this.read(appId, editId);
    await this.put(
      appId,
      editId,
      Object.fromEntries([...listings.keys()].map((language) => [language, null])),
    );
  }

  @Get(':language')
  @PlayRoute('apps:read')
  async get(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Param('language', { schema: languageSchema }) language: string,
  ): Promise<Listing> {
    const text = (await this.read(appId, editId)).listings.get(language);
    if (text === undefined) throw notFound('listing', language);
    return { language, ...text };
  }

  @Put(':language')
  @PlayRoute('releases:write')
  update(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Param('language', { schema: languageSchema }) language: string,
    @Body({ schema: listingBody }) body: ListingBody,
  ): Promise<Listing> {
    return this.write(appId, editId, language, merged(EMPTY, body));
  }

  @Patch(':language')
  @PlayRoute('releases:write')
  async patch(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Param('language', { schema: languageSchema }) language: string,
    @Body({ schema: listingBody }) body: ListingBody,
  ): Promise<Listing> {
    const { listings } = await this.read(appId, editId);
    return this.write(appId, editId, language, merged(listings.get(language) ?? EMPTY, body));
  }

  @Delete(':language')
  @PlayRoute('releases:write', 204)
  async delete(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Param('language', { schema: languageSchema }) language: string,
  ): Promise<void> {
    if (!(await this.read(appId, editId)).listings.has(language)) throw notFound('listing', language);
    await this.put(appId, editId, { [language]: null });
  }

  private read(appId: string, editId: string): Promise<EditedApp> {
    return this.readEdit.execute({ appId, editId: known(editId) });
  }

  private async write(appId: string, editId: string, language: string, text: ListingText): Promise<Listing> {
    await this.put(appId, editId, { [language]: text });
    return { language, ...text };
  }

  private async put(
    appId: string,
    editId: string,
    listings: Record<string, ListingText | null>,
  ): Promise<void> {
    await this.changeEdit.execute({
      appId,
      editId: known(editId),
      change: (changes) => ({ ...changes, listings: { ...changes.listings, ...listings } }),
    });
  }
}

function merged(before: ListingText, { title, shortDescription, fullDescription }: ListingBody): ListingText {
  return {
    title: title ?? before.title,
    shortDescription: shortDescription ?? before.shortDescription,
    fullDescription: fullDescription ?? before.fullDescription,
  };
}
