import { Controller, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { Principal } from '@portolan/accounts';
import { notFound } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, OwnedApp } from '../../auth/current-actor';
import { PlayRoute, SessionRoute, UPLOAD } from '../play-route';
import { UploadProtocols } from './upload-protocols';
import { UPLOAD_PERMISSIONS, uploadTarget } from './upload-target';

type Request = FastifyRequest<{ Querystring: { uploadType?: string } }>;

/** Files: packages, pictures, symbols and expansion files of an edit. */
@Controller()
export class UploadsController {
  constructor(private readonly protocols: UploadProtocols) {}

  @Post(`${UPLOAD}/edits/:editId/apks`)
  @PlayRoute(UPLOAD_PERMISSIONS.apk)
  apk(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @CurrentPrincipal() caller: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.begin({ kind: 'apk', appId, editId }, caller, request, reply);
  }

  @Post(`${UPLOAD}/edits/:editId/bundles`)
  @PlayRoute(UPLOAD_PERMISSIONS.bundle)
  bundle(
    @OwnedApp() appId: string,
    @Param('editId') editId: string,
    @CurrentPrincipal() caller: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.begin({ kind: 'bundle', appId, editId }, caller, request, reply);
  }

  @Post(`${UPLOAD}/edits/:editId/listings/:language/:imageType`)
  @PlayRoute(UPLOAD_PERMISSIONS.image)
  image(
    @OwnedApp() appId: string,
    @Param() { editId, language, imageType }: { editId: string; language: string; imageType: string },
    @CurrentPrincipal() caller: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.begin({ kind: 'image', appId, editId, language, type: imageType }, caller, request, reply);
  }

  @Post(`${UPLOAD}/edits/:editId/apks/:versionCode/deobfuscationFiles/:symbolType`)
  @PlayRoute(UPLOAD_PERMISSIONS.symbols)
  symbols(
    @OwnedApp() appId: string,
    @Param() { editId, versionCode, symbolType }: { editId: string; versionCode: string; symbolType: string },
    @CurrentPrincipal() caller: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.begin(
      { kind: 'symbols', appId, editId, versionCode, type: symbolType },
      caller,
      request,
      reply,
    );
  }

  @Post(`${UPLOAD}/edits/:editId/apks/:versionCode/expansionFiles/:type`)
  @PlayRoute(UPLOAD_PERMISSIONS.expansion)
  expansionFile(
    @OwnedApp() appId: string,
    @Param() { editId, versionCode, type }: { editId: string; versionCode: string; type: string },
    @CurrentPrincipal() caller: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.begin({ kind: 'expansion', appId, editId, versionCode, type }, caller, request, reply);
  }

  @Post('upload/androidpublisher/sessions/:sessionId')
  @SessionRoute()
  command(
    @Param('sessionId') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.protocols.proceed(id, request, reply);
  }

  @Put('upload/androidpublisher/sessions/:sessionId')
  @SessionRoute()
  piece(
    @Param('sessionId') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.protocols.proceed(id, request, reply);
  }

  /** @throws DomainError `upload-target-not-found` for an address that names nothing one can upload. */
  private begin(given: object, caller: Principal, request: Request, reply: FastifyReply): Promise<object> {
    const target = uploadTarget.safeParse(given);
    if (!target.success) throw notFound('upload-target');
    return this.protocols.begin(target.data, caller, request, reply);
  }
}
