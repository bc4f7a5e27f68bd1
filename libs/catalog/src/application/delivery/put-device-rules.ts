import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { AppRepository } from '../../persistence/apps/app-repository';
import { DeviceRulesRepository, type DeviceRulesView } from '../../persistence/apps/device-rules-repository';

/** Devices that an app leaves out, at most. */
export const EXCLUDED_MODELS_MAX = 1_000;

export interface PutDeviceRulesCommand {
  appId: string;
  minRamBytes: number | null;
  /** `Build.MODEL`, without regard to case. */
  excludedModels: readonly string[];
  /** The version that the caller has seen; 0 before the first. */
  expectedVersion?: number | undefined;
  actor: AccountActor;
}

/**
 * Rules devices out for a whole app, beyond what its packages say, at once and for all its releases. Who has the app
 * keeps it.
 * @throws DomainError `app-not-found`, `too-many-models`, `device-rules-changed`.
 */
@Injectable()
export class PutDeviceRules {
  constructor(
    private readonly apps: AppRepository,
    private readonly rules: DeviceRulesRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: PutDeviceRulesCommand): Promise<DeviceRulesView> {
    const { appId, minRamBytes, expectedVersion, actor } = command;
    const excludedModels = [...new Set(command.excludedModels)];
    if (excludedModels.length > EXCLUDED_MODELS_MAX)
      throw new DomainError('invalid', 'too-many-models', `At most ${EXCLUDED_MODELS_MAX} models.`);
    await this.apps.lock(appId);
    const before = await this.rules.get(appId);
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      throw new DomainError(
        'precondition-failed',
        'device-rules-changed',
        'Somebody else changed the device rules first.',
      );
    await this.rules.put(appId, { minRamBytes, excludedModels }, this.clock.now());
    const after = await this.rules.get(appId);
    await this.audit.record({
      actor,
      action: 'app.device-rules',
      subject: { type: 'app', id: appId },
      before,
      after,
    });
    return after;
  }
}
