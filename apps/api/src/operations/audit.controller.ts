import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditLog, type AuditRecord, type Page } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../auth/access';
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
    access: staff('market-approver', 'legal', 'finance', 'support'),
    returns: pageOf(auditRecord),
  })
  list(@Query({ schema: auditQuery }) query: z.infer<typeof auditQuery>): Promise<Page<AuditRecord>> {
    const { limit, cursor, ...filter } = query;
    return this.audit.list(filter, { limit, cursor });
  }
}
