import { Injectable } from '@nestjs/common';
import { TestedApps } from '../../persistence/testers/tested-apps';
import { TesterAddresses } from '../delivery/tester-addresses';

/**
 * Which of some apps, none of which production has ever had, the account is a named tester of and can be given. To it these are no
 * secret; to anybody else they do not exist.
 */
@Injectable()
export class FindTestedApps {
  constructor(
    private readonly apps: TestedApps,
    private readonly addresses: TesterAddresses,
  ) {}

  async execute(query: { accountId: string; appIds: readonly string[] }): Promise<Set<string>> {
    const unpublished = await this.apps.neverPublished(query.appIds);
    if (unpublished.length === 0) return new Set();
    const email = await this.addresses.of(query.accountId);
    return email === null ? new Set() : this.apps.testedBy(email, unpublished);
  }
}
