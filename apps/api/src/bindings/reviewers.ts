import { Injectable } from '@nestjs/common';
import { GetAccount, PublisherMembership } from '@portolan/accounts';
import { Reviewers } from '@portolan/catalog';
import { DomainError } from '@portolan/platform';

/** Reviewers are staff. */
@Injectable()
export class StaffReviewers extends Reviewers {
  constructor(
    private readonly getAccount: GetAccount,
    private readonly membership: PublisherMembership,
  ) {
    super();
  }

  override async belongsTo(accountId: string, publisherId: string): Promise<boolean> {
    return (await this.membership.accessOf(accountId, publisherId)) !== null;
  }

  override async mayReview(accountId: string): Promise<boolean> {
    try {
      const { staffRoles } = await this.getAccount.execute({ accountId });
      return staffRoles.includes('reviewer') || staffRoles.includes('admin');
    } catch (error) {
      if (error instanceof DomainError && error.code === 'account-not-found') return false;
      throw error;
    }
  }
}
