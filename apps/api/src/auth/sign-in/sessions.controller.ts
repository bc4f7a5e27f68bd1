import { Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EndSessions, ListSessions, type SessionView } from '@portolan/accounts';
import type { AccountActor } from '@portolan/platform';
import { z } from 'zod';
import { Endpoint } from '../../http/endpoint';
import { instant, uuid } from '../../http/schemas';
import { signedIn } from '../access';
import { CurrentActor, CurrentSession } from '../current-actor';

const session = z
  .object({
    id: uuid,
    current: z.boolean(),
    device: z.string().nullable(),
    address: z.string().nullable(),
    openedAt: instant,
    lastUsedAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Session' });

/** Where I am signed in. */
@ApiTags('auth')
@Controller('v1/me/sessions')
export class SessionsController {
  constructor(
    private readonly listSessions: ListSessions,
    private readonly endSessions: EndSessions,
  ) {}

  @Get()
  @Endpoint({
    summary: 'My sessions that have not ended, the last used first (at most 100)',
    access: signedIn(),
    returns: z.object({ data: z.array(session) }),
  })
  async list(
    @CurrentActor() { accountId }: AccountActor,
    @CurrentSession() sessionId: string | null,
  ): Promise<{ data: SessionView[] }> {
    return { data: await this.listSessions.execute({ accountId, sessionId }) };
  }

  @Delete(':sessionId')
  @Endpoint({
    summary: 'End one of my sessions',
    access: signedIn(),
    status: 204,
    params: { sessionId: 'The session.' },
    problems: [404],
  })
  end(
    @Param('sessionId', { schema: uuid }) sessionId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.endSessions.one({ actor, sessionId });
  }

  @Post('end-others')
  @Endpoint({ summary: 'End all my other sessions', access: signedIn(), status: 204 })
  endOthers(@CurrentActor() actor: AccountActor, @CurrentSession() sessionId: string | null): Promise<void> {
    return this.endSessions.others({ actor, sessionId });
  }
}
