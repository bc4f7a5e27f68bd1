import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@portolan/platform';
import type { Period } from '../../../domain';
import { ChangeSetRepository } from '../../../persistence/change-sets/change-set-repository';
import { CredentialRepository } from '../../../persistence/rules/credential-repository';
import { OfferRepository } from '../../../persistence/rules/offer-repository';
import { ProhibitionRepository } from '../../../persistence/rules/prohibition-repository';
import { RequirementRepository } from '../../../persistence/rules/requirement-repository';
import { RiskAcceptanceRepository } from '../../../persistence/rules/risk-acceptance-repository';
import { spanAt } from '../../credentials/status-steps';
import { staysEnded, Superseded } from '../../credentials/superseded';
import type { Edit } from '../edits/edit';
import { REVERTED, type Restoring, running } from '../edits/remaining';
import type { PeriodInput } from '../../shared/rule-input';
import { restOf } from '../../shared/said-again';

interface Rules {
  spans(id: string): Promise<readonly { readonly valid: Period }[]>;
}

/**
 * What edits that take a set back are about by now. A later set may have ended a rule and been taken back, too: then the rule stands
 * there under another id, and that one is meant. What has ended is not ended again; what would be over by now, and a paper that has
 * run out, is not brought back.
 */
@Injectable()
export class RestoredRules {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly offers: OfferRepository,
    private readonly requirements: RequirementRepository,
    private readonly prohibitions: ProhibitionRepository,
    private readonly acceptances: RiskAcceptanceRepository,
    private readonly credentials: CredentialRepository,
    private readonly superseded: Superseded,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Of a rule that ended when its set said that it would, what it was before comes back as a new one. */
  async renew(inverse: readonly Edit[], made: readonly Edit[]): Promise<Edit[]> {
    const renewed: Edit[] = [];
    for (const [index, edit] of inverse.entries()) {
      const known = changed(edit);
      if (known === null || !(await this.hasRunOut(known, made))) renewed.push(edit);
      else if (!inverse.slice(index + 1).some((later) => changed(later)?.id === known.id))
        renewed.push({ ...known.rule, newId: this.ids.next(), restores: known.id });
    }
    return renewed;
  }

  private async hasRunOut({ id, rule }: Changed, made: readonly Edit[]): Promise<boolean> {
    const rules = rule.do === 'set-plan' ? this.offers : this.requirements;
    if ((await this.standingFor(rules, id)).length > 0) return false;
    const end = (await rules.spans(id)).at(-1)?.valid.until ?? null;
    return made.some((edit) => {
      const one = changed(edit);
      return end !== null && one?.id === id && one.rule.valid?.until?.getTime() === end;
    });
  }

  /** @throws DomainError `credential-status-transition` (conflict): a paper was revoked meanwhile, or lapsed, and stays so. */
  async follow(edits: readonly Edit[]): Promise<Edit[]> {
    const followed: Edit[] = [];
    for (const edit of edits) followed.push(...(await this.one(edit)));
    await this.refuseEnded(followed.filter(isStatusEdit));
    return followed;
  }

  /** What the edits themselves make of papers is known when they are made. */
  private async refuseEnded(edits: readonly StatusEdit[]): Promise<void> {
    const from = this.clock.now().getTime();
    const changed = edits.map(({ credentialId }) => credentialId);
    for (const edit of edits) {
      const now = spanAt(await this.credentials.spans(edit.credentialId), from);
      const said =
        edit.do === 'restate-credential'
          ? restOf(edit.spans, from)
          : [{ status: edit.status, valid: { from, until: null } }];
      const spans = now === undefined ? [] : restOf([now], from);
      for (const span of spans)
        if (await this.superseded.hasEnded(span, said, changed)) throw staysEnded(span);
    }
  }

  private async one(edit: Edit): Promise<Edit[]> {
    const each = async (rules: Rules, id: string, about: (id: string) => Edit) =>
      (await this.standingFor(rules, id)).map(about);
    switch (edit.do) {
      case 'remove-plan':
        return each(this.offers, edit.offerId, (offerId) => ({ ...edit, offerId }));
      case 'set-plan':
        if (edit.offerId === undefined) return this.unlessOver(edit);
        if (this.isOver(edit))
          return each(this.offers, edit.offerId, (offerId) => ({ do: 'remove-plan', offerId }));
        return orItself(edit, await each(this.offers, edit.offerId, (offerId) => ({ ...edit, offerId })));
      case 'end-requirement':
        return each(this.requirements, edit.requirementId, (requirementId) => ({ ...edit, requirementId }));
      case 'put-requirement':
        if (edit.requirementId === undefined) return this.unlessOver(edit);
        if (this.isOver(edit))
          return each(this.requirements, edit.requirementId, (requirementId) => {
            return { do: 'end-requirement', requirementId, reason: REVERTED };
          });
        return orItself(
          edit,
          await each(this.requirements, edit.requirementId, (requirementId) => ({ ...edit, requirementId })),
        );
      case 'issue-prohibition':
        return this.unlessOver(edit);
      case 'lift-prohibition':
        return each(this.prohibitions, edit.prohibitionId, (prohibitionId) => ({ ...edit, prohibitionId }));
      case 'end-risk-acceptance':
        return each(this.acceptances, edit.acceptanceId, (acceptanceId) => ({ ...edit, acceptanceId }));
      case 'accept-risk': {
        const [requirementId = edit.requirementId] = await this.standingFor(
          this.requirements,
          edit.requirementId,
        );
        return this.unlessOver({ ...edit, requirementId });
      }
      case 'change-credential-status':
        if (edit.restores === undefined) return [edit];
        return (await this.isRunning(this.credentials, edit.credentialId)) ? [edit] : [];
      case 'restate-credential':
        return (await this.isRunning(this.credentials, edit.credentialId)) ? [edit] : [];
      default:
        return [edit];
    }
  }

  private isOver({ valid }: { valid?: PeriodInput }): boolean {
    const until = valid?.until ?? null;
    return until !== null && until <= this.clock.now();
  }

  private unlessOver(edit: Edit & { valid?: PeriodInput }): Edit[] {
    return this.isOver(edit) ? [] : [edit];
  }

  /** The id itself if it has not ended, or else those that stand in its place. */
  private async standingFor(rules: Rules, id: string): Promise<string[]> {
    if (await this.isRunning(rules, id)) return [id];
    const standing: string[] = [];
    for (const restored of await this.sets.restoredFor([id]))
      if (await this.isRunning(rules, restored.id)) standing.push(restored.id);
    return standing;
  }

  private async isRunning(rules: Rules, id: string): Promise<boolean> {
    return running(await rules.spans(id), this.clock.now().getTime()).length > 0;
  }
}

type StatusEdit = Extract<Edit, { do: 'change-credential-status' | 'restate-credential' }>;

function isStatusEdit(edit: Edit): edit is StatusEdit {
  return edit.do === 'change-credential-status' || edit.do === 'restate-credential';
}

type NewRule = Extract<Edit, { do: 'set-plan' | 'put-requirement' }>;

interface Changed {
  readonly id: string;
  readonly rule: NewRule & Restoring;
}

/** The rule that an edit changes under its own id, and what it makes of it. */
function changed(edit: Edit): Changed | null {
  if (edit.do === 'set-plan' && edit.offerId !== undefined) {
    const { offerId: id, ...rule } = edit;
    return { id, rule };
  }
  if (edit.do === 'put-requirement' && edit.requirementId !== undefined) {
    const { requirementId: id, ...rule } = edit;
    return { id, rule };
  }
  return null;
}

/** An edit of a rule that has ended is refused when it is made. */
function orItself(edit: Edit, followed: Edit[]): Edit[] {
  return followed.length > 0 ? followed : [edit];
}
