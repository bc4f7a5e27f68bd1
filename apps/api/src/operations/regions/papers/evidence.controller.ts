import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { AccountActor } from '@portolan/platform';
import { ListEvidence, ReadEvidence, UploadEvidence } from '@portolan/regions';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { Endpoint } from '../../../http/endpoint';
import { uuid } from '../../../http/schemas';
import { StreamedBody } from '../../../http/streamed-body';
import { type evidence, evidenceList, evidenceQuery, evidenceView, UPLOAD } from './evidence-schemas';

const params = { credentialId: 'The credential.' };
const READERS = staff('reviewer', 'market-manager', 'market-approver', 'legal');

/** The papers that prove credentials. */
@ApiTags('operations')
@Controller('v1/ops/credentials/:credentialId/evidence')
export class EvidenceController {
  constructor(
    private readonly listEvidence: ListEvidence,
    private readonly uploadEvidence: UploadEvidence,
    private readonly readEvidence: ReadEvidence,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The papers of a credential, oldest first',
    access: READERS,
    returns: evidenceList,
    params,
    problems: [404],
  })
  async list(
    @Param('credentialId', { schema: uuid }) credentialId: string,
  ): Promise<z.infer<typeof evidenceList>> {
    return { data: (await this.listEvidence.execute({ credentialId })).map(evidenceView) };
  }

  @Post()
  @ApiConsumes('application/octet-stream')
  @Endpoint({ summary: 'Add a paper', access: staff('market-manager', 'legal'), params, ...UPLOAD })
  async upload(
    @Param('credentialId', { schema: uuid }) credentialId: string,
    @Query({ schema: evidenceQuery }) { name }: z.infer<typeof evidenceQuery>,
    @StreamedBody() stream: Readable,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof evidence>> {
    return evidenceView(await this.uploadEvidence.execute({ credentialId, name, stream, actor }));
  }

  @Get(':evidenceId')
  @Endpoint({
    summary: 'The file itself; who reads it is written down',
    access: READERS,
    returnsType: 'application/octet-stream',
    params: { ...params, evidenceId: 'The paper.' },
    problems: [404],
  })
  async download(
    @Param('credentialId', { schema: uuid }) credentialId: string,
    @Param('evidenceId', { schema: uuid }) evidenceId: string,
    @CurrentActor() actor: AccountActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { evidence: paper, stream } = await this.readEvidence.execute({ credentialId, evidenceId, actor });
    void reply
      .headers({
        'content-length': paper.sizeBytes,
        // Somebody else's file: a browser saves it and never shows it as a page of the store.
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(paper.name.toWellFormed())}`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
      .type(paper.mediaType)
      .send(stream);
    return Promise.resolve();
  }
}
