import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { FindCredentialStates } from '@portolan/regions';
import { PublisherStatements } from '../../persistence/statements/publisher-statements';
import { GetPublisher } from '../publishers/get-publisher';
import { type StatementView, viewStatement } from './statement-view';

/** What a publisher ever said of itself, the newest first. Who may read it is the caller's question. */
@Injectable()
export class ListStatements {
  constructor(
    private readonly getPublisher: GetPublisher,
    private readonly statements: PublisherStatements,
    private readonly states: FindCredentialStates,
  ) {}

  /** @throws DomainError `publisher-not-found` (404). */
  async execute(query: { publisherId: string; page: PageRequest }): Promise<Page<StatementView>> {
    await this.getPublisher.execute(query);
    const page = await this.statements.list(query.publisherId, query.page);
    const states = await this.states.execute(page.data.map(({ credentialId }) => credentialId));
    return {
      ...page,
      data: page.data.map((stored) => viewStatement(stored, states.get(stored.credentialId))),
    };
  }
}
