import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  DecideAppeal,
  ListAppeals,
  ListStrikes,
  type StaffAppealView,
  type StrikeList,
} from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, text, uuid } from '../../http/schemas';
import { appealFields, strikeList } from '../../publisher/review/schemas';

const staffAppeal = z
  .object({
    ...appealFields,
    publisherId: uuid,
    decisionBy: uuid.meta({ description: 'Whose decision is appealed: somebody else decides.' }),
    decidedBy: uuid.nullable(),
  })
  .meta({ id: 'StaffAppeal' });
const listQuery = pageQuery.extend({ state: z.enum(['open', 'decided']).default('open') });
const strikesQuery = pageQuery.extend({ publisherId: uuid });
const decideBody = z
  .strictObject({ outcome: z.enum(['granted', 'denied']), message: text(1, 2_000) })
  .meta({ id: 'DecideAppeal' });

/** Appeals of publishers, and the strikes against them. */
@ApiTags('operations')
@Controller('v1/ops')
export class OpsAppealsController {
  constructor(
    private readonly listAppeals: ListAppeals,
    private readonly decideAppeal: DecideAppeal,
    private readonly listStrikes: ListStrikes,
  ) {}

  @Get('appeals')
  @Endpoint({
    summary: 'Appeals: open ones oldest first, decided ones newest first',
    access: staff('reviewer'),
    returns: pageOf(staffAppeal),
  })
  list(
    @Query({ schema: listQuery }) { state, ...page }: z.infer<typeof listQuery>,
  ): Promise<Page<StaffAppealView>> {
    return this.listAppeals.execute({ ...page, open: state === 'open' });
  }

  @Post('appeals/:appealId/decide')
  @Endpoint({
    summary: 'Grant or deny an appeal against a decision of somebody else',
    description:
      'A granted one against a rejection lifts its strike and brings the release back under review, unless a newer one has taken its place.',
    access: staff('reviewer'),
    returns: staffAppeal,
    params: { appealId: 'The appeal.' },
    problems: [404, 409],
  })
  decide(
    @Param('appealId', { schema: uuid }) appealId: string,
    @Body({ schema: decideBody }) body: z.infer<typeof decideBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<StaffAppealView> {
    return this.decideAppeal.execute({ appealId, ...body, actor });
  }

  @Get('strikes')
  @Endpoint({
    summary: 'The strikes against a publisher, newest first, and how many count',
    access: staff('reviewer', 'market-manager', 'legal'),
    returns: strikeList,
  })
  strikes(
    @Query({ schema: strikesQuery }) { publisherId, ...page }: z.infer<typeof strikesQuery>,
  ): Promise<StrikeList> {
    return this.listStrikes.execute(publisherId, page);
  }
}
