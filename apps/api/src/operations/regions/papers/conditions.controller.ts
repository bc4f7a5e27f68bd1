import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor } from '@portolan/platform';
import { AddCondition, type Condition, ListConditions, MeetCondition } from '@portolan/regions';
import { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { date } from '../../../decisions/schemas';
import { Endpoint } from '../../../http/endpoint';
import { instant, text, uuid } from '../../../http/schemas';
import { because } from '../schemas';

const condition = z
  .object({
    id: uuid,
    text: z.string(),
    due: instant,
    addedAt: instant,
    met: z
      .object({ at: instant, by: uuid, because: z.string() })
      .nullable()
      .meta({ description: 'null: not yet.' }),
  })
  .meta({ id: 'CredentialCondition' });
const conditionList = z.object({ data: z.array(condition) }).meta({ id: 'CredentialConditions' });
const conditionBody = z
  .strictObject({ text: text(1, 500), due: date })
  .meta({ id: 'AddCredentialCondition' });

const params = { credentialId: 'The credential.' };

/** What credentials oblige to, by a day. */
@ApiTags('operations')
@Controller('v1/ops/credentials/:credentialId/conditions')
export class ConditionsController {
  constructor(
    private readonly listConditions: ListConditions,
    private readonly addCondition: AddCondition,
    private readonly meetCondition: MeetCondition,
  ) {}

  @Get()
  @Endpoint({
    summary: 'What a credential obliges to by a day, in the order in which it was added',
    access: staff('reviewer', 'market-manager', 'market-approver', 'legal', 'support'),
    returns: conditionList,
    params,
    problems: [404],
  })
  async list(
    @Param('credentialId', { schema: uuid }) credentialId: string,
  ): Promise<z.infer<typeof conditionList>> {
    return { data: (await this.listConditions.execute({ credentialId })).map(view) };
  }

  @Post()
  @Endpoint({
    summary: 'Add what it obliges to by a day; the expiry radar shows it before',
    description: 'It changes no answer. 50 at most.',
    access: staff('market-manager', 'legal'),
    status: 201,
    returns: condition,
    params,
    problems: [404, 409, 422],
  })
  async add(
    @Param('credentialId', { schema: uuid }) credentialId: string,
    @Body({ schema: conditionBody }) body: z.infer<typeof conditionBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof condition>> {
    return view(await this.addCondition.execute({ ...body, credentialId, actor }));
  }

  @Post(':conditionId/met')
  @Endpoint({
    summary: 'Say that it is met, once, and why',
    access: staff('market-manager', 'legal'),
    returns: condition,
    params: { ...params, conditionId: 'The condition.' },
    problems: [404, 409],
  })
  async meet(
    @Param('credentialId', { schema: uuid }) credentialId: string,
    @Param('conditionId', { schema: uuid }) conditionId: string,
    @Body({ schema: because }) { reason }: z.infer<typeof because>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof condition>> {
    return view(await this.meetCondition.execute({ credentialId, conditionId, reason, actor }));
  }
}

function view({ id, text: said, dueAt, addedAt, met }: Condition): z.infer<typeof condition> {
  return {
    id,
    text: said,
    due: dueAt.toISOString(),
    addedAt: addedAt.toISOString(),
    met: met === null ? null : { ...met, at: met.at.toISOString() },
  };
}
