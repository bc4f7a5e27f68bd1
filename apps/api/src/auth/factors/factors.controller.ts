import { Body, Controller, Delete, Get, Header, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AddPasskey, AddTotp, type FactorOwner, ManageFactors, type NewTotp } from '@portolan/accounts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Endpoint } from '../../http/endpoint';
import { uuid } from '../../http/schemas';
import { signedIn } from '../access';
import { CurrentFactorOwner } from '../current-actor';
import {
  addedPasskey,
  codeBody,
  confirmed,
  factorList,
  nameBody,
  newCodes,
  newTotp,
  passkeyBody,
  passkeyOptions,
} from './schemas';

const factorParam = { factorId: 'The factor.' };

/** My second factors. Whoever has one changes them only in a session in which it was proved. */
@ApiTags('auth')
@Controller('v1/me/factors')
export class FactorsController {
  constructor(
    private readonly addTotp: AddTotp,
    private readonly addPasskey: AddPasskey,
    private readonly manage: ManageFactors,
  ) {}

  @Get()
  @Endpoint({ summary: 'My second factors', access: signedIn(), returns: factorList })
  list(@CurrentFactorOwner() owner: FactorOwner): Promise<z.infer<typeof factorList>> {
    return this.manage.list(owner);
  }

  @Post('totp')
  @Header('cache-control', 'no-store')
  @Endpoint({
    summary: 'Begin to add an authenticator app',
    description: 'It is good for nothing before a code of it was sent to `confirm`.',
    access: signedIn(),
    status: 201,
    returns: newTotp,
    problems: [409, 422],
  })
  beginTotp(
    @Body({ schema: nameBody }) body: z.infer<typeof nameBody>,
    @CurrentFactorOwner() owner: FactorOwner,
  ): Promise<NewTotp> {
    return this.addTotp.begin({ owner, ...body });
  }

  @Post('totp/:factorId/confirm')
  @Header('cache-control', 'no-store')
  @Endpoint({
    summary: 'Prove that the authenticator app works',
    description: 'With the first factor, all other sessions end: they were opened without one.',
    access: signedIn(),
    returns: confirmed,
    params: factorParam,
    problems: [404, 422],
  })
  confirmTotp(
    @Param('factorId', { schema: uuid }) factorId: string,
    @Body({ schema: codeBody }) body: z.infer<typeof codeBody>,
    @CurrentFactorOwner() owner: FactorOwner,
    @Req() request: FastifyRequest,
  ): Promise<{ recoveryCodes: string[] | null }> {
    return this.addTotp.confirm({ owner, factorId, ...body, address: request.ip });
  }

  @Post('passkey-options')
  @Endpoint({
    summary: 'Begin to add a passkey: what the browser is to be asked (WebAuthn)',
    access: signedIn(),
    returns: passkeyOptions,
  })
  beginPasskey(@CurrentFactorOwner() owner: FactorOwner): Promise<{ options: { challenge: string } }> {
    return this.addPasskey.begin({ owner });
  }

  @Post('passkeys')
  @Header('cache-control', 'no-store')
  @Endpoint({
    summary: 'Add the passkey that the browser made',
    access: signedIn(),
    status: 201,
    returns: addedPasskey,
    problems: [409, 422],
  })
  finishPasskey(
    @Body({ schema: passkeyBody }) body: z.infer<typeof passkeyBody>,
    @CurrentFactorOwner() owner: FactorOwner,
  ): Promise<{ id: string; recoveryCodes: string[] | null }> {
    return this.addPasskey.finish({ owner, ...body });
  }

  @Delete(':factorId')
  @Endpoint({
    summary: 'Remove a second factor',
    access: signedIn(),
    status: 204,
    params: factorParam,
    problems: [404],
  })
  remove(
    @Param('factorId', { schema: uuid }) factorId: string,
    @CurrentFactorOwner() owner: FactorOwner,
  ): Promise<void> {
    return this.manage.remove({ owner, factorId });
  }

  @Post('recovery-codes')
  @Header('cache-control', 'no-store')
  @Endpoint({
    summary: 'Make new recovery codes; the old ones are void',
    access: signedIn(),
    status: 201,
    returns: newCodes,
  })
  async makeCodes(@CurrentFactorOwner() owner: FactorOwner): Promise<{ recoveryCodes: string[] }> {
    return { recoveryCodes: await this.manage.makeRecoveryCodes({ owner }) };
  }
}
