import { Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CommitEdit, DeleteEdit, type EditView, OpenEdit, ReadEdit } from '@portolan/catalog';
import { type AccountActor, notFound } from '@portolan/platform';
import { z } from 'zod';
import { CurrentActor, OwnedApp } from '../../auth/current-actor';
import { uuid } from '../../http/schemas';
import { flag } from '../google-shapes';
import { APPLICATION, PlayRoute } from '../play-route';

const commitQuery = z.looseObject({ changesNotSentForReview: flag });

interface AppEdit {
  id: string;
  expiryTimeSeconds: string;
}

/** `edits`: changes of an app that are gathered and committed as a whole. */
@Controller(`${APPLICATION}/edits`)
export class EditsController {
  constructor(
    private readonly openEdit: OpenEdit,
    private readonly readEdit: ReadEdit,
    private readonly deleteEdit: DeleteEdit,
    private readonly commitEdit: CommitEdit,
  ) {}

  @Post()
  @PlayRoute('releases:write')
  async insert(@OwnedApp() appId: string, @CurrentActor() actor: AccountActor): Promise<AppEdit> {
    return appEdit(await this.openEdit.execute({ appId, actor }));
  }

  @Get(':editId')
  @PlayRoute('apps:read')
  async get(@OwnedApp() appId: string, @Param('editId') editId: string): Promise<AppEdit> {
    return appEdit((await this.readEdit.execute({ appId, editId: known(editId) })).edit);
  }

  @Delete(':editId')
  @PlayRoute('releases:write', 204)
  async delete(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    await this.deleteEdit.execute({ appId, editId: known(editId), actor });
  }

  /** `{editId}:commit` and `{editId}:validate`: a colon begins a parameter in the router's own language. */
  @Post(':editAndVerb')
  @PlayRoute('releases:write')
  async finish(
    @OwnedApp() appId: string,
    @Param('editAndVerb') editAndVerb: string,
    @Query({ schema: commitQuery }) { changesNotSentForReview: keepDrafts }: z.infer<typeof commitQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<AppEdit & { portolan: object }> {
    const [id = '', verb = ''] = editAndVerb.split(':');
    const command = { appId, editId: known(id), keepDrafts, actor };
    if (verb !== 'commit' && verb !== 'validate') throw notFound('method', editAndVerb.slice(0, 100));
    const { edit, submitted, drafts } =
      verb === 'commit' ? await this.commitEdit.execute(command) : await this.commitEdit.validate(command);
    return { ...appEdit(edit), portolan: { next: nextOf(submitted, drafts), submitted, drafts } };
  }
}

/** What a person would ask after a commit. */
function nextOf(submitted: readonly string[], drafts: readonly string[]): string[] {
  return [
    ...(submitted.length > 0 ? [`${submitted.length} release(s) wait for the store's reviewers.`] : []),
    ...(drafts.length > 0 ? [`${drafts.length} release(s) stay drafts until they are submitted.`] : []),
  ];
}

/** @throws DomainError `edit-not-found`. */
export function known(editId: string): string {
  if (!uuid.safeParse(editId).success) throw notFound('edit');
  return editId;
}

function appEdit({ id, expiresAt }: EditView): AppEdit {
  return { id, expiryTimeSeconds: String(Math.floor(Date.parse(expiresAt) / 1_000)) };
}
