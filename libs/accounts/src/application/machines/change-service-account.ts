import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { type AppGrant, normalisePermissions, type Permission } from '../../domain/permissions';
import { ServiceAccounts, type ServiceAccountView } from '../../persistence/machines/service-accounts';
import { GrantCheck } from '../publishers/grant-check';

export interface ChangeServiceAccountCommand {
  actor: AccountActor;
  publisherId: string;
  serviceAccountId: string;
  /** What is left out stays. */
  permissions?: readonly Permission[] | undefined;
  apps?: readonly AppGrant[] | undefined;
  /** True: none of its keys is good any more, from the next request on. */
  disabled?: boolean | undefined;
}

/** Gives a service account other permissions, disables it or enables it again. */
@Injectable()
export class ChangeServiceAccount {
  constructor(
    private readonly serviceAccounts: ServiceAccounts,
    private readonly grants: GrantCheck,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `service-account-not-found` (404), `app-grants-invalid`, `app-of-other-publisher` (422). */
  @Transactional()
  async execute(command: ChangeServiceAccountCommand): Promise<ServiceAccountView> {
    const { actor, publisherId, serviceAccountId: id } = command;
    const before = await this.serviceAccounts.lock(publisherId, id);
    if (before === null) throw notFound('service-account', id);
    const permissions =
      command.permissions === undefined ? before.permissions : normalisePermissions(command.permissions);
    const apps =
      command.apps === undefined
        ? new Map(before.apps.map((grant) => [grant.appId, grant.permissions]))
        : await this.grants.read(publisherId, command.apps);
    const wasDisabled = before.disabledAt === null ? null : new Date(before.disabledAt);
    const disabledAt =
      command.disabled === false
        ? null
        : command.disabled === true
          ? (wasDisabled ?? this.clock.now())
          : wasDisabled;
    await this.serviceAccounts.change(id, { permissions, apps, disabledAt });
    const after = await this.serviceAccounts.find(publisherId, id);
    if (after === null) throw notFound('service-account', id);
    await this.audit.record({
      actor,
      action: 'service-account.change',
      subject: { type: 'publisher', id: publisherId },
      before: { serviceAccountId: id, ...grantsOf(before) },
      after: { serviceAccountId: id, ...grantsOf(after) },
    });
    return after;
  }
}

function grantsOf({ permissions, apps, disabledAt }: ServiceAccountView): object {
  return { permissions, apps, disabledAt };
}
