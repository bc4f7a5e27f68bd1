import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { type Condition, ConditionRepository } from '../../../persistence/rules/condition-repository';
import { CredentialRepository } from '../../../persistence/rules/credential-repository';

/** The dated conditions of a credential, in the order in which they were added: at most 50. @throws DomainError `credential-not-found`. */
@Injectable()
export class ListConditions {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly conditions: ConditionRepository,
  ) {}

  async execute({ credentialId }: { credentialId: string }): Promise<Condition[]> {
    if (!(await this.credentials.wasKnown(credentialId))) throw notFound('credential', credentialId);
    return this.conditions.of(credentialId);
  }
}
