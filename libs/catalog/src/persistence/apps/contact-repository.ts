import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import type { AppContact } from '../../domain/edit/edit-changes';

/** How people reach the publisher of an app. Changes happen under the app's lock. */
@Injectable()
export class ContactRepository extends BaseRepository {
  /** `version` is 0 before the first. */
  async find(appId: string): Promise<AppContact & { version: number }> {
    const row = await this.queryOne<AppContact & { version: number }>(
      'SELECT c.email, c.phone, c.website, c.version FROM app_contact c WHERE c.app_id = $1',
      [appId],
    );
    return row ?? { email: null, phone: null, website: null, version: 0 };
  }

  async put(appId: string, { email, phone, website }: AppContact): Promise<void> {
    await this.query(
      `INSERT INTO app_contact AS c (app_id, email, phone, website, version) VALUES ($1, $2, $3, $4, 1)
       ON CONFLICT ON CONSTRAINT app_contact_pk
       DO UPDATE SET email = $2, phone = $3, website = $4, version = c.version + 1`,
      [appId, email, phone, website],
    );
  }
}
