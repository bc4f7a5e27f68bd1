import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, notFound, Transactional } from '@portolan/platform';
import type { Deal, DealKind, Instant } from '../../domain';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';
import { DealRepository } from '../../persistence/rules/deal-repository';
import { CurrentRules, type KnownRules } from '../decisions/current-rules';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';
import {
  assertCompiles,
  type ItemScopeInput,
  type MarketScopeInput,
  readInstant,
  readItems,
  readMarkets,
  readPeriod,
} from '../shared/rule-input';

/** What is left out stays as it is. */
export interface ScopeAmendment {
  items?: ItemScopeInput;
  markets?: MarketScopeInput;
  /** `null`: all. */
  standards?: readonly string[] | null;
}

export interface AmendDealCommand extends ScopeAmendment {
  dealId: string;
  kind?: DealKind;
  counterparty?: string;
  title?: string;
  /** When the deal ends now; `null`: it does not. Default: as it was to end. Its credentials keep ends of their own. */
  valid?: { until?: Date | null };
  /** Where single credentials differ from what is said of all. */
  credentials?: readonly ({ credentialId: string } & ScopeAmendment)[];
  /** When the amendment takes effect: now (default) or later. */
  from?: Date;
  reason: string;
  actor: Actor;
}

const COUNTS_ON: ReadonlySet<string> = new Set(['draft', 'submitted', 'verified', 'suspended']);

/**
 * Amends a deal as a whole, from an instant on: it ends with all that it issued, and begins anew under its id with credentials under
 * theirs, each with the status that it had. What is to begin later, or to be another by then, still is. A deal that has ended begins
 * again. The past stays what it was.
 * @throws DomainError `role-required`, `approval-required`, `deal-not-found`, `credential-not-found` (not of this deal), `instant-in-past`, `invalid-period`,
 *   and what is said of the scopes in `IssueProhibition`.
 */
@Injectable()
export class AmendDeal {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly deals: DealRepository,
    private readonly credentials: CredentialRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: AmendDealCommand): Promise<Deal> {
    const { dealId, reason, actor } = command;
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    return this.epoch.change({ actor, kind: 'deal.amend', ids: [dealId] }, async (recordedAt) => {
      const rules = await this.rules.get();
      const known = await this.deals.spans(dealId);
      const last = known.at(-1);
      if (last === undefined) throw notFound('deal', dealId);
      const now = this.epoch.now;
      const from = readInstant(command.from ?? now);
      if (from < now.getTime()) throw inPast();
      const [deal, ...later] = readDeal(command, last, known, from);
      const issued = await this.credentials.ofDeal(dealId, from);
      const after = amended(command, issued, { rules, from, recordedAt });
      await this.fourEyes.refuseAlone(actor, { do: 'amend-deal', ...command });
      await this.deals.cut(dealId, from, recordedAt);
      await this.deals.insertAll([deal, ...later], recordedAt);
      for (const id of new Set(after.map((one) => one.id))) await this.credentials.cut(id, from, recordedAt);
      for (const credential of after) await this.credentials.insert(credential, recordedAt);
      assertCompiles(rules, { credentials: after, deals: [deal, ...later] });
      await this.audit.record({
        actor,
        action: 'deal.amend',
        subject: { type: 'deal', id: dealId },
        before: { deal: last, credentials: issued },
        after: { deal, credentials: after },
        reason,
      });
      return deal;
    });
  }
}

/** @returns what it is from then on, earliest first. */
function readDeal(
  { kind, counterparty, title, valid }: AmendDealCommand,
  last: Deal,
  known: readonly Deal[],
  from: Instant,
): [Deal, ...Deal[]] {
  const end = valid?.until === undefined ? last.valid.until : (valid.until?.getTime() ?? null);
  const begins = (span: Deal) => Math.max(span.valid.from ?? from, from);
  const amend = (span: Deal, until: Instant | null): Deal => ({
    id: span.id,
    kind: kind ?? span.kind,
    counterparty: counterparty ?? span.counterparty,
    title: title ?? span.title,
    valid: readPeriod({ from: new Date(begins(span)), until: until === null ? null : new Date(until) }, from),
  });
  const [first = last, ...rest] = known.filter((span) => (span.valid.until ?? Infinity) > from);
  const later = rest.filter((span) => begins(span) < (end ?? Infinity));
  const endOf = (span: Deal) => (span === (later.at(-1) ?? first) ? end : span.valid.until);
  return [amend(first, endOf(first)), ...later.map((span) => amend(span, endOf(span)))];
}

/** The spans that go on, each from the amendment on, with what was said of it. */
function amended(
  command: AmendDealCommand,
  issued: readonly RecordedCredential[],
  { rules, from, recordedAt }: { rules: KnownRules; from: Instant; recordedAt: Date },
): RecordedCredential[] {
  const single = new Map(command.credentials?.map((one, index) => [one.credentialId, { ...one, index }]));
  for (const { credentialId, index } of single.values()) {
    if (!issued.some(({ id }) => id === credentialId)) throw notIssued(credentialId, index);
  }
  const goingOn = new Set(issued.filter(({ status }) => COUNTS_ON.has(status)).map(({ id }) => id));
  return issued
    .filter(({ id }) => goingOn.has(id))
    .map((credential) => {
      const rest = { from: Math.max(credential.valid.from ?? from, from), until: credential.valid.until };
      // What is to become of it later, becomes of it.
      if (!COUNTS_ON.has(credential.status)) return { ...credential, valid: rest };
      const own: ScopeAmendment = single.get(credential.id) ?? {};
      const items = own.items ?? command.items;
      const markets = own.markets ?? command.markets;
      const standards = own.standards === undefined ? command.standards : own.standards;
      return {
        ...credential,
        ...(items && { items: readItems(items) }),
        ...(markets && { markets: readMarkets(markets, rules, recordedAt) }),
        ...(standards !== undefined && { standards: standards === null ? null : [...new Set(standards)] }),
        valid: rest,
      };
    });
}

function inPast(): DomainError {
  const detail = 'A deal is amended from now on or later; what it was in the past stays recorded.';
  const errors = [{ pointer: '/from', code: 'instant-in-past', detail }];
  return new DomainError('invalid', 'instant-in-past', detail, { errors });
}

function notIssued(id: string, index: number): DomainError {
  const detail = `The deal has no credential ${id} that goes on.`;
  const errors = [{ pointer: `/credentials/${index}/credentialId`, code: 'credential-not-found', detail }];
  return new DomainError('invalid', 'credential-not-found', detail, { errors });
}
