import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import type { Period } from '../../../domain';
import { ChangeSetRepository } from '../../../persistence/change-sets/change-set-repository';
import { CredentialRepository } from '../../../persistence/rules/credential-repository';
import { OfferRepository } from '../../../persistence/rules/offer-repository';
import { ProhibitionRepository } from '../../../persistence/rules/prohibition-repository';
import { RequirementRepository } from '../../../persistence/rules/requirement-repository';
import { RiskAcceptanceRepository } from '../../../persistence/rules/risk-acceptance-repository';
import type { Edit } from '../edits/edit';
import { running } from '../edits/remaining';

interface Rules {
  spans(id: string): Promise<readonly { readonly valid: Period }[]>;
}

/**
 * What edits that take a set back are about by now. A later set may have ended a rule and been taken back, too: then the rule stands
 * there under another id, and that one is meant. A paper that has run out meanwhile is not brought back.
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
    private readonly clock: Clock,
  ) {}

  async follow(edits: readonly Edit[]): Promise<Edit[]> {
    const followed: Edit[] = [];
    for (const edit of edits) followed.push(...(await this.one(edit)));
    return followed;
  }

  private async one(edit: Edit): Promise<Edit[]> {
    const each = async (rules: Rules, id: string, about: (id: string) => Edit) =>
      (await this.standingFor(rules, id)).map(about);
    switch (edit.do) {
      case 'remove-plan':
        return each(this.offers, edit.offerId, (offerId) => ({ ...edit, offerId }));
      case 'set-plan':
        if (edit.offerId === undefined) return [edit];
        return each(this.offers, edit.offerId, (offerId) => ({ ...edit, offerId }));
      case 'end-requirement':
        return each(this.requirements, edit.requirementId, (requirementId) => ({ ...edit, requirementId }));
      case 'put-requirement':
        if (edit.requirementId === undefined) return [edit];
        return each(this.requirements, edit.requirementId, (requirementId) => ({ ...edit, requirementId }));
      case 'lift-prohibition':
        return each(this.prohibitions, edit.prohibitionId, (prohibitionId) => ({ ...edit, prohibitionId }));
      case 'end-risk-acceptance':
        return each(this.acceptances, edit.acceptanceId, (acceptanceId) => ({ ...edit, acceptanceId }));
      case 'accept-risk': {
        const [requirementId = edit.requirementId] = await this.standingFor(
          this.requirements,
          edit.requirementId,
        );
        return [{ ...edit, requirementId }];
      }
      case 'change-credential-status':
        if (edit.restores === undefined) return [edit];
        return (await this.isRunning(this.credentials, edit.credentialId)) ? [edit] : [];
      default:
        return [edit];
    }
  }

  /** The id itself, if nothing stands in its place. */
  private async standingFor(rules: Rules, id: string): Promise<string[]> {
    if (await this.isRunning(rules, id)) return [id];
    const known = new Set([id]);
    const standing: string[] = [];
    for (let next = [id]; next.length > 0;) {
      next = (await this.sets.restoredFor(next)).filter((one) => !known.has(one));
      for (const one of next) {
        known.add(one);
        if (await this.isRunning(rules, one)) standing.push(one);
      }
    }
    return standing.length > 0 ? standing : [id];
  }

  private async isRunning(rules: Rules, id: string): Promise<boolean> {
    return running(await rules.spans(id), this.clock.now().getTime()).length > 0;
  }
}
