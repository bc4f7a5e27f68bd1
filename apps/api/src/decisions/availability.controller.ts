import { Body, Controller, Get, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@portolan/platform';
import type { DecisionView } from '@portolan/regions';
import type { z } from 'zod';
import { anyone } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { AnswerAvailability } from './answer-availability';
import { DecisionTag } from './decision-tag';
import { availabilityQuery, batchAnswer, batchBody, decision } from './schemas';

/** May this item be had in this market, and why not. */
@ApiTags('decisions')
@Controller('v1/availability')
export class AvailabilityController {
  constructor(private readonly answer: AnswerAvailability) {}

  @Get()
  @UseInterceptors(DecisionTag)
  @Endpoint({
    summary: 'The decision about one item in one market',
    description:
      'Signed-in members of the publisher, staff and the role legal read further reasons and what would unlock the item. ' +
      'Staff may ask by what was known at an earlier time (`knownAt`); `at` is then that time unless it is given.',
    access: anyone(),
    returns: decision,
    alsoAnswers: [304],
    problems: [403, 404, 422],
  })
  get(
    @Query({ schema: availabilityQuery }) query: z.infer<typeof availabilityQuery>,
    @CurrentActor() actor: Actor,
  ): Promise<DecisionView> {
    const { market, action, at, knownAt, ...name } = query;
    if (knownAt !== undefined) return this.answer.oneAsKnown(name, { market, action, at }, knownAt, actor);
    return this.answer.one(name, { market, action, at }, actor);
  }

  @Post('batch')
  @Endpoint({
    summary: 'Up to 1,000 decisions from one epoch of the rules',
    description: 'An item that is unknown, or that the caller may not know of, is answered with null.',
    access: anyone(),
    returns: batchAnswer,
    problems: [403, 413, 422],
  })
  async batch(
    @Body({ schema: batchBody }) body: z.infer<typeof batchBody>,
    @CurrentActor() actor: Actor,
  ): Promise<{ answers: (DecisionView | null)[] }> {
    const questions = body.questions.map(({ item, ...question }) => ({ ...question, itemId: item }));
    const { knownAt } = body;
    if (knownAt === undefined) return { answers: await this.answer.many(questions, actor) };
    return { answers: await this.answer.manyAsKnown(questions, knownAt, actor) };
  }
}
