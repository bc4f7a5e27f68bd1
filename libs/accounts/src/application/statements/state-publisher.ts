import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import { StateOwnCredential } from '@portolan/regions';
import {
  type PublisherStatement,
  registeredNumber,
  STATEMENT_CREDENTIALS,
} from '../../domain/statements/publisher-statement';
import { normaliseEmail } from '../../domain/email-address';
import { PublisherStatements } from '../../persistence/statements/publisher-statements';
import { type StatementView, viewStatement } from './statement-view';

export interface StatePublisherCommand {
  publisherId: string;
  statement: PublisherStatement;
  actor: AccountActor;
}

const MOST_STATEMENTS = 500;

/**
 * A publisher says who it is, where it sits, or whether it is a trader. Staff check it as a credential; what they verified
 * before stays until they verify this.
 * @throws DomainError `email-invalid` (422), `too-many-statements` (409).
 */
@Injectable()
export class StatePublisher {
  constructor(
    private readonly statements: PublisherStatements,
    private readonly stateCredential: StateOwnCredential,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute({ publisherId, statement: said, actor }: StatePublisherCommand): Promise<StatementView> {
    const statement = isTrader(said) ? { ...said, email: normaliseEmail(said.email) } : said;
    if ((await this.statements.countLocked(publisherId)) >= MOST_STATEMENTS) {
      const detail = `A publisher makes at most ${MOST_STATEMENTS} statements.`;
      throw new DomainError('conflict', 'too-many-statements', detail);
    }
    const { type, markets, needsPaper } = STATEMENT_CREDENTIALS[statement.part];
    const credential = await this.stateCredential.execute({
      publisherId,
      type,
      markets,
      issuer: 'The publisher',
      number: registeredNumber(statement),
      status: needsPaper ? 'draft' : 'submitted',
      actor,
    });
    const stored = {
      id: this.ids.next(),
      publisherId,
      statement,
      credentialId: credential.id,
      statedBy: actor.accountId,
      statedAt: this.clock.now(),
    };
    await this.statements.add(stored);
    // The details are people's addresses: the log names the statement and does not repeat it.
    await this.audit.record({
      actor,
      action: 'publisher.state',
      subject: { type: 'publisher', id: publisherId },
      after: { part: statement.part, statementId: stored.id, credentialId: credential.id },
    });
    return viewStatement(stored, credential);
  }
}

function isTrader(statement: PublisherStatement) {
  return statement.part === 'trader' && statement.status === 'trader';
}
