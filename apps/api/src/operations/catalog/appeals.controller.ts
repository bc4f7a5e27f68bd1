import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  DecideAppeal,
  LiftStrike,
  ListAppeals,
  ListStrikes,
  type StaffAppealView,
  type StrikeList,
  type StrikeView,
} from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, text, uuid } from '../../http/schemas';
import { appealFields, strike, strikeList } from '../../publisher/review/schemas';

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

const liftBody = z
  .strictObject({ message: text(1, 2_000).meta({ description: 'What the publisher is told.' }) })
  .meta({ id: 'LiftStrike' });

/** Appeals of publishers, and the strikes against them. */
@ApiTags('operations')
@Controller('v1/ops')
export class OpsAppealsController {
  constructor(
    private readonly listAppeals: ListAppeals,
    private readonly decideAppeal: DecideAppeal,
    private readonly listStrikes: ListStrikes,
    private readonly liftStrike: LiftStrike,
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

  @Post('strikes/:strikeId/lift')
  @Endpoint({
    summary: 'Take a strike back that should not have been given',
    description:
      'What it was given for stays. The publisher is told why. While an appeal against it is open, that is decided instead.',
    access: staff('reviewer', 'market-manager', 'legal'),
    returns: strike,
    params: { strikeId: 'The strike.' },
    problems: [404, 409],
  })
  lift(
    @Param('strikeId', { schema: uuid }) strikeId: string,
    @Body({ schema: liftBody }) { message }: z.infer<typeof liftBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<StrikeView> {
    return this.liftStrike.execute({ strikeId, message, actor });
  }
}
