import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import type { DeviceRules } from '../../domain/delivery/device-fit';

/** An app's device rules, with their number for `If-Match`; 0 before the first. */
export interface DeviceRulesView extends DeviceRules {
  version: number;
}

/** Loads and saves the device rules of one app. Changes happen under the app's lock. */
@Injectable()
export class DeviceRulesRepository extends BaseRepository {
  async get(appId: string): Promise<DeviceRulesView> {
    const row = await this.queryOne<{ min: string | null; models: string[]; version: number }>(
      `SELECT d.min_ram_bytes AS min, d.excluded_models AS models, d.version FROM app_device_rules d WHERE d.app_id = $1`,
      [appId],
    );
    if (row === null) return { minRamBytes: null, excludedModels: [], version: 0 };
    const { min, models: excludedModels, version } = row;
    return { minRamBytes: min === null ? null : Number(min), excludedModels, version };
  }

  async put(appId: string, rules: DeviceRules, at: Date): Promise<void> {
    await this.query(
      `INSERT INTO app_device_rules AS d (app_id, min_ram_bytes, excluded_models, version, updated_at) VALUES ($1, $2, $3, 1, $4)
       ON CONFLICT ON CONSTRAINT app_device_rules_pk
       DO UPDATE SET min_ram_bytes = $2, excluded_models = $3, version = d.version + 1, updated_at = $4`,
      [appId, rules.minRamBytes, rules.excludedModels, at],
    );
  }
}
