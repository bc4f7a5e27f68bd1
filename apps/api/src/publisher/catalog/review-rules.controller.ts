import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetReviewRules, type ReviewRules } from '@portolan/catalog';
import { z } from 'zod';
import { anyone } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';

const reviewRules = z
  .object({
    policies: z.array(z.object({ code: z.string(), description: z.string() })),
    findings: z
      .array(z.object({ code: z.string(), severity: z.enum(['block', 'warn']) }))
      .meta({ description: 'What the automated checks find, and how grave it is in this store.' }),
    strikes: z.object({
      limit: z.number().int().meta({ description: 'With so many nothing can be submitted.' }),
      days: z.number().int().meta({ description: 'How long one counts.' }),
    }),
  })
  .meta({ id: 'ReviewRules' });

/** The rules that releases are reviewed by. */
@ApiTags('publisher')
@Controller('v1/review-rules')
export class ReviewRulesController {
  constructor(private readonly getReviewRules: GetReviewRules) {}

  @Get()
  @Endpoint({
    summary:
      'The rules that rejections and takedowns cite, what is checked automatically, and how strikes count',
    access: anyone(),
    returns: reviewRules,
  })
  get(): ReviewRules {
    return this.getReviewRules.execute();
  }
}
