import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AccountActor, AuditLog, type AuditRecord, type Page } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { instant, pageOf, pageQuery, text, uuid } from '../http/schemas';

const auditQuery = pageQuery.extend({
  subjectType: text(1, 100).optional(),
  subjectId: text(1, 200).optional(),
  action: text(1, 100).optional(),
});

const snapshot = z.record(z.string(), z.unknown()).nullable();
const auditRecord = z
  .object({
    id: uuid,
    at: instant,
    actor: z.object({ kind: z.string(), id: z.string().nullable() }),
    action: z.string(),
    subject: z.object({ type: z.string(), id: z.string() }),
    before: snapshot,
    after: snapshot,
    reason: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditRecord' });

/** What was changed, by whom and when. */
@ApiTags('operations')
@Controller('v1/ops/audit')
export class AuditController {
  constructor(private readonly audit: AuditLog) {}

  @Get()
  @Endpoint({
    summary: 'Every change of state, newest first',
    description: 'What was done under a rule that is kept for the role `legal` is shown to that role only.',
    access: staff('market-approver', 'legal', 'finance', 'support'),
    returns: pageOf(auditRecord),
  })
  list(
    @Query({ schema: auditQuery }) { limit, cursor, ...filter }: z.infer<typeof auditQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Page<AuditRecord>> {
    return this.audit.list({ ...filter, readerRoles: actor.staffRoles }, { limit, cursor });
  }
}
