import { Inject } from '@nestjs/common';
import { Clock, HandlesJob, type JobHandler, Scheduled, Transactional } from '@portolan/platform';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';
import { versionInEffect } from '../../domain/agreements/agreement';
import { newAgreementText } from '../../domain/mail/texts';
import { Agreements } from '../../persistence/agreements/agreements';
import { WriteToTeam } from '../mail/write-to-team';

export const ANNOUNCE_AGREEMENTS = 'accounts:announce-agreements';

/** So many publishers are written to in one transaction. */
const AT_ONCE = 100;

/**
 * Tells owners and admins of publishers that have accepted an older version of the agreement of each newer one that holds or will
 * hold, once: right after it is published, and within ten minutes those who accept an older one afterwards.
 */
@HandlesJob(ANNOUNCE_AGREEMENTS)
@Scheduled('*/10 * * * *')
export class AnnounceAgreements implements JobHandler {
  constructor(
    private readonly agreements: Agreements,
    private readonly writeToTeam: WriteToTeam,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  async handle(): Promise<void> {
    while ((await this.some()) > 0);
  }

  /** @returns how many announcements were made. */
  @Transactional()
  private async some(): Promise<number> {
    const now = this.clock.now();
    const versions = await this.agreements.versions();
    const from = versionInEffect(versions, now) ?? 0;
    const announced = await this.agreements.announce({ from, at: now, limit: AT_ONCE });
    for (const { publisherId, publisher, version } of announced) {
      const dates = versions.find((one) => one.version === version);
      if (dates === undefined) throw new Error(`There is no version ${version} of the agreement.`);
      const text = newAgreementText({ ...dates, publisher, now, api: this.options.issuer });
      const kind = 'agreement.announced';
      await this.writeToTeam.execute({ publisherId, roles: ['owner', 'admin'], kind, ...text });
    }
    return announced.length;
  }
}
