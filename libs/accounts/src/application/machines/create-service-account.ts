import { Inject, Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';
import { MOST_SERVICE_ACCOUNTS, numericId, projectOf } from '../../domain/machines/service-account-names';
import { type AppGrant, normalisePermissions, type Permission } from '../../domain/permissions';
import { ServiceAccounts, type ServiceAccountView } from '../../persistence/machines/service-accounts';
import { GrantCheck } from '../publishers/grant-check';

export interface CreateServiceAccountCommand {
  actor: AccountActor;
  publisherId: string;
  /** 3..30 characters: lower-case letters, digits and hyphens; unique in the publisher. */
  name: string;
  /** In the publisher and all of its apps. */
  permissions: readonly Permission[];
  /** In single apps. */
  apps: readonly AppGrant[];
}

/** Makes an account for a machine, without a key yet. */
@Injectable()
export class CreateServiceAccount {
  constructor(
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
    private readonly serviceAccounts: ServiceAccounts,
    private readonly grants: GrantCheck,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws DomainError `service-account-name-taken`, `too-many-service-accounts` (409), `app-grants-invalid`,
   *   `app-of-other-publisher` (422).
   */
  @Transactional()
  async execute(command: CreateServiceAccountCommand): Promise<ServiceAccountView> {
    const { actor, publisherId, name } = command;
    const permissions = normalisePermissions(command.permissions);
    const apps = await this.grants.read(publisherId, command.apps);
    if ((await this.serviceAccounts.countLocked(publisherId)) >= MOST_SERVICE_ACCOUNTS)
      throw new DomainError(
        'conflict',
        'too-many-service-accounts',
        `A publisher has at most ${MOST_SERVICE_ACCOUNTS} service accounts.`,
      );
    const id = this.ids.next();
    const now = this.clock.now();
    const email = `${name}@${projectOf(publisherId)}.iam.${this.options.storeDomain}`;
    const clientId = numericId(this.ids.secret(16));
    await this.serviceAccounts.add({
      ...{ id, publisherId, name, email, clientId, permissions, apps },
      createdBy: actor.accountId,
      createdAt: now,
    });
    const view = {
      ...{ id, name, email, clientId, permissions },
      apps: [...apps].map(([appId, granted]) => ({ appId, permissions: granted })),
      createdAt: now.toISOString(),
      disabledAt: null,
    };
    await this.audit.record({
      actor,
      action: 'service-account.create',
      subject: { type: 'publisher', id: publisherId },
      after: { serviceAccountId: id, email, permissions, apps: view.apps },
    });
    return view;
  }
}
