import { Body, Controller, Get, Param, Patch, Put } from '@nestjs/common';
import { type AppDetails, ChangeEdit, ReadEdit } from '@portolan/catalog';
import { OwnedApp } from '../../auth/current-actor';
import { detailsBody, type DetailsBody } from '../google-shapes';
import { APPLICATION, PlayRoute } from '../play-route';
import { known } from './edits.controller';

interface GoogleDetails {
  defaultLanguage: string;
  contactEmail?: string;
  contactPhone?: string;
  contactWebsite?: string;
}

/** `edits.details`: the default language, and how to reach the publisher. */
@Controller(`${APPLICATION}/edits/:editId/details`)
export class PlayDetailsController {
  constructor(
    private readonly readEdit: ReadEdit,
    private readonly changeEdit: ChangeEdit,
  ) {}

  @Get()
  @PlayRoute('apps:read')
  async get(@OwnedApp() appId: string, @Param('editId') editId: string): Promise<GoogleDetails> {
    return googleForm((await this.readEdit.execute({ appId, editId: known(editId) })).details);
  }

  @Put()
  @PlayRoute('releases:write')
  async update(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Body({ schema: detailsBody }) body: DetailsBody,
  ): Promise<GoogleDetails> {
    const { details } = await this.readEdit.execute({ appId, editId: known(editId) });
    const empty = { defaultLocale: details.defaultLocale, email: null, phone: null, website: null };
    return this.write(appId, editId, merged(empty, body));
  }

  @Patch()
  @PlayRoute('releases:write')
  async patch(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @Body({ schema: detailsBody }) body: DetailsBody,
  ): Promise<GoogleDetails> {
    const { details } = await this.readEdit.execute({ appId, editId: known(editId) });
    return this.write(appId, editId, merged(details, body));
  }

  private async write(appId: string, editId: string, details: AppDetails): Promise<GoogleDetails> {
    await this.changeEdit.execute({
      appId,
      editId: known(editId),
      change: (changes) => ({ ...changes, details }),
    });
    return googleForm(details);
  }
}

function merged(before: AppDetails, body: DetailsBody): AppDetails {
  // An empty text takes the value away; what is not named stays.
  const text = (given: string | null | undefined, known: string | null) =>
    given === null || given === undefined ? known : given || null;
  return {
    defaultLocale: body.defaultLanguage ?? before.defaultLocale,
    email: text(body.contactEmail, before.email),
    phone: text(body.contactPhone, before.phone),
    website: text(body.contactWebsite, before.website),
  };
}

function googleForm({ defaultLocale, email, phone, website }: AppDetails): GoogleDetails {
  return {
    defaultLanguage: defaultLocale,
    ...(email !== null && { contactEmail: email }),
    ...(phone !== null && { contactPhone: phone }),
    ...(website !== null && { contactWebsite: website }),
  };
}
