import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { type OwnTest, TestedApps } from '../../persistence/testers/tested-apps';
import { TesterAddresses } from '../delivery/tester-addresses';

/** The apps that an account is a named tester of and that have something out on its tracks; by the age of the app. */
@Injectable()
export class ListOwnTests {
  constructor(
    private readonly apps: TestedApps,
    private readonly addresses: TesterAddresses,
  ) {}

  async execute(query: {
    accountId: string;
    /** BCP 47, best first. */
    locales: readonly string[];
    page: PageRequest;
  }): Promise<Page<OwnTest>> {
    const email = await this.addresses.of(query.accountId);
    if (email === null) return { data: [], nextCursor: null };
    return this.apps.listOf(email, query.locales, query.page);
  }
}
