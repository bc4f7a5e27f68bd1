import { Injectable } from '@nestjs/common';
import { Ids } from '@portolan/platform';
import { RegionEpoch } from '../../../persistence/region-epoch';
import {
  type CredentialStatus,
  type Instant,
  type MarketStatus,
  type RuleRows,
  statusAt,
} from '../../../domain';
import {
  CredentialRepository,
  type RecordedCredential,
} from '../../../persistence/rules/credential-repository';
import { OfferRepository } from '../../../persistence/rules/offer-repository';
import { ProhibitionRepository } from '../../../persistence/rules/prohibition-repository';
import { RequirementRepository } from '../../../persistence/rules/requirement-repository';
import { Superseded } from '../../credentials/superseded';
import type { Edit } from './edit';
import { InversePaperEdits, restated } from './papers/inverse-paper-edits';
import { isPaperEdit, type PaperEdit } from './papers/paper-edit';
import { inversePlaceEdits } from './places/inverse-place-edits';
import { isPlaceEdit } from './places/place-edit';
import { onlyRunning, REVERTED, rest, running } from './remaining';

type StatusEdit = Extract<Edit, { do: 'change-credential-status' }>;

/** `verified` is taken back as `suspended`: the paper was checked, and counts no longer. */
const CREDENTIAL_BACK: Readonly<Partial<Record<CredentialStatus, CredentialStatus>>> = {
  verified: 'suspended',
  suspended: 'verified',
  rejected: 'submitted',
  submitted: 'rejected',
};

/**
 * What takes an edit's effect back, asked for before the edit is made. What has ended in the meantime comes back as a
 * new rule; a recorded deal or paper stays, since alone it allows nothing.
 */
@Injectable()
export class InverseEdits {
  constructor(
    private readonly offers: OfferRepository,
    private readonly requirements: RequirementRepository,
    private readonly prohibitions: ProhibitionRepository,
    private readonly credentials: CredentialRepository,
    private readonly superseded: Superseded,
    private readonly papers: InversePaperEdits,
    private readonly epoch: RegionEpoch,
    private readonly ids: Ids,
  ) {}

  /** @returns in the order in which they are to be made; `null`: the edit is final. */
  async of(edit: Edit, before: RuleRows): Promise<Edit[] | null> {
    if (isPaperEdit(edit)) return this.papers.of(edit);
    if (isPlaceEdit(edit)) return inversePlaceEdits(edit, before, this.now);
    switch (edit.do) {
      case 'set-plan': {
        const offerId = edit.offerId ?? edit.newId;
        if (offerId === undefined) throw new Error('An edit that makes a rule has its id.');
        return edit.offerId === undefined ? [{ do: 'remove-plan', offerId }] : this.offerAsItIs(offerId);
      }
      case 'remove-plan':
        return this.offersLike(edit.offerId);
      case 'put-requirement': {
        const requirementId = edit.requirementId ?? edit.newId;
        if (requirementId === undefined) throw new Error('An edit that makes a rule has its id.');
        return edit.requirementId === undefined
          ? [{ do: 'end-requirement', requirementId, reason: REVERTED }]
          : this.requirementAsItIs(requirementId);
      }
      case 'end-requirement':
        return this.requirementsLike(edit.requirementId);
      case 'issue-prohibition':
        if (edit.newId === undefined) throw new Error('An edit that makes a rule has its id.');
        return [{ do: 'lift-prohibition', prohibitionId: edit.newId, reason: REVERTED }];
      case 'lift-prohibition':
        return this.prohibitionsLike(edit.prohibitionId);
      case 'record-deal':
      case 'record-credential':
        return [];
      case 'change-credential-status':
        return this.credentialBack(edit);
      case 'change-market-status':
        return marketBack(before, edit.market, (edit.from ?? this.epoch.now).getTime());
    }
  }

  private get now(): Instant {
    return this.epoch.now.getTime();
  }

  private async offerAsItIs(offerId: string): Promise<Edit[]> {
    const known = onlyRunning(await this.offers.spans(offerId), this.now);
    if (known === null) return [{ do: 'remove-plan', offerId }, ...(await this.offersLike(offerId))];
    const { id: _, side: __, valid, ...rule } = known;
    return [{ do: 'set-plan', offerId, ...rule, valid: rest(valid, this.now) }];
  }

  private async requirementAsItIs(requirementId: string): Promise<Edit[]> {
    const known = onlyRunning(await this.requirements.spans(requirementId), this.now);
    if (known !== null) {
      const { id: _, valid, ...rule } = known;
      return [{ do: 'put-requirement', requirementId, ...rule, valid: rest(valid, this.now) }];
    }
    const end: Edit = { do: 'end-requirement', requirementId, reason: REVERTED };
    return [end, ...(await this.requirementsLike(requirementId))];
  }

  private async offersLike(id: string): Promise<Edit[]> {
    return running(await this.offers.spans(id), this.now).map(({ id: _, side: __, valid, ...rule }) => ({
      do: 'set-plan',
      newId: this.ids.next(),
      restores: id,
      ...rule,
      valid: rest(valid, this.now),
    }));
  }

  private async requirementsLike(id: string): Promise<Edit[]> {
    return running(await this.requirements.spans(id), this.now).map(({ id: _, valid, ...rule }) => ({
      do: 'put-requirement',
      newId: this.ids.next(),
      restores: id,
      ...rule,
      valid: rest(valid, this.now),
    }));
  }

  private async prohibitionsLike(id: string): Promise<Edit[]> {
    return running(await this.prohibitions.spans(id), this.now).map(({ id: _, valid, ...rule }) => ({
      do: 'issue-prohibition',
      newId: this.ids.next(),
      restores: id,
      ...rule,
      valid: rest(valid, this.now),
    }));
  }

  private async credentialBack({ credentialId, status, from }: StatusEdit): Promise<Edit[] | null> {
    const spans = await this.credentials.spans(credentialId);
    const last = spans.at(-1);
    const back = last?.status === 'draft' && status === 'rejected' ? 'submitted' : CREDENTIAL_BACK[status];
    if (back === undefined) return null;
    const edits: Edit[] = [this.statusAgain(spans, { credentialId, status: back })];
    if (status !== 'verified' || last === undefined) return edits;
    // What it takes the place of counts again, as far as it did.
    const valid = { from: spans[0]?.valid.from ?? null, until: last.valid.until };
    const [first] = await this.superseded.by({ ...last, valid }, (from ?? this.epoch.now).getTime());
    if (first === undefined) return edits;
    const again = this.statusAgain(await this.credentials.spans(first.id), {
      credentialId: first.id,
      status: first.status,
    });
    return [...edits, { ...again, restores: first.id }];
  }

  /** One status, unless another one was to follow: then all of them. */
  private statusAgain(
    spans: readonly RecordedCredential[],
    { credentialId, status }: { credentialId: string; status: CredentialStatus },
  ): StatusEdit | PaperEdit {
    const left = running(spans, this.now);
    if (new Set(left.map((span) => span.status)).size > 1)
      return restated(credentialId, left, this.epoch.now);
    return { do: 'change-credential-status', credentialId, status, reason: REVERTED };
  }
}

/** The status before, then what had been scheduled and was taken back. `planned` does not come again: `closed` sells as little. */
function marketBack({ markets }: RuleRows, code: string, from: number): Edit[] {
  const market = markets.find((one) => one.code === code);
  // One that an earlier edit of the set adds: its code stays, and sells nothing.
  if (market === undefined)
    return [
      {
        do: 'change-market-status',
        market: code,
        status: 'closed',
        from: new Date(from),
        reason: REVERTED,
      },
    ];
  const status = (known: MarketStatus) => (known === 'planned' ? 'closed' : known);
  const later = market.statuses.flatMap((span) =>
    span.from !== null && span.from > from ? [{ from: span.from, status: span.status }] : [],
  );
  const spans = [{ from, status: statusAt(market, from - 1) }, ...later.sort((a, b) => a.from - b.from)];
  return spans.map((span) => ({
    do: 'change-market-status',
    market: code,
    status: status(span.status),
    from: new Date(span.from),
    reason: REVERTED,
  }));
}
