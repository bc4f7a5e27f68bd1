import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog } from '@portolan/platform';
import type { AppDetails } from '../../domain/edit/edit-changes';
import { ContactRepository } from '../../persistence/apps/contact-repository';
import { UpdateApp } from '../apps/update-app';

/** Writes the details of an app inside the caller's transaction. @throws DomainError as `UpdateApp`. */
@Injectable()
export class ApplyDetails {
  constructor(
    private readonly updateApp: UpdateApp,
    private readonly contacts: ContactRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(command: { appId: string; details: AppDetails; actor: AccountActor }): Promise<void> {
    const { appId, actor } = command;
    const { defaultLocale, ...contact } = command.details;
    await this.updateApp.execute({ appId, defaultLocale, actor });
    const before = await this.contacts.find(appId);
    await this.contacts.put(appId, contact);
    await this.audit.record({
      actor,
      action: 'app.contact',
      subject: { type: 'app', id: appId },
      before: { email: before.email, phone: before.phone, website: before.website },
      after: contact,
    });
  }
}
