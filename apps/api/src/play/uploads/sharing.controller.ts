import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { Principal } from '@portolan/accounts';
import { notFound } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, OwnedApp } from '../../auth/current-actor';
import { PlayRoute, SHARING } from '../play-route';
import { UploadProtocols } from './upload-protocols';
import { UPLOAD_PERMISSIONS } from './upload-target';

const KINDS = { apk: 'shared-apk', bundle: 'shared-bundle' } as const;

/** `internalappsharingartifacts`: packages for the team and its testers, beside all edits and releases. */
@Controller()
export class PlaySharingController {
  constructor(private readonly protocols: UploadProtocols) {}

  @Post(`${SHARING}/:form`)
  @PlayRoute(UPLOAD_PERMISSIONS['shared-apk'])
  upload(
    @OwnedApp() appId: string,
    @Param('form') form: string,
    @CurrentPrincipal() caller: Principal,
    @Req() request: FastifyRequest<{ Querystring: { uploadType?: string } }>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    if (form !== 'apk' && form !== 'bundle') throw notFound('upload-target');
    return this.protocols.begin({ kind: KINDS[form], appId }, caller, request, reply);
  }
}
