import { Injectable } from '@nestjs/common';
import { FindHeldCredentials } from '@portolan/regions';
import { STATEMENT_CREDENTIALS, type TraderStatus } from '../../domain/statements/publisher-statement';
import { PublisherStatements } from '../../persistence/statements/publisher-statements';

/**
 * What consumers of a market are told of the trader behind an app or a device: what was verified, where the law asks for it. Null
 * elsewhere, and while nothing is verified.
 */
@Injectable()
export class GetTrader {
  constructor(
    private readonly heldCredentials: FindHeldCredentials,
    private readonly statements: PublisherStatements,
  ) {}

  async execute({
    publisherId,
    market,
  }: {
    publisherId: string;
    market: string;
  }): Promise<TraderStatus | null> {
    const { type } = STATEMENT_CREDENTIALS.trader;
    const held = await this.heldCredentials.execute({ publisherId, type, market });
    const said = held.length === 0 ? null : await this.statements.newestBehind(held);
    if (said?.statement.part !== 'trader') return null;
    const { part: _, ...trader } = said.statement;
    return trader;
  }
}
