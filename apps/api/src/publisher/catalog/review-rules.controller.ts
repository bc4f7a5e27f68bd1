import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { REJECTION_POLICIES, STRIKE_POLICY } from '@portolan/catalog';
import { z } from 'zod';
import { anyone } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';

const reviewRules = z
  .object({
    policies: z.array(z.object({ code: z.string(), description: z.string() })),
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
  @Get()
  @Endpoint({
    summary: 'The rules that rejections and takedowns cite, and how strikes count',
    access: anyone(),
    returns: reviewRules,
  })
  get(): z.infer<typeof reviewRules> {
    return {
      policies: Object.entries(REJECTION_POLICIES).map(([code, description]) => ({ code, description })),
      strikes: STRIKE_POLICY,
    };
  }
}
