import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Clock, Ids, notFound, Transactional } from '@portolan/platform';
import type { Holder } from '../../domain';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';
import { DealRepository } from '../../persistence/rules/deal-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { CurrentRules } from '../decisions/current-rules';
import { refuseTaken } from '../shared/refuse-taken';
import { requireStaff } from '../shared/require-staff';
import {
  assertCompiles,
  type ItemScopeInput,
  type MarketScopeInput,
  type PeriodInput,
  readItems,
  readMarkets,
  readPeriod,
} from '../shared/rule-input';

export interface RecordCredentialCommand {
  /** The id of the new rule, drawn beforehand: what is planned together can name it. Default: a new one. */
  newId?: string;
  /** Kebab-case, dots for families: `radio.fcc`, `patent-licence.nokia`. */
  type: string;
  holder: Holder;
  issuer: string;
  number?: string | null;
  items: ItemScopeInput;
  markets: MarketScopeInput;
  /** Default: all. */
  standards?: readonly string[] | null;
  /** Default: always. */
  valid?: PeriodInput;
  /** `draft` while papers are missing; only `verified` counts, and that is a step of its own. Default: `submitted`. */
  status?: 'draft' | 'submitted';
  dealId?: string | null;
  conditions?: readonly string[];
  /** Where the paper is kept. */
  evidence?: string | null;
  actor: Actor;
}

/**
 * Records a paper that was not checked yet.
 * @throws DomainError `role-required`, `deal-not-found`, and what is said of the scopes in `IssueProhibition`.
 */
@Injectable()
export class RecordCredential {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly credentials: CredentialRepository,
    private readonly deals: DealRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: RecordCredentialCommand): Promise<Recorded<RecordedCredential>> {
    const { actor } = command;
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const id = command.newId ?? this.ids.next();
    const dealId = command.dealId ?? null;
    const standards = command.standards ?? null;
    return this.epoch.change({ actor, kind: 'credential.record', ids: [id] }, async (recordedAt) => {
      await refuseTaken(this.credentials, command.newId);
      const rules = await this.rules.get();
      const deals = dealId === null ? [] : await this.deals.spans(dealId);
      if (dealId !== null && deals.length === 0) throw notFound('deal', dealId);
      const credential: RecordedCredential = {
        id,
        type: command.type,
        holder: command.holder,
        issuer: command.issuer,
        number: command.number ?? null,
        items: readItems(command.items),
        markets: readMarkets(command.markets, rules, this.clock.now()),
        standards: standards === null ? null : [...new Set(standards)],
        valid: readPeriod(command.valid, null),
        status: command.status ?? 'submitted',
        dealId,
        conditions: [...(command.conditions ?? [])],
        evidence: command.evidence ?? null,
      };
      assertCompiles(rules, { credentials: [credential], deals });
      await this.credentials.insert(credential, recordedAt);
      const subject = { type: 'credential', id };
      await this.audit.record({ actor, action: 'credential.record', subject, after: credential });
      return { ...credential, recordedAt };
    });
  }
}
