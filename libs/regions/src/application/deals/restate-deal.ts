import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, notFound, Transactional } from '@portolan/platform';
import type { Deal } from '../../domain';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';
import { DealRepository } from '../../persistence/rules/deal-repository';
import { CurrentRules } from '../decisions/current-rules';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';
import { assertCompiles } from '../shared/rule-input';
import { restOf, saidAgain } from '../shared/said-again';

export interface RestateDealCommand {
  dealId: string;
  /** As they were recorded. */
  spans: readonly Omit<Deal, 'id'>[];
  credentials: readonly {
    credentialId: string;
    spans: readonly Pick<RecordedCredential, 'items' | 'markets' | 'standards' | 'valid'>[];
  }[];
  reason: string;
  actor: Actor;
}

/**
 * Says again, from now on, what was once said of a deal in all of its spans, and of the scopes of what it issued. Papers keep the
 * statuses that they have by now. It takes back what became of a deal, and is made by the store alone.
 * @throws DomainError `role-required`, `approval-required`, `deal-not-found`.
 */
@Injectable()
export class RestateDeal {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly deals: DealRepository,
    private readonly credentials: CredentialRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ actor, ...command }: RestateDealCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const { dealId: id, spans, reason } = command;
    await this.epoch.change({ actor, kind: 'deal.restate', ids: [id] }, async (recordedAt) => {
      if (!(await this.deals.wasKnown(id))) throw notFound('deal', id);
      await this.fourEyes.refuseAlone(actor, { do: 'restate-deal', ...command });
      const now = this.epoch.now.getTime();
      const before = await this.deals.cut(id, now, recordedAt);
      const deals = restOf(
        spans.map((span) => ({ ...span, id })),
        now,
      );
      await this.deals.insertAll(deals, recordedAt);
      const credentials: RecordedCredential[] = [];
      for (const { credentialId, spans: said } of command.credentials) {
        const known = await this.credentials.cut(credentialId, now, recordedAt);
        const again = saidAgain(restOf(known, now), said);
        await this.credentials.insertAll(again, recordedAt);
        credentials.push(...again);
      }
      assertCompiles(await this.rules.get(), { credentials, deals });
      const subject = { type: 'deal', id };
      const after = { deals, credentials };
      await this.audit.record({
        actor,
        action: 'deal.restate',
        subject,
        before: { deals: before },
        after,
        reason,
      });
    });
  }
}
