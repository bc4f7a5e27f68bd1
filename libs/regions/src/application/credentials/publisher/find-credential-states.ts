import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { type CredentialState, CredentialRepository } from '../../../persistence/rules/credential-repository';

/** How far the checking of credentials is, by id; those that were withdrawn are left out. */
@Injectable()
export class FindCredentialStates {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly clock: Clock,
  ) {}

  execute(ids: readonly string[]): Promise<Map<string, CredentialState>> {
    return this.credentials.statesAt(ids, this.clock.now());
  }
}
