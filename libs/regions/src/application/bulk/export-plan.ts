import { Injectable } from '@nestjs/common';
import { Clock, TransactionHost } from '@portolan/platform';
import type { OfferRule } from '../../domain';
import { RuleRowsReader } from '../../persistence/rules/rule-rows-reader';
import { readKnownAt } from '../as-of/known-instant';

export interface ExportPlanQuery {
  /** Rules that hold then or begin later. Default: `knownAt`, or now. */
  at?: Date | undefined;
  /** As known then. Default: as known now. */
  knownAt?: Date | undefined;
}

/** The store's plan by id. Read in one statement, so that it is the plan of one epoch, which pages would not be. */
@Injectable()
export class ExportPlan {
  constructor(
    private readonly reader: RuleRowsReader,
    private readonly transactions: TransactionHost,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `known-at-in-future`. */
  async execute({ at, knownAt }: ExportPlanQuery): Promise<OfferRule[]> {
    const now = this.clock.now();
    const known = knownAt === undefined ? null : readKnownAt(knownAt, now);
    const { offers } = await this.transactions.withoutTransaction(async () =>
      known === null ? (await this.reader.readShared()).rows : this.reader.readSharedKnownAt(known),
    );
    const instant = (at ?? known ?? now).getTime();
    return offers
      .filter(({ side, valid }) => side === 'store' && (valid.until === null || valid.until > instant))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
