import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import {
  CreateChangeSet,
  GetChangeSet,
  ListChangeSets,
  PreviewChangeSet,
  ProposeChangeSet,
  ReplaceEdits,
  RevertChangeSet,
} from '@portolan/regions';
import type { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { Endpoint } from '../../../http/endpoint';
import { pageOf, pageQuery, uuid } from '../../../http/schemas';
import { changeSet, changeSetBody, changeSetState, changeSetSummary, editsBody, preview } from './schemas';
import { ChangeSetViews } from './views';
import { because } from '../schemas';

const listQuery = pageQuery.extend({ state: changeSetState.optional() });
const params = { changeSetId: 'The change set.' };
const READERS = staff('market-manager', 'market-approver', 'legal');
const WRITERS = staff('market-manager', 'legal');

/** Changes of the rules that are written down, looked at, approved and made as one. */
@ApiTags('operations')
@Controller('v1/ops/change-sets')
export class ChangeSetsController {
  constructor(
    private readonly listChangeSets: ListChangeSets,
    private readonly getChangeSet: GetChangeSet,
    private readonly createChangeSet: CreateChangeSet,
    private readonly replaceEdits: ReplaceEdits,
    private readonly previewChangeSet: PreviewChangeSet,
    private readonly proposeChangeSet: ProposeChangeSet,
    private readonly revertChangeSet: RevertChangeSet,
    private readonly views: ChangeSetViews,
  ) {}

  @Get()
  @Endpoint({ summary: 'Change sets, newest first', access: READERS, returns: pageOf(changeSetSummary) })
  async list(
    @Query({ schema: listQuery }) query: z.infer<typeof listQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Page<z.infer<typeof changeSetSummary>>> {
    const page = await this.listChangeSets.execute(query);
    return { ...page, data: await this.views.summaries(page.data, actor) };
  }

  @Post()
  @Endpoint({
    summary: 'Write down changes of the rules',
    description: 'Nothing changes yet. New rules get their ids now, so that later edits can name them.',
    access: WRITERS,
    status: 201,
    returns: changeSet,
    problems: [422],
  })
  async create(
    @Body({ schema: changeSetBody }) body: z.infer<typeof changeSetBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof changeSet>> {
    return this.views.withEdits(await this.createChangeSet.execute({ ...body, actor }), actor);
  }

  @Post('proposals')
  @Endpoint({
    summary: 'Propose changes of the rules: written down, previewed and submitted in one call',
    description:
      'What opens something then waits for somebody else to approve it with the hash of the preview; what only closes is ready to apply.',
    access: WRITERS,
    status: 201,
    returns: preview,
    problems: [404, 409, 422],
  })
  async propose(
    @Body({ schema: changeSetBody }) body: z.infer<typeof changeSetBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof preview>> {
    return this.views.preview(await this.proposeChangeSet.execute({ ...body, actor }), actor);
  }

  @Get(':changeSetId')
  @Endpoint({
    summary: 'A change set with its edits',
    description:
      'Of edits about what is kept for the role legal, others see the kind only, and neither title nor reason of the set.',
    access: READERS,
    returns: changeSet,
    params,
    problems: [404],
  })
  async get(
    @Param('changeSetId', { schema: uuid }) changeSetId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof changeSet>> {
    return this.views.withEdits(await this.getChangeSet.execute({ changeSetId }), actor);
  }

  @Put(':changeSetId/edits')
  @Endpoint({
    summary: 'Write other edits in place of the old ones (the proposer only)',
    description: 'A preview and an approval that there were are gone.',
    access: WRITERS,
    returns: changeSet,
    params,
    problems: [404, 409, 422],
  })
  async replace(
    @Param('changeSetId', { schema: uuid }) changeSetId: string,
    @Body({ schema: editsBody }) { edits }: z.infer<typeof editsBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof changeSet>> {
    return this.views.withEdits(await this.replaceEdits.execute({ changeSetId, edits, actor }), actor);
  }

  @Post(':changeSetId/preview')
  @Endpoint({
    summary: 'What the set would open and close if it were applied now',
    description: 'Another effect than the one that was approved takes the approval back.',
    access: READERS,
    returns: preview,
    params,
    problems: [404, 409, 422],
  })
  async preview(
    @Param('changeSetId', { schema: uuid }) changeSetId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof preview>> {
    return this.views.preview(await this.previewChangeSet.execute({ changeSetId, actor }), actor);
  }

  @Post(':changeSetId/revert')
  @Endpoint({
    summary: 'Propose the set that takes an applied one back',
    access: WRITERS,
    status: 201,
    returns: changeSet,
    params,
    problems: [404, 409],
  })
  async revert(
    @Param('changeSetId', { schema: uuid }) changeSetId: string,
    @Body({ schema: because }) { reason }: z.infer<typeof because>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof changeSet>> {
    return this.views.withEdits(await this.revertChangeSet.execute({ changeSetId, reason, actor }), actor);
  }
}
