import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Ids, notFound } from '@portolan/platform';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';
import { DealRepository } from '../../persistence/rules/deal-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { CurrentRules } from '../decisions/current-rules';
import { refuseTaken } from '../shared/refuse-taken';
import { assertCompiles, readItems, readMarkets, readPeriod } from '../shared/rule-input';
import type { RecordCredentialCommand } from './record-credential-command';

type Paper = Omit<RecordCredentialCommand, 'actor'> & { actor: Actor };

/** Writes a paper down, inside a change of the epoch that the caller opened and for a caller who may. */
@Injectable()
export class WriteCredential {
  constructor(
    private readonly rules: CurrentRules,
    private readonly credentials: CredentialRepository,
    private readonly deals: DealRepository,
    private readonly audit: AuditLog,
    private readonly epoch: RegionEpoch,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError see `RecordCredential`. */
  async execute(paper: Paper, recordedAt: Date): Promise<Recorded<RecordedCredential>> {
    const { actor, dealId = null, standards = null, supersedes = null } = paper;
    await refuseTaken(this.credentials, paper.newId);
    const id = paper.newId ?? this.ids.next();
    const rules = await this.rules.get();
    const deals = dealId === null ? [] : await this.deals.spans(dealId);
    if (dealId !== null && deals.length === 0) throw notFound('deal', dealId);
    const credential: RecordedCredential = {
      id,
      type: paper.type,
      holder: paper.holder,
      issuer: paper.issuer,
      number: paper.number ?? null,
      items: readItems(paper.items),
      markets: readMarkets(paper.markets, rules, recordedAt),
      standards: standards === null ? null : [...new Set(standards)],
      valid: readPeriod(paper.valid, null),
      status: paper.status ?? 'submitted',
      dealId,
      conditions: [...(paper.conditions ?? [])],
      evidence: paper.evidence ?? null,
      supersedes,
      statusReason: null,
    };
    if (supersedes !== null) await this.refuseOtherKind(credential, supersedes);
    assertCompiles(rules, { credentials: [credential], deals });
    await this.credentials.insert(credential, recordedAt);
    const subject = { type: 'credential', id };
    await this.audit.record({ actor, action: 'credential.record', subject, after: credential });
    return { ...credential, recordedAt };
  }

  private async refuseOtherKind({ type, holder }: RecordedCredential, oldId: string): Promise<void> {
    const old = (await this.credentials.spans(oldId)).at(-1);
    const isSame = old?.type === type && JSON.stringify(old.holder) === JSON.stringify(holder);
    if (isSame) return;
    const detail = 'A credential takes the place of one of the same type and holder.';
    const errors = [{ pointer: '/supersedes', code: 'invalid-supersession', detail }];
    throw new DomainError('invalid', 'invalid-supersession', detail, { errors });
  }
}
