import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { TRADER_CREDENTIAL } from '@portolan/accounts';
import { type AccountActor, DomainError, type Page } from '@portolan/platform';
import {
  DraftOwnCredential,
  ListCredentials,
  ListEvidence,
  SubmitOwnCredential,
  UploadEvidence,
} from '@portolan/regions';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, uuid } from '../../http/schemas';
import { StreamedBody } from '../../http/streamed-body';
import {
  type evidence,
  evidenceList,
  evidenceQuery,
  evidenceView,
  UPLOAD,
} from '../../operations/regions/papers/evidence-schemas';
import { ownBody, ownCredential, ownQuery, ownView } from './schemas';

const params = { publisherId: 'The publisher.', credentialId: 'The credential.' };
const ADMINS = memberOf('publisher', 'publisherId', 'admin');

type Own = ReturnType<typeof ownView>;

/** The papers of a publisher: trader status, ratings, game licences. Staff verify or reject them. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/credentials')
export class OwnCredentialsController {
  constructor(
    private readonly listCredentials: ListCredentials,
    private readonly draftCredential: DraftOwnCredential,
    private readonly submitCredential: SubmitOwnCredential,
    private readonly listEvidence: ListEvidence,
    private readonly uploadEvidence: UploadEvidence,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Own credentials with their status and why, newest first',
    access: ADMINS,
    returns: pageOf(ownCredential),
    params: { publisherId: params.publisherId },
    problems: [404],
  })
  async list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: ownQuery }) query: z.infer<typeof ownQuery>,
  ): Promise<Page<Own>> {
    const page = await this.listCredentials.execute({ ...query, publisherId });
    return { ...page, data: page.data.map(ownView) };
  }

  @Post()
  @Endpoint({
    summary: 'Write a credential down as a draft',
    description:
      'It speaks for the items of this publisher alone. Send its paper, then submit it. ' +
      'A trader status is stated at `/statements` instead.',
    access: ADMINS,
    status: 201,
    returns: ownCredential,
    params: { publisherId: params.publisherId },
    problems: [404, 409, 422],
  })
  async draft(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: ownBody }) body: z.infer<typeof ownBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Own> {
    if (body.type === TRADER_CREDENTIAL) throw statementRequired(publisherId);
    return ownView(await this.draftCredential.execute({ ...body, publisherId, actor }));
  }

  @Post(':credentialId/submit')
  @Endpoint({
    summary: 'Hand a draft, or what was rejected, to staff for checking',
    access: ADMINS,
    returns: ownCredential,
    params,
    problems: [404, 409],
  })
  async submit(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Param('credentialId', { schema: uuid }) credentialId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<Own> {
    return ownView(await this.submitCredential.execute({ publisherId, credentialId, actor }));
  }

  @Get(':credentialId/evidence')
  @Endpoint({
    summary: 'What papers were sent for a credential',
    access: ADMINS,
    returns: evidenceList,
    params,
    problems: [404],
  })
  async papers(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Param('credentialId', { schema: uuid }) credentialId: string,
  ): Promise<z.infer<typeof evidenceList>> {
    return { data: (await this.listEvidence.execute({ credentialId, publisherId })).map(evidenceView) };
  }

  @Post(':credentialId/evidence')
  @ApiConsumes('application/octet-stream')
  @Endpoint({ summary: 'Send a paper for a draft', access: ADMINS, params, ...UPLOAD })
  async upload(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Param('credentialId', { schema: uuid }) credentialId: string,
    @Query({ schema: evidenceQuery }) { name }: z.infer<typeof evidenceQuery>,
    @StreamedBody() stream: Readable,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof evidence>> {
    return evidenceView(
      await this.uploadEvidence.execute({ publisherId, credentialId, name, stream, actor }),
    );
  }
}

/** Without the details that consumers are shown there is nothing for staff to verify. */
function statementRequired(publisherId: string): DomainError {
  const detail = `A trader status is stated, with its details: POST /v1/publishers/${publisherId}/statements.`;
  const errors = [{ pointer: '/type', code: 'statement-required', detail }];
  return new DomainError('invalid', 'statement-required', detail, { errors });
}
