import { Injectable } from '@nestjs/common';
import { WriteToTeam } from '@portolan/accounts';
import { PublisherMail, type ReviewMail } from '@portolan/catalog';

/** What the store decides about apps is read by those who answer for the publisher and by those who release. */
@Injectable()
export class TeamMail extends PublisherMail {
  constructor(private readonly writeToTeam: WriteToTeam) {
    super();
  }

  override write(publisherId: string, mail: ReviewMail): Promise<void> {
    return this.writeToTeam.execute({ publisherId, roles: ['owner', 'release-manager'], ...mail });
  }
}
