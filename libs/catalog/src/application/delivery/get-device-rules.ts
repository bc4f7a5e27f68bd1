import { Injectable } from '@nestjs/common';
import { AppRepository } from '../../persistence/apps/app-repository';
import { DeviceRulesRepository, type DeviceRulesView } from '../../persistence/apps/device-rules-repository';

/** Which devices a publisher rules out for an app. @throws DomainError `app-not-found`. */
@Injectable()
export class GetDeviceRules {
  constructor(
    private readonly apps: AppRepository,
    private readonly rules: DeviceRulesRepository,
  ) {}

  async execute(appId: string): Promise<DeviceRulesView> {
    await this.apps.get(appId);
    return this.rules.get(appId);
  }
}
