import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DomainError } from '@portolan/platform';
import { AssertSelling } from '@portolan/regions';
import { z } from 'zod';
import { anyone } from '../auth/access';
import { Endpoint } from '../http/endpoint';
import { DatabaseHealth } from './database-health';

const health = z
  .object({ status: z.enum(['ok']), checks: z.record(z.string(), z.string()).optional() })
  .meta({ id: 'Health' });

/** For load balancers and orchestrators. */
@ApiTags('service')
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: DatabaseHealth,
    private readonly selling: AssertSelling,
  ) {}

  @Get('live')
  @Endpoint({ summary: 'The process runs', access: anyone(), returns: health })
  live(): z.infer<typeof health> {
    return { status: 'ok' };
  }

  @Get('ready')
  @Endpoint({ summary: 'The process can serve', access: anyone(), returns: health, problems: [503] })
  async ready(): Promise<z.infer<typeof health>> {
    if (!(await this.database.answers())) {
      throw new DomainError('unavailable', 'not-ready', 'The database does not answer.', {
        headers: { 'retry-after': '1' },
      });
    }
    const { state, ageMs } = this.selling.freshness();
    if (state !== 'fresh') {
      const detail =
        state === 'loading'
          ? 'What may be sold has not been read yet.'
          : `What may be sold was confirmed ${Math.round(ageMs / 1_000)} seconds ago: lists are answered, nothing is sold.`;
      throw new DomainError('unavailable', `availability-${state}`, detail, {
        headers: { 'retry-after': state === 'loading' ? '1' : '5' },
      });
    }
    return { status: 'ok', checks: { database: 'ok', availability: 'ok' } };
  }
}
