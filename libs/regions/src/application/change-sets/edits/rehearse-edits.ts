import { Injectable } from '@nestjs/common';
import { Clock, DomainError, systemActor, TransactionHost } from '@portolan/platform';
import type { Instant } from '../../../domain';
import { RegionEpoch } from '../../../persistence/region-epoch';
import { DescribeEffects, type Effects } from '../preview/describe-effects';
import { CompareRules } from './compare-rules';
import type { Edit } from './edit';
import { EditSecrecy } from './edit-secrecy';
import { type RanEdits, RunEdits } from './run-edits';

/** Roles are asked for when the edits are made; whoever may look at a set may see what it would do. */
const NOBODY = {
  actor: systemActor('rehearsal'),
  legal: { kind: 'account' as const, accountId: '', staffRoles: ['legal'] },
};

/** Between the rehearsal and the comparison somebody may change the rules; then it is rehearsed again. */
const MOST_TRIES = 5;

export interface Rehearsal {
  edits: readonly Edit[];
  sealed?: boolean;
  kept?: readonly Instant[] | null;
  at?: Instant | undefined;
}

/** Carries the result out of a transaction that must not commit. */
class RolledBack extends Error {
  constructor(readonly ran: RanEdits) {
    super('Rolled back on purpose.');
  }
}

/**
 * What edits would change, by making them in a transaction that is always rolled back: a rehearsal cannot differ from the
 * performance. Nothing is stored; other changes of the rules wait while the edits are made, not while they are compared.
 */
@Injectable()
export class RehearseEdits {
  constructor(
    private readonly transactions: TransactionHost,
    private readonly epoch: RegionEpoch,
    private readonly run: RunEdits,
    private readonly compare: CompareRules,
    private readonly describe: DescribeEffects,
    private readonly secrecy: EditSecrecy,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command.sealed whether the edits are shown as kept for the role `legal`, whatever they are about.
   * @param command.kept see `CompareRules`.
   * @param command.at what the edits, made now, would do by a later instant.
   * @throws DomainError `rules-changing` (unavailable), and what the single changes throw, pointing at `/edits/<number>`.
   */
  async execute({ edits, sealed = false, kept = null, at }: Rehearsal): Promise<Effects> {
    if (this.transactions.isTransactionActive())
      throw new Error('A rehearsal would roll back its caller: call it outside a transaction.');
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const ran = await this.tryOut(edits);
      const comparison = await this.compare.execute(ran, at ?? this.clock.now().getTime(), { kept });
      if (comparison === null) continue;
      const visibility = sealed ? 'legal' : await this.secrecy.restrictedTo(edits);
      return this.describe.execute(comparison, visibility ?? 'staff');
    }
    throw new DomainError(
      'unavailable',
      'rules-changing',
      'The rules keep changing. Ask again in a moment.',
      {
        headers: { 'retry-after': '1' },
      },
    );
  }

  private async tryOut(edits: readonly Edit[]): Promise<RanEdits> {
    try {
      await this.transactions.withTransaction(async () => {
        throw new RolledBack(await this.epoch.rehearse(() => this.run.execute(edits, NOBODY)));
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.ran;
      throw error;
    }
    throw new Error('A rehearsal ends by rolling back.');
  }
}
