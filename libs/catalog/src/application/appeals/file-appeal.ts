import { Inject, Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Ids, notFound } from '@portolan/platform';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { checkAppealInTime } from '../../domain/review/appeal-deadline';
import { appealedMail } from '../../domain/review/appeal-mails';
import type { App } from '../../persistence/apps/app.entity';
import { AppealRepository, type NewAppeal } from '../../persistence/reviews/appeal-repository';
import { PublisherMail } from '../review-ports';
import { type AppealView, viewAppeal } from './appeal-view';

/** Files an appeal, whatever it is against, inside the use case that knows. */
@Injectable()
export class FileAppeal {
  constructor(
    private readonly appeals: AppealRepository,
    private readonly mail: PublisherMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  /** @param appealFrom from when the time to appeal counts. @throws DomainError `appeal-exists`, `appeal-too-late`. */
  async file(
    app: Pick<App, 'id' | 'packageName'>,
    {
      appealFrom,
      ...about
    }: Pick<NewAppeal, 'publisherId' | 'rejectionId' | 'strikeId' | 'decisionBy' | 'message'> & {
      appealFrom: Date;
    },
    actor: AccountActor,
  ): Promise<AppealView> {
    const filed = { filedBy: actor.accountId, filedAt: this.clock.now() };
    checkAppealInTime(appealFrom, this.options.appealDays, filed.filedAt);
    const id = this.ids.next();
    await this.appeals.add({ ...about, ...filed, id, appId: app.id });
    const against = about.strikeId === null ? 'rejection' : 'strike';
    await this.mail.write(about.publisherId, appealedMail(app.packageName, against));
    await this.audit.record({
      actor,
      action: 'appeal.file',
      subject: { type: 'appeal', id },
      after: { appId: app.id, rejectionId: about.rejectionId, strikeId: about.strikeId },
      reason: about.message,
    });
    const appeal = await this.appeals.find(id);
    if (appeal === null) throw notFound('appeal', id);
    return viewAppeal(appeal);
  }
}
