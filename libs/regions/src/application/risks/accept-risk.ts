import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Ids, notFound, Transactional } from '@portolan/platform';
import type { Requirement, RiskAcceptance } from '../../domain';
import { RegionEpoch } from '../../persistence/region-epoch';
import { RequirementRepository } from '../../persistence/rules/requirement-repository';
import { RiskAcceptanceRepository } from '../../persistence/rules/risk-acceptance-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { CurrentRules } from '../decisions/current-rules';
import { restrictedTo } from '../shared/kept-for-legal';
import { refuseTaken } from '../shared/refuse-taken';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';
import {
  assertCompiles,
  type ItemScopeInput,
  type MarketScopeInput,
  readItems,
  readMarkets,
  readPeriod,
} from '../shared/rule-input';

export interface AcceptRiskCommand {
  /** The id of the new acceptance, drawn beforehand: what is planned together can name it. Default: a new one. */
  newId?: string;
  /** Must be `risk-gated`. */
  requirementId: string;
  items: ItemScopeInput;
  markets: MarketScopeInput;
  /** The person who answers for it, by name. */
  acceptedBy: string;
  justification: string;
  /** Always ends. `from` is now if it is left out. */
  valid: { from?: Date | null; until: Date };
  actor: Actor;
}

/**
 * A named person answers for selling in spite of an unmet requirement, until a stated day.
 * @throws DomainError `role-required`, `approval-required`, `requirement-not-found`, `requirement-ended` (conflict), `requirement-not-risk-gated` (conflict), `invalid-period`,
 *   and what is said of the scopes in `IssueProhibition`.
 */
@Injectable()
export class AcceptRisk {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly acceptances: RiskAcceptanceRepository,
    private readonly requirements: RequirementRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: AcceptRiskCommand): Promise<Recorded<RiskAcceptance>> {
    const { actor, requirementId, acceptedBy, justification } = command;
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const id = command.newId ?? this.ids.next();
    return this.epoch.change({ actor, kind: 'risk.accept', ids: [id] }, async (recordedAt) => {
      await refuseTaken(this.acceptances, command.newId);
      const now = this.epoch.now;
      const requirement = await this.gate(requirementId, now.getTime());
      const rules = await this.rules.get();
      const { from } = readPeriod(command.valid, now.getTime());
      const acceptance: RiskAcceptance = {
        id,
        requirementId,
        items: readItems(command.items),
        markets: readMarkets(command.markets, rules, recordedAt),
        acceptedBy,
        justification,
        valid: { from, until: command.valid.until.getTime() },
      };
      assertCompiles(rules, { riskAcceptances: [acceptance] });
      await this.fourEyes.refuseAlone(actor, { do: 'accept-risk', ...command });
      await this.acceptances.insert(acceptance, recordedAt);
      await this.audit.record({
        actor,
        action: 'risk.accept',
        subject: { type: 'risk-acceptance', id },
        after: acceptance,
        reason: justification,
        restrictedTo: restrictedTo(requirement),
      });
      return { ...acceptance, recordedAt };
    });
  }

  private async gate(id: string, now: number): Promise<Requirement> {
    if (!(await this.requirements.wasKnown(id))) throw notFound('requirement', id);
    const running = (await this.requirements.spans(id)).filter(
      ({ valid }) => (valid.until ?? Infinity) > now,
    );
    const [first] = running;
    if (first === undefined)
      throw new DomainError('conflict', 'requirement-ended', 'The requirement has ended.');
    if (running.some(({ enforcement }) => enforcement !== 'risk-gated')) {
      const detail = `Only a risk-gated requirement can be accepted; this one is ${first.enforcement}.`;
      throw new DomainError('conflict', 'requirement-not-risk-gated', detail);
    }
    return first;
  }
}
