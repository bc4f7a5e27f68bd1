import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Ids, notFound, Transactional } from '@portolan/platform';
import type { Action, Enforcement, Instant, ReasonCode, Requirement, Visibility } from '../../domain';
import { RegionEpoch } from '../../persistence/region-epoch';
import { RequirementRepository } from '../../persistence/rules/requirement-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { CurrentRules, type KnownRules } from '../decisions/current-rules';
import { FourEyes } from '../shared/four-eyes';
import { refuseTaken } from '../shared/refuse-taken';
import { restrictedTo } from '../shared/kept-for-legal';
import { requireStaff } from '../shared/require-staff';
import {
  assertCompiles,
  type ItemScopeInput,
  type MarketScopeInput,
  type PeriodInput,
  readItems,
  readMarkets,
  readPeriod,
  replacingPeriod,
} from '../shared/rule-input';

export interface PutRequirementCommand {
  /** The id of the new rule, drawn beforehand: what is planned together can name it. Default: a new one. */
  newId?: string;
  /** Replaces this one; without it a new one is made. */
  requirementId?: string;
  items: ItemScopeInput;
  markets: MarketScopeInput;
  actions: readonly Action[];
  /** Default: from now on, or from when the one that is replaced is to begin. Until then that one holds. */
  valid?: PeriodInput;
  /** Sets of credential types; met by every type of any one set. */
  anyOf: readonly (readonly string[])[];
  standards?: readonly string[];
  enforcement: Enforcement;
  /** `CERT.MISSING`, `IP.LICENCE_MISSING` ... */
  missingCode: string;
  legalBasis?: string | null;
  /** Default: `public`. */
  visibility?: Visibility;
  actor: Actor;
}

const CODE = /^[A-Z]+\.[A-Z][A-Z0-9_]*$/;

/**
 * Says which credentials items like these need in those markets.
 * @throws DomainError `role-required`, `approval-required`, `requirement-not-found`, `requirement-ended`, `invalid-requirement`,
 *   and what is said of the scopes in `IssueProhibition`.
 */
@Injectable()
export class PutRequirement {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly requirements: RequirementRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: PutRequirementCommand): Promise<Recorded<Requirement>> {
    const { actor, requirementId } = command;
    requireStaff(actor, 'market-manager', 'admin');
    const id = requirementId ?? command.newId ?? this.ids.next();
    return this.epoch.change({ actor, kind: 'requirement.put', ids: [id] }, async (recordedAt) => {
      await refuseTaken(this.requirements, command.newId);
      const rules = await this.rules.get();
      const now = this.epoch.now;
      if (requirementId !== undefined && !(await this.requirements.wasKnown(requirementId)))
        throw notFound('requirement', requirementId);
      const known = requirementId === undefined ? null : await this.requirements.spans(requirementId);
      const requirement = read(command, id, { rules, known, now, recordedAt });
      assertCompiles(rules, { requirements: [requirement] });
      await this.fourEyes.refuseAlone(actor, { do: 'put-requirement', ...command });
      const begins = requirement.valid.from ?? now.getTime();
      const before =
        requirementId === undefined ? null : await this.replace(requirementId, begins, recordedAt);
      await this.requirements.insert(requirement, recordedAt);
      const subject = { type: 'requirement', id };
      await this.audit.record({
        actor,
        action: 'requirement.put',
        subject,
        before,
        after: requirement,
        restrictedTo: restrictedTo(before, requirement),
      });
      return { ...requirement, recordedAt };
    });
  }

  private async replace(id: string, begins: Instant, recordedAt: Date): Promise<Requirement> {
    const [before] = await this.requirements.cut(id, begins, recordedAt);
    if (before === undefined)
      throw new DomainError('conflict', 'requirement-ended', 'The requirement has ended; make a new one.');
    return before;
  }
}

interface Ground {
  readonly rules: KnownRules;
  /** Spans of the one that is replaced. */
  readonly known: readonly Requirement[] | null;
  readonly now: Date;
  readonly recordedAt: Date;
}

function read(
  command: PutRequirementCommand,
  id: string,
  { rules, known, now, recordedAt }: Ground,
): Requirement {
  if (!CODE.test(command.missingCode)) {
    throw new DomainError('invalid', 'invalid-requirement', 'A reason code is FAMILY.CODE in capitals.');
  }
  const at = now.getTime();
  const valid = known === null ? readPeriod(command.valid, at) : replacingPeriod(command.valid, known, at);
  return {
    id,
    items: readItems(command.items),
    markets: readMarkets(command.markets, rules, recordedAt),
    actions: [...new Set(command.actions)],
    valid,
    anyOf: command.anyOf.map((types) => [...new Set(types)]),
    standards: [...new Set(command.standards)],
    enforcement: command.enforcement,
    missingCode: command.missingCode as ReasonCode,
    legalBasis: command.legalBasis ?? null,
    visibility: command.visibility ?? 'public',
  };
}
